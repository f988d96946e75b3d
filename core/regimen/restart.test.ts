import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import { parseDoseName } from '../course/dose-name.ts';
import type { GivenDose } from '../course/doses.ts';
import type { Label } from './label.ts';
import { restartOn, stepUpAfter, type Restart } from './restart.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const held = drug.labels.at(-1) ?? drug.labels[0];
const cite = [{ basis: 'unconfirmed', note: 'a table of the test' }] as const;
const label: Label = {
  ...held,
  restart: {
    cautions: [],
    rows: [
      { id: 'after-1', after: { cycles: { from: 1, to: 1 }, days: [1] }, withinDays: 14, cite },
      { id: 'after-8', after: { cycles: { from: 1, to: 1 }, days: [8] }, withinDays: 21, cite },
      { id: 'later', after: { cycles: { from: 1, to: null }, days: 'any' }, withinDays: 28, cite, caution: 'believed' },
    ],
  },
};
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

function given(dose: string, date: string, mg = /^(?:C1|R\d)D1$/u.test(dose) ? 1 : 10): GivenDose {
  const name = parseDoseName(dose);
  if (name === null) throw new Error(dose);
  return { name, date: day(date), entry: { type: 'dose-given', at: `${date}T10:00-05:00`, dose, mg } };
}

/** The doses before, on days of no account, then the last one; the question so many days after it. */
function after(doses: readonly string[], days: number): Restart | undefined {
  const start = day('2026-03-02');
  const list = doses.map((dose, index) => given(dose, start.add({ days: index * 7 }).toString()));
  return restartOn(label, list, start.add({ days: (doses.length - 1) * 7 + days }));
}

const STEP_UP = ['C1D1', 'C1D8', 'C1D15'];

describe('each limit one under, at and one over', () => {
  test.each([
    [['C1D1'], 13, 'resume', ['C1D8'], 'after-1', 14],
    [['C1D1'], 14, 'resume', ['C1D8'], 'after-1', 14],
    [['C1D1'], 15, 'step-up', ['R1D1', 'R1D8', 'C1D15'], 'after-1', 14],
    [['C1D1', 'C1D8'], 20, 'resume', ['C1D15'], 'after-8', 21],
    [['C1D1', 'C1D8'], 21, 'resume', ['C1D15'], 'after-8', 21],
    [['C1D1', 'C1D8'], 22, 'step-up', ['R1D1', 'R1D8', 'C1D15'], 'after-8', 21],
    [STEP_UP, 27, 'resume', ['C2D1'], 'later', 28],
    [STEP_UP, 28, 'resume', ['C2D1'], 'later', 28],
    [STEP_UP, 29, 'step-up', ['R1D1', 'R1D8', 'C2D1'], 'later', 28],
    [[...STEP_UP, 'C2D1'], 28, 'resume', ['C2D15'], 'later', 28],
    [[...STEP_UP, 'C2D1'], 29, 'step-up', ['R1D1', 'R1D8', 'C2D15'], 'later', 28],
    [[...STEP_UP, 'C2D1', 'C2D15'], 29, 'step-up', ['R1D1', 'R1D8', 'C3D1'], 'later', 28],
  ])('%j, %i days later: %s', (doses, days, decision, sequence, row, limit) => {
    const found = after(doses, days);
    expect(found).toMatchObject({ decision, daysSince: days, row, limit });
    expect(found?.sequence.map(({ dose }) => dose)).toEqual(sequence);
  });
});

describe('each due day one under and at', () => {
  test.each([
    [['C1D1'], 6, 'too-early', '2026-03-09'],
    [['C1D1'], 7, 'resume', '2026-03-09'],
    [['C1D1', 'C1D8'], 6, 'too-early', '2026-03-16'],
    [['C1D1', 'C1D8'], 7, 'resume', '2026-03-16'],
    [STEP_UP, 13, 'too-early', '2026-03-30'],
    [STEP_UP, 14, 'resume', '2026-03-30'],
    [[...STEP_UP, 'R1D1'], 6, 'too-early', '2026-03-30'],
    [[...STEP_UP, 'R1D1', 'R1D8'], 13, 'too-early', '2026-04-13'],
  ])('%j, %i days later: %s', (doses, days, decision, due) => {
    const found = after(doses, days);
    expect(found).toMatchObject({ decision, next: { due } });
    expect(found?.sequence[0]?.date).toBe(due);
  });
});

describe('the sequence of a step-up', () => {
  test('after C1D1: 1 mg, 10 mg seven days later, C1D15 seven days after that', () => {
    expect(after(['C1D1'], 20)?.sequence).toEqual([
      { dose: 'R1D1', mg: 1, date: '2026-03-22', gap: 20, afterStepUp: false },
      { dose: 'R1D8', mg: 10, date: '2026-03-29', gap: 7, afterStepUp: false },
      { dose: 'C1D15', mg: 10, date: '2026-04-05', gap: 7, afterStepUp: true },
    ]);
  });

  test('after C1D15: the schedule goes on fourteen days after the second dose', () => {
    expect(after(STEP_UP, 40)?.sequence.map(({ dose, mg, gap }) => [dose, mg, gap])).toEqual([
      ['R1D1', 1, 40],
      ['R1D8', 10, 7],
      ['C2D1', 10, 14],
    ]);
  });

  test('chosen by the prescriber inside the limit is the same', () => {
    expect(stepUpAfter(label, [given('C1D1', '2026-03-02')], 9).map(({ dose, date }) => [dose, date])).toEqual([
      ['R1D1', '2026-03-11'],
      ['R1D8', '2026-03-18'],
      ['C1D15', '2026-03-25'],
    ]);
  });
});

describe('a second step-up that is interrupted in its turn', () => {
  test.each([
    [[...STEP_UP, 'C2D1', 'R1D1'], 14, 'resume', ['R1D8'], 'after-1'],
    [[...STEP_UP, 'C2D1', 'R1D1'], 15, 'step-up', ['R2D1', 'R2D8', 'C2D15'], 'after-1'],
    [[...STEP_UP, 'C2D1', 'R1D1', 'R1D8'], 21, 'resume', ['C2D15'], 'after-8'],
    [[...STEP_UP, 'C2D1', 'R1D1', 'R1D8'], 22, 'step-up', ['R2D1', 'R2D8', 'C2D15'], 'after-8'],
  ])('%j, %i days later: %s %j', (doses, days, decision, sequence, row) => {
    const found = after(doses, days);
    expect(found).toMatchObject({ decision, row });
    expect(found?.sequence.map(({ dose }) => dose)).toEqual(sequence);
  });
});

describe('a last dose of which only a part was given', () => {
  const doses = [given('C1D1', '2026-03-02'), given('C1D8', '2026-03-09', 4.5)];

  test('is for the prescriber, with both readings', () => {
    const found = restartOn(label, doses, day('2026-03-25'));
    expect(found).toMatchObject({ decision: 'ask', sequence: [] });
    expect(found?.readings?.counts).toMatchObject({ decision: 'resume', daysSince: 16, next: { dose: 'C1D15' } });
    expect(found?.readings?.doesNotCount).toMatchObject({ decision: 'step-up', daysSince: 23, row: 'after-1' });
  });

  test('is asked about before its next day too, where without it the dose would be due', () => {
    expect(restartOn(label, doses, day('2026-03-11'))?.decision).toBe('ask');
    const again = [given('C1D1', '2026-03-09'), given('C1D8', '2026-03-11', 4.5)];
    expect(restartOn(label, again, day('2026-03-12'))?.decision).toBe('too-early');
  });

  test('follows the choice', () => {
    const on = day('2026-03-25');
    expect(restartOn(label, doses, on, 'last-dose-counts')?.decision).toBe('resume');
    expect(restartOn(label, doses, on, 'last-dose-does-not-count')?.decision).toBe('step-up');
    const only = [given('C1D1', '2026-03-02', 0.5)];
    expect(restartOn(label, only, on)?.readings?.doesNotCount).toBeNull();
    expect(restartOn(label, only, on, 'last-dose-does-not-count')).toBeUndefined();
  });

  test('and that is not the last one decides nothing', () => {
    const more = [...doses, given('C1D15', '2026-03-16')];
    expect(restartOn(label, more, day('2026-04-01'))?.decision).toBe('resume');
  });
});

test('without a dose there is nothing to restart; without a row nothing is concluded', () => {
  expect(restartOn(label, [], day('2026-03-25'))).toBeUndefined();
  const without = { ...label, restart: { rows: [], cautions: [] } };
  expect(restartOn(without, [given('C1D1', '2026-03-02')], day('2026-04-25'))).toMatchObject({
    decision: 'ask',
    row: null,
    limit: null,
    sequence: [],
  });
});

describe('laws', () => {
  const course = fc.integer({ min: 1, max: 12 }).map((length) => {
    const later = Array.from({ length: 6 }, (_, index) => [`C${index + 2}D1`, `C${index + 2}D15`]).flat();
    return [...STEP_UP, ...later].slice(0, length);
  });

  test('a longer gap never turns a step-up back into the schedule', () => {
    const rank = { 'too-early': 0, resume: 1, 'step-up': 2, ask: -1 } as const;
    fc.assert(
      fc.property(course, fc.nat(60), fc.nat(60), (doses, a, b) => {
        const [less, more] = [after(doses, Math.min(a, b)), after(doses, Math.max(a, b))];
        if (less === undefined || more === undefined) throw new Error('a dose was given');
        expect(rank[less.decision]).toBeLessThanOrEqual(rank[more.decision]);
      }),
    );
  });

  test('no position of the schedule is skipped: after the step-up comes the dose that was due before it', () => {
    fc.assert(
      fc.property(course, fc.integer({ min: 29, max: 200 }), (doses, days) => {
        const found = after(doses, days);
        const repeated = doses.length < 3 ? 'C1D15' : found?.next.dose;
        expect(found?.sequence.map(({ dose }) => dose)).toEqual(['R1D1', 'R1D8', repeated]);
      }),
    );
  });
});
