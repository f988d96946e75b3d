import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawWorksheet } from '../../shells/worksheet/draw-worksheet.ts';
import { code128 } from '../../shells/worksheet/bar-code.ts';
import type { WorksheetPage } from '../../core/explain/worksheet-page.ts';
import { example, stepwise, type Call } from '../support/cli.ts';
import { linesOfPdf, pagesOfPdf } from '../support/pdf.ts';
import { blackOf, widthsOf } from '../support/pdf-black.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-worksheet-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const inFolder = (name: string): string => path.join(folder, name);
const textOf = (bytes: Uint8Array): string =>
  linesOfPdf(bytes)
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/gu, ' ');

/** One call that prints, what it said, and the two files. */
async function print(
  name: string,
  ...args: readonly string[]
): Promise<{ readonly call: Call; readonly page: Uint8Array; readonly label: Uint8Array }> {
  const [page, label] = [inFolder(`${name}.pdf`), inFolder(`${name}-label.pdf`)];
  const call = await stepwise('prepare', ...args, '--pdf', page, '--label', label);
  return { call, page: readFileSync(page), label: readFileSync(label) };
}

const COURSE = ['--course', example('courses', 'visit-first-cycles.json'), '--on', '2026-05-11'] as const;
const IN_HAND = ['--using', example('preparation', 'c3d15.yaml'), '--at', '2026-05-11T09:00-04:00'] as const;
const WRONG = ['--using', example('preparation', 'wrong.yaml'), '--at', '2026-05-11T21:00-04:00'] as const;
const MADE = ['--reconstituted', '2026-06-22T08:40-05:00', '--at', '2026-06-22T09:00-05:00'] as const;

const NUMBERS = {
  1: ['1 mg', '1 × 1 mg vial', '55513-059-01', '1.3', '0.9', '14', '13', '1.1', '250.1 mL'],
  10: ['10 mg', '1 × 10 mg vial', '55513-077-01', '4.4', '2.4', '17', '13', '4.2', '250.2 mL'],
} as const;
const SUMS = {
  1: ['0.9 mg/mL × 1.1 mL = 0.99 mg', '250 - 14 + 13 + 1.1 = 250.1 mL'],
  10: ['2.4 mg/mL × 4.2 mL = 10.08 mg', '250 - 17 + 13 + 4.2 = 250.2 mL'],
} as const;

describe('the printed worksheet', () => {
  it.each([
    [1, 'letter', 612, 792],
    [1, 'a4', 595, 842],
    [10, 'letter', 612, 792],
    [10, 'a4', 595, 842],
  ] as const)('%i mg on %s is one page with every number, nothing off the paper', async (mg, paper, width, height) => {
    const { call, page } = await print(`${mg}-${paper}`, '--dose', String(mg), ...MADE, '--paper', paper);
    expect(call.status).toBe(0);
    expect(call.out).toMatch(/\nWorksheet written to .*: 1 page\.\nBag label written to .*: 100 x 70 mm\.\n$/u);
    expect(pagesOfPdf(page)).toBe(1);
    expect(Buffer.from(page).toString('latin1')).toContain(`/MediaBox [0 0 ${width} ${height}]`);
    const lines = linesOfPdf(page);
    const alone = lines.map(({ text }) => text);
    // The large numbers stand alone, each in its own tile.
    for (const number of NUMBERS[mg].slice(3, 8)) expect(alone).toContain(number);
    const text = textOf(page);
    for (const said of [...NUMBERS[mg], ...SUMS[mg]]) expect(text).toContain(said);
    for (const { top } of lines) {
      expect(top).toBeGreaterThan(792 - height + 15);
      expect(top).toBeLessThan(792 - 20);
    }
  });

  it('has a box for each line of the steps, the six steps of the document, and every caution in words', async () => {
    const { page } = await print('steps', '--dose', '10', ...MADE);
    const text = textOf(page);
    for (const said of [
      '! Never reconstitute with the stabilizer.',
      '! Do not aim the water at the powder (foam), and do not shake.',
      '! A closed system transfer device is advised against (risk of a wrong dose; vial adaptors were not tested).',
      '! The two strengths differ in concentration, in the vial and in the bag.',
      '! Never put the bag back into the refrigerator.',
      'is never counted as drug',
      'never an amount to bill',
      'The stricter reading is used: the infusion has ended by then.',
      'Rests on preparation-and-safety (step-1, ',
    ])
      expect(text).toContain(said);
    const alone = linesOfPdf(page).map((line) => line.text);
    for (const step of ['1', '2', '3', '4', '5', '6']) expect(alone).toContain(step);
    // Ten lines of work and two questions with two answers each.
    const boxes = [
      ...Buffer.from(page)
        .toString('latin1')
        .matchAll(/ 9 9 re\n(?:\/DeviceRGB CS\n[\d. ]+ SCN\n)?S/gu),
    ];
    expect(boxes).toHaveLength(14);
  });

  it('sets the clocks as moments, and leaves lines to write on where nothing is known', async () => {
    const { page } = await print('clocks', '--dose', '10', ...MADE);
    const known = textOf(page);
    for (const said of ['Start the infusion no later than 15:40 Mon 2026-06-22 UTC-05:00', '16:40', '12:40', '08:40'])
      expect(known).toContain(said);
    const blank = textOf((await print('blank', '--dose', '10')).page);
    expect(blank).not.toMatch(/\d\d:\d\d/u);
    expect(blank).toContain('Start the infusion no later than It has to have ended by Rate: 250 mL/h');
    expect(blank).toContain('Born: Prescriber: Day: Site: Bag:');
  });

  it('names the patient of a course as far as the course knows, and who checked', async () => {
    const { call, page } = await print('course', ...COURSE, ...IN_HAND);
    expect(call.status).toBe(0);
    const text = textOf(page);
    for (const said of [
      'C3D15',
      'Born: 1958-03-09 (female)',
      'Prescriber: NPI 1999999984',
      'Site: Example Infusion Center',
      'Bag C3D15-20260511T1210Z-V5ODK',
      'Lot: EX2001',
      'Expires: 2027-12-31',
      'Prepared by:',
      'First check: R. Example, PharmD',
      'Second check, another person: S. Example, CPhT',
      'Yes (recorded)',
      'America/New_York, UTC-04:00',
    ])
      expect(text).toContain(said);
  });

  it('says that a bag in the refrigerator has less time once it is out', async () => {
    const cold = ['--reconstituted', '2026-06-22T15:00-04:00', '--refrigerated', '2026-06-22T15:40-04:00'] as const;
    const { page, label } = await print('cold', '--dose', '10', ...cold, '--at', '2026-06-22T16:00-04:00');
    expect(textOf(page)).toContain('Both sooner, once the bag is out of the refrigerator.');
    expect(textOf(page)).toContain('Once it is out, at most 7 h 20 min are left');
    expect(textOf(label)).toContain('Beyond use: infusion ended by (latest) 15:00 Mon 2026-06-29 UTC-04:00');
    expect(textOf(label)).toContain('Sooner once out: out at end by:');
  });

  it('has the same bytes for the same call, and changes nothing of --json', async () => {
    const [one, two] = [await print('one', ...COURSE, ...IN_HAND), await print('two', ...COURSE, ...IN_HAND)];
    expect(one.page).toEqual(two.page);
    expect(one.label).toEqual(two.label);
    const plain = await stepwise('prepare', ...COURSE, ...IN_HAND, '--json');
    expect((await stepwise('prepare', ...COURSE, ...IN_HAND, '--json', '--pdf', inFolder('j.pdf'))).out).toBe(
      plain.out,
    );
  });

  it('is written as plain text with the same statements where the file ends in .txt', async () => {
    const [file, label] = [inFolder('page.txt'), inFolder('label.txt')];
    await stepwise('prepare', ...COURSE, ...IN_HAND, '--pdf', file, '--label', label);
    const text = readFileSync(file, 'utf8').replace(/\s+/gu, ' ');
    const { page } = await print('same', ...COURSE, ...IN_HAND);
    for (const said of [...NUMBERS[10].slice(3), 'GTIN 00355513077019', '16:10', 'EX2001', 'S. Example, CPhT']) {
      expect(text).toContain(said);
      expect(textOf(page)).toContain(said);
    }
    expect(text).toContain('[x] Yes [ ] No: Discard the vial');
    expect(
      readFileSync(file, 'utf8')
        .split('\n')
        .every((line) => line.length <= 110),
    ).toBe(true);
    expect(readFileSync(label, 'utf8')).toContain(
      'Beyond use: infusion ended by  Mon 2026-05-11 16:10 (America/New_York',
    );
  });
});

describe('a plan that is refused', () => {
  it('is not printed', async () => {
    const [page, label] = [inFolder('no.pdf'), inFolder('no-label.pdf')];
    const { status, out } = await stepwise('prepare', ...COURSE, ...WRONG, '--pdf', page, '--label', label);
    expect(status).toBe(20);
    expect(out).toMatch(/\nNothing is printed: see what stands against it\.\n$/u);
    expect([existsSync(page), existsSync(label)]).toEqual([false, false]);
  });

  it('is printed with what stands against it once it has happened, still on one page', async () => {
    const happened = ['--happened', '--reason', 'it was done', '--by', 'R. Example'] as const;
    for (const paper of ['letter', 'a4']) {
      const { page, label } = await print(`bad-${paper}`, ...COURSE, ...WRONG, ...happened, '--paper', paper);
      expect(pagesOfPdf(page)).toBe(1);
      expect(pagesOfPdf(label)).toBe(1);
      expect(textOf(page)).toMatch(/STOP: .*STOP: .*STOP: /u);
      expect(textOf(label)).toContain('DO NOT GIVE');
      expect(textOf(label)).not.toContain('Beyond use');
    }
  });
});

describe('the bag label', () => {
  it('says what is read at the bedside', async () => {
    const { label } = await print('bedside', ...COURSE, ...IN_HAND);
    expect(pagesOfPdf(label)).toBe(1);
    expect(Buffer.from(label).toString('latin1')).toMatch(/\/MediaBox \[0 0 283\.46\d* 198\.42\d*\]/u);
    const text = textOf(label);
    for (const said of [
      'Imdelltra tarlatamab-dlle, dose C3D15',
      '10 mg in 250.2 mL 250 mL/h, over 1 h',
      'For intravenous infusion',
      'Born: 1958-03-09',
      'Beyond use: infusion ended by 16:10 Mon 2026-05-11 America/New_York, UTC-04:00',
      'Start no later than 15:10 Mon 2026-05-11',
      'Single patient. Do not shake. Never back into the refrigerator.',
      'Prepared: Checked: R. Example Checked: S. Example',
      'Bag: C3D15-20260511T1210Z-V5ODK',
      'Vial lot: EX2001',
    ])
      expect(text).toContain(said);
  });

  it('invents no bag id: a line to write on and no bar code where there is none', async () => {
    const { page, label } = await print('nameless', '--dose', '1');
    expect(textOf(label)).toContain('Bag:');
    expect(blackOf(label)).toEqual([]);
    // On the page the vial's own codes are all that is left.
    expect(widthsOf(blackOf(page), 1)).toEqual([code128('55513-059-01').widths]);
  });

  it.each([
    ['a b', 'is no name for a bar code'],
    ['Łódź-1', 'is no name for a bar code'],
    ['x'.repeat(41), 'is no name for a bar code'],
  ])('%j is no bag id', async (id, message) => {
    const { status, err } = await stepwise('prepare', '--dose', '1', '--bag-id', id, '--label', inFolder('x.pdf'));
    expect(status).toBe(2);
    expect(err).toContain(message);
  });

  it('takes the longest bag id that is allowed', async () => {
    const { label } = await print('longest', '--dose', '1', '--bag-id', 'W'.repeat(40));
    expect(textOf(label).replaceAll(' ', '')).toContain('W'.repeat(40));
  });

  it('knows two sizes of paper', async () => {
    const { status, err } = await stepwise('prepare', '--dose', '1', '--paper', 'legal', '--pdf', inFolder('x.pdf'));
    expect([status, err]).toEqual([2, expect.stringContaining('letter, a4') as string]);
  });
});

describe('a page that is too full', () => {
  const field = { label: 'Born', text: null };
  const page: WorksheetPage = {
    title: 'Preparation worksheet',
    drug: { brand: 'Brand', name: 'name', route: 'route' },
    mg: 10,
    dose: null,
    bagId: null,
    patient: [field, field, field, field],
    vial: { count: 1, mg: 10, ndc: null, package: '' },
    vials: [],
    amounts: [],
    checks: [],
    stages: [],
    clocks: [],
    infusion: [],
    mustEnd: null,
    latestStart: null,
    sooner: false,
    people: [],
    blocks: [],
    cautions: [],
    sources: [],
  };

  it('is not drawn rather than cut', async () => {
    const cautions = Array.from({ length: 90 }, (_one, index) => `Caution number ${index} of a page that is too full.`);
    expect(await drawWorksheet(page, 'letter', '2026-06-22')).not.toBeNull();
    expect(await drawWorksheet({ ...page, cautions }, 'letter', '2026-06-22')).toBeNull();
  });

  it('tells what cannot be printed', async () => {
    const drawn = await drawWorksheet({ ...page, cautions: ['薬'] }, 'a4', '2026-06-22');
    expect(drawn?.unprintable).toEqual(['薬']);
  });
});
