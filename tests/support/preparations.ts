import { infusionOf } from '../../core/preparation/infusion.ts';
import { prepare, type PrepareRequest } from '../../core/preparation/prepare.ts';
import type { Using } from '../../core/preparation/using.ts';
import type { Worksheet } from '../../core/preparation/worksheet.ts';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const label = drug.labels.find(({ id }) => id === 'tarlatamab-2025-11');
if (label === undefined) throw new Error('the label of November 2025 is not held');

/** A request for the first drug with nothing known but the dose. */
export const REQUEST: Omit<PrepareRequest, 'mg'> = {
  drug: drug.id,
  products: drug.products,
  preparation: drug.preparation,
  infusion: infusionOf(label),
  times: {},
  site: {},
  using: {},
};

/** The worksheet of a dose. @throws Error with the faults where there are any */
export function sheetOf(mg: number, more: Partial<Omit<PrepareRequest, 'mg'>> = {}): Worksheet {
  const outcome = prepare({ ...REQUEST, ...more, mg });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ field, what }) => `${field}: ${what}`).join('; '));
  return outcome.answer;
}

/** Ids of what stands against a plan, in the order in which it is said. */
export function blocksOf(mg: number, using: Using, times: PrepareRequest['times'] = {}): readonly string[] {
  return sheetOf(mg, { using, times }).blocks.map(({ id }) => id);
}
