import { describe, expect, it } from 'vitest';
import type { AdverseEventKind, CourseEvent, Grade, LabValue } from '../../core/course/event.ts';
import type { VisitAnswer } from '../../core/foresight/visit.ts';
import {
  assessed,
  choice,
  courseOf,
  labs,
  normalVisit,
  notMet,
  toxicity,
  uneventful,
  unknown,
  visitOn,
} from '../support/visits.ts';

// What an earlier day found, and what a later one says of it.

/** C2D1 was due on 30 March; three weeks are over on 8 April for what began on 18 March. */
const ON = '2026-04-13';
const neutrophils = (value: number): Readonly<Record<string, LabValue>> => ({
  neutrophils: { value, unit: '10*9/L', lln: 1.8 },
});
const after = (...more: readonly CourseEvent[]): VisitAnswer => normalVisit([...uneventful(3), ...more], ON);
const facts = ({ needed }: VisitAnswer): readonly string[] => needed.map(({ fact }) => fact);

describe.each([
  ['neutropenia', 'neutrophils', neutrophils(0.9)],
  ['thrombocytopenia', 'platelets', { platelets: { value: 40, unit: '10*9/L', lln: 150 } }],
] as const)('%s left open on record', (kind, what, low) => {
  const open = toxicity(kind, 3, '2026-03-18');
  const limit = `${what}-three-weeks`;

  it('after three weeks, with a normal count today, holds and asks to close it', () => {
    const found = after(open);
    expect([found.clearance, notMet(found)]).toEqual(['hold', [what]]);
    expect(facts(found)).toEqual([`cytopenia.${kind}.end-recorded`, `choice.${limit}`]);
    expect(found.needed[0]?.record).toMatchObject({ event: 'adverse-event' });
  });

  it.each([
    [21, '2026-04-08', 'give'],
    [22, '2026-04-09', 'discontinue'],
  ])('and closed as back on day %i: %s: %s', (_days, resolved, clearance) => {
    const closing = toxicity(kind, 3, '2026-03-18', resolved, { id: 'closing', at: `${ON}T12:00Z` });
    expect(after(open, closing).clearance).toBe(clearance);
  });

  it('and closed today: nobody looked in time, so that the prescriber says', () => {
    const closing = toxicity(kind, 3, '2026-03-18', ON, { id: 'closing', at: `${ON}T12:00Z` });
    const found = after(open, closing);
    expect([found.clearance, unknown(found)]).toEqual(['hold', [limit]]);
    const paths = [`${what}-back-in-time`, `${what}-not-back-in-time`];
    expect(after(open, closing, choice(ON, paths, `${what}-back-in-time`)).clearance).toBe('give');
    expect(after(open, closing, choice(ON, paths, `${what}-not-back-in-time`)).clearance).toBe('discontinue');
  });

  it('ends the treatment where a count on day 22 shows it still there, and not on day 21', () => {
    const last = (day: string): VisitAnswer => after(open, ...labs(day, low));
    expect(last('2026-04-09').clearance).toBe('discontinue');
    expect(last('2026-04-08').clearance).toBe('hold');
  });

  it('that a count found normal within the limit is only to be closed', () => {
    const found = after(open, ...labs('2026-04-01'));
    expect([found.clearance, notMet(found), facts(found)]).toEqual([
      'hold',
      [what],
      [`cytopenia.${kind}.end-recorded`],
    ]);
  });
});

describe('anemia left open on record', () => {
  it('holds and asks to close it, where hemoglobin is back', () => {
    const found = after(toxicity('anemia', 3, '2026-03-18'));
    expect([found.clearance, notMet(found), unknown(found)]).toEqual(['hold', ['hemoglobin'], ['anemia-closed']]);
  });
});

describe('low counts that nobody recorded as an adverse event', () => {
  const four = neutrophils(0.4);

  it('of grade 4 for a second time, after a recovery, end the treatment', () => {
    expect(after(...labs('2026-03-18', four), ...labs('2026-03-25')).clearance).toBe('give');
    const twice = after(...labs('2026-03-18', four), ...labs('2026-03-25'), ...labs('2026-03-30', four));
    expect([twice.clearance, notMet(twice)]).toEqual(['discontinue', ['neutrophils-grade-4-again']]);
  });

  it('of grade 4 again without a recovery are one episode', () => {
    const same = [...labs('2026-03-18', four), ...labs('2026-03-21', neutrophils(0.8)), ...labs('2026-03-24', four)];
    expect(after(...same, ...labs('2026-03-30')).clearance).toBe('give');
  });

  it('are one episode with the adverse event that they fall into, and two with one that is over', () => {
    const event = (resolved: string): CourseEvent => toxicity('neutropenia', 4, '2026-03-18', resolved);
    expect(after(event('2026-03-24'), ...labs('2026-03-19', four), ...labs('2026-03-24')).clearance).toBe('give');
    expect(after(event('2026-03-24'), ...labs('2026-03-30', four)).clearance).toBe('discontinue');
  });

  it('of before the first dose are no toxicity of it', () => {
    const screening = [...labs('2026-02-10', four), ...labs('2026-02-17'), ...labs('2026-02-24', four)];
    expect(after(...screening).clearance).toBe('give');
  });
});

describe('a pregnancy', () => {
  const woman = { sex: 'female', birthDate: '1990-05-01' } as const;
  const paths = ['give-in-pregnancy', 'no-dose-in-pregnancy'];
  const visit = (doses: number, on: string, more: readonly CourseEvent[] = []): VisitAnswer =>
    visitOn(
      courseOf([...uneventful(doses), ...labs(on), assessed(on, { pregnancyTest: 'positive' }), ...more], woman),
      on,
    );

  it.each([
    [0, '2026-03-02'],
    [3, '2026-03-30'],
  ])('found after %i doses holds until the prescriber has chosen', (doses, on) => {
    const found = visit(doses, on);
    expect([found.clearance, unknown(found), facts(found)]).toEqual(['hold', ['pregnant'], ['choice.pregnant']]);
    expect(visit(doses, on, [choice(on, paths, 'give-in-pregnancy')]).clearance).toBe('give');
    expect(visit(doses, on, [choice(on, paths, 'no-dose-in-pregnancy')]).clearance).toBe('hold');
  });

  it('is asked of anew after another negative test, and not with each positive one', () => {
    const chosen = choice('2026-03-30', paths, 'give-in-pregnancy');
    const again = (pregnancyTest: 'negative' | 'positive'): CourseEvent =>
      assessed('2026-04-06', { id: 'between', pregnancyTest });
    const visit13 = (...more: readonly CourseEvent[]): VisitAnswer => visit(3, ON, [chosen, ...more]);
    const first = assessed('2026-03-30', { pregnancyTest: 'positive' });
    expect(visit13(first, again('positive')).clearance).toBe('give');
    expect(visit13(first, again('negative')).clearance).toBe('hold');
  });
});

describe('another adverse event of grade 3', () => {
  const open = toxicity('other', 3, '2026-03-18');
  const now = (gradeNow: Grade, at = '2026-03-28'): CourseEvent =>
    toxicity('other', 3, '2026-03-18', undefined, { id: `now-${at}`, at: `${at}T16:00Z`, gradeNow });
  const paths = ['back-to-baseline', 'not-back-to-baseline'];
  const visit = (...more: readonly CourseEvent[]): VisitAnswer =>
    normalVisit([...uneventful(3), ...more], '2026-03-30');

  it('that is of grade 2 now holds until the prescriber says that this is the state before treatment', () => {
    const found = visit(open, now(2));
    expect([found.clearance, facts(found)]).toEqual(['hold', ['choice.other']]);
    expect(visit(open, now(2), choice('2026-03-29', paths, 'back-to-baseline')).clearance).toBe('give');
    expect(visit(open, now(2), choice('2026-03-29', paths, 'not-back-to-baseline')).clearance).toBe('hold');
    expect(visit(open, now(1)).clearance).toBe('give');
  });

  it('is never at its baseline while it is of grade 3', () => {
    expect(visit(open, choice('2026-03-29', paths, 'back-to-baseline')).clearance).toBe('hold');
  });
});

describe('a word of the prescriber', () => {
  const sign = (grade: Grade, day: string): CourseEvent =>
    toxicity('neurotoxicity', grade, '2026-03-20', undefined, {
      id: `sign-${day}`,
      at: `${day}T12:00Z`,
      sign: 'headache',
    });
  const judged = (day: string): CourseEvent => choice(day, ['not-icans', 'icans'], 'not-icans');
  const visit = (...more: readonly CourseEvent[]): VisitAnswer =>
    normalVisit([...uneventful(3), ...more], '2026-03-30');

  it('on a sign does not outlive a rise of it', () => {
    expect(visit(sign(1, '2026-03-20'), judged('2026-03-22')).clearance).toBe('give');
    const risen = [sign(1, '2026-03-20'), judged('2026-03-22'), sign(2, '2026-03-25')];
    expect([visit(...risen).clearance, unknown(visit(...risen))]).toEqual(['cannot-tell', ['neurotoxicity-judged']]);
    expect(visit(...risen, judged('2026-03-26')).clearance).toBe('give');
    // Of the same day it counts where it was said after the rise.
    expect(visit(...risen, judged('2026-03-25')).clearance).toBe('give');
    const before = { ...judged('2026-03-25'), at: '2026-03-25T11:00Z' };
    expect(visit(...risen, before).clearance).toBe('cannot-tell');
  });

  it('on a sign outlives that it goes on as it was, or falls', () => {
    const same = [sign(2, '2026-03-20'), judged('2026-03-22'), sign(2, '2026-03-25'), sign(1, '2026-03-26')];
    expect(visit(...same).clearance).toBe('give');
  });
});

describe('before the first dose', () => {
  const alt = (value: number): Readonly<Record<string, LabValue>> => ({ alt: { value, unit: 'U/L', uln: 35 } });
  const first = (today: number): VisitAnswer =>
    visitOn(
      courseOf([...labs('2026-02-20', alt(200)), ...labs('2026-03-02', alt(today)), assessed('2026-03-02')]),
      '2026-03-02',
    );

  it('ALT that was of grade 3 counts by its value of today', () => {
    expect(first(150).clearance).toBe('give');
    expect(first(200).clearance).toBe('hold');
  });
});

describe.each<[AdverseEventKind, 'give' | 'cannot-tell']>([
  ['infection', 'cannot-tell'],
  ['hypersensitivity', 'give'],
  ['hepatotoxicity', 'give'],
  ['other', 'give'],
])('%s of grade 3 that is over, and a new one of grade 2', (kind, clearance) => {
  it(`does not hold: ${clearance}`, () => {
    const events = [toxicity(kind, 3, '2026-03-17', '2026-03-21'), toxicity(kind, 2, '2026-03-25')];
    expect(normalVisit([...uneventful(3), ...events], '2026-03-30').clearance).toBe(clearance);
    // Of grade 3 it would.
    const again = [toxicity(kind, 3, '2026-03-17', '2026-03-21'), toxicity(kind, 3, '2026-03-25')];
    expect(normalVisit([...uneventful(3), ...again], '2026-03-30').clearance).toBe('hold');
  });
});

describe('an infection that assessments found', () => {
  it('is judged after grade 3 was over, and holds until then', () => {
    const on = (infection: 'none' | 2): VisitAnswer =>
      visitOn(
        courseOf([
          ...uneventful(3),
          assessed('2026-03-20', { infection: 3 }),
          assessed('2026-03-25', { infection }),
          ...labs('2026-03-30'),
          assessed('2026-03-30', { infection: 2 }),
        ]),
        '2026-03-30',
      );
    expect([on('none').clearance, unknown(on('none'))]).toEqual(['cannot-tell', ['infection-mild']]);
    expect(on(2).clearance).toBe('hold');
  });
});

describe('a liver value graded on a raised value before treatment', () => {
  const alt = (value: number, baseline?: number): Readonly<Record<string, LabValue>> => ({
    alt: { value, unit: 'U/L', uln: 35, ...(baseline === undefined ? {} : { baseline }) },
  });
  const cautioned = (changed: Readonly<Record<string, LabValue>>, before: readonly CourseEvent[] = []): VisitAnswer =>
    visitOn(courseOf([...uneventful(3), ...before, ...labs(ON, changed), assessed(ON)]), ON);
  const texts = ({ cautions }: VisitAnswer): readonly string[] =>
    cautions.flatMap(({ id, text }) => (id === 'graded-on-raised-baseline' ? [text] : []));

  it('is named with its baseline, its value and both grades', () => {
    const found = cautioned(alt(400, 100));
    expect([found.clearance, texts(found)]).toEqual([
      'give',
      [
        'ALT of 2026-04-13, 400 U/L, is graded on the value before treatment (100 U/L), which was above the upper ' +
          'limit (35 U/L): grade 2. On the upper limit it would be of grade 3.',
      ],
    ]);
    expect(cautioned(alt(400)).clearance).toBe('hold');
  });

  it('is not said of a baseline within the limit, nor of none', () => {
    expect([...texts(cautioned(alt(30, 30))), ...texts(cautioned(alt(30)))]).toEqual([]);
  });

  it('is said of an earlier value too that would have been of a higher grade', () => {
    const found = texts(cautioned(alt(110, 100), labs('2026-04-01', alt(800, 100))));
    expect(found).toEqual([
      expect.stringMatching(
        /of 2026-04-13, 110 U\/L.*grade 0\..*grade 2\. ALT of 2026-04-01, 800 U\/L.*grade 3\..*grade 4\./u,
      ),
    ]);
  });
});
