import { describe, expect, it } from 'vitest';
import type { CourseEvent } from '../../core/course/event.ts';
import { calendar, type Calendar } from '../../core/regimen/calendar.ts';
import { diffLabels, type LabelDiff } from '../../core/regimen/label-diff.ts';
import { Temporal } from 'temporal-polyfill';
import { knowledge } from '../support/knowledge.ts';

const drug = knowledge().drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { labels } = drug;

const given = (dose: string, date: string): CourseEvent => ({
  type: 'dose-given',
  at: `${date}T10:00-04:00`,
  dose,
  mg: dose === 'C1D1' ? 1 : 10,
});

/** Begun under the label of May 2024, still going when that of November 2025 came into force. */
const COURSE: readonly CourseEvent[] = [
  ...[given('C1D1', '2025-06-18'), given('C1D8', '2025-06-25'), given('C1D15', '2025-07-02')],
  ...[given('C2D1', '2025-07-16'), given('C2D15', '2025-07-30'), given('C3D1', '2025-08-13')],
  ...[given('C3D15', '2025-08-27'), given('C4D1', '2025-09-10'), given('C4D15', '2025-09-24')],
  ...[given('C5D1', '2025-10-08'), given('C5D15', '2025-10-22'), given('C6D1', '2025-11-05')],
];

const patient = { birthDate: '1958-03-09', sex: 'female' } as const;
const course = { drug: 'tarlatamab', timeZone: 'America/New_York', patient, events: COURSE };

function shown(): Calendar {
  const outcome = calendar({ labels, cycles: 7, mgPerUnit: 1, course, on: '2025-11-06' });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what }) => what).join());
  return outcome.answer;
}

function diff(start: string, cycles: number, from = 0, to = 1): LabelDiff {
  const [a, b] = [labels[from], labels[to]];
  if (a === undefined || b === undefined) throw new Error('two labels are held');
  const outcome = diffLabels(a, b, { cycles, mgPerUnit: 1, start: Temporal.PlainDate.from(start) });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what }) => what).join());
  return outcome.answer;
}

describe('a change of label in mid-course', () => {
  it('each dose has the label of its own day: the tests before C6D15 are gone, saline after C1D15 stays', () => {
    const { doses } = shown();
    expect(doses.map(({ dose, label }) => `${dose} ${label.slice(-7)}`).slice(10)).toEqual([
      'C5D15 2024-05',
      'C6D1 2024-05',
      'C6D15 2025-11',
      'C7D1 2025-11',
      'C7D15 2025-11',
    ]);
    const of = (name: string): Calendar['doses'][number] | undefined => doses.find(({ dose }) => dose === name);
    expect(of('C6D15')).toMatchObject({ date: '2025-11-19', labs: [] });
    expect(of('C7D1')?.labs).toEqual(['cbc', 'liver', 'bilirubin']);
    expect(of('C1D15')?.premedication.map(({ id }) => id)).toEqual(['saline']);
  });

  it('one day earlier it is the label before', () => {
    const early = {
      ...course,
      events: COURSE.map((event) => ({ ...event, at: event.at.replace('2025-11-05', '2025-11-04') })),
    };
    const outcome = calendar({ labels, cycles: 6, mgPerUnit: 1, course: early, on: '2025-11-05' });
    const last = outcome.ok ? outcome.answer.doses.at(-1) : undefined;
    expect(last).toMatchObject({ dose: 'C6D15', date: '2025-11-18', label: 'tarlatamab-2024-05' });
    expect(last?.labs).toEqual(['cbc', 'liver', 'bilirubin']);
  });
});

describe('what two labels say differently of one patient', () => {
  it('is the saline after C1D15 and the tests before day 15 from cycle 6 on', () => {
    const { doses, checks } = diff('2026-06-15', 7);
    expect(doses.map(({ dose, differences }) => [dose, differences.map(({ what }) => what)])).toEqual([
      ['C1D15', ['premedication']],
      ['C6D15', ['labs']],
      ['C7D15', ['labs']],
    ]);
    expect(doses[1]?.differences[0]).toEqual({ what: 'labs', from: 'cbc, liver, bilirubin', to: 'none' });
    expect(checks).toEqual([]);
  });

  it('is nothing between a label and itself, and the same with both sides exchanged', () => {
    expect(diff('2026-06-15', 12, 1, 1)).toMatchObject({ doses: [], checks: [] });
    const [there, back] = [diff('2026-06-15', 7), diff('2026-06-15', 7, 1, 0)];
    expect(back.doses.flatMap(({ differences }) => differences.map(({ from, to }) => [to, from]))).toEqual(
      there.doses.flatMap(({ differences }) => differences.map(({ from, to }) => [from, to])),
    );
  });

  it('names a limit of the restart table and a check that only one has', () => {
    const [from, to] = [labels[0], labels.at(-1)];
    if (to === undefined) throw new Error('a label is held');
    const changed = {
      ...to,
      restart: { ...to.restart, rows: to.restart.rows.map((row) => ({ ...row, withinDays: row.withinDays + 1 })) },
      clearance: { ...to.clearance, checks: to.clearance.checks.slice(1) },
    };
    const outcome = diffLabels(to, changed, { cycles: 1, mgPerUnit: 1, start: Temporal.PlainDate.from('2026-06-15') });
    if (!outcome.ok) throw new Error('no answer');
    expect(outcome.answer.doses.map(({ differences }) => differences)).toEqual([
      [
        {
          what: 'restart',
          from: 'step-up again later than 14 days after it',
          to: 'step-up again later than 15 days after it',
        },
      ],
      [
        {
          what: 'restart',
          from: 'step-up again later than 21 days after it',
          to: 'step-up again later than 22 days after it',
        },
      ],
      [
        {
          what: 'restart',
          from: 'step-up again later than 28 days after it',
          to: 'step-up again later than 29 days after it',
        },
      ],
    ]);
    expect(outcome.answer.checks).toEqual([
      { id: to.clearance.checks[0]?.id, change: 'removed', doses: ['C1D1', 'C1D8', 'C1D15'] },
    ]);
    expect(from.id).not.toBe(to.id);
  });
});
