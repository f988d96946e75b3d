import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { example, stepwise, stepwiseAt } from '../support/cli.ts';
import { linesOfPdf, pagesOfPdf } from '../support/pdf.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-card-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const COURSE = example('courses', 'crs-after-c1d8.json');
const AT = '2026-06-23T03:00-04:00';

describe('stepwise card', () => {
  it.each(['emergency', 'patient'])('writes the page for %s, the same bytes twice', async (reader) => {
    const files = ['one.pdf', 'two.pdf'].map((name) => path.join(folder, `${reader}-${name}`));
    for (const file of files) {
      const { status, out } = await stepwise('card', '--course', COURSE, '--for', reader, '--at', AT, '--pdf', file);
      expect(status).toBe(0);
      expect(out).toMatch(/\nCard written to .*: 1 page\.\n$/u);
    }
    const [one, two] = files.map((file) => readFileSync(file));
    expect(pagesOfPdf(one ?? Buffer.of())).toBe(1);
    expect(one).toEqual(two);
  });

  it.each([
    [['--for', 'emergency', '--at', AT], '--course: it is missing'],
    [['--course', COURSE, '--at', AT], '--for: it is missing'],
    [['--course', COURSE, '--for', 'nurse', '--at', AT], 'there is no reader "nurse"'],
    [['--course', COURSE, '--for', 'patient', '--at', '2026-06-23T03:00'], '"2026-06-23T03:00" is not a time'],
  ])('%j is bad input', async (args, message) => {
    const { status, out, err } = await stepwise('card', ...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('goes by the clock where no time is given, at the place of the course', async () => {
    const { status, out } = await stepwiseAt(
      '2026-06-23T09:15:30+02:00',
      'card',
      '--course',
      COURSE,
      '--for',
      'emergency',
    );
    expect(status).toBe(0);
    expect(out).toContain('17 h 15 min since the start of the infusion\nAs of Tue 2026-06-23 03:15 (UTC-04:00)\n');
  });

  it('prints the numbers of the site on paper and as text, and a line to fill in without one', async () => {
    const pdf = path.join(folder, 'site.pdf');
    const site = ['--site', example('site.yaml'), '--pdf', pdf];
    const card = ['card', '--course', COURSE, '--for', 'emergency', '--at', AT];
    const [named, blank] = [await stepwise(...card, ...site), await stepwise(...card)];
    expect(named.out).toMatch(/\nOncologist on call +202-555-0199\n/u);
    const lines = linesOfPdf(readFileSync(pdf)).map(({ text }) => text);
    expect(lines).toEqual(expect.arrayContaining(['202-555-0140', '202-555-0199', '202-555-0142, ext. 7']));
    expect(blank.out).toMatch(/\nOncologist on call +_+\n/u);
    expect(blank.out).not.toMatch(/\d{3}-\d{4}/u);
  });

  it('prints one JSON document', async () => {
    const { out } = await stepwise('card', '--course', COURSE, '--for', 'emergency', '--at', AT, '--json');
    expect(JSON.parse(out)).toMatchObject({
      for: 'emergency',
      facts: { lastDose: { dose: 'C1D8', since: { hours: 17, minutes: 0 } }, baselineIce: { score: 10 } },
    });
  });
});

describe('stepwise outlook', () => {
  const complete = example('courses', 'step-up-complete.json');

  it.each([
    [complete, ['--on', '2026-07-14'], 0],
    [complete, ['--on', '2026-08-11'], 20],
    [complete, ['--on', '2026-07-14', '--cycles', '6'], 20],
    [complete, ['--on', '2026-07-14', '--policy', 'fep-5.21.223'], 10],
  ])('%s %j exits with %i', async (file, args, exit) => {
    expect((await stepwise('outlook', '--course', file, ...args)).status).toBe(exit);
  });

  it.each([
    [[], '--course: the course is missing'],
    [['--course', complete, '--policy', 'fep-5.21.22'], 'Did you mean "fep-5.21.223"?'],
    [['--course', complete, '--cycles', '1.5'], '"1.5" is no number of cycles'],
  ])('%j is bad input', async (args, message) => {
    const { status, err } = await stepwise('outlook', ...args);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});
