import type { Claim, ClaimLine } from '../../../core/billing/claim-answer.ts';
import type { Paint } from '../paint.ts';
import { notes } from './notes.ts';
import { table, wrap } from './table.ts';

const HEAD = ['Dose', 'Date of service', 'Code', 'Units', 'Mod', 'NDC', 'Quantity', 'Diagnoses', 'Authorization'];

/** The drug lines as they stand on a claim form, and what keeps them from going out. */
export function claimText(claim: Claim, paint: Paint): string {
  const revenue = claim.lines.some(({ revenueCode }) => revenueCode !== undefined);
  const head = revenue ? [...HEAD, 'Revenue'] : HEAD;
  const lines =
    claim.lines.length === 0
      ? ['No drug line to bill.']
      : [table([head.map((cell) => paint('bold', cell)), ...claim.lines.map((line) => row(line, revenue))])];
  return [
    `${paint('bold', 'Claim')}  ${stateOf(claim, paint)}`,
    '',
    ...lines,
    ...section(
      'Not billed',
      claim.notBilled.map(({ dose, text }) => `${dose}: ${text}`),
      paint,
    ),
    ...section(
      'Needed',
      claim.needed.map(({ dose, ask }) => (dose === null ? ask : `${dose}: ${ask}`)),
      paint,
    ),
    notes(claim.cautions, claim.cites, paint),
  ].join('\n');
}

function stateOf({ ready, lines }: Claim, paint: Paint): string {
  if (!ready) return paint('yellow', 'Draft: information needed');
  return lines.length === 0 ? 'Nothing to bill' : paint('green', 'Ready');
}

function row(line: ClaimLine, revenue: boolean): readonly string[] {
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
    ...(revenue ? [line.revenueCode ?? ''] : []),
  ];
}

function section(title: string, items: readonly string[], paint: Paint): readonly string[] {
  return items.length === 0 ? [] : ['', paint('bold', title), ...items.map((item) => `  ${wrap(item, 4)}`)];
}
