import type { Bundle, Provenance } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEFORE_FIRST, canonical, chainHash } from '../../shells/store/chain.ts';
import { openDemo, type OpenDemo } from '../support/demo.ts';
import { shapeFaults } from '../support/fhir-shape.ts';
import { linesOfPdf, pagesOfPdf } from '../support/pdf.ts';

interface Event {
  readonly sequence: number;
  readonly type: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly actor: unknown;
  readonly body: Readonly<Record<string, unknown>>;
  readonly hash: string;
}
interface CourseJson {
  readonly id: string;
  readonly requests: readonly {
    readonly id: string;
    readonly status: string;
    readonly head: { readonly sequence: number; readonly hash: string };
    readonly events: readonly Event[];
  }[];
  readonly head: { readonly sequence: number; readonly hash: string };
  readonly events: readonly Event[];
}

// A value of several types has its type in the name of the element, which the list of elements does not.
const CHOICES = /\.(?:effective|medication|value|occurred|serviced)\w+(?:\.\w+)*: unknown$/u;

const ON_THE_WALL = String.raw`\w{3} \d{4}-\d{2}-\d{2} \d{2}:\d{2} \(UTC[+-]\d{2}:\d{2}\)`;

let demo: OpenDemo;
let courses: readonly string[];
beforeAll(async () => {
  demo = await openDemo();
  const told = await demo.get('nurse', 'demo-practice', '/v1/courses?limit=200');
  courses = told.json<{ rows: { id: string }[] }>().rows.map(({ id }) => id);
});
afterAll(async () => {
  await demo.open.close();
});

const course = (id: string, format: string): ReturnType<OpenDemo['get']> =>
  demo.get('nurse', 'demo-practice', `/v1/courses/${id}/export?format=${format}`);
const json = async (id: string): Promise<CourseJson> => (await course(id, 'json')).json<CourseJson>();
const textOf = (bytes: Uint8Array): string =>
  linesOfPdf(bytes)
    .map(({ text }) => text)
    .join('\n');

async function requestIn(status: string, organisation = 'demo-payer'): Promise<string> {
  const [found] = [...(await demo.requests(organisation))].filter(([, one]) => one === status);
  if (found === undefined) throw new Error(`The demo has no request that is ${status}`);
  return found[0];
}

describe('the whole record of a course', () => {
  it('has the requests that name it, with their steps, what was authorized and their own chains', async () => {
    const [id = ''] = courses;
    const post = async (url: string, payload: object): Promise<string> => {
      const headers = { 'idempotency-key': `export-request-${url}-${String(Object.keys(payload).length)}` };
      const told = await demo.open.call('nurse', {
        ...{ method: 'POST', url, organisation: 'demo-practice' },
        ...{ headers, payload },
      });
      expect(told.statusCode, told.body).toBe(201);
      return told.json<{ id: string }>().id;
    };
    const known = (await json(id)).requests.map((one) => one.id);
    const draft = { side: 'practice', kind: 'initial', policy: 'prime-ic-0789', drug: 'tarlatamab', course: id };
    const asked = await post('/v1/requests', { ...draft, at: '2026-07-06T23:30:00-04:00' });
    const approval = { number: 'EX-77', from: '2026-07-08', to: '2027-01-07', units: 24 };
    await post(`/v1/requests/${asked}/entries`, {
      entries: [
        { type: 'submitted', channel: 'fax', at: '2026-07-07T09:00:00-04:00' },
        { type: 'answer-recorded', heard: 'fax', answer: 'approved', approval, at: '2026-07-08T12:05:00-04:00' },
      ],
    });
    const { requests } = await json(id);
    expect(requests.map((one) => one.id).filter((one) => !known.includes(one))).toEqual([asked]);
    const written = requests.find((one) => one.id === asked);
    expect(written?.status).toBe('approved');
    expect(written?.events.map(({ type }) => type)).toEqual(['drafted', 'submitted', 'answer-recorded']);

    const resources = ((await course(id, 'fhir')).json<Bundle>().entry ?? []).flatMap(({ resource }) => resource ?? []);
    const by = (own: string): unknown => resources.find((one) => one.id === own);
    expect(by(asked)).toMatchObject({ resourceType: 'Claim', use: 'preauthorization', status: 'active' });
    expect(by(`${asked}-answer`)).toMatchObject({
      ...{ resourceType: 'ClaimResponse', request: { reference: `Claim/${asked}` }, disposition: 'approved' },
      ...{ preAuthRef: 'EX-77', preAuthPeriod: { start: '2026-07-08', end: '2027-01-07' } },
      processNote: [{ text: '24 units' }],
    });

    const text = textOf((await course(id, 'pdf')).rawPayload);
    // The courses of the demo have places in two zones, and which of them is the first here is chance.
    const [drafted, heard] = text.includes('of America/Chicago')
      ? ['22:30 (UTC-05:00)', '11:05 (UTC-05:00)']
      : ['23:30 (UTC-04:00)', '12:05 (UTC-04:00)'];
    for (const part of [
      'Request for authorization, initial',
      'EX-77, 2026-07-08 to 2027-01-07, 24 units',
      `Mon 2026-07-06 ${drafted} drafted`,
      `Wed 2026-07-08 ${heard} answer recorded`,
      written?.head.hash ?? '',
    ])
      expect(text).toContain(part);
    const told = await demo.get('auditor', 'demo-practice', `/v1/access?stream=${asked}&limit=200`);
    const whats = told.json<{ rows: { what: string }[] }>().rows.map(({ what }) => what);
    expect(whats).toEqual(expect.arrayContaining(['export json of its course', 'export fhir of its course']));
  });

  it('as JSON has every event, and its chain can be computed again by whoever has it', async () => {
    for (const id of courses) {
      const { requests, ...own } = await json(id);
      for (const { id: stream, events, head } of [own, ...requests]) {
        let before = BEFORE_FIRST;
        for (const { actor, body, hash, ...event } of events) {
          before = chainHash({ ...event, stream, actor: canonical(actor), body: canonical(body) }, before);
          expect(before).toBe(hash);
        }
        expect(head).toEqual({ sequence: events.length, hash: before });
      }
    }
  });

  it('as FHIR is a sound Bundle without a name, with who, when and hash of every event', async () => {
    const types = new Set<string>();
    for (const id of courses) {
      const { events, requests } = await json(id);
      const told = await course(id, 'fhir');
      expect(told.headers['content-type']).toContain('application/fhir+json');
      const bundle = told.json<Bundle>();
      const resources = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
      const references = new Set(resources.map(({ resourceType, id: own = '' }) => `${resourceType}/${own}`));
      expect(references.size).toBe(resources.length);
      for (const resource of resources) {
        types.add(resource.resourceType);
        expect(shapeFaults(resource, resource.resourceType).filter((fault) => !CHOICES.test(fault))).toEqual([]);
      }
      expect(JSON.stringify(resources.filter(({ resourceType }) => resourceType === 'Patient'))).not.toContain('name');
      const provenance = resources.filter((one): one is Provenance => one.resourceType === 'Provenance');
      expect(provenance.map(({ entity }) => entity?.[0]?.what.identifier?.value)).toEqual(
        [...events, ...requests.flatMap((request) => request.events)].map(({ hash }) => hash),
      );
      for (const { target } of provenance)
        for (const { reference = '' } of target) expect(references).toContain(reference);
      for (const time of JSON.stringify(bundle).matchAll(/"\d{4}-\d{2}-\d{2}T[^"]*"/gu))
        expect(time[0]).toMatch(/T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})"$/u);
    }
    expect([...types].sort()).toEqual(
      [
        ...['AdverseEvent', 'Basic', 'Claim', 'ClaimResponse', 'Condition', 'MedicationAdministration'],
        ...['Observation', 'Patient', 'Provenance'],
      ].sort(),
    );
  });

  it('as FHIR gives doses as they were given, and what was taken back as entered in error', async () => {
    const id = courses[0] ?? '';
    const before = await json(id);
    const dose = before.events.find(({ type }) => type === 'dose-given') ?? before.events[1];
    const wrong = dose?.sequence ?? 0;
    const added = await demo.open.call('nurse', {
      ...{ method: 'POST', url: `/v1/courses/${id}/events`, organisation: 'demo-practice' },
      headers: { 'idempotency-key': 'export-voided-1' },
      payload: {
        events: [
          { type: 'assessed', at: '2026-07-19T09:00-04:00', response: 'stable' },
          { type: 'voided', at: '2026-07-19T10:00-04:00', event: `e${String(before.events.length + 1)}`, reason: 'x' },
        ],
      },
    });
    expect(added.statusCode, added.body).toBe(201);
    const resources = ((await course(id, 'fhir')).json<Bundle>().entry ?? []).flatMap(({ resource }) => resource ?? []);
    const by = (own: string): unknown => resources.find((one) => one.id === own);
    expect(by(`e${String(before.events.length + 1)}`)).toMatchObject({
      resourceType: 'Observation',
      status: 'entered-in-error',
      valueString: 'stable',
    });
    if (dose?.type === 'dose-given')
      expect(by(`e${String(wrong)}`)).toMatchObject({
        status: 'completed',
        dosage: { dose: { value: dose.body['mg'], code: 'mg' } },
      });
  });

  it('as PDF says every event with who and when, and ends with the last hash', async () => {
    for (const id of courses.slice(0, 4)) {
      const { events, head } = await json(id);
      const told = await course(id, 'pdf');
      expect(told.headers['content-type']).toBe('application/pdf');
      const text = textOf(told.rawPayload);
      for (const { type } of events)
        expect(text).toMatch(new RegExp(`^${ON_THE_WALL} ${type.replaceAll('-', ' ')}`, 'mu'));
      // Nobody reads a time with a T in it.
      expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}T/u);
      expect(text).toContain(head.hash);
      const pages = pagesOfPdf(told.rawPayload);
      expect(text).toContain(`Page ${String(pages)} of ${String(pages)}`);
    }
  });

  it('is nothing to another organisation, is no request, and its reading is logged', async () => {
    const [id = ''] = courses;
    for (const format of ['json', 'fhir', 'pdf'])
      expect((await demo.get('nurse', 'demo-payer', `/v1/courses/${id}/export?format=${format}`)).statusCode).toBe(404);
    expect((await demo.get('nurse', 'demo-practice', `/v1/requests/${id}/export`)).statusCode).toBe(404);
    expect((await course(id, 'xml')).statusCode).toBe(400);
    const told = await demo.get('auditor', 'demo-practice', `/v1/access?stream=${id}&limit=200`);
    expect(told.json<{ rows: { what: string }[] }>().rows.map(({ what }) => what)).toContain('export fhir');
  });
});

describe('the packet of an appeal', () => {
  it('has the decision as it was signed, the criteria with their passages, what is known and what is not', async () => {
    const id = await requestIn('denied');
    const told = await demo.get('reviewer', 'demo-payer', `/v1/requests/${id}/export?format=pdf`);
    expect(told.statusCode, told.body.slice(0, 200)).toBe(200);
    const text = textOf(told.rawPayload).replaceAll('\n', ' ');
    for (const part of [
      ...['Appeal packet', 'Invented Clinician, MD, NPI 1234567893, medical oncology'],
      ...['the record shows platinum and no other prior line', 'Criteria not met', 'Not met'],
      ...[
        'At least one other prior line',
        'What is known',
        'What is not known',
        'Passages of the policy',
        'fingerprint',
        'Documents that come with this packet',
        'chart.json, ',
      ],
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}T/u);
    expect(told.rawPayload.toString('latin1')).toMatch(/\/EmbeddedFiles/u);
    const { appeal, decision } = (
      await demo.get('reviewer', 'demo-payer', `/v1/requests/${id}/export?format=json`)
    ).json<{
      decision: { decision: string };
      appeal: {
        policy: { version: string };
        criteria: { id: string; mark: string }[];
        passages: { held: { fingerprint: string } | null }[];
        records: unknown[];
      };
    }>();
    expect(decision.decision).toBe('denied');
    expect(appeal.policy.version).toBe('2025-05-05');
    expect(appeal.criteria.filter(({ mark }) => mark === 'not-met').map(({ id: one }) => one)).not.toEqual([]);
    expect(appeal.passages.every(({ held }) => held === null || /^[0-9a-f]{16}$/u.test(held.fingerprint))).toBe(true);
    expect(appeal.records.length).toBeGreaterThan(3);
    for (const { held } of appeal.passages) if (held !== null) expect(text).toContain(held.fingerprint);
  });

  it('is there while an appeal runs, and of an answer that came by letter', async () => {
    for (const [status, organisation] of [
      ['under-appeal', 'demo-payer'],
      ['denied', 'demo-practice'],
    ] as const) {
      const id = await requestIn(status, organisation);
      const told = await demo.get('auditor', organisation, `/v1/requests/${id}/export?format=pdf`);
      expect(told.statusCode, status).toBe(200);
      expect(textOf(told.rawPayload)).toContain('The decision, as it was given');
    }
  });

  it('is not made where nothing stands against the request', async () => {
    for (const status of ['approved', 'pended', 'draft']) {
      const id = await requestIn(status);
      const told = await demo.get('auditor', 'demo-payer', `/v1/requests/${id}/export?format=pdf`);
      expect(told.statusCode, status).toBe(409);
      expect((await demo.get('auditor', 'demo-payer', `/v1/requests/${id}/export`)).statusCode).toBe(200);
    }
  });
});
