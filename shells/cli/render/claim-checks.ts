import type { ClaimWarning } from '../../../core/billing/checks/check-claim.ts';
import type { Paint } from '../paint.ts';
import { sayPlaces } from './impact.ts';
import { wrap } from './table.ts';

/** What the checks have against the lines before they are sent; nothing where they have nothing. */
export function warningsText(warnings: readonly ClaimWarning[], paint: Paint): readonly string[] {
  if (warnings.length === 0) return [];
  return ['', paint('bold', 'Look at before sending'), ...warnings.map((warning) => warningText(warning, paint))];
}

function warningText({ rule, severity, text, dose, dateOfService, draft, cites }: ClaimWarning, paint: Paint): string {
  const mark = paint(severity === 'error' ? 'red' : 'yellow', '!');
  const ask = draft === undefined ? [] : [`    ${wrap(draft, 4)}`];
  const head = `  ${mark} ${dose} on ${dateOfService}: not so: ${text} (${rule})`;
  return [wrap(head, 4).replace(/^/u, '  '), ...ask, paint('dim', `    ${wrap(sayPlaces(cites), 4)}`)].join('\n');
}
