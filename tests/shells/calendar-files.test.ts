import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, describe, expect, it } from 'vitest';
import { icsFile } from '../../shells/calendar-file/ics.ts';
import { stepwise } from '../support/cli.ts';
import { readIcs, type ReadCalendar } from '../support/ics.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-calendar-'));
const at = (name: string): string => path.join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const dose = (name: string, start: string, end: string, mg: number): unknown => ({
  type: 'dose-given',
  at: start,
  dose: name,
  mg,
  start,
  end,
});

/** C1D1 on the day before the clocks go back, a toxicity after it, and hostile words where a person writes freely. */
const COURSE = {
  drug: 'tarlatamab',
  timeZone: 'America/New_York',
  patient: { birthDate: '1958-03-09', sex: 'female' },
  events: [
    {
      type: 'authorization',
      at: '2026-10-01T09:00-04:00',
      policy: 'p<&>',
      number: '"N"; 1',
      from: '2026-10-31',
      to: '2027-04-29',
      units: 60,
    },
    dose('C1D1', '2026-10-31T10:00-04:00', '2026-10-31T11:00-04:00', 1),
    { type: 'adverse-event', at: '2026-11-01T03:00-05:00', kind: 'crs', grade: 2, onset: '2026-11-01' },
    {
      type: 'adverse-event',
      at: '2026-11-03T09:00-05:00',
      kind: 'crs',
      grade: 2,
      onset: '2026-11-01',
      resolved: '2026-11-03',
    },
    { type: 'lab-resulted', at: '2026-10-31T08:00-04:00', panel: 'cbc', values: {} },
  ],
};
writeFileSync(at('course.json'), JSON.stringify(COURSE));

async function written(name: string, ...args: readonly string[]): Promise<string> {
  const call = await stepwise('calendar', ...args, `--${name.replace(/^.*\./u, '')}`, at(name));
  expect(call.err).toBe('');
  expect(call.status).toBe(0);
  return readFileSync(at(name), 'utf8');
}

const valueOf = ({ events }: ReadCalendar, index: number, name: string): string =>
  events[index]?.properties.get(name)?.value ?? '';
const titles = ({ events }: ReadCalendar): string[] =>
  events.map(({ properties }) => properties.get('SUMMARY')?.value ?? '');

const ofCategory = (file: ReadCalendar, category: string): ReadCalendar => ({
  ...file,
  events: file.events.filter(({ properties }) => properties.get('CATEGORIES')?.value === category),
});

describe('the iCalendar file', () => {
  it('has planned doses as whole days, over a change of clocks, a leap day and the end of a year', async () => {
    const all = readIcs(await written('plan.ics', '--start', '2027-12-25', '--cycles', '3', '--on', '2027-12-01'));
    const file = ofCategory(all, 'Dose');
    expect(
      file.events.map((_event, index) => `${valueOf(file, index, 'DTSTART')}-${valueOf(file, index, 'DTEND')}`),
    ).toEqual([
      '20271225-20271226',
      '20280101-20280102',
      '20280108-20280109',
      '20280122-20280123',
      '20280205-20280206',
      '20280219-20280220',
      '20280304-20280305',
    ]);
    expect(valueOf(file, 0, 'STATUS')).toBe('TENTATIVE');
    expect(valueOf(file, 0, 'DTSTAMP')).toBe('20271201T000000Z');
    expect(titles(file)[1]).toBe('Imdelltra C1D8, 10 mg');
    expect(valueOf(file, 1, 'DESCRIPTION')).toMatch(
      /Observe 22 to 24 hours from the start[\s\S]*Laboratory tests before: cbc, liver, bilirubin[\s\S]*Give dexamethasone/u,
    );
    expect(valueOf(file, 1, 'DESCRIPTION')).toContain('10 billing units');
  });

  it('has each planned observation as an event of its own, over night where it is of a day’s length', async () => {
    // The clocks go forward in the night after C1D8.
    const args = ['--start', '2026-02-28', '--cycles', '3', '--on', '2026-02-01'];
    const file = ofCategory(readIcs(await written('watch.ics', ...args)), 'Observation');
    expect(
      file.events.map((_event, index) => [
        titles(file)[index],
        `${valueOf(file, index, 'DTSTART')}-${valueOf(file, index, 'DTEND')}`,
      ]),
    ).toEqual([
      ['Imdelltra observation after C1D1, 22 to 24 h', '20260228-20260302'],
      ['Imdelltra observation after C1D8, 22 to 24 h', '20260307-20260309'],
      ['Imdelltra observation after C1D15, 6 to 8 h', '20260314-20260315'],
      ['Imdelltra observation after C2D1, 6 to 8 h', '20260328-20260329'],
      ['Imdelltra observation after C2D15, 6 to 8 h', '20260411-20260412'],
      ['Imdelltra observation after C3D1, 3 to 4 h', '20260425-20260426'],
      ['Imdelltra observation after C3D15, 3 to 4 h', '20260509-20260510'],
    ]);
    expect(valueOf(file, 1, 'STATUS')).toBe('TENTATIVE');
    expect(valueOf(file, 1, 'DESCRIPTION')).toMatch(
      /^Observe 22 to 24 hours from the start of the infusion, appropriate healthcare setting\n.*48 hours from the start/u,
    );
  });

  it('replaces a planned observation by that of the dose given, with its times', async () => {
    const uid = async (name: string, ...args: readonly string[]): Promise<string> => {
      const file = ofCategory(
        readIcs(await written(name, ...args, '--cycles', '1', '--on', '2026-11-02')),
        'Observation',
      );
      return valueOf(file, 0, 'UID');
    };
    expect(await uid('p.ics', '--start', '2026-10-31')).toBe(await uid('g.ics', '--course', at('course.json')));
  });

  it('has a given dose and its observation in UTC: 24 hours through the night on which the clocks go back', async () => {
    const file = readIcs(
      await written('course.ics', '--course', at('course.json'), '--cycles', '1', '--on', '2026-11-02'),
    );
    expect(titles(file).slice(0, 3)).toEqual([
      'Imdelltra C1D1, 1 mg',
      'Imdelltra observation after C1D1',
      'Imdelltra C1D8, 10 mg',
    ]);
    expect([valueOf(file, 0, 'DTSTART'), valueOf(file, 0, 'DTEND')]).toEqual(['20261031T140000Z', '20261031T150000Z']);
    expect([valueOf(file, 1, 'DTSTART'), valueOf(file, 1, 'DTEND')]).toEqual(['20261031T140000Z', '20261101T140000Z']);
    expect(valueOf(file, 1, 'DESCRIPTION')).toContain('to 2026-11-01 07:00 (America/New_York) at least');
  });

  it('names nothing of the patient, and the words of --for where they are given', async () => {
    const plain = await written('a.ics', '--course', at('course.json'), '--cycles', '1', '--on', '2026-11-02');
    for (const word of ['1958', 'female', '"N"', 'crs']) expect(plain).not.toContain(word);
    const words = 'Room 4; Müller, J. \\ 12';
    const named = readIcs(await written('b.ics', '--course', at('course.json'), '--on', '2026-11-02', '--for', words));
    expect(titles(named)[0]).toBe(`${words}: Imdelltra C1D1, 1 mg`);
  });

  it('keeps the UID of a dose that is moved to another day, and differs between two patients and two doses', async () => {
    const args = ['--course', at('course.json'), '--cycles', '2'];
    const uids = async (name: string, ...more: readonly string[]): Promise<string[]> => {
      const { events } = readIcs(await written(name, ...args, ...more));
      return events.map(({ properties }) => properties.get('UID')?.value ?? '');
    };
    const [early, late] = [await uids('c.ics', '--on', '2026-11-02'), await uids('d.ics', '--on', '2026-11-10')];
    expect(late).toEqual(early);
    expect(new Set(early).size).toBe(early.length);
    const other = await uids('e.ics', '--on', '2026-11-02', '--for', 'another');
    expect(other.filter((uid) => early.includes(uid))).toEqual([]);
  });

  it('any text comes back as it was written, in lines of 75 octets at most', () => {
    const printable = fc.string({ unit: 'binary', maxLength: 300 }).map((text) =>
      // Control characters have no place in a text of a calendar.
      text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/gu, ' '),
    );
    fc.assert(
      fc.property(printable, printable, (title, description) => {
        const [from, to] = ['2026-03-08T01:30-05:00', '2026-03-08T03:30-04:00'].map((text) =>
          Temporal.Instant.from(text),
        );
        if (from === undefined || to === undefined) throw new Error('two times');
        const event = { uid: 'u', title, description, category: 'c', planned: false, when: { from, to } };
        const file = readIcs(icsFile('n', [event], '2026-03-08', 1));
        expect([valueOf(file, 0, 'SUMMARY'), valueOf(file, 0, 'DESCRIPTION')]).toEqual([title, description]);
        expect(valueOf(file, 0, 'DTEND')).toBe('20260308T073000Z');
      }),
    );
  });
});

describe('the picture', () => {
  const observed = (start: string, end?: string): unknown => ({
    type: 'observation',
    at: end ?? start,
    start,
    ...(end === undefined ? {} : { end }),
  });
  const picture = async (...observations: readonly unknown[]): Promise<string> => {
    writeFileSync(at('observed.json'), JSON.stringify({ ...COURSE, events: [...COURSE.events, ...observations] }));
    return written('observed.svg', '--course', at('observed.json'), '--cycles', '1', '--on', '2026-11-02');
  };
  /** Of the marks of observations on record: where each begins, in hours after the first one asked for, and how long it is. */
  const drawn = (svg: string): string[] =>
    [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="4" class="observed"/gu)]
      .slice(0, -1)
      .map(([, x, width]) => `${((Number(x) - 20) / 38) * 24} ${width ?? ''}`);

  it('shows no observation on record where there is none', async () => {
    const svg = await picture();
    expect(drawn(svg)).toEqual([]);
    expect(svg).not.toContain('Observed');
  });

  it('shows the observation on record beside the one that was asked for: 25 hours through the night in which they set the clocks back', async () => {
    const svg = await picture(observed('2026-10-31T10:00-04:00', '2026-11-01T10:00-05:00'));
    expect(drawn(svg)).toEqual(['0 39.6']);
    expect(svg).toContain('>Observed 25 h, to 2026-11-01 10:00<');
  });

  it('adds up an observation in two places, and says where an end is missing', async () => {
    const parts = [
      observed('2026-10-31T10:00-04:00', '2026-10-31T16:00-04:00'),
      observed('2026-10-31T17:00-04:00', '2026-11-01T05:30-05:00'),
    ];
    const svg = await picture(...parts);
    expect(svg).toContain('>Observed 19 h 30 min in 2 parts, to 2026-11-01 05:30<');
    expect(drawn(svg)).toHaveLength(2);
    expect(await picture(observed('2026-10-31T10:00-04:00'))).toContain(
      '>Observed from 2026-10-31 10:00, end not recorded<',
    );
  });

  it('takes an observation for that of the dose of its day, also where it began before the infusion', async () => {
    const svg = await picture(
      observed('2026-10-30T10:00-04:00', '2026-10-30T12:00-04:00'),
      observed('2026-10-31T09:00-04:00', '2026-11-01T07:00-05:00'),
    );
    expect(svg.match(/>Observed /gu)).toHaveLength(1);
    expect(svg).toContain('>Observed 23 h, to 2026-11-01 07:00<');
  });

  it('shows doses, bands, toxicity, authorization and the day of the answer, with words for who cannot see it', async () => {
    const svg = await written('course.svg', '--course', at('course.json'), '--cycles', '2', '--on', '2026-11-03');
    for (const words of [
      'Imdelltra, 5 doses from 2026-10-31',
      'As of 2026-11-03: 1 of 5 doses given',
      'Cycle 2',
      'C1D8  10 mg',
      'Observe 22–24 h from start',
      'CRS grade 2, Sun 1 Nov 2026 to Tue 3 Nov 2026',
      'first dose beyond: C3D15, 2027-01-09',
      'today',
    ])
      expect(svg).toContain(words);
    expect(svg).toMatch(/<title id="title">.+<\/title>\s*<desc id="desc">.+<\/desc>/u);
  });

  it('is well-formed, whatever people have written', async () => {
    const svg = await written(
      'hostile.svg',
      '--course',
      at('course.json'),
      '--on',
      '2026-11-02',
      '--for',
      '<b>&"\'</svg>',
    );
    expect(svg).not.toContain('<b>');
    expect(svg).toContain('&#60;b&#62;&#38;&#34;&#39;&#60;/svg&#62;');
    expect(svg).toContain('&#34;N&#34;; 1 (p&#60;&#38;&#62;)');
    const open: string[] = [];
    for (const [, close = '', name = '', alone = ''] of svg
      .replace(/^<\?xml.*\?>/u, '')
      .matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/giu)) {
      if (alone !== '') continue;
      if (close === '') open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });

  it('draws ten years without leaving a dose out', async () => {
    const svg = await written('long.svg', '--start', '2026-01-05', '--cycles', '130', '--on', '2026-01-05');
    expect(svg.match(/class="dose"/gu)).toHaveLength(261);
  });
});

describe('label diff', () => {
  it('answers 20 where something differs, 0 where nothing does, and 2 for a label that is not held', async () => {
    expect((await stepwise('label', 'diff', '--start', '2026-06-15')).status).toBe(20);
    const early = await stepwise('label', 'diff', '--start', '2026-06-15', '--from', 'tarlatamab-2025-11', '--json');
    expect([early.status, JSON.parse(early.out)]).toMatchObject([0, { doses: [], checks: [] }]);
    const unknown = await stepwise('label', 'diff', '--start', '2026-06-15', '--to', 'tarlatamab-2025-12');
    expect([unknown.status, unknown.err]).toEqual([
      2,
      '--to: there is no label "tarlatamab-2025-12". Did you mean "tarlatamab-2025-11"?\n',
    ]);
  });
});
