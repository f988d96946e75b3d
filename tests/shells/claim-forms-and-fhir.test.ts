import type { Bundle, Claim as ClaimResource } from 'fhir/r4.js';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { describe, expect, it } from 'vitest';
import { answerOf, billingWith, BOTH, claim, COURSE, NOW, officeCourse, type Tree } from '../support/billing-files.ts';
import { example, stepwiseAt } from '../support/cli.ts';
import { shapeFaults } from '../support/fhir-shape.ts';

/** What the model does not know. It holds `serviced[x]` by its stem; the types of R4 check these names at compile time. */
const CHOICES = /\.(valueCode|diagnosisCodeableConcept|servicedDate|locationCodeableConcept): unknown$/u;
const faultsOf = (resource: object, type: string): readonly string[] =>
  shapeFaults(resource, type).filter((fault) => !CHOICES.test(fault));

describe('CMS-1500', () => {
  it('the boxes, by number, of a dose of which half was discarded', async () => {
    const course = example('courses', 'interrupted-dose.json');
    const call = await stepwiseAt(
      NOW,
      'claim',
      '--course',
      course,
      '--dose',
      'C1D15',
      '--format',
      'cms1500',
      '--billing',
      BOTH,
      '--json',
    );
    const [form, ...more] = answerOf(call).document as readonly {
      boxes: Record<string, string>;
      rows: readonly Record<string, string>[];
    }[];
    expect(more).toEqual([]);
    expect(form?.boxes).toMatchObject({
      '1': 'OTHER',
      '1a': 'EX123456789',
      '3': '11 20 1951 M',
      '6': 'SELF',
      '21A': 'Z5112',
      '21B': 'C3432',
      '26': 'EX0001',
      '28': '17400 00',
      '33a': '1234567893',
    });
    expect(form?.boxes).not.toHaveProperty('23');
    const row = { A: '06 29 26 06 29 26', B: '22', C: '', E: 'AB', H: '', I: '', J: '1999999984' };
    expect(form?.rows).toEqual([
      { ...row, shaded: 'N455513007701 UN0.5', D: 'J9026', F: '8500 00', G: '5' },
      { ...row, shaded: 'N455513007701 UN0.5', D: 'J9026 JW', F: '8500 00', G: '5' },
      { ...row, shaded: '', D: '96413', F: '400 00', G: '1' },
    ]);
  });

  it('the shaded line is set as the payer wants it, and with a caution where that is not known', async () => {
    const shaded = async (layout?: string): Promise<readonly [string | undefined, boolean]> => {
      const payer = (whole: Tree): Tree => ({
        ...(whole['payer'] as Tree),
        ...(layout === undefined ? {} : { ndcLine: layout }),
      });
      const billing = billingWith((whole) => ({ ...whole, payer: payer(whole) }));
      const answer = answerOf(await claim('--dose', 'C1D8', '--format', 'cms1500', '--billing', billing, '--json'));
      const [form] = answer.document as readonly { rows: readonly { shaded: string }[] }[];
      return [form?.rows[0]?.shaded, answer.cautions.some(({ id }) => id === 'ndc-line-layout')];
    };
    expect(await shaded()).toEqual(['N455513007701 UN1', true]);
    expect(await shaded('no-blank')).toEqual(['N455513007701UN1', false]);
    expect(await shaded('three-blanks')).toEqual(['N455513007701   UN1', false]);
    expect(await shaded('implied-decimals')).toEqual(['N455513007701UN0000001000', false]);
    const unknown = billingWith((whole) => ({
      ...whole,
      payer: { ...(whole['payer'] as Tree), ndcLine: 'no-blanks' },
    }));
    const { status, err } = await claim('--dose', 'C1D8', '--format', 'cms1500', '--billing', unknown);
    expect([status, err]).toEqual([
      2,
      '--billing: payer.ndcLine: there is no layout "no-blanks". Did you mean "no-blank"?\n',
    ]);
  });

  it('a dose given in a hospital is the hospital’s to bill', async () => {
    const cautioned = async (course: string): Promise<boolean> =>
      answerOf(
        await stepwiseAt(
          NOW,
          'claim',
          '--course',
          course,
          '--dose',
          'C1D8',
          '--format',
          'cms1500',
          '--billing',
          BOTH,
          '--json',
        ),
      ).cautions.some(({ id }) => id === 'professional-claim-of-hospital');
    expect(await cautioned(COURSE)).toBe(true);
    expect(await cautioned(officeCourse())).toBe(false);
  });
});

describe('FHIR R4', () => {
  const resource = async (...args: readonly string[]): Promise<ClaimResource> =>
    JSON.parse((await claim('--dose', 'C1D8', '--format', 'fhir', ...args)).out) as ClaimResource;

  /** Invariants of R4, as its definitions write them. */
  const INVARIANTS: readonly (readonly [id: string, holds: string])[] = [
    ['dom-2', 'contained.contained.empty()'],
    ['dom-4', 'contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()'],
    ['org-1', "contained.where(resourceType = 'Organization').all((identifier.count() + name.count()) > 0)"],
    ['every contained resource is referred to', "contained.all(('#' + id) in (%resource.descendants().reference))"],
    ['every reference is to what is contained', 'descendants().reference.all(substring(1) in %resource.contained.id)'],
    ['diagnoses pointed to are there', 'item.diagnosisSequence.all($this in %resource.diagnosis.sequence)'],
    ['the team that lines name is there', 'item.careTeamSequence.all($this in %resource.careTeam.sequence)'],
    ['lines add up', 'item.net.value.aggregate($this + $total, 0) = total.value'],
    ['sequences are their own', 'item.sequence.isDistinct() and diagnosis.sequence.isDistinct()'],
  ];

  it('is of the shape of R4 and keeps its invariants', async () => {
    const made = await resource('--billing', BOTH);
    expect(faultsOf(made, 'Claim')).toEqual([]);
    for (const [id, holds] of INVARIANTS)
      expect([id, fhirpath.evaluate(made, holds, { resource: made }, r4)]).toEqual([id, [true]]);
    for (const key of ['status', 'type', 'use', 'patient', 'created', 'provider', 'priority', 'insurance'])
      expect(made).toHaveProperty(key);
  });

  it('says what the claim says', async () => {
    const made = await resource('--billing', BOTH);
    expect(made).toMatchObject({
      status: 'active',
      use: 'claim',
      type: { coding: [{ code: 'institutional' }] },
      created: NOW,
      diagnosis: [
        {
          sequence: 1,
          diagnosisCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'Z51.12' }] },
        },
        { sequence: 2, diagnosisCodeableConcept: { coding: [{ code: 'C34.11' }] } },
      ],
      insurance: [{ focal: true, coverage: { reference: '#coverage' }, preAuthRef: ['EX-AUTH-0001'] }],
      total: { value: 17400, currency: 'USD' },
    });
    expect(made.item?.map(({ productOrService, quantity }) => [productOrService.coding?.[0], quantity?.value])).toEqual(
      [
        [{ system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code: 'J9026' }, 10],
        [{ system: 'http://www.ama-assn.org/go/cpt', code: '96413' }, 1],
      ],
    );
    expect(made.item?.[0]).toMatchObject({
      modifier: [{ coding: [{ code: 'JZ' }] }],
      servicedDate: '2026-06-22',
      revenue: { coding: [{ code: '0636' }] },
      detail: [
        {
          productOrService: { coding: [{ system: 'http://hl7.org/fhir/sid/ndc', code: '55513007701' }] },
          quantity: { value: 1, unit: 'UN' },
        },
      ],
    });
  });

  it('several doses are a Bundle; a draft is a draft, with what is unknown left out', async () => {
    const several = JSON.parse((await claim('--format', 'fhir', '--billing', BOTH)).out) as Bundle;
    expect([several.type, several.entry?.length, faultsOf(several, 'Bundle')]).toEqual(['collection', 4, []]);
    const draft = await resource('--draft');
    expect([draft.status, faultsOf(draft, 'Claim'), draft.total]).toEqual(['draft', [], undefined]);
    expect(draft.provider.extension?.[0]?.valueCode).toBe('unknown');
    expect(draft.provider.reference).toBeUndefined();
  });
});
