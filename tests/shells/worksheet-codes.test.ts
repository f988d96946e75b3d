import bwipjs from 'bwip-js';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gtin14, isBagId, vialElements } from '../../core/explain/bag-label-codes.ts';
import { code128, dataMatrix, gs1DataMatrix } from '../../shells/worksheet/bar-code.ts';
import { placeBars } from '../../shells/worksheet/symbols.ts';
import { stepwise } from '../support/cli.ts';
import { blackOf, modulesOf, widthsOf } from '../support/pdf-black.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-codes-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the bar codes', () => {
  it('are drawn as the library encodes them, in modules of one width', async () => {
    const [page, label] = ['page.pdf', 'label.pdf'].map((name) => path.join(folder, name));
    const args = ['--dose', '10', '--bag-id', '4711-C1D8', '--pdf', page ?? '', '--label', label ?? ''] as const;
    expect((await stepwise('prepare', ...args)).status).toBe(0);
    const [onPage, onLabel] = [page, label].map((file) => blackOf(readFileSync(file ?? '')));
    expect(widthsOf(onPage ?? [], 2)).toEqual([code128('4711-C1D8').widths, code128('55513-077-01').widths]);
    expect(widthsOf(onLabel ?? [], 1)).toEqual([code128('4711-C1D8').widths]);
    expect(modulesOf(onPage ?? [])).toEqual(gs1DataMatrix('(01)00355513077019').rows);
    expect(modulesOf(onLabel ?? [])).toEqual(dataMatrix('4711-C1D8').rows);
  });

  it('hold what the library was given', () => {
    const [drawn] = bwipjs.raw('code128', '4711-C1D8', {});
    expect(drawn).toMatchObject({ sbs: code128('4711-C1D8').widths });
    expect(() => code128('Łódź')).toThrow(RangeError);
    expect(() => gs1DataMatrix('(01)00355513077017')).toThrow(RangeError);
  });

  it('leave white around, and are not drawn where they would be too fine to read', () => {
    const bars = code128('4711-C1D8');
    const modules = bars.widths.reduce((sum, part) => sum + part, 0) + 20;
    const placed = placeBars(bars, 100, 50, modules * 0.48, 20);
    expect(placed?.rectangles[0]?.left).toBeCloseTo(100 + 10 * 0.48, 10);
    expect(placed?.width).toBeCloseTo(modules * 0.48, 10);
    expect(placeBars(bars, 100, 50, modules * 0.48 - 0.1, 20)).toBeNull();
  });

  it.each([
    ['55513-059-01', '00355513059015'],
    ['55513-077-01', '00355513077019'],
    ['1111-2222-33', '00311112222335'],
    ['55513-0077-01', null],
  ])('the trade item number of %s is %s', (ndc, gtin) => {
    expect(gtin14(ndc)).toBe(gtin);
    if (gtin !== null) expect(gs1DataMatrix(`(01)${gtin}`).rows.length).toBeGreaterThan(0);
  });

  it('carry lot and expiry of the vial where they are known and can be said', () => {
    const vial = { lot: 'EX2001', expires: '2027-12-31' };
    expect(vialElements('55513-077-01', vial)).toBe('(01)00355513077019(17)271231(10)EX2001');
    expect(vialElements('55513-077-01', {})).toBe('(01)00355513077019');
    expect(vialElements('55513-077-01', { lot: 'A(21)9' })).toBe('(01)00355513077019');
    expect(vialElements('5551307701X', vial)).toBeNull();
    expect(isBagId('4711-C1D8_a.2')).toBe(true);
    expect(isBagId('-4711')).toBe(false);
  });
});
