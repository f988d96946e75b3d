import type { Address, BillingFile, Name } from '../claim-forms/billing-schema.ts';
import type { ClaimForm, FormLine } from '../claim-forms/form.ts';
import type { ClaimForms } from '../claim-forms/forms.ts';
import type { NdcLayout } from '../knowledge/schemas/claim-forms.ts';
import { ndcLine } from './ndc-line.ts';

/** One row of box 24, by its columns. */
export interface Row1500 {
  /** The shaded half: qualifier, NDC, unit and quantity of a drug line. */
  readonly shaded: string;
  /** From and to, MM DD YY each. */
  readonly A: string;
  readonly B: string;
  readonly C: string;
  readonly D: string;
  readonly E: string;
  readonly F: string;
  readonly G: string;
  readonly H: string;
  readonly I: string;
  readonly J: string;
}

/** The values of one CMS-1500 by box number; a box that stays empty is left out. */
export interface Form1500 {
  readonly dose: string;
  readonly boxes: Readonly<Record<string, string>>;
  readonly rows: readonly Row1500[];
}

/** The form has six rows; more lines go on further forms, each with its own total. */
const ROWS = 6;

/** The values to write on paper, one form for each six lines of a claim. */
export function forms1500(forms: ClaimForms, layoutOf: (claim: ClaimForm) => NdcLayout): readonly Form1500[] {
  return forms.claims.flatMap((claim) => {
    const pages = Array.from({ length: Math.ceil(claim.lines.length / ROWS) }, (_, page) =>
      claim.lines.slice(page * ROWS, (page + 1) * ROWS),
    );
    return pages.map((lines) => ({
      dose: claim.dose,
      boxes: boxesOf(claim, lines, forms),
      rows: lines.map((line) => rowOf(line, claim, forms.billing, layoutOf(claim))),
    }));
  });
}

function boxesOf(claim: ClaimForm, lines: readonly FormLine[], { billing, patient }: ClaimForms): Form1500['boxes'] {
  const { subscriber, payer, billingProvider, claim: said, serviceFacility, referringProvider } = billing;
  const isSelf = billing.patient?.relationship === 'self';
  const related = said?.relatedTo;
  const total = lines.reduce<number | null>(
    (sum, { chargeCents }) => (sum === null || chargeCents === null ? null : sum + chargeCents),
    0,
  );
  const boxes: readonly (readonly [string, string | undefined])[] = [
    ['1', payer?.filing === undefined ? undefined : (COVERAGE[payer.filing] ?? 'OTHER')],
    ['1a', subscriber?.memberId],
    ['2', name(isSelf ? subscriber?.name : billing.patient?.name)],
    ['3', `${day(patient.birthDate)} ${SEX[patient.sex]}`.trim()],
    ['4', name(subscriber?.name)],
    ['5', address(isSelf ? subscriber?.address : billing.patient?.address)],
    ['6', billing.patient?.relationship?.toUpperCase()],
    ['7', address(subscriber?.address)],
    ['10a', related?.employment.toUpperCase()],
    ['10b', related?.autoAccident.toUpperCase()],
    ['10c', related?.otherAccident.toUpperCase()],
    ['11', subscriber?.groupNumber ?? (payer?.filing === MEDICARE ? 'NONE' : undefined)],
    ['11a', insured(billing)],
    ['11c', subscriber?.planName],
    ['11d', said?.otherPlan?.toUpperCase()],
    ['12', said?.releaseOfInformation === 'signed' ? ON_FILE : undefined],
    ['13', said?.benefitsAssigned === 'yes' ? ON_FILE : undefined],
    ['17', referringProvider?.name === undefined ? undefined : `DN ${plainName(referringProvider.name)}`],
    ['17b', referringProvider?.npi],
    ['21', 'ICD Ind. 0'],
    ...claim.diagnoses.map((code, index) => [`21${letter(index + 1)}`, code.replace('.', '')] as const),
    ['22', correction(said?.frequency, said?.originalReference)],
    ['23', claim.authorization ?? undefined],
    ['25', taxId(billing)],
    ['26', claim.number],
    ['27', said?.acceptsAssignment?.toUpperCase()],
    ['28', total === null ? undefined : money(total)],
    ['31', said?.providerSignature === 'yes' ? 'SIGNATURE ON FILE' : undefined],
    [
      '32',
      serviceFacility === undefined ? undefined : `${serviceFacility.name}, ${address(serviceFacility.address) ?? ''}`,
    ],
    ['32a', serviceFacility?.npi],
    ['33', provider(billing)],
    ['33a', billingProvider?.npi],
  ];
  return Object.fromEntries(
    boxes.filter((box): box is readonly [string, string] => box[1] !== undefined && box[1] !== ''),
  );
}

function rowOf(
  line: FormLine,
  claim: ClaimForm,
  { renderingProvider, billingProvider }: BillingFile,
  layout: NdcLayout,
): Row1500 {
  const date = shortDay(claim.dateOfService);
  const rendering = renderingProvider?.npi ?? (billingProvider?.person === undefined ? undefined : billingProvider.npi);
  return {
    shaded: line.drug === null ? '' : ndcLine(line.drug, layout),
    A: `${date} ${date}`,
    B: line.placeOfService ?? '',
    C: '',
    D: [line.code ?? '', ...line.modifiers].join(' '),
    E: line.pointers.map(letter).join(''),
    F: line.chargeCents === null ? '' : money(line.chargeCents),
    G: line.units === null ? '' : String(line.units),
    H: '',
    I: '',
    J: rendering ?? '',
  };
}

/** Box 11a: of a subscriber who is not the patient; for the patient, box 3 says it. */
function insured({ subscriber, patient }: BillingFile): string | undefined {
  if (patient?.relationship === 'self' || subscriber?.birthDate === undefined) return undefined;
  return `${day(subscriber.birthDate)} ${subscriber.sex === undefined ? '' : SEX[subscriber.sex]}`.trim();
}

function correction(
  frequency: 'original' | 'replacement' | 'void' | undefined,
  original: string | undefined,
): string | undefined {
  if (frequency === undefined || frequency === 'original') return undefined;
  return `${frequency === 'void' ? '8' : '7'} ${original ?? ''}`.trim();
}

function taxId({ billingProvider }: BillingFile): string | undefined {
  if (billingProvider?.taxId === undefined) return undefined;
  return `${billingProvider.taxId} ${billingProvider.taxIdKind?.toUpperCase() ?? ''}`.trim();
}

function provider({ billingProvider }: BillingFile): string | undefined {
  if (billingProvider === undefined) return undefined;
  const who = billingProvider.organization ?? name(billingProvider.person);
  return [who, address(billingProvider.address), billingProvider.phone].filter((part) => part !== undefined).join(', ');
}

/** Family, given, middle with commas, as the boxes of names are filled in. */
function name(of: Name | undefined): string | undefined {
  return of === undefined
    ? undefined
    : [of.family, of.given, of.middle].filter((part) => part !== undefined).join(', ');
}

function plainName({ family, given, middle }: Name): string {
  return [given, middle, family].filter((part) => part !== undefined).join(' ');
}

function address(of: Address | undefined): string | undefined {
  if (of === undefined) return undefined;
  const { line1, line2, city, state, zip } = of;
  const code = zip.length === 9 ? `${zip.slice(0, 5)}-${zip.slice(5)}` : zip;
  return [line1, line2, city, `${state} ${code}`].filter((part) => part !== undefined).join(', ');
}

/** A to L, by position from 1. */
function letter(position: number): string {
  return String.fromCodePoint(CODE_OF_A + position - 1);
}

/** MM DD YYYY. */
function day(date: string): string {
  return `${date.slice(5, 7)} ${date.slice(8)} ${date.slice(0, 4)}`;
}

/** MM DD YY. */
function shortDay(date: string): string {
  return `${date.slice(5, 7)} ${date.slice(8)} ${date.slice(2, 4)}`;
}

/** Dollars and cents with a blank between, as the form has a line there. */
function money(cents: number): string {
  return `${Math.floor(cents / 100)} ${String(cents % 100).padStart(2, '0')}`;
}

const CODE_OF_A = 65;
const ON_FILE = 'SOF';
const MEDICARE = 'MB';
const SEX = { female: 'F', male: 'M', other: '' } as const;
/** Box 1 by claim filing code. */
const COVERAGE: Readonly<Record<string, string>> = { MB: 'MEDICARE', MC: 'MEDICAID', CH: 'TRICARE', VA: 'CHAMPVA' };
