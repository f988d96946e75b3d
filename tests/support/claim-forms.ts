import fc from 'fast-check';
import type { BillingFile } from '../../shells/claim-forms/billing-schema.ts';
import type { ClaimForm, FormLine } from '../../shells/claim-forms/form.ts';
import type { ClaimForms } from '../../shells/claim-forms/forms.ts';

/** Texts that an 837 can carry: what X12 has, without the usual delimiters and without blanks at the ends. */
const text = (longest: number): fc.Arbitrary<string> =>
  fc.stringMatching(
    new RegExp(String.raw`^[A-Za-z0-9!"&'()+,.\/;?=%@_#$-][A-Za-z0-9 .,'-]{0,${longest - 2}}[A-Za-z0-9]$`, 'u'),
  );

const digits = (count: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(String.raw`^\d{${count}}$`, 'u'));
const day = fc
  .tuple(fc.integer({ min: 1950, max: 2040 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, date]) => [year, month, date].map((part) => String(part).padStart(2, '0')).join('-'));
const diagnosis = fc.constantFrom('Z51.12', 'C34.11', 'C79.31', 'D89.832', 'I10', 'C7A.1');
const name = fc.record({ family: text(20), given: text(12), middle: text(5) }, { requiredKeys: ['family'] });
const address = fc.record({
  line1: text(30),
  city: text(15),
  state: fc.constantFrom('VA', 'MN', 'CA'),
  zip: fc.oneof(digits(5), digits(9)),
});

function line(diagnoses: number, hospital: boolean): fc.Arbitrary<Omit<FormLine, 'number'>> {
  return fc.record({
    code: fc.constantFrom('J9999', 'J0000', '96413', 'G0378'),
    modifiers: fc.uniqueArray(fc.constantFrom('JZ', 'JW', '59', 'XS', 'TB'), { maxLength: 4 }),
    units: fc.oneof(
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: 1, max: 999_999 }).map((value) => value / 1000),
    ),
    chargeCents: fc.integer({ min: 0, max: 99_999_999 }),
    pointers: hospital
      ? fc.constant([])
      : fc.uniqueArray(fc.integer({ min: 1, max: diagnoses }), { minLength: 1, maxLength: 4 }),
    placeOfService: hospital ? fc.constant(null) : fc.constantFrom('11', '19', '22'),
    revenueCode: hospital ? digits(4) : fc.constant(null),
    drug: fc.option(
      fc.record({
        qualifier: fc.constant('N4'),
        ndc11: digits(11),
        unit: fc.constantFrom('UN', 'ML', 'GR', 'F2'),
        quantity: fc.integer({ min: 0, max: 9_999_999 }).map((value) => value / 1000),
      }),
    ),
  });
}

function claim(hospital: boolean): fc.Arbitrary<ClaimForm> {
  return fc.array(diagnosis, { minLength: 1, maxLength: 12 }).chain((diagnoses) =>
    fc
      .record({
        number: text(19),
        dateOfService: day,
        authorization: fc.option(text(15)),
        lines: fc.array(line(diagnoses.length, hospital), { minLength: 1, maxLength: 6 }),
      })
      .map(({ lines, ...rest }): ClaimForm => ({
        ...rest,
        dose: 'C1D1',
        placeOfService: '11',
        facilityType: hospital ? '13' : null,
        diagnoses,
        chargeCents: lines.reduce((sum, { chargeCents }) => sum + (chargeCents ?? 0), 0),
        lines: lines.map((one, index) => ({ ...one, number: index + 1 })),
      })),
  );
}

const billing: fc.Arbitrary<BillingFile> = fc
  .record({
    submitter: fc.record({ name: text(20), id: text(10), contact: fc.record({ name: text(20), phone: digits(10) }) }),
    receiver: fc.record({ name: text(20), id: text(10) }),
    interchange: fc.record({
      controlNumber: fc.integer({ min: 1, max: 999_999_999 }),
      usage: fc.constantFrom('test' as const, 'production' as const),
    }),
    billingProvider: fc.record({ organization: text(20), npi: digits(10), taxId: digits(9), address }),
    renderingProvider: fc.record({ name, npi: digits(10) }),
    attendingProvider: fc.record({ name, npi: digits(10) }),
    payer: fc.record({ name: text(20), id: text(10), filing: fc.constantFrom('CI', 'MB', 'MC') }),
    subscriber: fc.record({
      memberId: text(15),
      name,
      birthDate: day,
      sex: fc.constantFrom('female', 'male'),
      address,
    }),
    patient: fc.record({ relationship: fc.constantFrom('self', 'spouse', 'child', 'other'), name, address }),
  })
  .map((parts) => parts);

/** Complete forms of either kind, of a patient who is the subscriber or a dependent. */
export const anyForms = (hospital: boolean): fc.Arbitrary<ClaimForms> =>
  fc.record({
    billing,
    patient: fc.record({ birthDate: day, sex: fc.constantFrom('female' as const, 'male' as const) }),
    claims: fc.array(claim(hospital), { minLength: 1, maxLength: 3 }),
    needed: fc.constant([]),
  });
