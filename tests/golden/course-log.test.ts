import { describe, expect, it } from 'vitest';
import type { Course, CourseEvent } from '../../core/course/event.ts';
import { calendar } from '../../core/regimen/calendar.ts';
import { courseAnswer } from '../../core/regimen/course-answer.ts';
import { knowledge } from '../support/knowledge.ts';
import { assessed, choice, courseOf, given, labs, normalVisit, toxicity, visitOn, word } from '../support/visits.ts';

const [drug] = knowledge().drugs.values();
if (drug === undefined) throw new Error('no drug is held');
const { labels, billing } = drug;
const regimen = { labels, mgPerUnit: 1, notBilled: billing.notBilled };

/** What the three answers about a course say of a day, each caution as `id: text`. */
function cautionsOf(course: Course, on: string): Readonly<Record<'calendar' | 'visit' | 'show', readonly string[]>> {
  const planned = calendar({ ...regimen, cycles: 2, course, on });
  if (!planned.ok) throw new Error(planned.faults.map(({ what }) => what).join('; '));
  const said = (cautions: readonly { readonly id: string; readonly text: string }[]): readonly string[] =>
    cautions.map(({ id, text }) => `${id}: ${text}`);
  return {
    calendar: said(planned.answer.cautions),
    visit: said(visitOn(course, on).cautions),
    show: said(courseAnswer(course, regimen, on).cautions),
  };
}

const C1D1 = given('C1D1', '2026-03-02');
const C1D8 = given('C1D8', '2026-03-09');
const C1D15 = given('C1D15', '2026-03-16');
const prepared = (more: object): CourseEvent => ({
  type: 'prepared',
  id: 'bag',
  at: '2026-03-09T13:00Z',
  dose: 'C1D8',
  vials: [{ mg: 10 }],
  reconstituted: '2026-03-09T12:30Z',
  checkedBy: ['R. Example', 'S. Example'],
  ...more,
});

describe('what happened out of rule is said by the calendar, the visit and the state of the course', () => {
  it.each<readonly [string, readonly CourseEvent[], string]>([
    [
      'C1D15 before C1D8',
      [C1D1, given('C1D15', '2026-03-09'), given('C1D8', '2026-03-16')],
      'dose-out-of-order: C1D15 was given where C1D8 was due.',
    ],
    [
      '5 mg',
      [C1D1, given('C1D8', '2026-03-09', 5)],
      'dose-differs: C1D8: 5 mg was given where the schedule has 10 mg.',
    ],
    ['more than the schedule has', [given('C1D1', '2026-03-02', 10)], 'dose-differs: C1D1: 10 mg was given'],
    [
      'the same dose twice',
      [C1D1, C1D8, { ...given('C1D8', '2026-03-16'), id: 'again' }],
      'dose-recorded-twice: Recorded more than once: C1D8.',
    ],
    [
      'a dose early',
      [C1D1, given('C1D8', '2026-03-08')],
      'dose-early: C1D8 was given on 2026-03-08, 1 day before it was due.',
    ],
    ['a dose left out', [C1D1, C1D15], 'dose-not-recorded: A later dose is recorded and these are not: C1D8.'],
    [
      'a dose after the end',
      [C1D1, { type: 'discontinued', id: 'end', at: '2026-03-05T16:00Z', reason: 'choice' }, C1D8],
      'dose-after-discontinued: C1D8 (2026-03-09): given after the course was discontinued, on 2026-03-05.',
    ],
    ['one checker', [C1D1, prepared({ checkedBy: ['R. Example'] }), C1D8], 'one-checker: C1D8: the preparation of'],
    [
      'a vial that had expired',
      [C1D1, prepared({ vials: [{ mg: 10, expires: '2026-03-08' }] }), C1D8],
      'vial-expired: C1D8: prepared on 2026-03-09 from a vial that expired on 2026-03-08.',
    ],
  ])('%s', (_what, events, said) => {
    const cautions = cautionsOf(courseOf(events), '2026-03-20');
    for (const [answer, all] of Object.entries(cautions))
      expect(
        all.filter((one) => one.startsWith(said)),
        answer,
      ).toHaveLength(1);
  });

  it('and who has answered for it', () => {
    const signed: CourseEvent = {
      type: 'deviation',
      id: 'signed',
      at: '2026-03-09T18:00Z',
      of: 'C1D8',
      reason: 'the line clotted',
      by: 'Dr. Example',
    };
    const cautions = cautionsOf(courseOf([C1D1, given('C1D8', '2026-03-09', 5), signed]), '2026-03-20');
    for (const all of Object.values(cautions))
      expect(all.filter((one) => one.includes('Answered for by Dr. Example: the line clotted.'))).toHaveLength(1);
  });

  it('nothing is said of a course within the rules', () => {
    const cautions = cautionsOf(courseOf([C1D1, prepared({}), C1D8, C1D15]), '2026-03-20');
    for (const all of Object.values(cautions))
      expect(all.filter((one) => /answered for|where the schedule|was due/iu.test(one))).toEqual([]);
  });
});

describe('a choice for the step-up', () => {
  const on = '2026-03-30';
  const chosen = choice('2026-03-20', ['resume', 'step-up'], 'step-up');
  const visited = (...more: readonly CourseEvent[]): Course =>
    courseOf([C1D1, C1D8, C1D15, ...more, ...labs(on), assessed(on)]);
  const CRS = [
    toxicity('crs', 3, '2026-03-17'),
    { ...toxicity('crs', 3, '2026-03-17', '2026-03-19'), at: '2026-03-19T16:00Z', id: 'over' },
  ];

  it('is followed where cytokine release had reached grade 3', () => {
    expect(word(visitOn(visited(...CRS, chosen), on))).toEqual(['restart', 'R1D1', 1]);
    expect(courseAnswer(visited(...CRS, chosen), regimen, on)).toMatchObject({
      phase: 'step-up',
      next: { dose: 'R1D1' },
    });
  });

  it('changes nothing where no cytokine release is on record, and every answer names the entry', () => {
    const course = visited(chosen);
    expect(word(visitOn(course, on))).toEqual(['give', 'C2D1', 10]);
    expect(courseAnswer(course, regimen, on)).toMatchObject({ phase: 'treatment', next: { dose: 'C2D1' } });
    for (const all of Object.values(cautionsOf(course, on)))
      expect(all.filter((one) => one.startsWith(`choice-not-open: "${chosen.id ?? ''}"`))).toHaveLength(1);
  });
});

describe('grade 3 that goes down to grade 1 and rises to grade 3 again, told of one onset', () => {
  const seen = (kind: 'crs' | 'icans', day: string, gradeNow: 1 | 2 | 3): CourseEvent => ({
    ...toxicity(kind, 3, '2026-03-10', undefined, { gradeNow }),
    id: `${kind}-${day}`,
    at: `${day}T16:00Z`,
  });

  it.each(['crs', 'icans'] as const)('%s ends the treatment: it is there for the second time', (kind) => {
    const [first, better] = [seen(kind, '2026-03-10', 3), seen(kind, '2026-03-11', 1)];
    const before = [C1D1, C1D8, first, better];
    expect(normalVisit(before, '2026-03-16').clearance).toBe('hold');
    const after = normalVisit([...before, seen(kind, '2026-03-12', 3)], '2026-03-16');
    expect(after.clearance).toBe('discontinue');
    expect(after.checks.filter(({ truth }) => truth === 'not-met').map(({ id }) => id)).toContain(
      `${kind}-grade-3-again`,
    );
  });

  it('not where it had only come down to grade 2', () => {
    const all = [seen('crs', '2026-03-10', 3), seen('crs', '2026-03-11', 2), seen('crs', '2026-03-12', 3)];
    expect(normalVisit([C1D1, C1D8, ...all], '2026-03-16').clearance).toBe('hold');
  });
});
