import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CourseAnswer } from '../../core/regimen/course-answer.ts';
import { example, stepwise, stepwiseAt, type Call } from '../support/cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-course-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const at = (name: string): string => path.join(folder, name);
const NOW = '2026-07-28T08:00:00-04:00';
const COURSE = example('courses', 'step-up-complete.json');
const call = (...args: readonly string[]): Promise<Call> => stepwiseAt(NOW, 'course', ...args);

function event(entry: object, name = 'event.json'): string {
  writeFileSync(at(name), JSON.stringify(entry));
  return at(name);
}
const dose = (more: object = {}): object => ({
  type: 'dose-given',
  at: '2026-07-27T10:00-04:00',
  dose: 'C2D15',
  mg: 10,
  ...more,
});

describe('stepwise course show', () => {
  const show = async (course: string, on: string): Promise<CourseAnswer> => {
    const { status, out, err } = await stepwise('course', 'show', '--course', course, '--on', on, '--json');
    expect([status, err]).toEqual([0, '']);
    return JSON.parse(out) as CourseAnswer;
  };

  it('says where the course stands and what is due', async () => {
    const answer = await show(COURSE, '2026-07-14');
    expect(answer).toMatchObject({
      on: '2026-07-14',
      phase: 'treatment',
      position: { dose: 'C2D1', cycle: 2, day: 1 },
      next: { dose: 'C2D15', mg: 10, due: '2026-07-27', daysUntilDue: 13 },
      authorizations: [{ number: 'EX-AUTH-0001', units: 141, used: 31, left: 110 }],
      held: null,
      discontinued: null,
    });
    expect(answer.doses.map((given) => `${given.dose} ${given.date} ${given.mg}`)).toEqual([
      'C1D1 2026-06-15 1',
      'C1D8 2026-06-22 10',
      'C1D15 2026-06-29 10',
      'C2D1 2026-07-13 10',
    ]);
    expect(answer.cites.length).toBeGreaterThan(0);
  });

  it('has open toxicities with the grade now, and labs with their age', async () => {
    const answer = await show(example('courses', 'visit-crs-grade-3.json'), '2026-03-18');
    expect(answer.open).toMatchObject([{ kind: 'crs', now: 3, onset: '2026-03-17' }]);
    expect(answer.labs.cbc).toMatchObject({ date: '2026-03-16', days: 2, afterLastDose: false });
    expect((await show(example('courses', 'visit-crs-grade-3.json'), '2026-03-19')).open).toEqual([]);
  });

  it('says in words that it is on hold, late, to be stepped up again, or ended', async () => {
    const course = JSON.parse(readFileSync(COURSE, 'utf8')) as { readonly events: readonly object[] };
    const text = async (on: string, ...more: readonly object[]): Promise<string> => {
      const file = event({ ...course, events: [...course.events, ...more] }, 'course.json');
      return (await stepwise('course', 'show', '--course', file, '--on', on)).out;
    };
    expect(await text('2026-07-30')).toContain('due Mon 27 Jul 2026, 3 days late: 17 days since C2D1');
    expect(await text('2026-08-11')).toContain('R1D1, 1 mg  the step-up again: 29 days since C2D1, more than the 28');
    const held = { type: 'held', at: '2026-07-20T10:00-04:00', reason: 'weather' };
    expect(await text('2026-07-21', held)).toContain('On hold since Mon 20 Jul 2026 (weather)');
    const end = { type: 'discontinued', at: '2026-07-20T10:00-04:00', reason: 'progression' };
    expect(await text('2026-07-21', end)).toContain('Ended on Mon 20 Jul 2026 (progression); C2D1 reached');
  });

  it('today is the day at the place of the course', async () => {
    const { out } = await stepwiseAt('2026-07-14T23:30:00-07:00', 'course', 'show', '--course', COURSE, '--json');
    expect(JSON.parse(out)).toMatchObject({ on: '2026-07-15' });
  });

  it('no course is bad input', async () => {
    expect(await call('show')).toEqual({ status: 2, out: '', err: '--course: the course is missing. Name its file\n' });
  });
});

describe('stepwise course plan', () => {
  const plan = (entry: object, ...more: readonly string[]): Promise<Call> =>
    stepwiseAt(
      '2026-07-14T08:00:00-04:00',
      ...['course', 'plan', '--course', COURSE, '--event', event(entry), '--json'],
      ...more,
    );

  it('prints an accepted entry as it would be recorded', async () => {
    const { status, out } = await plan(dose());
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      accepted: true,
      event: { ...dose(), id: 'entry-10' },
      breaks: [],
      due: { dose: 'C2D15', mg: 10, date: '2026-07-27' },
    });
  });

  it.each([
    [dose({ mg: 5 }), ['dose-differs']],
    [dose({ at: '2026-07-26T10:00-04:00' }), ['dose-early']],
    [dose({ dose: 'C3D1' }), ['dose-out-of-order']],
    [dose({ dose: 'C2D1' }), ['dose-given-already']],
    [dose({ dose: 'C2D2' }), ['dose-not-in-schedule', 'dose-out-of-order']],
    [dose({ at: '2026-08-11T10:00-04:00' }), ['dose-out-of-order']],
    [
      {
        type: 'prepared',
        at: '2026-07-27T09:00-04:00',
        dose: 'C2D15',
        vials: [{ mg: 10, expires: '2026-07-26' }],
        reconstituted: '2026-07-27T09:00-04:00',
        checkedBy: ['R. Example', 'R. Example'],
      },
      ['vial-expired', 'one-checker'],
    ],
  ])('refuses %j', async (entry, ids) => {
    const { status, out } = await plan(entry);
    const answer = JSON.parse(out) as { readonly accepted: boolean; readonly breaks: readonly { id: string }[] };
    expect([status, answer.accepted]).toEqual([20, false]);
    expect(answer.breaks.map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    [dose({ at: '2026-07-13T10:00-04:00' }), '"at" lies before 2026-07-14'],
    [{ type: 'held', at: '2026-07-27T10:00-04:00', reason: 'weather' }, '"held" is not planned'],
    [dose({ mg: '10' }), 'mg: milligrams are a number'],
    [dose({ start: '2026-07-27T10:00-04:00', end: '2026-07-27T09:00-04:00' }), 'the end lies before the start'],
  ])('%j is bad input', async (entry, what) => {
    const { status, out, err } = await plan(entry);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(at('event.json'));
    expect(err).toContain(what);
  });
});

describe('stepwise course add', () => {
  const out = (): string => at('new.json');
  beforeEach(() => {
    rmSync(out(), { force: true });
  });
  const SIGNED = ['--reason', 'the line clotted', '--by', 'Dr. Example'];
  const add = (entry: object, ...more: readonly string[]): Promise<Call> =>
    call('add', '--course', COURSE, '--event', event(entry), ...more);

  it('prints the entry with its id, and writes nothing without --out', async () => {
    const before = readFileSync(COURSE, 'utf8');
    const { status, out: text } = await add(dose(), '--json');
    expect(status).toBe(0);
    expect(JSON.parse(text)).toEqual({
      drug: 'tarlatamab',
      added: [{ ...dose(), id: 'entry-10' }],
      deviations: [],
      needed: [],
      written: null,
    });
    expect(readFileSync(COURSE, 'utf8')).toBe(before);
  });

  it('writes a new file, in which all else is as it was', async () => {
    expect((await add(dose(), '--out', out())).status).toBe(0);
    const [before, after] = [COURSE, out()].map(
      (file) => JSON.parse(readFileSync(file, 'utf8')) as { readonly events: readonly object[] },
    );
    expect(after).toEqual({ ...before, events: [...(before?.events ?? []), { ...dose(), id: 'entry-10' }] });
  });

  it('writes into the course itself where it is named', async () => {
    writeFileSync(at('own.json'), readFileSync(COURSE));
    const own = ['add', '--course', at('own.json'), '--out', at('own.json')];
    expect((await call(...own, '--event', event(dose()))).status).toBe(0);
    const again = await call(...own, '--event', event({ type: 'held', at: NOW, reason: 'weather' }), '--json');
    expect(JSON.parse(again.out)).toMatchObject({ added: [{ id: 'entry-11' }] });
    expect((await call('show', '--course', at('own.json'))).out).toContain('On hold since Tue 28 Jul 2026 (weather)');
  });

  it('out of rule it wants the reason and a name, and records both beside it', async () => {
    const bare = await add(dose({ mg: 5 }), '--out', out(), '--json');
    expect(bare.status).toBe(10);
    expect(JSON.parse(bare.out)).toMatchObject({
      deviations: [{ id: 'dose-differs' }],
      needed: [{ fact: 'deviation.reason' }, { fact: 'deviation.by' }],
      written: null,
    });
    expect(existsSync(out())).toBe(false);
    const signed = await add(dose({ mg: 5 }), '--out', out(), ...SIGNED);
    expect(signed.status).toBe(0);
    const shown = await stepwise('visit', '--course', out(), '--on', '2026-07-28');
    expect(shown.out.replace(/\s+/gu, ' ')).toContain(
      'C2D15: 5 mg was given where the schedule has 10 mg. Answered for by Dr. Example: the line clotted.',
    );
  });

  it.each([
    [dose({ at: '2026-07-28T08:01-04:00' }), [], '"at" lies in the future'],
    [dose({ dose: 'C2D16' }), [], 'C2D16 is no dose of the schedule'],
    [dose({ note: 1 }), [], 'note: '],
    [dose({ by: 'N', setings: 'office' }), [], 'Did you mean "setting"?'],
    [{ type: 'voided', at: NOW, event: 'x', reason: 'r' }, [], 'the course has no entry "x"'],
    [{ type: 'held', at: '1950-01-01T10:00Z', reason: 'site' }, [], 'the patient was born on'],
    [dose(), SIGNED, '--reason: nothing about this entry is out of rule'],
    [dose({ mg: 5 }), ['--reason', 'why'], '--by: a deviation is signed with the reason and the name'],
    [dose({ mg: 5 }), ['--reason', ' ', '--by', 'Dr. Example'], '--reason: a deviation is signed'],
    [dose(), ['--out', ''], '--out: no file is named'],
    [dose(), ['--out', example('courses', 'renewal.json')], 'is there already, and is not the course'],
    [dose(), ['--out', '/no/such/folder/c.json'], 'the file cannot be written'],
  ])('%j %j is bad input', async (entry, more, what) => {
    const { status, out: text, err } = await add(entry, ...more);
    expect([status, text]).toEqual([2, '']);
    expect(err).toContain(what);
  });

  it('an id that is taken is refused at its place', async () => {
    writeFileSync(at('own.json'), readFileSync(COURSE));
    const own = ['add', '--course', at('own.json'), '--out', at('own.json'), '--event'];
    await call(...own, event(dose({ id: 'mine' })));
    const { status, err } = await call(...own, event({ type: 'held', at: NOW, id: 'mine', reason: 'site' }));
    expect(status).toBe(2);
    expect(err).toContain(`${at('event.json')}:1:`);
    expect(err).toContain('the course has an entry "mine"');
  });
});
