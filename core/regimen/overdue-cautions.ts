import { printDoseName } from '../course/dose-name.ts';
import { selects } from './label.ts';
import type { DoseCaution } from './dose-caution.ts';
import { PARTLY_GIVEN_PATHS } from './partly-given.ts';
import type { Placed } from './placed.ts';
import type { Restart } from './restart.ts';

/**
 * What to know of a next dose whose day has passed on the day of the answer: whether the schedule goes on or the
 * step-up is given again, by how many days, and what its row of the label's table rests on.
 */
export function overdueCautions(restart: Restart, placed: readonly Placed[], on: string): readonly DoseCaution[] {
  const planned = placed.filter(({ given }) => given === undefined);
  const next = planned[0];
  const names = next === undefined ? [] : [printDoseName(next.name)];
  const stepUp = planned.filter(({ name }) => name.kind === 'step-up').map(({ name }) => printDoseName(name));
  const row = rowCautions(restart, restart.decision === 'step-up' ? stepUp : names);
  switch (restart.decision) {
    case 'ask': {
      const { counts } = restart.readings ?? {};
      const counted = counts === undefined || counts.daysLate <= 0 ? row : overdueCautions(counts, placed, on);
      return [{ id: 'restart-to-choose', text: askText(restart, on), doses: names, cite: restart.cite }, ...counted];
    }
    case 'step-up':
      return [
        { id: 'restart', text: stepUpText(restart, on, stepUp), doses: stepUp, cite: restart.cite },
        ...row,
        ...tableCautions(planned),
      ];
    case 'resume':
    case 'too-early':
      return [{ id: 'overdue', text: resumeText(restart, on), doses: names, cite: restart.cite }, ...row];
    default:
      return restart.decision satisfies never;
  }
}

function rowCautions({ row, caution, cite }: Restart, doses: readonly string[]): readonly DoseCaution[] {
  return row === null || caution === undefined ? [] : [{ id: 'restart-row', text: caution, doses, cite }];
}

/** What the label file says of its restart table, of the step-up that it leads to. */
function tableCautions(planned: readonly Placed[]): readonly DoseCaution[] {
  const stepUp = planned.filter(({ name }) => name.kind === 'step-up');
  return (stepUp[0]?.label.restart.cautions ?? []).flatMap(({ id, text, doses, cite }) => {
    const concerned = stepUp.filter(({ position }) => selects(doses, position.cycle, position.day));
    return concerned.length === 0 ? [] : [{ id, text, doses: concerned.map(({ name }) => printDoseName(name)), cite }];
  });
}

const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;

function sinceText({ last, daysSince }: Restart, on: string): string {
  return `On ${on} ${daysSince === 1 ? '1 day has' : `${daysSince} days have`} passed since ${last.dose} (${last.date})`;
}

function stepUpText(restart: Restart, on: string, stepUp: readonly string[]): string {
  const repeated = `the step-up is given again (${stepUp.join(', ')}), then the schedule`;
  if (restart.chosen !== undefined)
    return `The prescriber chose "${restart.chosen}" after ${restart.last.dose}: ${repeated}.`;
  return (
    `${restart.next.dose} was due on ${restart.next.due}. ${sinceText(restart, on)}, more than the ` +
    `${String(restart.limit)} within which the label goes on with the schedule: ${repeated}. The dates are ` +
    `those of a restart on ${on}.`
  );
}

function resumeText(restart: Restart, on: string): string {
  return (
    `${restart.next.dose} was due on ${restart.next.due} and is overdue by ${days(restart.daysLate)} on ${on}. ` +
    `${sinceText(restart, on)}; the schedule goes on through ${days(restart.limit ?? 0)} after it, and later the ` +
    `step-up is given again. The dates are those of a dose on ${on}.`
  );
}

function askText(restart: Restart, on: string): string {
  const { readings } = restart;
  if (readings === undefined)
    return `${sinceText(restart, on)}. The label's restart table has no row for ${restart.last.dose}: the prescriber decides.`;
  const without = readings.doesNotCount;
  const otherwise =
    without === null
      ? 'no dose counts before it and the course begins anew'
      : `${daysSinceOf(without)}: ${outcomeOf(without)}`;
  return (
    `Only a part of ${restart.last.dose} was given, and no document says whether it counts as the last dose. If it ` +
    `counts, ${daysSinceOf(readings.counts)}: ${outcomeOf(readings.counts)}. If it does not, ${otherwise}. The ` +
    `prescriber chooses (an entry "prescriber-choice" between ${PARTLY_GIVEN_PATHS.join(' and ')}); until then the ` +
    'dates are those of a dose that counts.'
  );
}

const daysSinceOf = ({ last, daysSince }: Restart): string => `it is ${days(daysSince)} since ${last.dose}`;

function outcomeOf({ decision, next, limit, sequence }: Restart): string {
  const [first] = sequence;
  switch (decision) {
    case 'too-early':
      return `${next.dose} on ${next.due}`;
    case 'resume':
      return `${next.dose}, within ${days(limit ?? 0)}`;
    case 'step-up':
      return `the step-up again from ${first?.dose ?? 'its first dose'}, beyond ${days(limit ?? 0)}`;
    case 'ask':
      return 'that reading has to be chosen too';
    default:
      return decision satisfies never;
  }
}
