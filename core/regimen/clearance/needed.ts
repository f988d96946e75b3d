import { openQuestions } from '../../criteria/open-questions.ts';
import type { FactDefinition } from '../../values/fact.ts';
import { PARTLY_GIVEN_PATHS } from '../partly-given.ts';
import type { Restart } from '../restart.ts';
import type { VisitNeed } from './answer.ts';
import type { Path } from './check.ts';
import { isForPrescriber, type EvaluatedCheck } from './evaluate.ts';
import { choice, toRecord, type RecordingDay } from './to-record.ts';

type Definitions = ReadonlyMap<string, FactDefinition>;

/**
 * What nobody has recorded and the answer waits for, in the order of the checks, each fact once; and what a person has
 * to choose.
 */
export function neededFor(
  evaluated: readonly EvaluatedCheck[],
  restart: Restart | undefined,
  definitions: Definitions,
  day: RecordingDay,
): readonly VisitNeed[] {
  const wanted = evaluated.flatMap((one) => needsOf(one, definitions, day));
  const merged = Map.groupBy(wanted, ({ fact }) => fact);
  const once = [...merged.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, checks: [...first.checks, ...others.flatMap(({ checks }) => checks)] }],
  );
  return restart?.decision === 'ask' ? [lastDoseNeed(restart), ...once] : once;
}

function needsOf(
  { check, trace, shown, leadsTo }: EvaluatedCheck,
  definitions: Definitions,
  day: RecordingDay,
): VisitNeed[] {
  const { id, paths } = check;
  if (leadsTo === 'ask') {
    // Not met on what is recorded: nothing that could be recorded settles it, a person does.
    return [
      {
        fact: `check.${id}`,
        ask: `${check.criteria.root.text}: it is not so. The prescriber decides.`,
        checks: [id],
        record: null,
      },
    ];
  }
  if (shown.truth !== 'unknown') return [];
  const open = [...new Set(openQuestions(trace).map(({ fact }) => fact))];
  // Whether there is anything to choose is found out first.
  const found = open.filter((fact) => !isForPrescriber(fact));
  return (found.length > 0 ? found : open).map((fact) => ({
    fact,
    ask: definitions.get(fact)?.ask ?? fact,
    checks: [id],
    record: toRecord(fact, day, paths),
    ...(paths === undefined || !fact.startsWith('choice.') ? {} : { paths }),
  }));
}

function lastDoseNeed({ last, readings }: Restart): VisitNeed {
  const ask =
    readings === undefined
      ? `The restart table of the label has no row for ${last.dose}: how does the prescriber go on?`
      : `Only a part of ${last.dose} was given: does it count as the last dose?`;
  const need = { fact: 'choice.last-dose', ask, checks: ['restart'] };
  if (readings === undefined) return { ...need, record: null };
  const [counts, not] = PARTLY_GIVEN_PATHS;
  const paths: readonly Path[] = [
    { id: counts, text: `It counts: ${sayReading(readings.counts)}.`, cite: readings.counts.cite },
    { id: not, text: `It does not: ${sayReading(readings.doesNotCount)}.`, cite: readings.doesNotCount?.cite ?? [] },
  ];
  return { ...need, record: choice(PARTLY_GIVEN_PATHS), paths };
}

/** What one reading of the last dose comes to. */
function sayReading(reading: Restart | null): string {
  if (reading === null) return 'no dose counts, and the course begins anew';
  const { decision, daysSince, last, next, sequence } = reading;
  const since = `${daysSince} ${daysSince === 1 ? 'day' : 'days'} since ${last.dose}`;
  switch (decision) {
    case 'too-early':
      return `${since}, ${next.dose} is due on ${next.due}`;
    case 'resume':
      return `${since}, ${next.dose} is due`;
    case 'step-up':
      return `${since}, the step-up is given again from ${sequence[0]?.dose ?? 'its first dose'}`;
    case 'ask':
      return `${since}, and whether that dose counts has to be chosen too`;
    default:
      return decision satisfies never;
  }
}
