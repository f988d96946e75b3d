import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/knowledge.ts';
import { openService, type OpenService } from '../support/service.ts';

const COURSE = path.join(ROOT, 'examples', 'courses', 'visit-first-cycles.json');
/** A day on which the dose of the course is cleared. */
const NOW = '2026-05-11T09:00:00-04:00';
const USING = {
  vials: [{ mg: 10, ndc: '55513-077-01', lot: 'EX2001', expires: '2027-12-31' }],
  times: { reconstituted: '2026-05-11T08:10-04:00', diluted: '2026-05-11T08:35-04:00' },
  inspections: { 'reconstituted-solution': 'passes' },
  checkedBy: ['R. Example, PharmD', 'S. Example, CPhT'],
};

function withoutId(entry: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => key !== 'id'));
}

interface Told {
  readonly record: { readonly status: string; readonly events: readonly Readonly<Record<string, unknown>>[] };
  readonly blocks: readonly { readonly id: string }[];
}

describe('what a visit and a preparation ask of the service', () => {
  let open: OpenService;
  let id: string;

  beforeAll(async () => {
    open = await openService(undefined, { now: () => NOW });
    const { events, ...head } = JSON.parse(readFileSync(COURSE, 'utf8')) as {
      events: readonly Readonly<Record<string, unknown>>[];
    };
    const post = async (url: string, payload: object, key: string): ReturnType<OpenService['call']> =>
      open.call('nurse', { method: 'POST', url, payload, headers: { 'idempotency-key': key } });
    ({ id } = (await post('/v1/courses', head, 'the-course')).json<{ id: string }>());
    const until = events.filter(({ at }) => String(at) <= '2026-05-11T08:59').map(withoutId);
    const told = await post(`/v1/courses/${id}/events`, { events: until }, 'its-entries');
    expect(told.statusCode).toBe(201);
  });
  afterAll(async () => {
    await open.close();
  });

  const prepare = async (payload: object): ReturnType<OpenService['call']> =>
    open.call('pharmacist', { method: 'POST', url: `/v1/courses/${id}/answers/prepare`, payload });
  const get = async (file: string, organisation = 'clinic'): ReturnType<OpenService['call']> =>
    open.call('pharmacist', { method: 'GET', url: `/v1/courses/${id}/${file}`, organisation });

  it('prepares the dose of a stored course with what is in hand', async () => {
    expect((await prepare({})).json<Told>().record.status).toBe('not-begun');
    const told = (await prepare({ using: USING })).json<Told>();
    expect([told.record.status, told.blocks]).toEqual(['ready', []]);
    expect(told.record.events.map(({ type }) => type)).toEqual(['prepared']);
    const wrong = (await prepare({ using: { ...USING, checkedBy: ['R. Example', 'r. example'] } })).json<Told>();
    expect([wrong.record.status, wrong.blocks.map((one) => one.id)]).toEqual(['not-accepted', ['same-checker']]);
  });

  it.each([
    ['courses', 'examples'],
    ['day', '2026-05-11'],
    ['appointments', 'examples/preparation/appointments.yaml'],
    ['label', 'label.pdf'],
    ['out', 'course.json'],
  ])('reaches no file of the machine by the option %s', async (option, value) => {
    const told = await prepare({ [option]: value });
    expect(told.statusCode).toBe(400);
    expect(told.json<{ faults: { what: string }[] }>().faults.map(({ what }) => what)).toEqual([
      'this is no option of the answer',
    ]);
  });

  it('prints an empty worksheet before the work, and no label of a bag that is not made', async () => {
    const sheet = await get('worksheet.pdf?paper=a4');
    expect([sheet.statusCode, sheet.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(sheet.headers['content-disposition']).toBe('inline; filename="worksheet.pdf"');
    expect(sheet.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await get('worksheet.pdf?paper=folio')).statusCode).toBe(400);
    const label = await get('bag-label.pdf');
    expect([label.statusCode, label.json<{ title: string }>().title]).toEqual([409, 'The bag is not recorded yet']);
  });

  it('prints the bag once it is recorded', async () => {
    const { record } = (await prepare({ using: USING })).json<Told>();
    const entries = record.events.map(withoutId);
    const told = await open.call('pharmacist', {
      ...{ method: 'POST', url: `/v1/courses/${id}/events`, payload: { events: entries } },
      headers: { 'idempotency-key': 'its-bag-recorded' },
    });
    expect(told.statusCode).toBe(201);
    expect((await prepare({})).json<Told>().record.status).toBe('recorded');
    const label = await get('bag-label.pdf');
    expect([label.statusCode, label.headers['content-type']]).toEqual([200, 'application/pdf']);
  });

  it('prints nothing for a dose that is not cleared, and says why', async () => {
    const told = await get('worksheet.pdf?on=2026-05-04');
    expect(told.statusCode).toBe(409);
    expect(told.json<{ detail: string }>().detail).toMatch(/^C3D15 is not cleared on 2026-05-04/u);
  });

  it('shows nobody of another organisation that there is such a course', async () => {
    expect((await get('worksheet.pdf', 'other')).statusCode).toBe(404);
    expect((await get('bag-label.pdf', 'other')).statusCode).toBe(404);
  });

  it('tells what is asked at the bedside, in the words of the knowledge', async () => {
    const told = (await open.call('nurse', { method: 'GET', url: '/v1/bedside' })).json<{
      findings: { id: string }[];
      scales: { id: string; grades: { grade: number; text: string }[] }[];
      analytes: { id: string; units: string[]; grades: { grade: number; limit: unknown }[] }[];
    }>();
    expect(told.findings.map(({ id: one }) => one)).toContain('icans.consciousness');
    expect(told.scales.map(({ id: one }) => one)).toEqual(['crs', 'icans']);
    expect(told.scales[0]?.grades[0]).toMatchObject({
      grade: 4,
      text: 'More than one vasopressor, or positive pressure',
    });
    const neutrophils = told.analytes.find(({ id: one }) => one === 'neutrophils');
    expect(neutrophils?.units).toEqual(['10*9/L', '/uL']);
    expect(neutrophils?.grades[1]).toEqual({ grade: 3, limit: { relation: 'less-than', value: 1, of: null } });
    expect(neutrophils?.grades[3]).toEqual({ grade: 1, limit: { relation: 'less-than', value: 1, of: 'lln' } });
  });
});
