import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisitAnswer } from '../../core/foresight/visit.ts';
import { example, stepwise, type Call } from '../support/cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-visit-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const visit = (course: string, on: string, ...more: readonly string[]): Promise<Call> =>
  stepwise('visit', '--course', example('courses', `${course}.json`), '--on', on, ...more);

describe('stepwise visit', () => {
  it.each([
    ['visit-first-cycles', '2026-05-11', 'GIVE', 0],
    ['visit-late', '2026-03-17', 'RESTART', 0],
    ['visit-incomplete', '2026-03-30', 'CANNOT TELL', 10],
    ['visit-crs-grade-3', '2026-03-30', 'CANNOT TELL', 10],
    ['visit-neutropenia', '2026-03-30', 'HOLD', 20],
    ['visit-first-cycles', '2026-05-10', 'HOLD', 20],
  ])('%s on %s: %s', async (course, on, word, status) => {
    const call = await visit(course, on);
    expect([call.status, call.err]).toEqual([status, '']);
    expect(call.out.startsWith(`${word}  `)).toBe(true);
  });

  it('--json prints the answer and nothing else', async () => {
    const { out, status } = await visit('visit-first-cycles', '2026-05-11', '--json');
    const answer = JSON.parse(out) as VisitAnswer;
    expect(status).toBe(0);
    expect(answer).toMatchObject({ clearance: 'give', dose: 'C3D15', mg: 10, financial: { status: 'covered' } });
    expect(answer.checks.every(({ criteria }) => criteria.cite.length > 0)).toBe(true);
    expect(answer.cites.length).toBeGreaterThan(0);
  });

  it('does not see what was recorded after the day', async () => {
    const { out } = await visit('visit-first-cycles', '2026-03-29', '--json');
    expect(JSON.parse(out)).toMatchObject({ clearance: 'hold', dose: 'C2D1', due: '2026-03-30' });
  });

  it('takes the label that is named', async () => {
    const { out } = await visit('visit-first-cycles', '2026-05-11', '--json', '--label', 'tarlatamab-2024-05');
    expect(JSON.parse(out)).toMatchObject({ label: { id: 'tarlatamab-2024-05' } });
  });

  it('bad input is named and answered with 2', async () => {
    const site = path.join(folder, 'site.yaml');
    writeFileSync(site, 'labWindowDays: soon\n');
    const bad = await visit('visit-first-cycles', '2026-05-11', '--site', site);
    expect([bad.status, bad.out]).toEqual([2, '']);
    expect(bad.err).toContain(`${site}:1:1: labWindowDays: days are a whole number`);
    const none = await stepwise('visit', '--on', '2026-05-11');
    expect([none.status, none.err]).toEqual([2, '--course: the course is missing. Name its file\n']);
  });
});
