import type { Claim, ClaimQuestion } from '../../core/billing/claim-answer.ts';
import type { BillingFile } from './billing-schema.ts';
import type { ClaimForm, ClaimFormat } from './form.ts';

interface Need {
  /** Where it stands in the billing file. */
  readonly path: string;
  readonly of: (billing: BillingFile) => unknown;
  readonly ask: string;
  readonly formats: readonly ClaimFormat[];
  /** Asked for only then. */
  readonly when?: (billing: BillingFile) => boolean;
}

const X12: readonly ClaimFormat[] = ['837p', '837i'];
const PRINTED: readonly ClaimFormat[] = ['837p', '837i', 'cms1500'];
const ALL: readonly ClaimFormat[] = [...PRINTED, 'fhir'];
const isSelf = ({ patient }: BillingFile): boolean => patient?.relationship === 'self';
const isDependent = ({ patient }: BillingFile): boolean =>
  patient?.relationship !== undefined && patient.relationship !== 'self';
const isCorrection = ({ claim }: BillingFile): boolean => (claim?.frequency ?? 'original') !== 'original';
/** An organization treats by somebody; a person who bills is taken to have treated. */
const needsRendering = ({ billingProvider }: BillingFile): boolean => billingProvider?.person === undefined;

const NEEDS: readonly Need[] = [
  need('claim.number', (b) => b.claim?.number, 'Which number does the practice give the claim?', ALL),
  need('submitter.name', (b) => b.submitter?.name, 'Who sends the file?', X12),
  need('submitter.id', (b) => b.submitter?.id, 'Which id has the sender with the receiver?', X12),
  need('submitter.contact', (b) => b.submitter?.contact, 'Whom may the receiver call (name, phone)?', X12),
  need('receiver.name', (b) => b.receiver?.name, 'Who receives the file?', X12),
  need('receiver.id', (b) => b.receiver?.id, 'Which id has the receiver?', X12),
  need(
    'interchange.controlNumber',
    (b) => b.interchange?.controlNumber,
    'Which number, used by no file before, has this one?',
    X12,
  ),
  need('interchange.usage', (b) => b.interchange?.usage, 'Is the file a test or production?', X12),
  need(
    'billingProvider',
    (b) => b.billingProvider?.organization ?? b.billingProvider?.person,
    'Who is paid (organization, or person)?',
    ALL,
  ),
  need('billingProvider.npi', (b) => b.billingProvider?.npi, 'Which NPI has the billing provider?', ALL),
  need(
    'billingProvider.taxId',
    (b) => b.billingProvider?.taxId,
    'Which tax id has the billing provider (nine digits)?',
    PRINTED,
  ),
  need('billingProvider.taxIdKind', (b) => b.billingProvider?.taxIdKind, 'Is the tax id an EIN or an SSN?', PRINTED),
  need(
    'billingProvider.address',
    (b) => b.billingProvider?.address,
    'Where is the billing provider (a street, no post-office box)?',
    PRINTED,
  ),
  need(
    'billingProvider.address.zip',
    (b) => b.billingProvider?.address?.zip.length === 9 || undefined,
    'Which nine digits has the ZIP code of the billing provider?',
    X12,
    (b) => b.billingProvider?.address !== undefined,
  ),
  need('billingProvider.phone', (b) => b.billingProvider?.phone, 'Which telephone number has the billing provider?', [
    'cms1500',
  ]),
  need(
    'renderingProvider.name',
    (b) => b.renderingProvider?.name,
    'Who treated (family and given name)?',
    ['837p', 'cms1500'],
    needsRendering,
  ),
  need(
    'renderingProvider.npi',
    (b) => b.renderingProvider?.npi,
    'Which NPI has who treated?',
    ['837p', 'cms1500'],
    needsRendering,
  ),
  need(
    'attendingProvider.name',
    (b) => b.attendingProvider?.name,
    'Who is the attending provider (family and given name)?',
    ['837i'],
  ),
  need('attendingProvider.npi', (b) => b.attendingProvider?.npi, 'Which NPI has the attending provider?', ['837i']),
  need('payer.name', (b) => b.payer?.name, 'Which payer is billed?', ALL),
  need('payer.id', (b) => b.payer?.id, 'Which payer id does the receiver use?', X12),
  need('payer.filing', (b) => b.payer?.filing, 'Which claim filing code has the coverage (CI, MB, MC …)?', PRINTED),
  need('subscriber.memberId', (b) => b.subscriber?.memberId, 'Which member id stands on the insurance card?', ALL),
  need(
    'patient.relationship',
    (b) => b.patient?.relationship,
    'Is the patient the subscriber (self), or the spouse, child or other?',
    ALL,
  ),
  need('subscriber.name', (b) => b.subscriber?.name, 'How is the subscriber called (family and given name)?', ALL),
  need('subscriber.address', (b) => b.subscriber?.address, 'Where does the subscriber live?', PRINTED),
  need(
    'subscriber.birthDate',
    (b) => b.subscriber?.birthDate,
    'When was the subscriber born?',
    ['cms1500'],
    isDependent,
  ),
  need('subscriber.sex', (b) => b.subscriber?.sex, 'Which sex has the subscriber?', ['cms1500'], isDependent),
  need('patient.name', (b) => b.patient?.name, 'How is the patient called (family and given name)?', ALL, isDependent),
  need('patient.address', (b) => b.patient?.address, 'Where does the patient live?', PRINTED, isDependent),
  need(
    'claim.providerSignature',
    (b) => b.claim?.providerSignature,
    'Is the signature of the provider on file (yes, no)?',
    ['837p', 'cms1500'],
  ),
  need(
    'claim.acceptsAssignment',
    (b) => b.claim?.acceptsAssignment,
    'Does the provider accept assignment (yes, no)?',
    PRINTED,
  ),
  need(
    'claim.benefitsAssigned',
    (b) => b.claim?.benefitsAssigned,
    'Has the patient assigned the benefits to the provider (yes, no)?',
    PRINTED,
  ),
  need(
    'claim.releaseOfInformation',
    (b) => b.claim?.releaseOfInformation,
    'Has the patient signed the release of information (signed), or was informed (informed)?',
    PRINTED,
  ),
  need(
    'claim.relatedTo',
    (b) => b.claim?.relatedTo,
    'Is the condition related to employment, an auto accident or another accident?',
    ['cms1500'],
  ),
  need('claim.otherPlan', (b) => b.claim?.otherPlan, 'Does the patient have another health plan (yes, no)?', [
    'cms1500',
  ]),
  need('claim.admissionType', (b) => b.claim?.admissionType, 'Which type of admission or visit was it (one digit)?', [
    '837i',
  ]),
  need(
    'claim.admissionSource',
    (b) => b.claim?.admissionSource,
    'Where did the patient come from (point of origin, one sign)?',
    ['837i'],
  ),
  need('claim.patientStatus', (b) => b.claim?.patientStatus, 'Which patient status ended the visit (two digits)?', [
    '837i',
  ]),
  need(
    'claim.originalReference',
    (b) => b.claim?.originalReference,
    'Which number did the payer give the claim that is corrected?',
    PRINTED,
    isCorrection,
  ),
];

function need(path: string, of: Need['of'], ask: string, formats: readonly ClaimFormat[], when?: Need['when']): Need {
  return { path, of, ask, formats, ...(when === undefined ? {} : { when }) };
}

/** What the format needs and neither the course nor the billing file says: never made up, always asked. */
export function asked(
  format: ClaimFormat,
  billing: BillingFile,
  claim: Claim,
  forms: readonly ClaimForm[],
): readonly ClaimQuestion[] {
  const missing = NEEDS.filter(
    ({ of, formats, when }) => formats.includes(format) && (when?.(billing) ?? true) && of(billing) === undefined,
  ).map(({ path, ask }): ClaimQuestion => ({ dose: null, fact: `billing.${path}`, ask }));
  return [...missing, ...forms.flatMap((form) => askedOf(form, format)), ...contradictions(format, billing, claim)];
}

function askedOf({ dose, lines, facilityType, diagnoses }: ClaimForm, format: ClaimFormat): readonly ClaimQuestion[] {
  const hospital = format === '837i';
  const found: ClaimQuestion[] = [];
  const uncharged = new Set(
    lines.flatMap(({ chargeCents, code }) => (chargeCents === null && code !== null ? [code] : [])),
  );
  for (const code of format === 'fhir' ? [] : uncharged)
    found.push({
      dose,
      fact: `billing.charges.${code}`,
      ask: `What does the practice charge for one unit of ${code}?`,
    });
  for (const { code } of hospital ? lines.filter(({ revenueCode }) => revenueCode === null) : [])
    found.push({
      dose,
      fact: `billing.revenueCodes.${code ?? ''}`,
      ask: `Which revenue code goes with ${code ?? 'the line'}?`,
    });
  if (hospital && facilityType === null)
    found.push({
      dose,
      fact: 'setting',
      ask: 'The setting recorded is none of a hospital. Was this dose billed by a hospital? If not, write a professional claim.',
    });
  if ((format === '837p' || format === 'cms1500') && diagnoses.length > 12)
    found.push({
      dose,
      fact: 'diagnoses',
      ask: 'A professional claim takes twelve diagnoses. Which of them go on it?',
    });
  return found;
}

/** What the course and the billing file say differently: a person decides which is right. */
function contradictions(format: ClaimFormat, billing: BillingFile, claim: Claim): readonly ClaimQuestion[] {
  const { patient, rendering } = claim.parties;
  const { subscriber, renderingProvider } = billing;
  const found: ClaimQuestion[] = [];
  const differ = (fact: string, ask: string): void => void found.push({ dose: null, fact: `billing.${fact}`, ask });
  if (isSelf(billing)) {
    if (subscriber?.birthDate !== undefined && subscriber.birthDate !== patient.birthDate)
      differ(
        'subscriber.birthDate',
        `The course has the birth date ${patient.birthDate}, the billing file ${subscriber.birthDate}. Which is right?`,
      );
    if (subscriber?.sex !== undefined && subscriber.sex !== patient.sex)
      differ(
        'subscriber.sex',
        `The course has the sex ${patient.sex}, the billing file ${subscriber.sex}. Which is right?`,
      );
  }
  const treated = renderingProvider?.npi;
  if (
    format !== '837i' &&
    rendering?.npi !== undefined &&
    treated !== undefined &&
    ![treated, billing.referringProvider?.npi].includes(rendering.npi)
  )
    differ(
      'renderingProvider.npi',
      `The course names the prescriber ${rendering.npi}, the billing file ${treated} as who treated. Who treated? A prescriber who did not stands in referringProvider.`,
    );
  return found;
}
