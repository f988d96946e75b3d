import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import type { CourseEvent, DoseGiven, MedicationGiven, Setting } from '../course/event.ts';
import type { Claim } from './claim-answer.ts';
import { claim } from './claim.ts';
import { minutesOutside } from './minutes.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { billing, labels, products } = drug;

const clock = (minutes: number): string =>
  `2026-06-${String(22 + Math.floor(minutes / 1440)).padStart(2, '0')}T${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}-04:00`;
/** Minutes after midnight of the day of the dose. */
const START = 10 * 60;

function given(minutes: number | null, setting: Setting = 'office', more: Partial<DoseGiven> = {}): DoseGiven {
  return {
    type: 'dose-given',
    at: clock(START),
    dose: 'C1D8',
    mg: 10,
    ...(minutes === null ? {} : { start: clock(START), end: clock(START + minutes) }),
    setting,
    supply: 'buy-and-bill',
    reported: 'here',
    ...more,
  };
}

function medication(more: Partial<MedicationGiven>): MedicationGiven {
  return { type: 'medication-given', at: clock(START - 30), code: 'dexamethasone', for: 'premedication', ...more };
}

const fluids = (from: number, to: number): MedicationGiven =>
  medication({ code: 'saline', for: 'hydration', start: clock(START + from), end: clock(START + to) });
const watched = (from: number, to: number): CourseEvent => ({
  type: 'observation',
  at: clock(START + to),
  start: clock(START + from),
  end: clock(START + to),
});

function bill(...events: readonly CourseEvent[]): Claim {
  const patient = {
    birthDate: '1958-03-09',
    sex: 'female',
    lineOfBusiness: 'medicare-part-b',
    diagnoses: ['C34.11'],
  } as const;
  const course = { drug: 'tarlatamab', timeZone: 'America/New_York', patient, events };
  const outcome = claim({ course, billing, products, labels });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what }) => what).join());
  return outcome.answer;
}
const lines = ({ services }: Claim): string[] => services.map(({ code, units }) => `${code} x${units}`);
const asked = ({ servicesNeeded }: Claim): string[] => servicesNeeded.map(({ fact }) => fact);

describe('the infusion, by its minutes', () => {
  test.each([
    [15, []],
    [16, ['96413 x1']],
    [60, ['96413 x1']],
    [90, ['96413 x1']],
    [91, ['96413 x1', '96415 x1']],
    [150, ['96413 x1', '96415 x1']],
    [151, ['96413 x1', '96415 x2']],
  ])('%i minutes: %j', (minutes, codes) => {
    const answer = bill(given(minutes));
    expect(lines(answer)).toEqual(codes);
    expect(asked(answer)).toEqual(codes.length === 0 ? ['dose-given'] : []);
  });

  test('without its times it is asked, and keeps no drug line back', () => {
    const answer = bill(given(null));
    expect([lines(answer), asked(answer), answer.lines.length]).toEqual([[], ['dose-given'], 1]);
    expect(answer.needed.map(({ fact }) => fact)).toEqual(['prepared', 'ndc']);
  });

  test('of drug that another supplied is billed all the same', () => {
    const answer = bill(given(60, 'office', { supply: 'specialty-pharmacy' }));
    expect([lines(answer), answer.lines, answer.encounters.length]).toEqual([['96413 x1'], [], 1]);
  });

  test.each([
    ['inpatient', {}],
    ['office', { reported: 'outside' }],
  ] as const)('%s %j is not billed at all', (setting, more) => {
    const answer = bill(given(60, setting, more));
    expect([lines(answer), answer.encounters]).toEqual([[], []]);
  });
});

describe('pushes before the dose', () => {
  test.each([
    [{ route: 'intravenous-push' }, ['96413 x1', '96375 x1'], []],
    [{ route: 'oral' }, ['96413 x1'], []],
    [{}, ['96413 x1'], ['medication-given']],
    [{ route: 'intravenous-infusion' }, ['96413 x1'], ['medication-given']],
    [{ route: 'intravenous-push', at: '2026-06-21T17:20-04:00' }, ['96413 x1'], []],
  ] as [Partial<MedicationGiven>, string[], string[]][])('%j', (more, codes, questions) => {
    const answer = bill(given(60), medication(more));
    expect([lines(answer), asked(answer)]).toEqual([codes, questions]);
  });

  test('of one drug twice is one push, of two drugs two', () => {
    const push = { route: 'intravenous-push' } as const;
    const twice = bill(given(60), medication(push), medication({ ...push, at: clock(START - 10) }));
    expect(lines(twice)).toEqual(['96413 x1', '96375 x1']);
    const two = bill(given(60), medication(push), medication({ ...push, code: 'another' }));
    expect(lines(two)).toEqual(['96413 x1', '96375 x2']);
  });
});

describe('fluids count outside the infusion only', () => {
  test.each([
    [60, 90, []],
    [60, 91, ['96361 x1']],
    [60, 150, ['96361 x1']],
    [60, 151, ['96361 x2']],
    [60, 360, ['96361 x5']],
    [0, 90, []],
    [-31, 60, ['96361 x1']],
    [0, 60, []],
  ])('from minute %i to %i: %j', (from, to, codes) => {
    expect(lines(bill(given(60), fluids(from, to)))).toEqual(['96413 x1', ...codes]);
  });

  test('without an end they are asked', () => {
    const open = medication({ code: 'saline', for: 'hydration', start: clock(START + 60) });
    expect(asked(bill(given(60), open))).toEqual(['medication-given']);
  });

  test('that run side by side count once', () => {
    expect(lines(bill(given(60), fluids(60, 120), fluids(60, 120)))).toEqual(['96413 x1', '96361 x1']);
  });
});

describe('observation, by the hour and without the infusion', () => {
  test.each([
    ['observation', 0, 60 + 22 * 60, ['G0378 x22']],
    ['hospital-outpatient', 0, 60 + 22 * 60 + 29, ['G0378 x22']],
    ['hospital-outpatient', 0, 60 + 22 * 60 + 30, ['G0378 x23']],
    ['office', 0, 60 + 6 * 60, []],
  ] as [Setting, number, number, string[]][])('%s from minute %i to %i: %j', (setting, from, to, codes) => {
    expect(lines(bill(given(60, setting), watched(from, to)))).toEqual(['96413 x1', ...codes]);
  });

  test('a dose in observation without its times is asked about', () => {
    expect(asked(bill(given(60, 'observation')))).toEqual(['observation']);
  });

  test('hospital lines carry their revenue codes and office lines none', () => {
    const revenue = ({ services }: Claim): unknown[] => services.map(({ revenueCode }) => revenueCode);
    expect(revenue(bill(given(60, 'observation'), watched(0, 600)))).toEqual(['0335', '0762']);
    expect(revenue(bill(given(60)))).toEqual([undefined]);
  });
});

describe('laws', () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 600 }))
    .map(([from, length]) => ({ from, to: from + length }));

  test('minutes counted are the minutes that lie in a span and not in what is left out', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 5 }), fc.option(span), (spans, without) => {
        const written = ({ from, to }: { from: number; to: number }) => ({ start: clock(from), end: clock(to) });
        let counted = 0;
        for (let minute = 0; minute < 3600; minute += 1) {
          const inside = spans.some(({ from, to }) => from <= minute && minute < to);
          if (inside && !(without !== null && without.from <= minute && minute < without.to)) counted += 1;
        }
        expect(minutesOutside(spans.map(written), without === null ? null : written(without))).toBe(counted);
      }),
      { numRuns: 300 },
    );
  });
});
