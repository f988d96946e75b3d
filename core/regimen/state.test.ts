import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import type { CourseEvent, DoseGiven } from '../course/event.ts';
import { plan } from './plan.ts';
import { courseState, type CourseState } from './state.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { labels, billing } = drug;
const { notBilled } = billing;

function state(events: readonly CourseEvent[], on: string): CourseState {
  const patient = { birthDate: '1958-03-09', sex: 'female' as const };
  return courseState(
    { drug: 'd', timeZone: 'America/New_York', patient, events },
    { labels, mgPerUnit: 1, notBilled },
    on,
  );
}
const dose = (name: string, day: string, mg = /^(?:C1|R\d)D1$/u.test(name) ? 1 : 10): DoseGiven => ({
  type: 'dose-given',
  id: `${name}-${day}`,
  at: `${day}T16:00Z`,
  dose: name,
  mg,
});
const STEP_UP = [dose('C1D1', '2026-06-15'), dose('C1D8', '2026-06-22'), dose('C1D15', '2026-06-29')];
const lab = (day: string): CourseEvent => ({
  type: 'lab-resulted',
  id: day,
  at: `${day}T12:00Z`,
  panel: 'cbc',
  values: {},
});

describe('a course', () => {
  test('before its first dose', () => {
    expect(state([], '2026-06-15')).toMatchObject({
      phase: 'not-begun',
      position: null,
      next: { dose: 'C1D1', mg: 1, due: null, daysUntilDue: 0, daysSinceLast: null, stepUp: true },
      outstanding: { labs: ['cbc', 'liver', 'bilirubin'], assessment: true },
    });
  });

  test('in its step-up, and after it', () => {
    expect(state(STEP_UP.slice(0, 2), '2026-06-25')).toMatchObject({
      phase: 'step-up',
      position: { dose: 'C1D8', cycle: 1, day: 8 },
      next: { dose: 'C1D15', due: '2026-06-29', daysUntilDue: 4, daysSinceLast: 3 },
    });
    expect(state(STEP_UP, '2026-07-13')).toMatchObject({
      phase: 'treatment',
      next: { dose: 'C2D1', due: '2026-07-13', daysUntilDue: 0, daysSinceLast: 14, stepUp: false },
    });
  });

  test.each([
    ['2026-07-27', 'C2D1', 'treatment'],
    ['2026-07-28', 'R1D1', 'step-up'],
  ])('on %s, four weeks after its last dose, goes on with %s', (on, next, phase) => {
    expect(state(STEP_UP, on)).toMatchObject({ phase, next: { dose: next } });
  });

  test('that has ended says what would have been due', () => {
    const stop: CourseEvent = { type: 'discontinued', at: '2026-07-01T16:00Z', reason: 'progression' };
    expect(state([...STEP_UP, stop], '2026-07-13')).toMatchObject({
      phase: 'ended',
      discontinued: { reason: 'progression', on: '2026-07-01' },
      next: { dose: 'C2D1' },
    });
  });

  test('has the newest result of a panel, and knows whether it was drawn since the last dose', () => {
    const found = state([...STEP_UP, lab('2026-06-29'), lab('2026-06-20')], '2026-07-13');
    expect(found.labs.cbc).toMatchObject({ event: '2026-06-29', afterLastDose: false });
    expect(found.outstanding.labs).toContain('cbc');
    expect(state([...STEP_UP, lab('2026-07-12')], '2026-07-13').outstanding.labs).toEqual(['liver', 'bilirubin']);
  });

  test('takes from an authorization the units of the doses inside its period, a part of a unit as a whole one', () => {
    const authorization: CourseEvent = {
      type: 'authorization',
      at: '2026-06-01T16:00Z',
      policy: 'p',
      number: '1',
      from: '2026-06-22',
      to: '2026-06-29',
      units: 25,
    };
    const doses = [...STEP_UP.slice(0, 2), dose('C1D15', '2026-06-29', 4.5), dose('C2D1', '2026-07-13')];
    expect(state([authorization, ...doses], '2026-07-20').authorizations).toEqual([
      { policy: 'p', number: '1', from: '2026-06-22', to: '2026-06-29', units: 25, used: 15, left: 10 },
    ]);
    expect(state([{ ...authorization, units: null }, ...doses], '2026-07-20').authorizations[0]?.left).toBeNull();
    const [first, second, ...others] = doses;
    const free = [first, { ...second, supply: 'free' }, ...others] as readonly CourseEvent[];
    expect(state([authorization, ...free], '2026-07-20').authorizations[0]).toMatchObject({ used: 5, left: 20 });
  });
});

describe('a plan', () => {
  const refused = (events: readonly CourseEvent[], planned: DoseGiven, on = '2026-07-13'): readonly string[] => {
    const answer = plan(state(events, on), labels[0], planned);
    return answer.accepted ? [] : answer.breaks.map(({ what }) => what);
  };

  test('of the dose due, on its day, is accepted', () => {
    expect(refused(STEP_UP, dose('C2D1', '2026-07-13'))).toEqual([]);
    expect(refused(STEP_UP, dose('R1D1', '2026-07-28'), '2026-07-28')).toEqual([]);
  });

  test.each([
    [dose('C2D1', '2026-07-13', 5), 'C2D1 is 10 mg, not 5 mg: the schedule has no reduced dose.'],
    [dose('C2D1', '2026-07-13', 12), 'C2D1 is 10 mg, not 12 mg: the schedule has no higher dose.'],
    [dose('C2D15', '2026-07-13'), 'C2D15 is not the dose due: that is C2D1.'],
    [dose('C1D15', '2026-07-13'), 'C1D15 was given on 2026-06-29: the dose due is C2D1.'],
    [
      dose('C2D1', '2026-07-12'),
      'C2D1 is due on 2026-07-13: 2026-07-12 is too early, except where the prescriber chooses it.',
    ],
    [dose('C2D1', '2026-06-28'), '2026-06-28 lies before C1D15, which was given on 2026-06-29.'],
  ])('%o is refused', (planned, what) => {
    expect(refused(STEP_UP, planned)).toEqual([what]);
  });

  test('cites the rule that it breaks', () => {
    const answer = plan(state(STEP_UP, '2026-07-13'), labels[0], dose('C2D1', '2026-07-13', 5));
    expect(answer.accepted ? [] : answer.breaks[0]?.cite.length).toBeGreaterThan(0);
  });

  test('is judged by the day at the place', () => {
    const evening = { ...dose('C2D1', '2026-07-13'), at: '2026-07-13T02:00Z' };
    expect(refused(STEP_UP, evening)[0]).toContain('2026-07-12 is too early');
  });

  test('in a course that has ended is refused', () => {
    const stop: CourseEvent = { type: 'discontinued', at: '2026-07-01T16:00Z', reason: 'toxicity' };
    expect(refused([...STEP_UP, stop], dose('C2D1', '2026-07-13'))).toEqual([
      'The course was discontinued on 2026-07-01 (toxicity): no further dose is planned in it. Nothing leads back to one.',
    ]);
  });
});
