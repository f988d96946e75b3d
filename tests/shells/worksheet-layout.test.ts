import { beforeAll, describe, expect, it } from 'vitest';
import { bagLabel } from '../../core/explain/bag-label.ts';
import { worksheetPage, type BagSource } from '../../core/explain/worksheet-page.ts';
import type { Worksheet } from '../../core/preparation/worksheet.ts';
import { documentOn } from '../../shells/packet/document.ts';
import type { Item } from '../../shells/packet/items.ts';
import { Sheet } from '../../shells/packet/sheet.ts';
import { layOutLabel } from '../../shells/worksheet/draw-label.ts';
import { layOutWorksheet } from '../../shells/worksheet/layout.ts';
import { LABEL_PAPER, PAPER_NAMES, PAPERS } from '../../shells/worksheet/paper.ts';
import { example, stepwise } from '../support/cli.ts';

const MADE = ['--reconstituted', '2026-06-22T08:40-05:00', '--at', '2026-06-22T09:00-05:00'] as const;
const COLD = [
  ...MADE.slice(0, 2),
  '--refrigerated',
  '2026-06-22T09:00-05:00',
  '--at',
  '2026-06-22T09:30-05:00',
] as const;
const COURSE = ['--course', example('courses', 'visit-first-cycles.json'), '--on', '2026-05-11'] as const;
const WRONG = [
  ...['--using', example('preparation', 'wrong.yaml'), '--at', '2026-05-11T21:00-04:00'],
  ...['--happened', '--reason', 'it was done', '--by', 'R. Example'],
] as const;
const CASES: Readonly<Record<string, readonly string[]>> = {
  'an empty 1 mg': ['--dose', '1'],
  'a made-up 10 mg': ['--dose', '10', ...MADE],
  'a cold 1 mg': ['--dose', '1', ...COLD],
  'a patient’s': [...COURSE, '--using', example('preparation', 'c3d15.yaml'), '--at', '2026-05-11T09:00-04:00'],
  'a wrong': [...COURSE, ...WRONG],
};

const sources = new Map<string, BagSource>();
beforeAll(async () => {
  for (const [name, args] of Object.entries(CASES)) {
    const { out } = await stepwise('prepare', ...args, '--json');
    const sheet = JSON.parse(out) as Worksheet;
    const lot = 'LOT-OF-TWENTY-SIGNS-';
    sources.set(name, {
      sheet,
      drug: { brand: 'Imdelltra', name: 'tarlatamab-dlle', route: 'intravenous infusion' },
      record: {
        patient: name === 'an empty 1 mg' ? null : { birthDate: '1958-03-09', sex: 'female' },
        prescriber: 'NPI 1999999984',
        site: 'Example Infusion Center of the University, Second Floor',
        vials: [{ mg: sheet.vial.mg, ndc: sheet.vial.ndc ?? '', lot, expires: '2027-12-31' }],
        checkedBy: ['Maximiliane von Habsburg-Lothringen, PharmD, BCOP', 'Bartholomew Featherstonehaugh, CPhT'],
      },
      notices: ['Do not shake.', 'Never back into the refrigerator.'],
    });
  }
});

interface Box {
  readonly what: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the ink of each line and symbol is: from the height of a capital letter to the base line. */
function inkOf(sheet: Sheet, items: readonly Item[]): readonly Box[] {
  return items.flatMap((item): readonly Box[] => {
    if (item.kind === 'line' && item.text.trim() !== '') {
      const { text, style, left, top } = item;
      const right = left + sheet.widthOf(text, style);
      return [{ what: text, left, right, top: top + style.size * 0.05, bottom: top + style.size * 0.74 }];
    }
    if (item.kind !== 'black' || item.rectangles.length < 2) return [];
    const { rectangles } = item;
    return [
      {
        what: 'a symbol',
        left: Math.min(...rectangles.map(({ left }) => left)),
        right: Math.max(...rectangles.map(({ left, width }) => left + width)),
        top: Math.min(...rectangles.map(({ top }) => top)),
        bottom: Math.max(...rectangles.map(({ top, height }) => top + height)),
      },
    ];
  });
}

function overlaps(boxes: readonly Box[]): readonly string[] {
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) =>
          one.left < other.right - 0.2 &&
          other.left < one.right - 0.2 &&
          one.top < other.bottom - 0.2 &&
          other.top < one.bottom - 0.2,
      )
      .map((other) => `"${one.what}" and "${other.what}"`),
  );
}

const sheetOn = (paper: { readonly width: number; readonly height: number }): Sheet =>
  new Sheet(documentOn(paper, { title: 'test', subject: 'test', on: '2026-06-22' }));
const sourceOf = (name: string): BagSource => {
  const source = sources.get(name);
  if (source === undefined) throw new Error(name);
  return source;
};

describe.each(Object.keys(CASES))('%s dose', (name) => {
  it.each(PAPER_NAMES)('no text of the worksheet lies over another or beyond the margin on %s', (paper) => {
    const sheet = sheetOn(PAPERS[paper]);
    for (const size of [6.25, 7.75, 9]) {
      const { items } = layOutWorksheet(sheet, worksheetPage(sourceOf(name)), paper, size);
      const ink = inkOf(sheet, items);
      expect(ink.length).toBeGreaterThan(90);
      expect(overlaps(ink)).toEqual([]);
      const { width } = PAPERS[paper];
      expect(ink.filter(({ left, right }) => left < 20 || right > width - 20)).toEqual([]);
    }
  });

  it('no text of the label lies over another or beyond its edge', () => {
    const sheet = sheetOn(LABEL_PAPER);
    const { items, bottom } = layOutLabel(sheet, bagLabel(sourceOf(name)));
    const ink = inkOf(sheet, items);
    expect(overlaps(ink)).toEqual([]);
    expect(bottom).toBeLessThanOrEqual(LABEL_PAPER.height - 6);
    expect(ink.filter(({ left, right }) => left < 8 || right > LABEL_PAPER.width - 8)).toEqual([]);
  });
});
