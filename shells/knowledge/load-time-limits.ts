import type { TimeLimits } from '../../core/requests/time-limits.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import type { InputFault } from '../input/input-error.ts';
import { defined } from './defined.ts';
import type { ReadFile } from './read-file.ts';
import type { TimeLimitsEntry } from './schemas/time-limits.ts';

const LINE = 'member.line-of-business';

/** What `time-limits.yaml` says; nothing where the file could not be read. Two limits for one request are a fault. */
export function linkTimeLimits(
  read: ReadFile<TimeLimitsEntry> | undefined,
  definitions: ReadonlyMap<string, FactDefinition>,
  faults: InputFault[],
): TimeLimits {
  if (read === undefined) return { limits: [], cautions: [] };
  const { file } = read;
  const value = defined(read.value);
  const type = definitions.get(LINE)?.type;
  const lines = type?.kind === 'one-of' ? type.choices.map((choice) => choice.value) : [];
  value.limits.forEach((limit, index) => {
    if (!lines.includes(limit.line))
      faults.push(
        file.fault(
          ['limits', index, 'line'],
          `there is no line of business "${limit.line}"`,
          `Use one of: ${lines.join(', ')}`,
        ),
      );
    if (limit.to !== undefined && limit.to < limit.from)
      faults.push(file.fault(['limits', index, 'to'], 'the last day lies before the first', 'Correct one of the two'));
    const other = value.limits.slice(0, index).find((before) => before.id === limit.id || bothApply(before, limit));
    if (other !== undefined)
      faults.push(
        file.fault(
          ['limits', index, 'id'],
          `"${limit.id}" and "${other.id}" both apply to one request`,
          'Give each its own id, and end one before the other begins',
        ),
      );
  });
  return value;
}

type Row = Pick<TimeLimitsEntry['limits'][number], 'line' | 'priority' | 'from' | 'to'>;

function bothApply(a: Row, b: Row): boolean {
  const apart = (a.to !== undefined && a.to < b.from) || (b.to !== undefined && b.to < a.from);
  return a.line === b.line && a.priority === b.priority && !apart;
}
