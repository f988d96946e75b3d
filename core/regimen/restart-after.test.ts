import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { knowledge } from '../../tests/support/knowledge.ts';
import type { GivenDose } from '../course/doses.ts';
import { labelOn } from './label-on.ts';
import { restartAfter, type RestartAnswer } from './restart-after.ts';
import { restartOn } from './restart.ts';
import { positions } from './schedule.ts';

const labels = knowledge().drugs.get('tarlatamab')?.labels;
if (labels === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');

function after(last: string, given: string, on: string): RestartAnswer {
  const outcome = restartAfter({ labels: labels ?? never(), last, given, on });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what }) => what).join('; '));
  return outcome.answer;
}

function never(): never {
  throw new Error('there are labels');
}

function faultsOf(last: string, given: string, on: string): readonly string[] {
  const outcome = restartAfter({ labels: labels ?? never(), last, given, on });
  return outcome.ok ? [] : outcome.faults.map(({ field, what }) => `${field}: ${what}`);
}

describe('a restart of which nothing is known but the last dose', () => {
  it.each([
    ['C1D1', 6, 'too-early'],
    ['C1D1', 7, 'resume'],
    ['C1D1', 14, 'resume'],
    ['C1D1', 15, 'step-up'],
    ['C1D8', 21, 'resume'],
    ['C1D8', 22, 'step-up'],
    ['C1D15', 28, 'resume'],
    ['C1D15', 29, 'step-up'],
    ['C4D15', 28, 'resume'],
    ['C4D15', 29, 'step-up'],
  ])('after %s %i days: %s', (last, days, decision) => {
    const on = Temporal.PlainDate.from('2026-03-02').add({ days }).toString();
    expect(after(last, '2026-03-02', on).decision).toBe(decision);
  });

  it('gives the step-up from the day asked about, then the dose of the schedule that comes next', () => {
    const { sequence, next, daysSince, limit } = after('C1D8', '2026-03-02', '2026-03-24');
    expect(sequence.map(({ dose, mg, date }) => `${dose} ${mg} ${date}`)).toEqual([
      ...['R1D1 1 2026-03-24', 'R1D8 10 2026-03-31', 'C1D15 10 2026-04-07'],
    ]);
    expect([next.dose, next.due, daysSince, limit]).toEqual(['C1D15', '2026-03-09', 22, 21]);
  });

  it('says what the row rests on where it was not read', () => {
    const { cautions, cites } = after('C2D1', '2026-03-02', '2026-03-20');
    expect(cautions.map(({ id }) => id)).toContain('restart-row');
    expect(cites.filter(({ rule }) => rule === 'restart after a delay').map(({ basis }) => basis)).toEqual([
      'unconfirmed',
    ]);
  });

  it('answers by the label in force on the day asked about', () => {
    expect(after('C1D1', '2025-11-10', '2025-11-18').label.id).toBe('tarlatamab-2024-05');
    expect(after('C1D1', '2025-11-10', '2025-11-19').label.id).toBe('tarlatamab-2025-11');
  });

  it('tells every fault: a dose that the schedule does not have, and a day before the last dose', () => {
    expect(faultsOf('C2D8', '2026-03-02', '2026-03-01')).toEqual([
      'last: C2D8 is no dose of the schedule of tarlatamab-2025-11',
      'on: the day lies before the last dose (2026-03-02)',
    ]);
    expect(faultsOf('R1D1', '2026-03-02', '2026-03-09')).toEqual(['last: "R1D1" is no dose of the schedule']);
  });

  it('says the same as the whole course whose doses were all given in full, on whatever days before the last', () => {
    const doses = fc.tuple(
      fc.integer({ min: 1, max: 14 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 14 }),
    );
    fc.assert(
      fc.property(doses, fc.integer({ min: 0, max: 90 }), ([count, gaps], days) => {
        const on = Temporal.PlainDate.from('2026-09-01');
        const label = labelOn(labels, on);
        let date = on.subtract({ days });
        const given = positions(label, 7)
          .slice(0, count)
          .reverse()
          .map(({ cycle, day, mg }, index): GivenDose => {
            date = index === 0 ? date : date.subtract({ days: gaps[index] ?? 7 });
            const dose = `C${cycle}D${day}`;
            const entry = { type: 'dose-given', at: date.toString(), dose, mg } as const;
            return { name: { kind: 'cycle', cycle, day }, date, entry };
          })
          .reverse();
        const last = given.at(-1);
        const course = restartOn(label, given, on);
        if (last === undefined || course === undefined) throw new Error('there is a last dose');
        const { decision, sequence, next, daysLate } = after(last.entry.dose, last.date.toString(), on.toString());
        expect({ decision, sequence, next, daysLate }).toEqual({
          ...{ decision: course.decision, sequence: course.sequence, next: course.next, daysLate: course.daysLate },
        });
      }),
      { numRuns: 300 },
    );
  });
});
