import type { Caution } from '../../../core/values/caution.ts';
import type { Citation } from '../../../core/values/citation.ts';
import type { CitedRule } from '../../../core/regimen/cited.ts';
import type { Paint } from '../paint.ts';
import { wrap } from './table.ts';

/** What to be careful about and what it rests on, below an answer. */
export function notes(cautions: readonly Caution[], cites: readonly CitedRule[], paint: Paint): string {
  const heads = cautions.length === 0 ? [] : ['', paint('bold', 'Cautions')];
  const places = [...new Set(cites.map(placeOf))];
  const sources = places.length === 0 ? [] : ['', paint('dim', `Rests on ${wrap(places.join('; '), 9)}`)];
  return [...heads, ...warnings(cautions, paint), ...sources].join('\n');
}

/** One paragraph a caution. */
export function warnings(cautions: readonly Caution[], paint: Paint): readonly string[] {
  return cautions.map(({ text }) => `  ${paint('yellow', '!')} ${wrap(text, 4)}`);
}

/** Where a rule stands: a document and its section, an address, or what is only believed. */
export function placeOf(cite: Citation): string {
  if (cite.basis === 'document') return `${cite.source} (${cite.section})`;
  return cite.basis === 'secondary' ? `${cite.address} (secondary)` : `unconfirmed: ${cite.note}`;
}
