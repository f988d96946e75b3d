import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Course, CourseEvent } from '../../core/course/event.ts';
import type { Determination } from '../../core/coverage/determination.ts';
import { example, stepwise } from '../support/cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-course-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const save = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

const course = (change: (course: Course) => Course): string =>
  save(
    'course.json',
    JSON.stringify(change(JSON.parse(readFileSync(example('courses', 'renewal.json'), 'utf8')) as Course)),
  );

/** The same log as that of the patient of the third-line chart. */
const thirdLine = (...events: readonly CourseEvent[]): string =>
  course((before) => ({
    ...before,
    patient: { ...before.patient, birthDate: '1980-11-30', sex: 'female' },
    events: [...before.events, ...events],
  }));

const withEvents = (...events: readonly CourseEvent[]): string =>
  course((before) => ({ ...before, events: [...before.events, ...events] }));

async function check(kind: string, chart: string, ...more: readonly string[]): Promise<Determination> {
  const { out, err } = await stepwise(
    ...['check', '--policy', 'prime-ic-0789', '--request', kind, '--json'],
    ...['--chart', example('charts', `${chart}.json`), '--answers', example('answers', `${chart}.yaml`)],
    ...(more.includes('--on') ? [] : ['--on', '2026-06-15']),
    ...more,
  );
  expect(err).toBe('');
  const { determinations } = JSON.parse(out) as { determinations: [Determination] };
  return determinations[0];
}

const ids = ({ cautions }: Determination): string[] => cautions.map(({ id }) => id);

describe('what the course says of the patient', () => {
  const at = '2026-06-13T09:00-04:00';

  it('an open severe infection of the log goes before an older “no” of the chart, and both are shown', async () => {
    const found = await check(
      'initial',
      'third-line',
      '--course',
      thirdLine({ type: 'adverse-event', at, id: 'i', kind: 'infection', grade: 3, onset: '2026-06-13' }),
    );
    expect(found.outcome).toBe('criteria-not-met');
    expect(ids(found)).toEqual(expect.arrayContaining(['sources-disagree', 'open-adverse-events']));
  });

  it('a lesser or resolved one does not, and what is open is said', async () => {
    const lesser = await check(
      'initial',
      'third-line',
      '--course',
      thirdLine({ type: 'adverse-event', at, id: 'i', kind: 'infection', grade: 1, onset: '2026-06-13' }),
    );
    expect(lesser.outcome).toBe('criteria-met');
    expect(ids(lesser)).toContain('open-adverse-events');
    const resolved = await check(
      'initial',
      'third-line',
      '--course',
      thirdLine({
        type: 'adverse-event',
        at,
        id: 'i',
        kind: 'infection',
        grade: 3,
        onset: '2026-06-12',
        resolved: '2026-06-13',
      }),
    );
    expect(resolved.outcome).toBe('criteria-met');
    expect(ids(resolved)).not.toContain('open-adverse-events');
  });

  it('therapy that was discontinued is said', async () => {
    const found = await check(
      'renewal',
      'renewal-response',
      '--course',
      withEvents({ type: 'discontinued', at, id: 'd', reason: 'toxicity' }),
    );
    expect(found.cautions.find(({ id }) => id === 'discontinued')?.text).toBe(
      'Therapy was discontinued on 2026-06-13 (toxicity).',
    );
  });

  it('a sex that differs between course and chart is shown, also where only a consequence of it is asked', async () => {
    const { out } = await stepwise(
      ...['check', '--policy', 'fep-5.21.223', '--request', 'initial', '--on', '2026-06-15', '--json'],
      ...['--chart', example('charts', 'second-line.json'), '--answers', save('sex.yaml', 'patient.sex: male')],
    );
    const { determinations } = JSON.parse(out) as { determinations: [Determination] };
    const conflict = determinations[0].cautions.find(({ id }) => id === 'sources-disagree');
    expect(conflict?.text).toMatch(/^Sex: attested says Male .*, chart says Female/u);
  });

  it('a course of another patient than the chart leaves open who it is, and nothing is met', async () => {
    const found = await check('initial', 'third-line', '--course', withEvents());
    expect(found.outcome).toBe('information-needed');
    expect(found.needed.map(({ fact }) => fact)).toContain('patient.birth-date');
    expect(found.cautions.find(({ id }) => id === 'sources-disagree')?.text).toMatch(/Neither is used/u);
  });

  it('a course of another drug is bad input', async () => {
    const other = course((before) => ({ ...before, drug: 'other' }));
    const { status, out, err } = await stepwise(
      'check',
      '--policy',
      'prime-ic-0789',
      '--request',
      'renewal',
      '--course',
      other,
      '--on',
      '2026-06-15',
    );
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain('there is no drug "other"');
  });
});

describe('the period asked for', () => {
  it('a renewal follows the authorization on record, with the units of the doses that fall into it', async () => {
    const found = await check('renewal', 'renewal-response', '--course', example('courses', 'renewal.json'));
    expect(found.outcome).toBe('criteria-met');
    expect(found.authorization?.basis).toBe('computed');
    expect(found.authorization?.units).toBeGreaterThan(100);
  });

  it('a start that has passed is judged by the version then in force', async () => {
    const before = await check('initial', 'third-line', '--start', '2025-05-04');
    expect(before).toMatchObject({
      outcome: 'policy-not-applicable',
      reason: 'the policy did not exist before 2025-05-05',
    });
    const first = await check('initial', 'third-line', '--start', '2025-05-05');
    expect(first.authorization).toMatchObject({ from: '2025-05-05', to: '2025-11-04' });
  });
});
