import type { Contractor, ContractorAnswer } from '../../../core/coverage/contractor.ts';
import type { Caution } from '../../../core/values/caution.ts';
import type { Paint } from '../paint.ts';
import { notes } from './notes.ts';
import { table } from './table.ts';

/** The contractor of a place, or those between which the county decides. */
export function contractorText(
  { found, candidates, cite }: ContractorAnswer,
  cautions: readonly Caution[],
  ask: string,
  paint: Paint,
): string {
  const cites = cite.map((one) => ({ ...one, rule: 'contractor' }));
  const rows = (list: readonly Contractor[]): string =>
    table([
      ['Jurisdiction', 'Contractor'].map((cell) => paint('bold', cell)),
      ...list.map(({ jurisdiction, contractor }) => [jurisdiction, contractor]),
    ]);
  const place = found?.county === undefined ? found?.state : `${found.county}, ${found.state}`;
  const head =
    found === undefined
      ? [
          `${paint('bold', `Medicare contractor, ${candidates[0]?.state ?? ''}`)}  ${paint('yellow', 'One of these: the county decides')}`,
        ]
      : [paint('bold', `Medicare contractor, ${place ?? ''}`)];
  const needed = found === undefined ? ['', paint('bold', 'Needed'), `  ${ask}`] : [];
  return [...head, '', rows(found === undefined ? candidates : [found]), ...needed, notes(cautions, cites, paint)].join(
    '\n',
  );
}
