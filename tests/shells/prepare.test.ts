import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PatientWorksheet } from '../../core/preparation/prepare-for.ts';
import { example } from '../support/cli.ts';
import { prepare, prepareAt } from '../support/prepare-verb.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-prepare-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const NOW = '2026-06-22T09:00:00-04:00';
const COURSE = ['--course', example('courses', 'visit-first-cycles.json'), '--on', '2026-05-11'];
const using = (text: string, name = 'using.yaml'): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

describe('prepare without a course is a calculator', () => {
  it('what is past is shown, said to be over, and refuses nothing', async () => {
    const call = await prepareAt(NOW, '--dose', '1', '--reconstituted', '2026-06-15T08:10-04:00');
    expect(call.status).toBe(0);
    expect(call.out).toContain('The time of the bag ended at 2026-06-15 16:10 -04:00.');
    expect(call.out).toMatch(/Infusion must end +2026-06-15T16:10:00-04:00 \(Mon 16:10\) +over\n/u);
  });

  it('what is asked about with --at is refused when it is over', async () => {
    const line = ['--dose', '1', '--reconstituted', '2026-06-15T08:10-04:00', '--at', '2026-06-15T16:11-04:00'];
    const call = await prepare(...line);
    expect(call.status).toBe(20);
    expect(call.out).toMatch(/^Imdelltra: 1 mg\n\nNot accepted\n {2}✗ The time of the bag ended at/u);
  });

  it('counts what is left from the clock', async () => {
    const call = await prepareAt(NOW, '--dose', '10', '--reconstituted', '2026-06-22T08:10-04:00');
    expect(call.out).toMatch(/Dilute +2026-06-22T12:10:00-04:00 \(Mon 12:10\) +3 h 10 min left\n/u);
    expect(call.out).toContain('Start the infusion by Mon 2026-06-22 15:10 -04:00');
  });

  it('takes the zone and the shorter limit of the site', async () => {
    const site = using('timeZone: America/Chicago\nbagHoursAtRoomTemperature: 4.5\n', 'site.yaml');
    const line = ['--dose', '10', '--reconstituted', '2026-06-22T13:10Z', '--site', site, '--json'];
    const answer = JSON.parse((await prepareAt(NOW, ...line)).out) as PatientWorksheet;
    expect(answer.useBy.infusionMustEnd).toBe('2026-06-22T12:40:00-05:00[America/Chicago]');
    expect(answer.latestInfusionStart).toBe('2026-06-22T11:40:00-05:00[America/Chicago]');
  });

  it('the fields that other programs rely on are there', async () => {
    const answer = JSON.parse((await prepare('--dose', '10', '--json')).out) as Record<string, unknown>;
    for (const field of ['vial', 'sterileWaterMl', 'concentrationMgPerMl', 'salineToWithdrawMl', 'stabilizerMl'])
      expect(answer).toHaveProperty(field);
    for (const field of ['drugMl', 'bagMl', 'useBy', 'steps', 'cites', 'cautions'])
      expect(answer).toHaveProperty(field);
    expect(answer['useBy']).toEqual({
      dilute: null,
      roomTemperature: null,
      refrigerated: null,
      infusionMustEnd: null,
    });
  });
});

describe('bad input is named with its place', () => {
  it.each([
    [
      'a volume below zero',
      'measured: { drugMl: -4.2 }',
      /using\.yaml:1:13: measured\.drugMl: a volume is more than 0/u,
    ],
    ['a bag of nothing', 'bag: { ml: 0 }', /using\.yaml:1:8: bag\.ml: a volume is more than 0/u],
    ['milligrams below zero', 'vials: [{ mg: -1 }]', /milligrams are more than 0/u],
    ['a discard below zero', 'discarded: [{ mg: -1, reason: x }]', /milligrams are more than 0/u],
    ['half a vial', 'vials: [{ mg: 10, count: 0.5 }]', /vials\.0\.count/u],
    ['an unknown key', 'vial: []', /the key "vial" is not known here\. Did you mean "vials"\?/u],
    ['no day', 'vials: [{ mg: 10, expires: 2026-02-30 }]', /this is not a day of the calendar/u],
    [
      'no time',
      'times: { reconstituted: 8:10 }',
      /times\.reconstituted: .*is not a time with an offset|a time is wanted/u,
    ],
    ['an unknown inspection', 'inspections: { colour: passes }', /using\.yaml: there is no inspection "colour"/u],
    ['a bag that no bar code can name', 'bag: { id: "Änne 1" }', /no name for a bar code/u],
    [
      'times out of order',
      'times: { reconstituted: 2026-06-22T08:10-04:00, diluted: 2026-06-22T08:09-04:00 }',
      /using\.yaml: 2026-06-22T08:09-04:00 lies before reconstituted/u,
    ],
  ])('%s', async (_name, text, message) => {
    const call = await prepareAt(NOW, '--dose', '10', '--using', using(text));
    expect([call.status, call.out]).toEqual([2, '']);
    expect(call.err).toMatch(message);
  });

  it.each([
    [['--dose', '10', '--happened'], /^--happened: it belongs to the dose of a patient/u],
    [['--dose', '10', '--at', 'noon'], /^--at: "noon" is not a time with an offset/u],
    [['--dose', '10', '--refrigerated-again', '2026-06-22T08:10-04:00'], /^--refrigerated-again: the time before it/u],
    [[...COURSE, '--happened', '--reason', 'x'], /^--happened: .* together\. Give all three/u],
    [
      [...COURSE, '--infusion-start', '2026-05-12T10:00-04:00'],
      /^--infusion-start: the infusion starts on 2026-05-12/u,
    ],
    [['--day', '2026-05-11'], /^--courses: the folder of the courses is missing/u],
    [['--day', '2026-05-11', '--courses', 'nowhere'], /^nowhere: the folder given with --courses cannot be read/u],
    [['--day', '2026-05-11', '--courses', 'examples', '--dose', '1'], /^--dose: --day is about every course/u],
  ])('%j', async (args, message) => {
    const call = await prepareAt(NOW, ...args);
    expect([call.status, call.out]).toEqual([2, '']);
    expect(call.err).toMatch(message);
  });

  it.each([
    ['timeZone: Nowhere', /site\.yaml:1:\d+: timeZone: this is not a time zone/u],
    [
      'bagHoursAtRoomTemperature: 0.00000001',
      /site\.yaml:1:\d+: bagHoursAtRoomTemperature: hours are a plain decimal number/u,
    ],
  ])('a site file that says %s', async (text, message) => {
    const call = await prepare('--dose', '10', '--site', using(text, 'site.yaml'));
    expect([call.status, call.out]).toEqual([2, '']);
    expect(call.err).toMatch(message);
  });

  it('a time that is given twice', async () => {
    const file = using('times: { reconstituted: 2026-06-22T08:10-04:00 }');
    const line = ['--dose', '10', '--using', file, '--reconstituted', '2026-06-22T08:10-04:00'];
    expect((await prepare(...line)).err).toMatch(/^--reconstituted: .*using\.yaml gives this time as well/u);
  });
});

describe('prepare for a patient', () => {
  const READY = ['--using', example('preparation', 'c3d15.yaml'), '--at', '2026-05-11T09:00-04:00'];
  const WRONG = ['--using', example('preparation', 'wrong.yaml'), '--at', '2026-05-11T13:00-04:00'];

  it('a cleared dose exits with 0, a draft with 10, a refusal with 20', async () => {
    expect((await prepare(...COURSE, ...READY)).status).toBe(0);
    const draft = ['--reconstituted', '2026-05-11T08:10-04:00', '--at', '2026-05-11T09:00-04:00'];
    expect((await prepare(...COURSE, ...draft)).status).toBe(10);
    expect((await prepare(...COURSE, ...WRONG)).status).toBe(20);
    expect((await prepare(...COURSE, '--at', '2026-05-11T09:00-04:00')).status).toBe(0);
  });

  it('writes the course with the entries only where they may be recorded as they stand', async () => {
    const out = (name: string): string => path.join(folder, name);
    const read = (name: string): { readonly events: readonly { readonly type: string }[] } =>
      JSON.parse(readFileSync(out(name), 'utf8')) as { events: { type: string }[] };
    expect((await prepare(...COURSE, ...READY, '--out', out('ready.json'))).out).toContain('is written to');
    expect(read('ready.json').events.at(-1)?.type).toBe('prepared');
    expect((await prepare(...COURSE, ...WRONG, '--out', out('refused.json'))).out).toContain('Nothing is written to');
    expect(existsSync(out('refused.json'))).toBe(false);
    const happened = ['--happened', '--reason', 'as found at the audit', '--by', 'R. Example, PharmD'];
    const call = await prepare(...COURSE, ...WRONG, ...happened, '--out', out('happened.json'));
    expect(call.status).toBe(0);
    const added = read('happened.json').events.slice(read('ready.json').events.length - 1);
    expect(added.slice(0, 2)).toMatchObject([
      { type: 'prepared', id: 'prepared-c3d15-20260511T1210Z' },
      {
        type: 'deviation',
        of: 'prepared-c3d15-20260511T1210Z',
        reason: 'as found at the audit',
        by: 'R. Example, PharmD',
      },
    ]);
  });

  it('writes over no other file, and what is written is found again', async () => {
    const again = ['--course', path.join(folder, 'ready.json'), '--on', '2026-05-11', '--at', '2026-05-11T09:30-04:00'];
    expect((await prepare(...again, '--out', path.join(folder, 'happened.json'))).err).toMatch(
      /^--out: .* there already/u,
    );
    const { out } = await prepare(...again, '--json');
    expect(JSON.parse(out)).toMatchObject({
      bagId: 'C3D15-20260511T1210Z-V5ODK',
      bag: 'usable',
      useBy: { infusionMustEnd: '2026-05-11T16:10:00-04:00[America/New_York]' },
      blocks: [],
      record: { status: 'recorded' },
    });
  });

  it('what is wrong stands first, each with its reason and its passage', async () => {
    const { out } = await prepare(...COURSE, ...WRONG);
    const first = out.slice(0, out.indexOf('  Vial '));
    for (const reason of [
      '2 × 1 mg cannot stand',
      'expired on 2026-04-30',
      'holds 500 mL',
      '5% dextrose',
      'glass',
      '12:40',
      'twice',
    ])
      expect(first).toContain(reason);
    expect(first).toContain('[preparation-and-safety, materials;');
    expect(out).toContain('Record: not accepted, nothing is to be recorded');
  });

  it('asks about today where nothing says a day', async () => {
    const line = ['--course', example('courses', 'visit-first-cycles.json'), '--json'];
    const answer = JSON.parse((await prepareAt('2026-05-12T01:00:00Z', ...line)).out) as PatientWorksheet;
    expect([answer.visit.on, answer.visit.clearance, answer.dose]).toEqual(['2026-05-11', 'give', 'C3D15']);
  });
});
