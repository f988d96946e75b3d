import { z } from 'zod';
import { isNpi } from '../../core/values/npi.ts';
import type { Defined } from '../knowledge/defined.ts';
import { isoDate, strict } from '../knowledge/schema-parts.ts';

/** One line of text without blanks at its ends, as long as a claim takes it. */
const line = (longest: number): z.ZodString =>
  z
    .string({ error: 'a text is wanted here|Put numbers in quotation marks' })
    .max(longest, `a claim takes ${longest} characters here|Write it shorter`)
    .regex(
      /^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u,
      'one line of text is wanted here|Write it without blanks at its ends',
    );
const digits = (count: string, what: string): z.ZodString =>
  z
    .string({ error: `${what} is a text|Put it in quotation marks` })
    .regex(
      new RegExp(String.raw`^\d{${count}}$`, 'u'),
      `${what} is digits alone|Write ${count.replace(',', ' to ')} digits`,
    );

const npi = digits('10', 'an NPI').refine(isNpi, 'the check digit of this NPI is wrong|Copy the ten digits again');
const name = strict({ family: line(60), given: line(35).optional(), middle: line(25).optional() });
const address = strict({
  line1: line(55),
  line2: line(55).optional(),
  city: line(30),
  state: z.string().regex(/^[A-Z]{2}$/u, 'a state is two capital letters|Write it as VA'),
  zip: z
    .string({ error: 'a ZIP code is a text|Put it in quotation marks' })
    .regex(/^(\d{5}|\d{9})$/u, 'a ZIP code is five or nine digits|Write it without a hyphen'),
});
const taxonomy = z.string().regex(/^[0-9A-Z]{9}X$/u, 'a taxonomy code is nine letters or digits and an X|Correct it');
const qualifier = z.string().regex(/^[0-9A-Z]{2}$/u, 'a qualifier is two letters or digits|Write it as ZZ');
const yesNo = z.enum(['yes', 'no']);
const person = strict({ name: name.optional(), npi: npi.optional(), taxonomy: taxonomy.optional() });
const sex = z.enum(['female', 'male', 'other']);
const code = z.string().regex(/^[A-Z\d]{5}$/u, 'a procedure code is five letters and digits|Write it in capitals');
const money = z
  .string({ error: 'an amount is a text|Put dollars and cents in quotation marks: "1500.00"' })
  .regex(/^\d{1,9}\.\d{2}$/u, 'an amount is dollars, a point and two digits|Write it as "1500.00"');

/** `billing.yaml`: what a claim needs and a course does not hold. Each part may be left out; a format asks for what it needs. */
export const billingFileSchema = strict({
  submitter: strict({
    name: line(60).optional(),
    id: line(80).optional(),
    contact: strict({ name: line(60), phone: digits('10', 'a telephone number') }).optional(),
  })
    .optional()
    .describe('Who sends the file: the practice itself, or its billing service'),
  receiver: strict({ name: line(60).optional(), id: line(80).optional() })
    .optional()
    .describe('Who receives the file: the clearinghouse or the payer'),
  interchange: strict({
    senderQualifier: qualifier.optional(),
    sender: line(15).optional(),
    receiverQualifier: qualifier.optional(),
    receiver: line(15).optional(),
    controlNumber: z
      .int({ error: 'a control number is a whole number|Use one that no file before it had' })
      .min(1)
      .max(999_999_999)
      .optional(),
    usage: z.enum(['test', 'production']).optional(),
  })
    .optional()
    .describe('The envelope of the file: qualifiers are ZZ, sender and receiver are the ids above where left out'),
  billingProvider: strict({
    organization: line(60).optional(),
    person: name.optional(),
    npi: npi.optional(),
    taxId: digits('9', 'a tax id').optional(),
    taxIdKind: z.enum(['ein', 'ssn']).optional(),
    taxonomy: taxonomy.optional(),
    address: address.optional(),
    phone: digits('10', 'a telephone number').optional(),
  })
    .optional()
    .describe('Who is paid: an organization or a person'),
  renderingProvider: person.optional().describe('Who treated, on a professional claim'),
  attendingProvider: person.optional().describe('Who is responsible for the care, on a hospital claim'),
  referringProvider: person.optional(),
  serviceFacility: strict({ name: line(60), npi: npi.optional(), address })
    .optional()
    .describe('Where it was given, where that is not the address of the billing provider'),
  payer: strict({
    name: line(60).optional(),
    id: line(80).optional(),
    idSystem: z
      .url('the list that a payer id is from is an address|Write it as https://payer.example/ids or urn:oid:1.2.3')
      .optional()
      .describe('The list that the payer id is from, as an address; a request over FHIR names it'),
    filing: z
      .string()
      .regex(/^[0-9A-Z]{2}$/u, 'a claim filing code is two letters or digits|Write it as CI or MB')
      .optional(),
    address: address.optional(),
    ndcLine: z.string().min(1).optional().describe('How the payer wants the NDC on paper: an id of claim-forms.yaml'),
  }).optional(),
  subscriber: strict({
    memberId: line(80).optional(),
    name: name.optional(),
    birthDate: isoDate.optional(),
    sex: sex.optional(),
    address: address.optional(),
    groupNumber: line(50).optional(),
    planName: line(60).optional(),
  })
    .optional()
    .describe('Who holds the insurance; birth date and sex are those of the course where it is the patient'),
  patient: strict({
    relationship: z.enum(['self', 'spouse', 'child', 'other']).optional(),
    name: name.optional(),
    address: address.optional(),
  })
    .optional()
    .describe('Name and address where the patient is not the subscriber'),
  charges: z
    .record(code, money)
    .optional()
    .describe('The practice’s own charge for one unit of each procedure code, in dollars'),
  revenueCodes: z
    .record(code, digits('4', 'a revenue code'))
    .optional()
    .describe('Of a hospital’s lines that have none from the record'),
  claim: strict({
    number: z
      .string({ error: 'a claim number is a text|Put it in quotation marks' })
      .regex(/^[A-Za-z0-9-]{1,12}$/u, 'a claim number is up to 12 letters, digits and hyphens|Write it shorter')
      .optional()
      .describe('The practice’s own number; with several doses the dose is put behind it'),
    frequency: z.enum(['original', 'replacement', 'void']).optional(),
    originalReference: line(50).optional().describe('The payer’s number of the claim that is replaced or voided'),
    serviceLines: z
      .enum(['confirmed', 'left-out'])
      .optional()
      .describe('Whether a coder has confirmed the lines proposed beside the drug'),
    providerSignature: yesNo.optional(),
    acceptsAssignment: yesNo.optional(),
    benefitsAssigned: yesNo.optional(),
    releaseOfInformation: z.enum(['signed', 'informed']).optional(),
    relatedTo: strict({ employment: yesNo, autoAccident: yesNo, otherAccident: yesNo }).optional(),
    otherPlan: yesNo.optional(),
    admissionType: z.string().regex(/^\d$/u, 'a type of admission is one digit|Correct it').optional(),
    admissionSource: z
      .string()
      .regex(/^[\dA-Z]$/u, 'a point of origin is one sign|Correct it')
      .optional(),
    patientStatus: digits('2', 'a patient status').optional(),
    reasonsForVisit: z
      .array(z.string().regex(/^[A-Z]\d[A-Z\d](\.[A-Z\d]{1,4})?$/u, 'this is no ICD-10-CM code|Write it with its dot'))
      .max(3)
      .optional(),
  }).optional(),
});

/** The billing file as read. What is left out is asked for by the format that needs it. */
export type BillingFile = Defined<z.infer<typeof billingFileSchema>>;
export type Person = NonNullable<BillingFile['renderingProvider']>;
export type Address = NonNullable<NonNullable<BillingFile['payer']>['address']>;
export type Name = NonNullable<Person['name']>;
