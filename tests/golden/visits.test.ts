import { describe, expect, it } from 'vitest';
import type { CourseEvent } from '../../core/course/event.ts';
import type { VisitAnswer } from '../../core/foresight/visit.ts';
import {
  DAYS,
  assessed,
  choice,
  courseOf,
  given,
  givenOn,
  labs,
  normalVisit,
  notMet,
  toxicity,
  uneventful,
  unknown,
  visitOn,
  word,
} from '../support/visits.ts';

describe('an uneventful course', () => {
  it.each([
    [0, 'C1D1', 1, [22, 24]],
    [1, 'C1D8', 10, [22, 24]],
    [2, 'C1D15', 10, [6, 8]],
    [3, 'C2D1', 10, [6, 8]],
    [4, 'C2D15', 10, [6, 8]],
    [5, 'C3D1', 10, [3, 4]],
    [6, 'C3D15', 10, [3, 4]],
  ])('after %i doses: give %s, %i mg', (doses, dose, mg, hours) => {
    const found = normalVisit(uneventful(doses), DAYS[doses] ?? '');
    expect([...word(found), found.reasons.join(' ')]).toEqual([
      'give',
      dose,
      mg,
      expect.stringContaining('every check'),
    ]);
    expect(found.observation?.hours).toEqual(hours);
    expect(found.needed).toEqual([]);
    expect(found.checks.every(({ truth }) => truth === 'met')).toBe(true);
  });

  it('the premedication of the first two doses, and none later', () => {
    const items = (doses: number): string[] =>
      normalVisit(uneventful(doses), DAYS[doses] ?? '').premedication.map(({ id }) => id);
    expect(items(1)).toEqual(['dexamethasone', 'saline']);
    expect(items(3)).toEqual([]);
  });

  it('a dose is not due before its day, and the dose of today is not given twice', () => {
    const early = normalVisit(uneventful(2), '2026-03-15');
    expect(word(early)).toEqual(['hold', 'C1D15', 10]);
    expect(early.due).toBe('2026-03-16');
    expect(early.reasons[0]).toContain('Hold until 2026-03-16');
    const same = normalVisit(uneventful(2), '2026-03-09');
    expect(word(same)).toEqual(['hold', 'C1D15', 10]);
  });

  it('earlier is a choice of the prescriber', () => {
    const chosen = choice('2026-03-15', ['give-early', 'wait-until-due'], 'give-early');
    const found = normalVisit([...uneventful(2), chosen], '2026-03-15');
    expect(word(found)).toEqual(['give', 'C1D15', 10]);
    expect(found.cautions.map(({ id }) => id)).toContain('before-due-day');
    const waits = choice('2026-03-15', ['give-early', 'wait-until-due'], 'wait-until-due');
    expect(normalVisit([...uneventful(2), waits], '2026-03-15').clearance).toBe('hold');
  });

  it('what is recorded after the day of the answer is not seen', () => {
    const course = courseOf([
      ...uneventful(3),
      ...labs('2026-03-30'),
      assessed('2026-03-30'),
      toxicity('crs', 3, '2026-04-02'),
    ]);
    expect(word(visitOn(course, '2026-03-30'))).toEqual(['give', 'C2D1', 10]);
  });
});

describe('what is not recorded', () => {
  it('nothing at all on the day: cannot tell, and what to record', () => {
    const found = visitOn(courseOf(uneventful(3)), '2026-03-30');
    expect(word(found)).toEqual(['cannot-tell', 'C2D1', 10]);
    expect(new Set(found.needed.map(({ record }) => record?.event))).toEqual(
      new Set(['pre-dose-assessment', 'lab-resulted']),
    );
    expect(found.needed.find(({ fact }) => fact === 'labs.cbc.current')?.record?.text).toContain('2026-03-16');
  });

  it('no laboratory results since the last dose: cannot tell, and which panel', () => {
    const found = visitOn(courseOf([...uneventful(3), assessed('2026-03-30')]), '2026-03-30');
    expect(found.clearance).toBe('cannot-tell');
    expect(unknown(found)).toEqual(expect.arrayContaining(['cbc-current', 'liver-current', 'bilirubin-current']));
    expect(found.needed.every(({ record }) => record?.event === 'lab-resulted')).toBe(true);
  });

  it('an assessment that does not say whether the patient is hydrated', () => {
    const said = Object.entries(assessed('2026-03-30')).filter(([key]) => key !== 'hydrated');
    const silent = Object.fromEntries(said) as unknown as CourseEvent;
    const found = visitOn(courseOf([...uneventful(3), ...labs('2026-03-30'), silent]), '2026-03-30');
    expect([found.clearance, unknown(found)]).toEqual(['cannot-tell', ['hydrated']]);
    expect(found.needed).toMatchObject([
      {
        fact: 'assessment.hydrated',
        record: { event: 'pre-dose-assessment', text: expect.stringContaining('"hydrated"') as string },
      },
    ]);
  });

  it('from cycle 6 on day 15 needs no laboratory results', () => {
    const days = [
      '2025-12-01',
      '2025-12-08',
      '2025-12-15',
      '2025-12-29',
      '2026-01-12',
      '2026-01-26',
      '2026-02-09',
      '2026-02-23',
      '2026-03-09',
      '2026-03-23',
      '2026-04-06',
      '2026-04-20',
    ];
    const c6d15 = visitOn(courseOf([...givenOn(...days), ...labs('2026-04-20'), assessed('2026-05-04')]), '2026-05-04');
    expect(word(c6d15)).toEqual(['give', 'C6D15', 10]);
    expect(c6d15.labs).toEqual([]);
    const c6d1 = visitOn(courseOf([...givenOn(...days.slice(0, 11)), assessed('2026-04-20')]), '2026-04-20');
    expect(c6d1.clearance).toBe('cannot-tell');
  });

  it('without a window of the site the answer says so', () => {
    const course = courseOf([...uneventful(3), ...labs('2026-03-30'), assessed('2026-03-30')]);
    expect(visitOn(course, '2026-03-30', {}).cautions.map(({ id }) => id)).toContain('lab-window-unset');
    expect(visitOn(course, '2026-03-30').cautions.map(({ id }) => id)).not.toContain('lab-window-unset');
  });

  it('results older than the window of the site are asked for again', () => {
    const course = courseOf([...uneventful(3), ...labs('2026-03-20'), assessed('2026-03-30')]);
    expect(visitOn(course, '2026-03-30', { labWindowDays: 9 }).clearance).toBe('cannot-tell');
    expect(visitOn(course, '2026-03-30', { labWindowDays: 10 }).clearance).toBe('give');
  });
});

describe('cytokine release', () => {
  it('of grade 2 after C1D1 holds while it is open, then the next dose is observed for 22 to 24 hours', () => {
    const open = normalVisit([...uneventful(1), toxicity('crs', 2, '2026-03-03')], '2026-03-09');
    expect([...word(open), notMet(open)]).toEqual(['hold', 'C1D8', 10, ['crs-resolved']]);
    const over = toxicity('crs', 2, '2026-03-03', '2026-03-05');
    const resumed = normalVisit([...uneventful(1), over], '2026-03-09');
    expect([...word(resumed), resumed.observation?.hours]).toEqual(['give', 'C1D8', 10, [22, 24]]);
    // After C1D15 the hours would be 6 to 8.
    const later = normalVisit([...uneventful(3), toxicity('crs', 2, '2026-03-17', '2026-03-18')], '2026-03-30');
    expect([...word(later), later.observation?.hours, later.observation?.from]).toEqual([
      'give',
      'C2D1',
      10,
      [22, 24],
      'start',
    ]);
    expect(later.observation?.lengthenedBy).toMatchObject({ kind: 'crs', grade: 2 });
  });

  it('of grade 3: both documents are shown and the prescriber chooses', () => {
    const event = toxicity('crs', 3, '2026-03-17', '2026-03-19');
    const open = normalVisit([...uneventful(3), event], '2026-03-30');
    expect([...word(open), unknown(open)]).toEqual(['cannot-tell', 'C2D1', 10, ['crs-grade-3']]);
    const [need] = open.needed;
    expect(need?.paths?.map(({ id }) => id)).toEqual(['resume', 'step-up']);
    expect(need?.paths?.map(({ cite }) => cite[0]?.basis)).toEqual(['unconfirmed', 'secondary']);
    const paths = ['resume', 'step-up'];
    const resume = normalVisit([...uneventful(3), event, choice('2026-03-20', paths, 'resume')], '2026-03-30');
    expect(word(resume)).toEqual(['give', 'C2D1', 10]);
    const chosen = choice('2026-03-20', paths, 'step-up');
    const stepUp = normalVisit([...uneventful(3), event, chosen], '2026-03-30');
    expect(word(stepUp)).toEqual(['restart', 'R1D1', 1]);
    expect(stepUp.restart?.sequence).toEqual([
      { dose: 'R1D1', mg: 1, date: '2026-03-30' },
      { dose: 'R1D8', mg: 10, date: '2026-04-06' },
      { dose: 'C2D1', mg: 10, date: '2026-04-20' },
    ]);
    // Once, after the choice.
    const after = [...uneventful(3), event, chosen, given('R1D1', '2026-03-30'), given('R1D8', '2026-04-06')];
    expect(word(normalVisit(after, '2026-04-20'))).toEqual(['give', 'C2D1', 10]);
  });

  it('of grade 4, and of grade 3 for a second time, ends the treatment', () => {
    const four = normalVisit([...uneventful(3), toxicity('crs', 4, '2026-03-17', '2026-03-20')], '2026-03-30');
    expect([...word(four), notMet(four)]).toEqual(['discontinue', 'C2D1', null, ['crs-grade-4']]);
    const twice = [toxicity('crs', 3, '2026-03-03', '2026-03-04'), toxicity('crs', 3, '2026-03-17', '2026-03-19')];
    expect(normalVisit([...uneventful(3), ...twice], '2026-03-30').clearance).toBe('discontinue');
  });
});

describe('ICANS of grade 3', () => {
  it.each([
    [6, '2026-03-23', 'give'],
    [7, '2026-03-24', 'give'],
    [8, '2026-03-25', 'discontinue'],
  ])('that is gone in %i days: %s', (_days, resolved, clearance) => {
    const found = normalVisit([...uneventful(3), toxicity('icans', 3, '2026-03-17', resolved)], '2026-03-30');
    expect(found.clearance).toBe(clearance);
  });

  it('while it is open: hold through day 7, then the end', () => {
    const open = [...uneventful(3), toxicity('icans', 3, '2026-03-17')];
    expect(normalVisit(open, '2026-03-24').clearance).toBe('hold');
    expect(normalVisit(open, '2026-03-25').clearance).toBe('discontinue');
  });
});

describe('days since the last dose', () => {
  const late = (doses: number, days: number): VisitAnswer => {
    const start = DAYS[doses - 1] ?? '';
    const on = new Date(Date.parse(`${start}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
    return normalVisit(uneventful(doses), on);
  };

  it.each([
    [1, 14, 'give', 'C1D8', 10],
    [1, 15, 'restart', 'R1D1', 1],
    [2, 21, 'give', 'C1D15', 10],
    [2, 22, 'restart', 'R1D1', 1],
    [3, 28, 'give', 'C2D1', 10],
    [3, 29, 'restart', 'R1D1', 1],
    [4, 28, 'give', 'C2D15', 10],
    [4, 29, 'restart', 'R1D1', 1],
  ])('%i doses, %i days: %s %s', (doses, days, clearance, dose, mg) => {
    const found = late(doses, days);
    expect([...word(found), found.restart?.daysSince]).toEqual([clearance, dose, mg, days]);
  });

  it('a restart has the premedication, the observation and the sequence of a step-up', () => {
    const found = late(3, 29);
    expect(found.premedication.map(({ id }) => id)).toEqual(['dexamethasone', 'saline']);
    expect(found.observation).toMatchObject({ hours: [22, 24], from: 'start', stayNear: { hours: 48 } });
    expect(found.restart?.sequence.map(({ dose, mg }) => `${dose} ${mg}`)).toEqual(['R1D1 1', 'R1D8 10', 'C2D1 10']);
    expect(found.cautions.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['restart-after-later-10-mg-cycle-1', 'delay-means-since-last-dose']),
    );
  });

  it('a missing check still stands before a restart', () => {
    const found = visitOn(courseOf(uneventful(1)), '2026-03-17');
    expect(word(found)).toEqual(['cannot-tell', 'R1D1', 1]);
  });
});

describe('an infusion that was stopped halfway', () => {
  const events = [...uneventful(2), given('C1D15', '2026-03-16', 5)];

  it('cannot tell whether it counts as the last dose where that makes a difference', () => {
    const found = normalVisit(events, '2026-03-30');
    expect(word(found)).toEqual(['cannot-tell', 'C2D1', 10]);
    expect(found.needed).toMatchObject([{ fact: 'choice.last-dose', record: { event: 'prescriber-choice' } }]);
  });

  it('goes by what the prescriber chooses', () => {
    const between = ['last-dose-counts', 'last-dose-does-not-count'];
    const counts = normalVisit([...events, choice('2026-03-17', between, 'last-dose-counts')], '2026-03-30');
    expect(word(counts)).toEqual(['give', 'C2D1', 10]);
    const not = normalVisit([...events, choice('2026-03-17', between, 'last-dose-does-not-count')], '2026-03-30');
    expect(word(not)).toEqual(['give', 'C1D15', 10]);
    const later = normalVisit([...events, choice('2026-03-17', between, 'last-dose-does-not-count')], '2026-03-31');
    expect(word(later)).toEqual(['restart', 'R1D1', 1]);
  });

  it('is cautioned ever after', () => {
    const found = normalVisit([...events, given('C2D1', '2026-03-30')], '2026-04-13');
    expect(found.clearance).toBe('give');
    expect(found.cautions.some(({ text }) => text.includes('5 mg'))).toBe(true);
  });
});
