import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import type { CourseEvent, DoseGiven } from '../course/event.ts';
import { timelineOf } from '../course/timeline.ts';
import { deviationCautions, deviations, type FoundDeviation } from './deviations.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { labels } = drug;

function found(events: readonly CourseEvent[]): readonly FoundDeviation[] {
  const patient = { birthDate: '1958-03-09', sex: 'female' as const };
  return deviations(timelineOf({ drug: 'd', timeZone: 'America/New_York', patient, events }), labels);
}
const dose = (name: string, day: string, mg = /^(?:C1|R\d)D1$/u.test(name) ? 1 : 10): DoseGiven => ({
  type: 'dose-given',
  id: `${name}-${day}`,
  at: `${day}T16:00Z`,
  dose: name,
  mg,
});
const signed = (of: string, by?: string): CourseEvent => ({
  type: 'deviation',
  at: '2026-08-01T16:00Z',
  of,
  reason: 'the pump failed',
  ...(by === undefined ? {} : { by }),
});
const FIRST = dose('C1D1', '2026-06-15');
const ids = (events: readonly CourseEvent[]): readonly string[] =>
  found(events).map(({ id, doses }) => `${id} ${doses.join()}`);

test.each([
  [
    'nothing, where the doses are those of the schedule',
    [FIRST, dose('C1D8', '2026-06-22'), dose('C1D15', '2026-06-30')],
    [],
  ],
  [
    'nothing, where the step-up began again',
    [FIRST, dose('R1D1', '2026-07-15'), dose('R1D8', '2026-07-22'), dose('C1D15', '2026-07-29')],
    [],
  ],
  ['other milligrams', [FIRST, dose('C1D8', '2026-06-22', 5)], ['dose-differs C1D8']],
  ['the same dose twice', [FIRST, dose('C1D1', '2026-06-16')], ['dose-recorded-twice C1D1']],
  ['a dose left out', [FIRST, dose('C1D15', '2026-06-29')], ['dose-not-recorded C1D15,C1D8']],
  [
    'C1D15 before C1D8',
    [FIRST, dose('C1D15', '2026-06-29'), dose('C1D8', '2026-07-06')],
    ['dose-out-of-order C1D15', 'dose-out-of-order C1D8'],
  ],
  ['a dose a day early', [FIRST, dose('C1D8', '2026-06-21')], ['dose-early C1D8']],
  ['a step-up without its first dose', [FIRST, dose('R1D8', '2026-07-15')], ['dose-out-of-order R1D8']],
  [
    'a step-up that was left',
    [FIRST, dose('R1D1', '2026-07-15'), dose('C1D15', '2026-07-22')],
    ['dose-out-of-order C1D15'],
  ],
  ['a dose that the schedule does not have', [FIRST, dose('C1D9', '2026-06-23')], ['dose-not-in-schedule C1D9']],
  [
    'a dose after the end',
    [FIRST, { type: 'discontinued', at: '2026-06-20T16:00Z', reason: 'choice' }, dose('C1D8', '2026-06-22')],
    ['dose-after-discontinued C1D8'],
  ],
  [
    'a preparation that one person checked, from a vial that had expired',
    [
      {
        type: 'prepared',
        at: '2026-06-15T14:00Z',
        dose: 'C1D1',
        vials: [{ mg: 1, expires: '2026-06-14' }],
        reconstituted: '2026-06-15T13:30Z',
        checkedBy: ['R. Example', 'R. Example'],
      },
      FIRST,
    ],
    ['vial-expired C1D1', 'one-checker C1D1'],
  ],
] as readonly (readonly [string, readonly CourseEvent[], readonly string[]])[])('%s', (_what, events, expected) => {
  expect(ids(events)).toEqual(expected);
});

describe('somebody answers for it', () => {
  const events = [FIRST, dose('C1D8', '2026-06-22', 5)];

  test.each(['C1D8-2026-06-22', 'C1D8'])('by an entry that names %s', (of) => {
    expect(found([...events, signed(of, 'Dr. Example')])[0]?.signed).toEqual({
      by: 'Dr. Example',
      reason: 'the pump failed',
    });
  });

  test('but not without a name, nor of another dose', () => {
    expect(found([...events, signed('C1D8')])[0]).not.toHaveProperty('signed');
    expect(found([...events, signed('C1D1', 'Dr. Example')])[0]).not.toHaveProperty('signed');
  });

  test('and what no rule here finds is said all the same, with who answers for it', () => {
    const late: CourseEvent = {
      ...signed('prep-1', 'R. Example, PharmD'),
      note: 'Diluted 4 h 20 min after reconstitution',
    };
    expect(found([FIRST, late])).toEqual([
      {
        id: 'recorded-deviation',
        event: expect.any(String) as string,
        doses: [],
        what: 'Recorded as out of rule on 2026-08-01: Diluted 4 h 20 min after reconstitution.',
        signed: { by: 'R. Example, PharmD', reason: 'the pump failed' },
        cite: [],
      },
    ]);
    // An entry that answers for a finding is not said a second time.
    expect(found([...events, signed('C1D8', 'Dr. Example')])).toHaveLength(1);
    expect(
      found([...events, signed('C1D8', 'Dr. Example'), { ...late, of: 'C1D8' } as CourseEvent]).map(({ id }) => id),
    ).toEqual(['dose-differs', 'recorded-deviation']);
  });

  test('for a dose left out by the name of that dose', () => {
    const left = [FIRST, dose('C1D15', '2026-06-29'), signed('C1D8', 'Dr. Example')];
    expect(found(left)[0]?.signed?.by).toBe('Dr. Example');
  });

  test('for an early dose by the choice to give it, made since the dose before', () => {
    const early = (at: string): CourseEvent => ({
      type: 'prescriber-choice',
      at,
      between: ['give-early', 'wait-until-due'],
      chosen: 'give-early',
      reason: 'a holiday',
      by: 'Dr. Example',
    });
    const doses = [FIRST, dose('C1D8', '2026-06-21')];
    expect(found([...doses, early('2026-06-20T16:00Z')])[0]?.signed?.reason).toBe('a holiday');
    expect(found([...doses, early('2026-06-14T16:00Z')])[0]).not.toHaveProperty('signed');
  });

  test('and every later answer says so', () => {
    const texts = (more: readonly CourseEvent[]): readonly string[] =>
      deviationCautions(found([...events, ...more])).map(({ text }) => text);
    expect(texts([])).toEqual([
      'C1D8: 5 mg was given where the schedule has 10 mg. Nobody has answered for it: it needs a signed "deviation".',
    ]);
    expect(texts([signed('C1D8', 'Dr. Example')])).toEqual([
      'C1D8: 5 mg was given where the schedule has 10 mg. Answered for by Dr. Example: the pump failed.',
    ]);
  });
});
