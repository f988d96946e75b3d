import { describe, expect, test } from 'vitest';
import { blocksOf, REQUEST, sheetOf } from '../../tests/support/preparations.ts';
import type { Using } from './using.ts';

const DAY = { reconstituted: '2026-06-15T08:10-04:00' };
const ten = { mg: 10, ndc: '55513-077-01', lot: 'A', expires: '2026-06-15' };
const one = { mg: 1, ndc: '55513-059-01', lot: 'B', expires: '2027-12-31' };

describe('what is in hand for a dose', () => {
  test('everything as the document has it: nothing stands against it', () => {
    const using: Using = {
      vials: [ten],
      reconstituteWith: 'SWFI',
      stabilizer: { ml: 13, expires: '2026-06-15' },
      bag: { ml: 250, fluid: 'Normal Saline', material: 'Ethyl vinyl acetate', expires: '2026-06-15' },
      line: { material: 'Polyolefin', primedWith: 'final-product' },
      catheter: { material: 'polyurethane' },
      measured: { sterileWaterMl: 4.4, salineToWithdrawMl: 17, stabilizerMl: 13, drugMl: 4.2 },
      inspections: { 'reconstituted-solution': 'passes', 'bag-before-infusion': 'passes' },
      checkedBy: ['R. Example', 'S. Example'],
    };
    expect(sheetOf(10, { using, times: DAY }).blocks).toEqual([]);
  });

  test.each<[string, number, Using, readonly string[]]>([
    ['two 1 mg vials towards 10 mg', 10, { vials: [{ mg: 1, count: 2 }] }, ['wrong-vial']],
    ['ten 1 mg vials for 10 mg', 10, { vials: [{ mg: 1, count: 10 }] }, ['wrong-vial']],
    ['a tenth of a 10 mg vial for 1 mg', 1, { vials: [ten] }, ['wrong-vial']],
    ['a vial that is not sold', 10, { vials: [{ mg: 5 }] }, ['wrong-vial']],
    ['a vial too many', 10, { vials: [ten, ten] }, ['too-many-vials']],
    ['a vial too many, said as discarded', 10, { vials: [ten, ten], discarded: [{ mg: 10, reason: 'dropped' }] }, []],
    ['the whole bag discarded', 10, { vials: [ten], discarded: [{ mg: 10, reason: 'visit cancelled' }] }, []],
    [
      'a part of the only vial discarded',
      10,
      { vials: [ten], discarded: [{ mg: 0.08, reason: 'rest' }] },
      ['too-few-vials'],
    ],
    [
      'overfill said as a discard of a second vial',
      1,
      { vials: [one], discarded: [{ mg: 0.1, reason: 'overfill' }] },
      ['too-few-vials'],
    ],
    ['the package of the other strength', 10, { vials: [{ mg: 10, ndc: '55513-059-01' }] }, ['ndc-of-other-strength']],
    ['a package in eleven digits', 10, { vials: [{ mg: 10, ndc: '55513007701' }] }, []],
    ['a package in eleven digits with hyphens', 10, { vials: [{ mg: 10, ndc: '55513-0077-01' }] }, []],
    ['a package of another drug', 10, { vials: [{ mg: 10, ndc: '55513-078-01' }] }, ['ndc-not-known']],
    ['the stabilizer instead of water', 10, { reconstituteWith: 'IVSS' }, ['reconstituted-wrongly']],
    ['saline instead of water', 10, { reconstituteWith: 'saline' }, ['reconstituted-wrongly']],
    ['one stabilizer vial only', 10, { stabilizer: { ml: 7 } }, ['stabilizer-short']],
    ['a bag of 100 mL', 1, { bag: { ml: 100 } }, ['bag-size']],
    ['a bag of 250.1 mL', 1, { bag: { ml: 250.1 } }, ['bag-size']],
    ['a bag of dextrose', 1, { bag: { fluid: '5% dextrose' } }, ['bag-fluid']],
    ['a glass bottle', 1, { bag: { material: 'glass' } }, ['bag-material']],
    ['a bag of the material of lines', 1, { bag: { material: 'polyurethane' } }, ['bag-material']],
    ['a line of the material of bags', 1, { line: { material: 'EVA' } }, ['line-material']],
    ['a catheter of silicone', 1, { catheter: { material: 'silicone' } }, ['catheter-material']],
    ['a line primed with dextrose', 1, { line: { primedWith: 'dextrose' } }, ['priming']],
    ['the water of the other strength', 1, { measured: { sterileWaterMl: 4.4 } }, ['volume-differs']],
    ['more drug than the table has', 10, { measured: { drugMl: 4.4 } }, ['volume-differs']],
    [
      'solution that is cloudy',
      10,
      { inspections: { 'reconstituted-solution': 'fails' } },
      ['inspection-failed: reconstituted-solution'],
    ],
    ['one person twice', 10, { checkedBy: ['R. Example, PharmD', 'r example'] }, ['same-checker']],
    ['one person only', 10, { checkedBy: ['R. Example, PharmD'] }, []],
    ['everything left out', 10, {}, []],
  ])('%s', (_name, mg, using, blocks) => {
    expect(blocksOf(mg, using, DAY)).toEqual(blocks);
  });

  test.each([
    ['2026-06-14', ['lot-expired']],
    ['2026-06-15', []],
    ['2026-06-16', []],
  ])('on 2026-06-15, what is good through %s', (expires, blocks) => {
    expect(blocksOf(10, { vials: [{ ...ten, expires }] }, DAY)).toEqual(blocks);
    expect(blocksOf(10, { stabilizer: { expires } }, DAY)).toEqual(blocks);
    expect(blocksOf(10, { bag: { expires } }, DAY)).toEqual(blocks);
  });

  test('the day of an expiry is that of the pharmacy', () => {
    const using = { vials: [{ ...ten, expires: '2026-06-15' }] };
    const times = { reconstituted: '2026-06-16T03:00Z' };
    expect(sheetOf(10, { using, times }).blocks.map(({ id }) => id)).toEqual(['lot-expired']);
    expect(sheetOf(10, { using, times, timeZone: 'America/New_York' }).blocks).toEqual([]);
  });

  test('each refusal of a material gives its reason, its passage and what to do', () => {
    const using: Using = {
      vials: [ten],
      bag: { ml: 100, fluid: 'water', material: 'glass' },
      reconstituteWith: 'IVSS',
    };
    const blocks = sheetOf(1, { using }).blocks;
    expect(blocks.map(({ id }) => id)).toEqual([
      'wrong-vial',
      'reconstituted-wrongly',
      'bag-size',
      'bag-fluid',
      'bag-material',
    ]);
    for (const { what, mend, cite } of blocks) {
      expect(what).toMatch(/\S \S/u);
      expect(mend).toMatch(/\S \S/u);
      expect(cite.length).toBeGreaterThan(0);
    }
    expect(blocks[0]?.what).toBe(
      'A 10 mg vial is not divided for a dose of 1 mg. A 10 mg vial makes 2.4 mg/mL, a 1 mg vial 0.9 mg/mL: the volumes of the one are wrong for the other.',
    );
  });

  test('a closed system transfer device is advised against and refuses nothing; an unknown device is said to be unknown', () => {
    const { blocks, cautions } = sheetOf(10, { using: { devices: ['CSTD', 'spike'] } });
    expect(blocks).toEqual([]);
    const ids = cautions.map(({ id }) => id);
    expect(ids).toContain('closed-system-transfer-device');
    expect(ids).toContain('device-not-named');
    expect(cautions.find(({ id }) => id === 'closed-system-transfer-device')?.cite).toHaveLength(2);
  });

  test('overfill is never counted as drug', () => {
    const blocks = sheetOf(10, { using: { measured: { drugMl: 4.3 } } }).blocks;
    expect(blocks[0]?.what).toBe(
      'Drug added: 4.3 mL; the table has 4.2 mL for 10 mg. What the vial holds beyond it is overfill, and no drug to add.',
    );
    expect(sheetOf(10).checks.find(({ id }) => id === 'drug-in-vial')).toMatchObject({ result: 10, unit: 'mg' });
  });

  test('an inspection that nobody asks for is a fault', () => {
    const { preparation } = REQUEST;
    expect(() => sheetOf(10, { preparation, using: { inspections: { colour: 'passes' } } })).toThrow(
      'inspections.colour: there is no inspection "colour"',
    );
  });
});
