import type { Policy } from '../../core/coverage/policy.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import type { InputFault } from '../input/input-error.ts';
import type { PolicyFile } from './load-policies.ts';
import { nearest } from './nearest.ts';

const LINE = 'member.line-of-business';

/**
 * What stands between files: an id is of one policy only, no two versions of it are in force on one day, and no two
 * policies of one payer for one drug govern the same line of business on one day. Every fault shows both places.
 */
export function checkInForce(
  files: readonly PolicyFile[],
  definitions: ReadonlyMap<string, FactDefinition>,
): readonly InputFault[] {
  const type = definitions.get(LINE)?.type;
  const lines = type?.kind === 'one-of' ? type.choices.map(({ value }) => value) : undefined;
  const oldestFirst = [...files].sort((a, b) => (a.policy.inForce.from < b.policy.inForce.from ? -1 : 1));
  const ofOneId = Map.groupBy(oldestFirst, ({ policy }) => policy.id);
  const ofOnePayer = Map.groupBy(oldestFirst, ({ policy }) => `${policy.payer.id} ${policy.drug}`);
  return [
    ...(lines ? files.flatMap((file) => unknownLines(file, lines)) : []),
    ...[...ofOneId.values()].flatMap((group) => [...sharedId(group), ...pairs(group).flatMap(versionsAtOnce)]),
    ...[...ofOnePayer.values()].flatMap((group) => pairs(group).flatMap((pair) => policiesAtOnce(pair, lines ?? []))),
  ];
}

type Pair = readonly [earlier: PolicyFile, later: PolicyFile];

/** Of files sorted by their first day, those of which the earlier is still in force when the later begins. */
function pairs(oldestFirst: readonly PolicyFile[]): readonly Pair[] {
  const open: PolicyFile[] = [];
  return oldestFirst.flatMap((later) => {
    const { from } = later.policy.inForce;
    const still = open.filter(({ policy }) => (policy.inForce.to ?? '9999') >= from);
    open.splice(0, open.length, ...still, later);
    return still.map((earlier): Pair => [earlier, later]);
  });
}

function unknownLines({ policy, read }: PolicyFile, lines: readonly string[]): readonly InputFault[] {
  const { governs } = policy;
  const named = [
    ...governs.lines.map((line, index) => ({ line, at: ['governs', 'lines', index] })),
    ...governs.excluded.map(({ line }, index) => ({ line, at: ['governs', 'excluded', index, 'line'] })),
  ];
  return named
    .filter(({ line }) => !lines.includes(line))
    .map(({ line, at }) => {
      const near = nearest(line, lines);
      const mend = near === undefined ? `Use one of: ${lines.join(', ')}` : `Did you mean "${near}"?`;
      return read.file.fault(at, `there is no line of business "${line}"`, mend);
    });
}

function sharedId([first, ...others]: readonly PolicyFile[]): readonly InputFault[] {
  if (first === undefined) return [];
  const { payer, drug, id } = first.policy;
  return others
    .filter(({ policy }) => policy.payer.id !== payer.id || policy.drug !== drug)
    .map(({ read }) =>
      read.file.fault(
        ['id'],
        `the id "${id}" is of the policy of ${payer.id} for ${drug} already (${placeOf(first, 'id')})`,
        'Give one of them another id',
      ),
    );
}

function versionsAtOnce([earlier, later]: Pair): readonly InputFault[] {
  if (earlier.policy.drug !== later.policy.drug || earlier.policy.payer.id !== later.policy.payer.id) return [];
  return [begins(earlier, later, '', 'End the earlier version with `inForce.to`')];
}

function policiesAtOnce([earlier, later]: Pair, lines: readonly string[]): readonly InputFault[] {
  if (earlier.policy.id === later.policy.id) return [];
  const both = governed(earlier.policy, lines).filter((line) => governed(later.policy, lines).includes(line));
  if (both.length === 0) return [];
  const what = `, and both are of ${later.policy.payer.id} for ${later.policy.drug} and govern ${both.join(', ')}`;
  return [begins(earlier, later, what, 'End one with `inForce.to`, or write which lines each governs')];
}

/** The lines that a policy governs; one that names none governs all but those that it leaves out. */
function governed({ governs }: Policy, lines: readonly string[]): readonly string[] {
  const excluded = governs.excluded.map(({ line }) => line);
  return (governs.lines.length > 0 ? governs.lines : lines).filter((line) => !excluded.includes(line));
}

function begins(earlier: PolicyFile, later: PolicyFile, besides: string, mend: string): InputFault {
  const [one, other] = [earlier, later].map(({ policy }) => `${policy.id} ${policy.version}`);
  const what = `${other} begins while ${one} (${placeOf(earlier, 'inForce', 'from')}) is in force${besides}`;
  return later.read.file.fault(['inForce', 'from'], what, mend);
}

function placeOf({ read: { file } }: PolicyFile, ...keys: readonly string[]): string {
  return `${file.path}:${file.place(keys).line}`;
}
