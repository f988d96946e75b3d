import type { Fault } from '../course/fault.ts';
import type { Preparation } from './preparation.ts';
import type { Using } from './using.ts';
import type { Block, Inspection } from './worksheet.ts';

/** What has to be looked at, with the results that are known. */
export function inspectionsOf(
  { inspections: results = {} }: Using,
  { inspections }: Preparation,
): readonly Inspection[] {
  return inspections.map(({ id, after, when, ask, otherwise }) => ({
    id,
    after,
    when,
    ask,
    otherwise,
    result: results[id] ?? null,
  }));
}

/** What did not pass is not used. */
export function inspectionBlocks({ inspections: results = {} }: Using, { inspections }: Preparation): readonly Block[] {
  return inspections
    .filter(({ id }) => results[id] === 'fails')
    .map(({ id, ask, otherwise, cite }) => ({
      id: `inspection-failed: ${id}`,
      about: 'inspection',
      what: `Did not pass: ${ask}`,
      mend: otherwise.replace(/\.$/u, ''),
      cite,
    }));
}

/** Results of inspections that nobody asks for: a misspelt one would look like one that is missing. */
export function inspectionFaults({ inspections: results = {} }: Using, { inspections }: Preparation): readonly Fault[] {
  const known = inspections.map(({ id }) => id);
  return Object.keys(results)
    .filter((id) => !known.includes(id))
    .map((id) => ({
      field: `inspections.${id}`,
      what: `there is no inspection "${id}"`,
      mend: `Use one of: ${known.join(', ')}`,
    }));
}
