import type {
  ChecklistItem,
  Claim,
  ClaimLine,
  ClaimQuestion,
  ServiceLine,
} from '../../../core/billing/claim-answer.ts';
import type { Paint } from '../paint.ts';
import { notes } from './notes.ts';
import { table, wrap } from './table.ts';

const HEAD = ['Dose', 'Date of service', 'Code', 'Units', 'Mod', 'NDC', 'Quantity', 'Diagnoses', 'Authorization'];
const SERVICE_HEAD = ['Dose', 'Date of service', 'Code', 'Units', 'Counted from'];
const BALANCE_HEAD = ['Dose', 'Opened', 'Given', 'Discarded', 'Units', 'Discarded units'];

/** The drug lines as they stand on a claim form, the lines beside them, and what keeps them from going out. */
export function claimText(claim: Claim, checklist: boolean, paint: Paint): string {
  return [
    `${paint('bold', 'Claim')}  ${stateOf(claim, paint)}`,
    '',
    ...drugTable(claim, paint),
    ...section(
      'Not billed',
      claim.notBilled.map(({ dose, text }) => `${dose}: ${text}`),
      paint,
    ),
    ...section('Needed', claim.needed.map(asked), paint),
    ...serviceTable(claim, paint),
    ...section('Needed for the lines beside the drug', claim.servicesNeeded.map(asked), paint),
    ...balanceTable(claim, paint),
    ...(checklist ? section('Checklist of the permanent code', claim.checklist.map(checked), paint) : []),
    notes(claim.cautions, claim.cites, paint),
  ].join('\n');
}

function stateOf({ ready, lines }: Claim, paint: Paint): string {
  if (!ready) return paint('yellow', 'Draft: information needed');
  return lines.length === 0 ? 'Nothing to bill for the drug' : paint('green', 'Ready');
}

function drugTable({ lines }: Claim, paint: Paint): readonly string[] {
  if (lines.length === 0) return ['No drug line to bill.'];
  const extra = [
    { title: 'Place', cell: ({ placeOfService }: ClaimLine) => placeOfService ?? '?', shown: true },
    {
      title: 'Revenue',
      cell: ({ revenueCode }: ClaimLine) => revenueCode ?? '',
      shown: lines.some(({ revenueCode }) => revenueCode !== undefined),
    },
    {
      title: 'Charge',
      cell: ({ chargeCents }: ClaimLine) => (chargeCents === undefined ? '' : (chargeCents / 100).toFixed(2)),
      shown: lines.some(({ chargeCents }) => chargeCents !== undefined),
    },
  ].filter(({ shown }) => shown);
  const head = [...HEAD, ...extra.map(({ title }) => title)].map((cell) => paint('bold', cell));
  return [table([head, ...lines.map((line) => [...row(line), ...extra.map(({ cell }) => cell(line))])])];
}

function row(line: ClaimLine): readonly string[] {
  return [
    line.dose,
    line.dateOfService,
    line.hcpcs ?? '?',
    line.units === null ? '?' : String(line.units),
    line.modifiers.join(' '),
    `${line.ndcQualifier} ${line.ndc11 ?? '?'}`,
    `${line.ndcUnit} ${line.ndcQuantity ?? '?'}`,
    line.diagnoses.join(' '),
    line.authorization ?? '',
  ];
}

function serviceTable({ services }: Claim, paint: Paint): readonly string[] {
  if (services.length === 0) return [];
  const revenue = services.some(({ revenueCode }) => revenueCode !== undefined);
  const head = [...SERVICE_HEAD, ...(revenue ? ['Revenue'] : [])].map((cell) => paint('bold', cell));
  const cells = (line: ServiceLine): readonly string[] => [
    ...[line.dose, line.dateOfService, line.code, String(line.units), line.countedFrom],
    ...(revenue ? [line.revenueCode ?? ''] : []),
  ];
  return ['', paint('bold', 'Beside the drug, for a coder to confirm'), table([head, ...services.map(cells)])];
}

/** Where the labelled milligrams of the vials went. */
function balanceTable({ reconciliation }: Claim, paint: Paint): readonly string[] {
  if (reconciliation.length === 0) return [];
  const mg = (amount: number | null): string => (amount === null ? '?' : `${amount} mg`);
  const rows = reconciliation.map((one) => [
    ...[one.dose, mg(one.openedMg), mg(one.givenMg), mg(one.wastedMg)],
    ...[one.billedUnits === null ? '?' : String(one.billedUnits), String(one.discardedUnits)],
    one.balanced ? paint('green', 'reconciled') : paint('yellow', 'open'),
  ]);
  return ['', paint('bold', 'Vials'), table([BALANCE_HEAD.map((cell) => paint('bold', cell)), ...rows])];
}

function asked({ dose, ask }: ClaimQuestion): string {
  return dose === null ? ask : `${dose}: ${ask}`;
}

const MARK: Readonly<Record<ChecklistItem['state'], string>> = { met: '[x]', 'not-met': '[!]', ask: '[ ]' };

function checked({ text, state }: ChecklistItem): string {
  return `${MARK[state]} ${text}`;
}

function section(title: string, items: readonly string[], paint: Paint): readonly string[] {
  return items.length === 0 ? [] : ['', paint('bold', title), ...items.map((item) => `  ${wrap(item, 4)}`)];
}

/** The entry of a claim that went out, and whether it stands in the course by now. */
export function submittedText(entry: object, recorded: boolean, paint: Paint): string {
  const title = recorded ? 'Recorded' : 'To be recorded (nothing is written without --record)';
  return [paint('bold', title), `  ${JSON.stringify(entry)}`].join('\n');
}
