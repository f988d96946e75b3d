import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import type { Outcome } from '../course/fault.ts';
import { infusionOf } from './infusion.ts';
import { prepare } from './prepare.ts';
import type { PreparationTimes } from './times.ts';
import type { Worksheet } from './worksheet.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { preparation, products, labels } = drug;
const infusion = infusionOf(labels[1] ?? labels[0]);
const tried = (mg: number, times: PreparationTimes = {}): Outcome<Worksheet> =>
  prepare({ drug: 'tarlatamab', products, preparation, infusion, mg, times, site: {}, using: {} });

function sheet(mg: number, times: PreparationTimes = {}): Worksheet {
  const outcome = tried(mg, times);
  if (!outcome.ok) throw new Error(outcome.faults.map(({ field, what }) => `${field}: ${what}`).join());
  return outcome.answer;
}

describe('every number of the preparation table', () => {
  test.each([
    {
      mg: 1,
      vial: { mg: 1, count: 1, ndc: '55513-059-01' },
      sterileWaterMl: 1.3,
      concentrationMgPerMl: 0.9,
      withdrawableMl: 1.1,
      salineToWithdrawMl: 14,
      stabilizerMl: 13,
      drugMl: 1.1,
      bagMl: 250,
      finalVolumeMl: 250.1,
      package: {
        ndc: '55513-059-01',
        kind: 'kit',
        contents: ['1 single-dose vial of 1 mg', '2 vials of 7 mL intravenous solution stabilizer (IVSS)'],
      },
      infusion: { hours: 1, volumeMl: 250, mlPerHour: 250, label: 'tarlatamab-2025-11' },
      check: { drugInBagMg: 0.99, bagTotalMl: 250.1 },
      sums: [
        ['drug-in-bag', '0.9 mg/mL × 1.1 mL = 0.99 mg', 0.99],
        ['bag-volume', '250 − 14 + 13 + 1.1 = 250.1 mL', 250.1],
        ['drug-in-vial', '1 × 1 mg = 1 mg', 1],
        ['stabilizer-in-package', '2 × 7 mL = 14 mL', 14],
        ['infusion-time', '250 mL ÷ 250 mL/h = 1 h', 1],
      ],
    },
    {
      mg: 10,
      vial: { mg: 10, count: 1, ndc: '55513-077-01' },
      sterileWaterMl: 4.4,
      concentrationMgPerMl: 2.4,
      withdrawableMl: 4.2,
      salineToWithdrawMl: 17,
      stabilizerMl: 13,
      drugMl: 4.2,
      bagMl: 250,
      finalVolumeMl: 250.2,
      package: {
        ndc: '55513-077-01',
        kind: 'kit',
        contents: ['1 single-dose vial of 10 mg', '2 vials of 7 mL intravenous solution stabilizer (IVSS)'],
      },
      infusion: { hours: 1, volumeMl: 250, mlPerHour: 250, label: 'tarlatamab-2025-11' },
      check: { drugInBagMg: 10.08, bagTotalMl: 250.2 },
      sums: [
        ['drug-in-bag', '2.4 mg/mL × 4.2 mL = 10.08 mg', 10.08],
        ['bag-volume', '250 − 17 + 13 + 4.2 = 250.2 mL', 250.2],
        ['drug-in-vial', '1 × 10 mg = 10 mg', 10],
        ['stabilizer-in-package', '2 × 7 mL = 14 mL', 14],
        ['infusion-time', '250 mL ÷ 250 mL/h = 1 h', 1],
      ],
    },
  ])('$mg mg', ({ sums, ...expected }) => {
    expect(sheet(expected.mg)).toMatchObject(expected);
    expect(sheet(expected.mg).checks.map(({ id, sum, result }) => [id, sum, result])).toEqual(sums);
    expect(sheet(expected.mg).limitHours).toEqual({
      vials: 24,
      dilute: 4,
      roomTemperature: 8,
      refrigerated: 168,
      outOfRefrigerator: 8,
    });
  });

  test('the steps carry the numbers of the dose, and no placeholder is left', () => {
    const text = sheet(10)
      .steps.map((step) => step.text)
      .join(' ');
    for (const number of ['4.4 mL', '2.4 mg/mL', '17 mL', '13 mL', '4.2 mL', '250 mL']) expect(text).toContain(number);
    expect(text).not.toMatch(/[{}]|undefined/u);
  });

  test('all six steps of the page, each with its cautions, and what goes before them', () => {
    const steps = sheet(1).steps.map(({ sourceStep, id }) => `${sourceStep ?? '-'} ${id}`);
    expect(steps).toEqual([
      '- vials',
      '- materials',
      '1 reconstitute',
      '1 inspect',
      '2 withdraw-saline',
      '3 stabilizer',
      '4 drug',
      '5 air',
      '6 prime',
      '6 store',
    ]);
    const warnings = sheet(1)
      .steps.flatMap((step) => step.warnings)
      .join(' ');
    for (const caution of [
      'Never reconstitute with the stabilizer',
      'do not shake',
      'closed system transfer device',
      'strengths differ in concentration',
      'Never put the bag back',
      'cloudy solution',
    ])
      expect(warnings).toContain(caution);
    expect(sheet(1).steps.find(({ id }) => id === 'reconstitute')?.text).toContain('swirl gently');
    expect(sheet(1).steps.find(({ id }) => id === 'inspect')?.text).toContain('Clear to slightly opalescent');
  });

  test('what bag, line and priming may be, and what is looked at and written down', () => {
    const { materials, priming, inspections } = sheet(10);
    expect(materials).toEqual({
      bag: {
        volumeMl: 250,
        fluid: '0.9% sodium chloride',
        materials: ['ethyl vinyl acetate (EVA)', 'polyolefin', 'polyvinyl chloride (PVC)'],
      },
      line: { materials: ['polyolefin', 'polyvinyl chloride (PVC)', 'polyurethane'] },
      reconstituteWith: 'preservative-free sterile water for injection',
      advisedAgainst: ['a closed system transfer device'],
    });
    expect(priming).toEqual(['0.9% sodium chloride', 'the finished product']);
    expect(inspections.map(({ id, after, when, result }) => [id, after, when, result])).toEqual([
      ['reconstituted-solution', 'inspect', 'preparation', null],
      ['bag-before-infusion', 'store', 'infusion', null],
    ]);
  });

  test('every part of it rests on a passage', () => {
    const rules = new Set(sheet(1).cites.map(({ rule }) => rule));
    for (const rule of ['volumes', 'package', 'infusion time', 'infusion rate', 'vials out of the refrigerator'])
      expect(rules).toContain(rule);
    expect(sheet(1).cautions.find(({ id }) => id === 'rests-on-secondary')?.text).toContain('infusion rate');
  });

  test('a dose that the table does not have is refused with those it has', () => {
    const outcome = tried(5);
    expect(outcome.ok ? null : outcome.faults).toEqual([
      { field: 'dose', what: 'there is no preparation of 5 mg', mend: 'Use one of: 1, 10' },
    ]);
  });
});

describe('beyond-use times', () => {
  test('without a time there are none', () => {
    expect(sheet(1).useBy).toEqual({ dilute: null, roomTemperature: null, refrigerated: null, infusionMustEnd: null });
  });

  test('never refrigerated: the infusion ends eight hours after reconstitution', () => {
    expect(sheet(1, { reconstituted: '2026-06-15T08:10-04:00' }).useBy).toEqual({
      dilute: '2026-06-15T12:10:00-04:00',
      roomTemperature: '2026-06-15T16:10:00-04:00',
      refrigerated: '2026-06-22T08:10:00-04:00',
      infusionMustEnd: '2026-06-15T16:10:00-04:00',
    });
  });

  test.each([
    [
      'time at room temperature before the refrigerator counts',
      '15:40',
      '2026-06-23T08:00-04:00',
      '2026-06-23T15:20:00-04:00',
    ],
    ['seven days end it, however late it is taken out', '15:40', '2026-06-29T12:00-04:00', '2026-06-29T15:00:00-04:00'],
    ['nothing spent, all eight hours left', '15:00', '2026-06-23T08:00-04:00', '2026-06-23T16:00:00-04:00'],
  ])('refrigerated: %s', (_name, time, outOfRefrigerator, end) => {
    const times = {
      reconstituted: '2026-06-22T15:00-04:00',
      refrigerated: `2026-06-22T${time}-04:00`,
      outOfRefrigerator,
    };
    const answer = sheet(10, times);
    expect(answer.useBy.infusionMustEnd).toBe(end);
    expect(answer.cautions.map(({ id }) => id)).toContain('hours-out-of-refrigerator');
  });

  test('still in the refrigerator: the last possible end, and the caution that it is no more than that', () => {
    const answer = sheet(1, { reconstituted: '2026-06-22T15:00-04:00', refrigerated: '2026-06-22T16:00-04:00' });
    expect(answer.useBy.infusionMustEnd).toBe('2026-06-29T15:00:00-04:00');
    expect(answer.cautions.map(({ id }) => id)).toContain('still-refrigerated');
  });

  test('refrigerated too late: the time at room temperature had already ended', () => {
    const answer = sheet(1, {
      reconstituted: '2026-06-22T06:00-04:00',
      refrigerated: '2026-06-22T15:00-04:00',
      outOfRefrigerator: '2026-06-23T08:00-04:00',
    });
    expect(answer.useBy.infusionMustEnd).toBe('2026-06-22T14:00:00-04:00');
    expect(answer.cautions.map(({ id }) => id)).toContain('room-temperature-time-used-up');
  });

  test.each([
    ['14:00', 'room-temperature-time-used-up', '2026-06-22T14:00:00-04:00'],
    ['13:59', 'still-refrigerated', '2026-06-29T06:00:00-04:00'],
  ])('put away at %s, eight hours after 06:00 at the latest: %s', (time, id, end) => {
    const answer = sheet(1, { reconstituted: '2026-06-22T06:00-04:00', refrigerated: `2026-06-22T${time}-04:00` });
    expect(answer.useBy.infusionMustEnd).toBe(end);
    expect(answer.cautions.map((caution) => caution.id)).toContain(id);
  });

  test('still in the refrigerator: the caution says how much is left once it is out', () => {
    const answer = sheet(1, { reconstituted: '2026-06-22T15:00-04:00', refrigerated: '2026-06-22T15:40-04:00' });
    const caution = answer.cautions.find(({ id }) => id === 'still-refrigerated');
    expect(caution?.text).toContain('at most 7 h 20 min are left');
  });

  test('taken out after seven days: the bag is expired', () => {
    const answer = sheet(1, {
      reconstituted: '2026-06-01T06:00-04:00',
      refrigerated: '2026-06-01T07:00-04:00',
      outOfRefrigerator: '2026-06-09T08:00-04:00',
    });
    expect(answer.useBy.infusionMustEnd).toBe('2026-06-08T06:00:00-04:00');
    expect(answer.cautions.map(({ id }) => id)).toContain('bag-expired');
  });

  test.each([
    ['autumn', '2026-10-31T22:00-04:00[America/New_York]', '2026-11-01T05:00:00-05:00[America/New_York]'],
    ['spring', '2027-03-13T22:00-05:00[America/New_York]', '2027-03-14T07:00:00-04:00[America/New_York]'],
  ])('on the %s night of the clock change eight hours are eight hours', (_name, reconstituted, end) => {
    expect(sheet(1, { reconstituted }).useBy.infusionMustEnd).toBe(end);
  });

  test.each([
    [{ reconstituted: '8:10' }, 'reconstituted'],
    [{ refrigerated: '2026-06-22T15:00-04:00' }, 'refrigerated'],
    [{ reconstituted: '2026-06-22T15:00-04:00', outOfRefrigerator: '2026-06-23T08:00-04:00' }, 'outOfRefrigerator'],
    [{ reconstituted: '2026-06-22T15:00-04:00', refrigerated: '2026-06-22T14:59-04:00' }, 'refrigerated'],
    [{ reconstituted: '2026-06-22T15:00-04:00', refrigerated: '2026-06-22T18:30Z' }, 'refrigerated'],
  ])('%j is refused at %s', (times, field) => {
    const outcome = tried(1, times);
    expect(outcome.ok ? [] : outcome.faults.map((fault) => fault.field)).toEqual([field]);
  });
});

describe('laws', () => {
  const zero = Temporal.Instant.from('2026-10-30T00:00Z');
  const minutes = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
  const at = (value: number): string => zero.add({ minutes: value }).toString();
  const endOf = (times: PreparationTimes): number => {
    const end = sheet(10, times).useBy.infusionMustEnd;
    return end === null ? Number.NaN : Temporal.Instant.from(end).epochMilliseconds;
  };

  test('a later reconstitution never gives an earlier use-by', () => {
    fc.assert(
      fc.property(minutes(900), minutes(900), minutes(600), minutes(14_000), (first, later, chill, stay) => {
        const refrigerated = first + later + chill;
        const rest = { refrigerated: at(refrigerated), outOfRefrigerator: at(refrigerated + stay) };
        const early = { reconstituted: at(first) };
        const late = { reconstituted: at(first + later) };
        expect(endOf(late)).toBeGreaterThanOrEqual(endOf(early));
        expect(endOf({ ...late, ...rest })).toBeGreaterThanOrEqual(endOf({ ...early, ...rest }));
      }),
    );
  });

  test('no use-by lies more than seven days after reconstitution', () => {
    fc.assert(
      fc.property(minutes(600), minutes(20_000), (chill, stay) => {
        const times = { reconstituted: at(0), refrigerated: at(chill), outOfRefrigerator: at(chill + stay) };
        expect(endOf(times)).toBeLessThanOrEqual(zero.add({ hours: 168 }).epochMilliseconds);
      }),
    );
  });
});
