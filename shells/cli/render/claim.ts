import type { Claim, ClaimLine } from '../../../core/billing/claim-answer.ts';
import type { Paint } from '../paint.ts';
import { notes } from './notes.ts';
import { table, wrap } from './table.ts';

const HEAD = ['Dose', 'Date of service', 'Code', 'Units', 'Mod', 'NDC', 'Quantity', 'Diagnoses', 'Authorization'];

/** The drug lines as they stand on a claim form, and what keeps them from going out. */
export function claimText(claim: Claim, paint: Paint): string {
  const state = claim.ready ? paint('green', 'Ready') : paint('yellow', 'Draft: information needed');
  const lines =
    claim.lines.length === 0
      ? ['No drug line to bill.']
      : [table([HEAD.map((cell) => paint('bold', cell)), ...claim.lines.map(row)])];
  return [
    `${paint('bold', 'Claim')}  ${state}`,
    '',
    ...lines,
    ...section(
      'Not billed',
      claim.notBilled.map(({ dose, text }) => `${dose}: ${text}`),
      paint,
    ),
    ...section(
      'Needed',
      claim.needed.map(({ dose, ask }) => `${dose}: ${ask}`),
      paint,
    ),
    notes(claim.cautions, claim.cites, paint),
  ].join('\n');
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

function section(title: string, items: readonly string[], paint: Paint): readonly string[] {
  return items.length === 0 ? [] : ['', paint('bold', title), ...items.map((item) => `  ${wrap(item, 4)}`)];
}
