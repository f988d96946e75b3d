import { describe, expect, it } from 'vitest';
import type { CourseEvent } from '../../core/course/event.ts';
import type { VisitAnswer } from '../../core/foresight/visit.ts';
import { calendar } from '../../core/regimen/calendar.ts';
import { knowledge } from '../support/knowledge.ts';
import {
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

describe('hepatotoxicity on record as an adverse event', () => {
  const visit = (...more: readonly CourseEvent[]): VisitAnswer =>
    normalVisit([...uneventful(3), ...more], '2026-03-30');

  it('of grade 3 holds until grade 1, whatever the results of the day', () => {
    const open = toxicity('hepatotoxicity', 3, '2026-03-20');
    expect([...word(visit(open)), notMet(visit(open))]).toEqual(['hold', 'C2D1', 10, ['liver']]);
    const at = (gradeNow: 1 | 2): CourseEvent =>
      toxicity('hepatotoxicity', 3, '2026-03-20', undefined, { id: 'later', at: '2026-03-29T16:00Z', gradeNow });
    expect(visit(open, at(2)).clearance).toBe('hold');
    expect(visit(open, at(1)).clearance).toBe('give');
  });

  it('of grade 4 ends the treatment, also once it is over', () => {
    const over = visit(toxicity('hepatotoxicity', 4, '2026-03-20', '2026-03-25'));
    expect([...word(over), notMet(over)]).toEqual(['discontinue', 'C2D1', null, ['liver-grade-4']]);
  });
});

describe('a label that changes in mid-course', () => {
  // Cycle 6 day 15 needs no laboratory results by the label of 2025-11-19.
  const days = [
    '06-18',
    '06-25',
    '07-02',
    '07-16',
    '07-30',
    '08-13',
    '08-27',
    '09-10',
    '09-24',
    '10-08',
    '10-22',
    '11-05',
  ];
  const before = givenOn(...days.map((day) => `2025-${day}`)).slice(0, 11);
  const tests = labs('2025-11-04');
  const asked = (c6d1: string, on: string): VisitAnswer =>
    visitOn(courseOf([...before, ...tests, given('C6D1', c6d1), assessed(on)]), on);

  it('the same dose without results is not cleared on the last day of the one, and given on the first of the other', () => {
    const last = asked('2025-11-04', '2025-11-18');
    const next = asked('2025-11-05', '2025-11-19');
    expect([last.label.version, ...word(last)]).toEqual(['2024-05', 'cannot-tell', 'C6D15', 10]);
    expect(unknown(last)).toEqual(expect.arrayContaining(['cbc-current', 'liver-current', 'bilirubin-current']));
    expect([next.label.version, ...word(next), next.labs]).toEqual(['2025-11', 'give', 'C6D15', 10, []]);
  });
});

describe('an observation of 24 hours through a night on which the clocks change', () => {
  const until = (start: string, end: string, on: string): unknown => {
    const drug = knowledge().drugs.get('tarlatamab') ?? expect.fail('the drug is held');
    const dose = { ...given('C1D1', start.slice(0, 10)), at: start, start, end };
    const outcome = calendar({ labels: drug.labels, cycles: 1, mgPerUnit: 1, course: courseOf([dose]), on });
    return outcome.ok ? outcome.answer.doses[0]?.given?.watched?.until : outcome.faults;
  };

  it('lasts 22 to 24 hours of true time, and ends an hour later or earlier by the clock', () => {
    expect(until('2026-03-07T12:00-05:00', '2026-03-07T13:00-05:00', '2026-03-08')).toEqual([
      '2026-03-08T11:00:00-04:00[America/New_York]',
      '2026-03-08T13:00:00-04:00[America/New_York]',
    ]);
    expect(until('2026-10-31T12:00-04:00', '2026-10-31T13:00-04:00', '2026-11-01')).toEqual([
      '2026-11-01T09:00:00-05:00[America/New_York]',
      '2026-11-01T11:00:00-05:00[America/New_York]',
    ]);
  });

  it('leaves the day of the next dose where it is', () => {
    const dose = (start: string): CourseEvent => ({ ...given('C1D1', start.slice(0, 10)), at: start, start });
    expect(word(normalVisit([dose('2026-10-31T23:30-04:00')], '2026-11-07'))).toEqual(['give', 'C1D8', 10]);
    expect(word(normalVisit([dose('2026-10-31T23:30-04:00')], '2026-11-06'))).toEqual(['hold', 'C1D8', 10]);
    expect(word(normalVisit([dose('2026-10-31T23:30-04:00')], '2026-11-14'))).toEqual(['give', 'C1D8', 10]);
    expect(word(normalVisit([dose('2026-10-31T23:30-04:00')], '2026-11-15'))).toEqual(['restart', 'R1D1', 1]);
  });
});

describe('limits of the restart table across the calendar', () => {
  it.each([
    ['year end', ['2025-12-17'], '2025-12-31', '2026-01-01', 'C1D8'],
    ['year end', ['2025-12-04', '2025-12-11'], '2026-01-01', '2026-01-02', 'C1D15'],
    ['year end', ['2025-11-27', '2025-12-04', '2025-12-11'], '2026-01-08', '2026-01-09', 'C2D1'],
    ['leap day', ['2028-02-15', '2028-02-22'], '2028-03-14', '2028-03-15', 'C1D15'],
    ['leap day', ['2028-01-19', '2028-01-26', '2028-02-02'], '2028-03-01', '2028-03-02', 'C2D1'],
    ['leap day', ['2028-01-18', '2028-01-25', '2028-02-01'], '2028-02-29', '2028-03-01', 'C2D1'],
    ['no leap day', ['2027-01-19', '2027-01-26', '2027-02-02'], '2027-03-02', '2027-03-03', 'C2D1'],
  ])('%s, after %j: the last day to go on is %s', (_name, days, last, over, dose) => {
    expect(word(normalVisit(givenOn(...days), last))).toEqual(['give', dose, 10]);
    expect(word(normalVisit(givenOn(...days), over))).toEqual(['restart', 'R1D1', 1]);
  });
});

describe('an infusion stopped halfway in the step-up', () => {
  it('has no answer until the prescriber says whether it counts as the last dose', () => {
    const half = [...uneventful(1), given('C1D8', '2026-03-09', 4)];
    const stopped: CourseEvent = { type: 'infusion-stopped', at: '2026-03-09T16:30Z', dose: 'C1D8', reason: 'fever' };
    const found = normalVisit([...half, stopped], '2026-03-16');
    expect(found.clearance).toBe('cannot-tell');
    expect(found.needed.map(({ fact }) => fact)).toEqual(['choice.last-dose']);
    expect(found.needed[0]?.record?.event).toBe('prescriber-choice');
  });
});

describe('results drawn on the day of the last dose', () => {
  it('before that dose do not clear the next', () => {
    const found = visitOn(
      courseOf([...givenOn('2026-03-02'), ...labs('2026-03-02'), assessed('2026-03-09')]),
      '2026-03-09',
    );
    expect([found.clearance, unknown(found)]).toEqual([
      'cannot-tell',
      expect.arrayContaining(['cbc-current', 'liver-current', 'bilirubin-current']),
    ]);
  });
});

/** Shortest courses on which the answer is not that of the readings; the random courses of the laws do not go there. */
describe('what was found on an earlier day', () => {
  const mondays = ['12-01', '12-08', '12-15', '12-29'].map((day) => `2025-${day}`);
  const later = ['01-12', '01-26', '02-09', '02-23', '03-09', '03-23', '04-06', '04-20'].map((day) => `2026-${day}`);
  const twelve = givenOn(...mondays, ...later);
  const c6d15 = (changed: Parameters<typeof labs>[1]): VisitAnswer =>
    visitOn(courseOf([...twelve, ...labs('2026-04-22', changed), assessed('2026-05-04')]), '2026-05-04');

  it('that was normal does not hold C6D15, which needs no results', () => {
    expect(word(c6d15({}))).toEqual(['give', 'C6D15', 10]);
  });

  it('a neutropenia of grade 3 seen since the last dose, and no recovery, does not give C6D15', () => {
    expect(c6d15({ neutrophils: { value: 0.9, unit: '10*9/L', lln: 1.8 } }).clearance).not.toBe('give');
  });

  it('a hemoglobin of 6.5 g/dL seen since the last dose, and no recovery, does not give C6D15', () => {
    expect(c6d15({ hemoglobin: { value: 6.5, unit: 'g/dL', lln: 12 } }).clearance).not.toBe('give');
  });

  it('an infection of grade 4 that an assessment found ends the treatment on later days too', () => {
    const found = [...uneventful(3), assessed('2026-03-30', { infection: 4 })];
    expect(visitOn(courseOf(found), '2026-03-30').clearance).toBe('discontinue');
    expect(normalVisit(found, '2026-03-31').clearance).toBe('discontinue');
  });

  it('an infection of grade 3 that an assessment found holds until grade 1, also once it is of grade 2', () => {
    const goesOn = choice('2026-03-31', ['give-with-infection', 'wait-for-recovery'], 'give-with-infection');
    const today = [...labs('2026-03-31'), assessed('2026-03-31', { infection: 2 }), goesOn];
    const found = visitOn(
      courseOf([...uneventful(3), assessed('2026-03-30', { infection: 3 }), ...today]),
      '2026-03-31',
    );
    expect(found.clearance).toBe('hold');
  });
});
