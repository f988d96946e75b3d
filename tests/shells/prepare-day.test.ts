import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DayOfPharmacy } from '../../shells/preparation/day-of-pharmacy.ts';
import { example } from '../support/cli.ts';
import { prepare } from '../support/prepare-verb.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-prepare-day-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('prepare for a day', () => {
  const DAY = ['--day', '2026-05-11', '--courses', example('preparation', 'day')];
  const TIMES = ['--appointments', example('preparation', 'appointments.yaml')];

  it('in the order of the infusions, vials by strength, and when they leave the refrigerator', async () => {
    const call = await prepare(...DAY, ...TIMES, '--json');
    const answer = JSON.parse(call.out) as DayOfPharmacy;
    expect(call.status).toBe(10);
    expect(answer.doses.map(({ course, dose, mg }) => [course, dose, mg])).toEqual([
      ['later-dose.json', 'C3D15', 10],
      ['first-dose.json', 'C1D1', 1],
      ['second-dose.json', 'C1D8', 10],
    ]);
    expect(answer.vials).toEqual([
      {
        drug: 'tarlatamab',
        mg: 1,
        ndc: '55513-059-01',
        count: 1,
        takeOutNotBefore: '2026-05-10T10:00:00-04:00[America/New_York]',
        neededBy: '2026-05-11T10:00:00-04:00[America/New_York]',
      },
      {
        drug: 'tarlatamab',
        mg: 10,
        ndc: '55513-077-01',
        count: 2,
        takeOutNotBefore: '2026-05-10T13:30:00-04:00[America/New_York]',
        neededBy: '2026-05-11T09:00:00-04:00[America/New_York]',
      },
    ]);
    expect(answer.expectedWasteMg).toBe(0);
    expect(answer.doses[0]).toMatchObject({
      takeOutNotBefore: '2026-05-10T09:00:00-04:00[America/New_York]',
      reconstitute: {
        notBefore: '2026-05-11T02:00:00-04:00[America/New_York]',
        by: '2026-05-11T09:00:00-04:00[America/New_York]',
      },
      expectedWasteMg: 0,
    });
    expect(answer.notCleared.map(({ course, clearance }) => [course, clearance])).toEqual([
      ['blood-count-missing.json', 'cannot-tell'],
    ]);
  });

  it('without appointments the times are not known, and it says so', async () => {
    const { out } = await prepare(...DAY);
    expect(out).toContain('when: not known before every appointment is');
    expect(out).toContain('No appointment is known for first-dose.json, later-dose.json, second-dose.json');
  });

  it('a broken course is reported with its place, and the rest go on', async () => {
    const day = path.join(folder, 'day');
    mkdirSync(day);
    copyFileSync(example('preparation', 'day', 'first-dose.json'), path.join(day, 'first-dose.json'));
    const whole = await prepare('--day', '2026-05-11', '--courses', day);
    expect(whole.status).toBe(0);
    writeFileSync(path.join(day, 'broken.json'), '{\n "drug": d\n}');
    writeFileSync(
      path.join(day, 'wrong.json'),
      '{ "drug": "other", "patient": { "birthDate": "1960-01-01", "sex": "male" }, "events": [] }',
    );
    const call = await prepare('--day', '2026-05-11', '--courses', day, '--json');
    const answer = JSON.parse(call.out) as DayOfPharmacy;
    expect(call.status).toBe(10);
    expect(answer.doses.map(({ course }) => course)).toEqual(['first-dose.json']);
    expect(answer.unreadable.map(({ course }) => course)).toEqual(['broken.json', 'wrong.json']);
    expect(answer.unreadable[0]?.faults[0]).toMatch(/broken\.json:2:10: this is not JSON/u);
    expect(answer.unreadable[1]?.faults[0]).toMatch(/wrong\.json: there is no drug "other"/u);
  });

  it('a bag that is made already takes no vial, and a dose given that day is not asked for', async () => {
    const day = path.join(folder, 'made');
    mkdirSync(day);
    const course = JSON.parse(readFileSync(example('preparation', 'day', 'second-dose.json'), 'utf8')) as {
      events: unknown[];
    };
    const made = {
      type: 'prepared',
      at: '2026-05-11T07:00-04:00',
      id: 'p',
      dose: 'C1D8',
      vials: [{ mg: 10 }],
      reconstituted: '2026-05-11T06:40-04:00',
      checkedBy: ['A', 'B'],
    };
    const given = { type: 'dose-given', at: '2026-05-11T10:00-04:00', id: 'g', dose: 'C1D8', mg: 10 };
    const write = (name: string, more: readonly unknown[]): void => {
      writeFileSync(path.join(day, name), JSON.stringify({ ...course, events: [...course.events, ...more] }));
    };
    write('made.json', [made]);
    write('given.json', [made, given]);
    const answer = JSON.parse((await prepare('--day', '2026-05-11', '--courses', day, '--json')).out) as DayOfPharmacy;
    expect(answer.doses.map(({ course: file, madeAlready }) => [file, madeAlready])).toEqual([
      ['made.json', '2026-05-11T06:40-04:00'],
    ]);
    expect([answer.vials, answer.given]).toEqual([[], [{ course: 'given.json', dose: 'C1D8' }]]);
  });

  it('an appointment of a course that is not there would be lost: bad input', async () => {
    const file = path.join(folder, 'lost.yaml');
    writeFileSync(file, 'no-such.json: 2026-05-11T10:00-04:00\n');
    const call = await prepare(...DAY, '--appointments', file);
    expect(call.status).toBe(2);
    expect(call.err).toMatch(/lost\.yaml: there is no course "no-such\.json"/u);
  });
});
