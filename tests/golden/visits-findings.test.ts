import { describe, expect, it } from 'vitest';
import type { CourseEvent } from '../../core/course/event.ts';
import type { VisitAnswer } from '../../core/foresight/visit.ts';
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
  DAYS,
  unknown,
  visitOn,
  word,
} from '../support/visits.ts';

describe('the liver', () => {
  const visit = (changed: Parameters<typeof labs>[1], before: readonly CourseEvent[] = []): VisitAnswer =>
    visitOn(
      courseOf([...uneventful(3), ...before, ...labs('2026-03-30', changed), assessed('2026-03-30')]),
      '2026-03-30',
    );

  it('ALT of grade 3 holds until grade 1', () => {
    // 5 to 20 times the upper limit of 35.
    expect(visit({ alt: { value: 175, unit: 'U/L', uln: 35 } }).clearance).toBe('give');
    const three = visit({ alt: { value: 176, unit: 'U/L', uln: 35 } });
    expect([three.clearance, notMet(three)]).toEqual(['hold', ['liver']]);
    const before = labs('2026-03-20', { alt: { value: 200, unit: 'U/L', uln: 35 } });
    // Grade 2 (3 to 5 times) is no recovery to grade 1.
    expect(visit({ alt: { value: 120, unit: 'U/L', uln: 35 } }, before).clearance).toBe('hold');
    expect(visit({ alt: { value: 100, unit: 'U/L', uln: 35 } }, before).clearance).toBe('give');
  });

  it('ALT of grade 4 ends the treatment', () => {
    expect(visit({ alt: { value: 701, unit: 'U/L', uln: 35 } }).clearance).toBe('discontinue');
  });

  it('enzymes above 3 times with bilirubin above 2 times the limit: a person looks for another cause', () => {
    const both = { alt: { value: 106, unit: 'U/L', uln: 35 }, bilirubin: { value: 2.5, unit: 'mg/dL', uln: 1.2 } };
    const found = visit(both);
    expect([found.clearance, unknown(found)]).toEqual(['hold', ['liver-with-bilirubin']]);
    expect(found.needed.map(({ fact, record }) => [fact, record?.event])).toEqual([
      ['choice.liver-with-bilirubin', 'prescriber-choice'],
    ]);
    const paths = ['other-cause', 'no-other-cause'];
    const at = '2026-03-30';
    const settled = (chosen: string): VisitAnswer => visit(both, [choice(at, paths, chosen)]);
    expect(settled('other-cause').clearance).toBe('give');
    expect(settled('no-other-cause').clearance).toBe('discontinue');
    // The word was on what was there when it was said, not on a later rise.
    const rise = labs('2026-04-13', {
      alt: { value: 150, unit: 'U/L', uln: 35 },
      bilirubin: { value: 2.9, unit: 'mg/dL', uln: 1.2 },
    });
    const explained = [...labs('2026-03-30', both), choice(at, paths, 'other-cause'), ...givenOn(...DAYS).slice(3, 4)];
    const again = visitOn(courseOf([...uneventful(3), ...explained, ...rise, assessed('2026-04-13')]), '2026-04-13');
    expect([again.clearance, unknown(again)]).toEqual(['hold', ['liver-with-bilirubin']]);
  });
});

describe('a neurologic sign', () => {
  const sign = (name: string): CourseEvent => toxicity('neurotoxicity', 1, '2026-03-20', undefined, { sign: name });
  const visit = (...more: readonly CourseEvent[]): VisitAnswer =>
    normalVisit([...uneventful(3), ...more], '2026-03-30');

  it('of the list that the prescriber judges holds only where it is judged to be ICANS', () => {
    const open = visit(sign('dysgeusia'));
    expect([open.clearance, unknown(open)]).toEqual(['cannot-tell', ['neurotoxicity-judged']]);
    expect(open.needed[0]?.record?.text).toMatch(/"not-icans".*"icans"/u);
    const paths = ['not-icans', 'icans'];
    expect(visit(sign('dysgeusia'), choice('2026-03-30', paths, 'not-icans')).clearance).toBe('give');
    expect(visit(sign('dysgeusia'), choice('2026-03-30', paths, 'icans')).clearance).toBe('hold');
  });

  it('of the list is known however it is written', () => {
    expect(unknown(visit(sign('Dysgeusia ')))).toEqual(['neurotoxicity-judged']);
  });

  it('is looked for again where an ICE score below the earlier ones stands beside "no new signs"', () => {
    const with3 = courseOf([...uneventful(3), ...labs('2026-03-30'), assessed('2026-03-30', { ice: 3 })]);
    const found = visitOn(with3, '2026-03-30');
    expect([found.clearance, unknown(found)]).toEqual(['cannot-tell', ['new-neurologic-signs']]);
    // A score that was the same before the treatment is how the patient is.
    const first = courseOf([...labs('2026-03-02'), assessed('2026-03-02', { ice: 9 })]);
    expect(visitOn(first, '2026-03-02').clearance).toBe('give');
  });

  it('that is not on the list holds while it is open', () => {
    expect(notMet(visit(sign('ataxia')))).toEqual(['neurotoxicity-resolved']);
  });
});

describe('infection', () => {
  const visit = (
    doses: number,
    day: string,
    infection: 'none' | 1 | 2 | 3 | 4,
    more: readonly CourseEvent[] = [],
  ): VisitAnswer => visitOn(courseOf([...uneventful(doses), ...labs(day), assessed(day, { infection }), ...more]), day);

  it('of any grade holds in the step-up', () => {
    expect(visit(1, '2026-03-09', 1).clearance).toBe('hold');
  });

  it('later: grade 1 and 2 are for the prescriber, grade 3 holds, grade 4 ends the treatment', () => {
    const mild = visit(3, '2026-03-30', 2);
    expect([mild.clearance, unknown(mild)]).toEqual(['cannot-tell', ['infection-mild']]);
    const paths = ['give-with-infection', 'wait-for-recovery'];
    expect(visit(3, '2026-03-30', 2, [choice('2026-03-30', paths, 'give-with-infection')]).clearance).toBe('give');
    expect(visit(3, '2026-03-30', 2, [choice('2026-03-30', paths, 'wait-for-recovery')]).clearance).toBe('hold');
    expect(visit(3, '2026-03-30', 3).clearance).toBe('hold');
    expect(visit(3, '2026-03-30', 4).clearance).toBe('discontinue');
  });
});

describe('who the patient is', () => {
  it('pregnancy is settled before the first dose of a patient who could become pregnant', () => {
    const woman = { sex: 'female', birthDate: '1990-05-01' } as const;
    const asked = normalVisit([], '2026-03-02', woman);
    expect([asked.clearance, unknown(asked)]).toEqual(['cannot-tell', ['pregnancy']]);
    const visit = (pregnancyTest: 'negative' | 'positive'): VisitAnswer =>
      visitOn(courseOf([...labs('2026-03-02'), assessed('2026-03-02', { pregnancyTest })], woman), '2026-03-02');
    expect(visit('negative').clearance).toBe('give');
    // No document forbids it: the dose is held until the prescriber has chosen.
    const found = visit('positive');
    expect([found.clearance, unknown(found)]).toEqual(['hold', ['pregnant']]);
    expect(normalVisit([], '2026-03-02').checks.find(({ id }) => id === 'pregnancy')?.applies).toBe(false);
  });

  it('not hydrated holds', () => {
    const found = visitOn(
      courseOf([...uneventful(3), ...labs('2026-03-30'), assessed('2026-03-30', { hydrated: false })]),
      '2026-03-30',
    );
    expect([found.clearance, notMet(found)]).toEqual(['hold', ['hydrated']]);
  });

  it('under 18 a person decides', () => {
    const found = normalVisit([], '2026-03-02', { birthDate: '2008-03-03' });
    expect([found.clearance, unknown(found)]).toEqual(['hold', ['adult']]);
    const young = { birthDate: '2008-03-03' };
    const paths = ['give-under-18', 'no-dose-under-18'];
    expect(normalVisit([choice('2026-03-02', paths, 'give-under-18')], '2026-03-02', young).clearance).toBe('give');
    expect(normalVisit([choice('2026-03-02', paths, 'no-dose-under-18')], '2026-03-02', young).clearance).toBe('hold');
    expect(normalVisit([], '2026-03-02', { birthDate: '2008-03-02' }).clearance).toBe('give');
  });
});

describe('days of the calendar', () => {
  it('a course that begins under one label goes on under the next', () => {
    const start = ['2025-11-03', '2025-11-10', '2025-11-17'];
    const events = givenOn(...start);
    const before = normalVisit(givenOn(...start.slice(0, 2)), '2025-11-17');
    const after = normalVisit(events, '2025-12-01');
    expect([before.label.id, before.clearance]).toEqual(['tarlatamab-2024-05', 'give']);
    expect([after.label.id, after.clearance, after.dose]).toEqual(['tarlatamab-2025-11', 'give', 'C2D1']);
  });

  it('the days between two doses are those of the place, through a night on which the clocks change', () => {
    const dose = {
      ...given('C1D1', '2026-03-07'),
      at: '2026-03-07T23:30-05:00',
      start: '2026-03-07T23:30-05:00',
      end: '2026-03-08T00:30-05:00',
    };
    const found = normalVisit([dose], '2026-03-14');
    expect([...word(found), found.restart?.daysSince]).toEqual(['give', 'C1D8', 10, 7]);
  });

  it('after the label of a day that is not held the answer says so', () => {
    const ids = (on: string): readonly string[] => normalVisit([], on).cautions.map(({ id }) => id);
    expect(ids('2026-09-14')).not.toContain('observation-shortened-later');
    expect(ids('2026-09-15')).toEqual(expect.arrayContaining(['label-superseded', 'observation-shortened-later']));
    expect(ids('2024-05-15')).toContain('label-version-not-held');
  });

  it('the leap day counts', () => {
    const found = normalVisit(givenOn('2028-02-22'), '2028-03-07');
    expect([...word(found), found.restart?.daysSince]).toEqual(['give', 'C1D8', 10, 14]);
    expect(normalVisit(givenOn('2028-02-22'), '2028-03-08').clearance).toBe('restart');
  });

  it('the end of the year is a day like others', () => {
    const found = normalVisit(givenOn('2025-12-30'), '2026-01-06');
    expect([...word(found), found.restart?.daysSince]).toEqual(['give', 'C1D8', 10, 7]);
  });
});

describe('after the end of a course', () => {
  const ended = (reason: 'toxicity' | 'choice' | 'death' | 'hospice' | 'transfer'): VisitAnswer =>
    normalVisit([...uneventful(3), { type: 'discontinued', at: '2026-03-20T16:00Z', reason }], '2026-03-30');

  it('nothing leads back from toxicity or death; after a choice a new course may be opened', () => {
    expect([...word(ended('toxicity')), ended('toxicity').observation]).toEqual(['discontinue', 'C2D1', null, null]);
    expect(ended('toxicity').reasons.join(' ')).toContain('nothing leads back');
    expect(ended('choice').reasons.join(' ')).toContain('a new one may be opened');
    expect(ended('death').reasons.join(' ')).toContain('closed');
  });

  it.each(['hospice', 'transfer'] as const)(
    'after %s the course is closed, and a new one may be opened (R23)',
    (reason) => {
      const answer = ended(reason);
      expect([answer.clearance, answer.mg]).toEqual(['discontinue', null]);
      expect(answer.reasons.join(' ')).toContain('this course goes on no more; a new one may be opened');
    },
  );
});

describe('the authorization beside the clearance', () => {
  const authorization = {
    type: 'authorization',
    at: '2026-02-20T16:00Z',
    policy: 'a',
    number: 'A-1',
    from: '2026-03-01',
    to: '2026-03-29',
    units: 31,
  } as const;
  const status = (more: readonly CourseEvent[], line?: 'medicare-part-b'): string =>
    normalVisit([...uneventful(3), ...more], '2026-03-30', line && { lineOfBusiness: line }).financial.status;

  it.each([
    ['none-on-record', []],
    ['expired', [authorization]],
    ['covered', [{ ...authorization, to: '2026-03-30' }]],
    ['units-short', [{ ...authorization, to: '2026-03-30', units: 30 }]],
    ['covered', [{ ...authorization, to: '2026-03-30', units: null }]],
  ] as const)('%s', (expected, events) => {
    expect(status(events)).toBe(expected);
  });

  it('Medicare Part B asks for none', () => {
    expect(status([], 'medicare-part-b')).toBe('not-required');
  });

  it('after a change of coverage the authorization of the policy before it counts no more', () => {
    const changed = { type: 'coverage-changed', at: '2026-03-25T16:00Z', from: '2026-03-28', policy: 'b' } as const;
    expect(status([{ ...authorization, to: '2026-06-30' }, changed])).toBe('none-on-record');
  });
});
