import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validatePasRequest, validatePasResponse } from '../../../shells/fhir/validate/validate.ts';
import { listAt, textAt } from '../../../shells/pas/element.ts';
import {
  claimResponse,
  decisions,
  knowledgeThatApproves,
  requestBundle,
  requestsOf,
  reviewer,
  submit,
  type Asked,
} from '../../support/pas.ts';
import { openService, type OpenService } from '../../support/service.ts';

let alone: OpenService;
let person: OpenService;
beforeAll(async () => {
  alone = await openService(knowledgeThatApproves());
  person = await openService();
}, 60_000);
afterAll(async () => {
  await Promise.all([alone.close(), person.close()]);
});

/** Sends a request, has its answer judged by the profiles, and gives it. */
async function answerTo(open: OpenService, asked: Asked): Promise<unknown> {
  const bundle = requestBundle(asked);
  expect(validatePasRequest(bundle).faults).toEqual([]);
  const { status, type, body } = await submit(open, bundle);
  expect({ status, type, faults: status === 200 ? validatePasResponse(body).faults : body }).toEqual({
    ...{ status: 200, type: 'application/fhir+json; charset=utf-8', faults: [] },
  });
  return body;
}

describe('a new claim', () => {
  it('is certified where the criteria are met on a person’s word and the payer lets the program approve [pas spec-3 spec-30 use-1]', async () => {
    const body = await answerTo(alone, { id: 'met' });
    expect(decisions(body)).toEqual([
      { sequence: 1, action: 'A1', number: expect.stringMatching(/^A[0-9A-Z]{14}$/u) as string },
    ]);
    expect(claimResponse(body)['preAuthPeriod']).toEqual({ start: '2026-07-20', end: '2027-01-19' });
    expect(reviewer(body)).toEqual({ wasHumanReviewedFlag: false });
  });

  it('is pended, and on the list of a person, where the payer does not say so: the default', async () => {
    const body = await answerTo(person, { id: 'default' });
    expect(decisions(body)).toEqual([{ sequence: 1, action: 'A4' }]);
    const [request] = await requestsOf(person);
    expect(request).toMatchObject({
      title: 'initial request, tarlatamab, claim T-default',
      state: { status: 'with-clinician', policy: 'prime-ic-0789' },
    });
  });

  it('is pended with what is needed, and the trace that is the context of the questionnaire [pas ainfo-1 ainfo-3 conf-11 conf-12 conf-14]', async () => {
    const body = await answerTo(alone, { id: 'needs', answers: { 'disease.stage': null } });
    expect(decisions(body)).toEqual([{ sequence: 1, action: 'A4' }]);
    expect(claimResponse(body)['processNote']).toEqual([
      {
        ...{ number: 1, type: 'display' },
        text: 'Needed: Is the small cell lung cancer of limited or of extensive stage?',
      },
    ]);
    const wanted = listAt(body, 'entry')
      .map(({ resource }) => resource as Record<string, unknown>)
      .filter(({ resourceType }) => resourceType === 'CommunicationRequest');
    const request = (await requestsOf(alone)).find(({ title }) => title.endsWith('T-needs'));
    expect(wanted).toMatchObject([
      { identifier: [{ value: request?.id }], payload: [{ contentString: '102089-0' }], status: 'active' },
    ]);
    expect(request?.state).toMatchObject({ status: 'pended', lineOfBusiness: 'commercial' });
  });

  it('is given to a clinician, never denied, where the criteria are not met', async () => {
    const body = await answerTo(alone, { id: 'not-met', answers: { 'disease.stage': 'limited' } });
    expect(decisions(body)).toEqual([{ sequence: 1, action: 'A4' }]);
    const request = (await requestsOf(alone)).find(({ title }) => title.endsWith('T-not-met'));
    expect(request?.state).toMatchObject({ status: 'with-clinician' });
  });

  it('is asked about where what decides was filled in by a program and seen by nobody', async () => {
    const body = await answerTo(alone, { id: 'auto', origin: 'auto-client' });
    expect(decisions(body)).toEqual([{ sequence: 1, action: 'A4' }]);
  });

  it.each([
    ['more units than the policy plans', 'units', { quantity: 142 }],
    ['a longer time than the policy gives', 'time', { from: '2026-07-20', to: '2027-02-28' }],
  ])('is a person’s where it asks for %s', async (_what, id, line) => {
    const body = await answerTo(alone, { id: `over-${id}`, lines: [line] });
    expect(decisions(body)).toEqual([{ sequence: 1, action: 'A4' }]);
  });

  it('is certified for what it asks, where that is less than the policy gives', async () => {
    const line = { quantity: 60, from: '2026-08-01', to: '2026-10-31' };
    const body = await answerTo(alone, { id: 'less', lines: [line] });
    expect(decisions(body)).toMatchObject([{ action: 'A1' }]);
    expect(claimResponse(body)['preAuthPeriod']).toEqual({ start: '2026-08-01', end: '2026-10-31' });
  });

  it('is not ours to decide by program where it is for another service: pended, with a readable title', async () => {
    const body = await answerTo(alone, { id: 'oxygen', lines: [{ code: 'E1390' }] });
    expect(decisions(body)).toEqual([{ sequence: 1, action: 'A4' }]);
    const request = (await requestsOf(alone)).find(({ title }) => title.endsWith('T-oxygen'));
    expect(request).toMatchObject({
      ...{ title: 'initial request, E1390, claim T-oxygen' },
      state: { status: 'with-clinician', policy: 'no-policy' },
    });
  });

  it('has each line answered under its own sequence and trace number [pas spec-34]', async () => {
    const lines = [
      { sequence: 3, trace: 'ITEM-3' },
      { sequence: 7, code: 'E1390', trace: 'ITEM-7' },
    ];
    const body = await answerTo(alone, { id: 'several', lines });
    expect(decisions(body)).toEqual([
      { sequence: 3, action: 'A1', number: expect.any(String) as string },
      { sequence: 7, action: 'A4' },
    ]);
    const traces = listAt(claimResponse(body), 'item').map((item) =>
      listAt(item, 'extension').flatMap((one) => textAt(one, 'valueIdentifier', 'value') ?? []),
    );
    expect(traces).toEqual([['ITEM-3'], ['ITEM-7']]);
  });

  it('is answered with the resources that it came with, each once and under its address [pas spec-31 spec-32 spec-33]', async () => {
    const bundle = requestBundle({ id: 'echo' });
    const { body } = await submit(alone, bundle);
    const [, ...echoed] = listAt(body, 'entry');
    const came = new Map(listAt(bundle, 'entry').map(({ fullUrl, resource }) => [fullUrl, resource]));
    expect(echoed.map(({ fullUrl }) => fullUrl)).toEqual(
      ['Patient/member', 'Organization/insurer', 'Organization/provider'].map(
        (ref) => `https://ehr.example/fhir/${ref}`,
      ),
    );
    for (const { fullUrl, resource } of echoed) expect(resource).toEqual(came.get(fullUrl));
    expect(claimResponse(body)['identifier']).toEqual([{ system: 'http://example.org/trace', value: 'T-echo' }]);
  });

  it('is hasty for the payer where the claim is urgent', async () => {
    await answerTo(alone, { id: 'urgent', urgent: true, answers: { 'disease.stage': null } });
    const request = (await requestsOf(alone)).find(({ title }) => title.endsWith('T-urgent'));
    const read = await alone.call('reviewer', {
      ...{ method: 'GET', url: `/v1/requests/${String(request?.id)}`, organisation: 'payer' },
    });
    expect(read.json()).toMatchObject({ state: { expeditedAt: '2026-07-20T13:00:00Z' } });
  });

  it('keeps the whole bundle for the payer [pas spec-26 metric-2]', async () => {
    const bundle = requestBundle({ id: 'kept' });
    await submit(alone, bundle);
    const rows = await alone.database.owner
      .selectFrom('event')
      .select(['body', 'recorded_at'])
      .where('type', '=', 'claim-received')
      .execute();
    const kept = rows.map(({ body }) => (JSON.parse(body) as { bundle: unknown }).bundle);
    expect(kept).toContainEqual(bundle);
    expect(rows.every(({ recorded_at: at }) => at === '2026-07-20T13:00:00Z')).toBe(true);
  });
});

describe('a claim that is sent again', () => {
  it('gets the same answer, and makes nothing twice', async () => {
    const bundle = requestBundle({ id: 'again' });
    const answers = [await submit(alone, bundle), await submit(alone, bundle)];
    expect(answers[1]).toEqual(answers[0]);
    expect((await requestsOf(alone)).filter(({ title }) => title.endsWith('T-again'))).toHaveLength(1);
  });

  it('is answered once where it comes twice at the same moment', async () => {
    const bundle = requestBundle({ id: 'twice' });
    const [one, other] = await Promise.all([submit(alone, bundle), submit(alone, bundle)]);
    expect([one.status, other.status]).toEqual([200, 200]);
    expect(other.body).toEqual(one.body);
  });

  it('is refused where the identifiers come with another content [pas spec-35 spec-39]', async () => {
    await submit(alone, requestBundle({ id: 'reused' }));
    const { status, body } = await submit(alone, requestBundle({ id: 'reused', answers: { 'disease.stage': null } }));
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { resourceType: 'OperationOutcome', issue: [{ expression: ['Bundle.identifier'] }] },
    });
  });

  it('is another one where another sender sends it', async () => {
    const bundle = requestBundle({ id: 'sender' });
    const [one, other] = [await submit(alone, bundle, 'ehr-a'), await submit(alone, bundle, 'ehr-b')];
    // What is authorized for the member is not authorized again without a person.
    expect([one, other].map(({ body }) => decisions(body)[0]?.action)).toEqual(['A1', 'A4']);
    const [item] = listAt(claimResponse(other.body), 'item');
    expect(listAt(item, 'extension').map(({ valueString }) => valueString)).toContain(decisions(one.body)[0]?.number);
  });
});

describe('what cannot be processed', () => {
  it.each([
    ['a bundle without entries', { resourceType: 'Bundle', type: 'collection', entry: [] }],
    ['no bundle', { resourceType: 'Patient' }],
    ['a list', []],
    ['a claim that is not first', reversed()],
    ['an entry without an address', nameless()],
    ['a claim without its patient', requestBundle({ id: 'nobody', without: ['member'] })],
  ])('is one OperationOutcome: %s [pas spec-12 spec-13 spec-16 spec-35 spec-39]', async (_what, bundle) => {
    const { status, type, body } = await submit(alone, bundle);
    expect({ status, type }).toEqual({ status: 400, type: 'application/fhir+json; charset=utf-8' });
    expect(body['resourceType']).toBe('OperationOutcome');
    expect(listAt(body, 'issue').length).toBeGreaterThan(0);
  });

  it('leaves route and status in the log, for those who mend it, and nothing of what was in it [pas spec-41]', async () => {
    const before = alone.log.length;
    await submit(alone, requestBundle({ id: 'logged', without: ['member'] }));
    const lines = alone.log
      .slice(before)
      .map((line) => JSON.parse(line) as { call?: { route: string; status: number } });
    expect(lines.flatMap(({ call }) => call ?? [])).toMatchObject([{ route: '/fhir/Claim/$submit', status: 400 }]);
    expect(alone.log.slice(before).join('')).not.toMatch(/M-logged|1958-03-02|Example/u);
  });

  it('is a business error at the insurer, where the payer is not here', async () => {
    const body = await answerTo(alone, { id: 'elsewhere', insurer: 'PAYER-9' });
    expect(claimResponse(body)).toMatchObject({
      outcome: 'error',
      error: [
        { code: { coding: [{ code: 'T4' }] }, extension: [{ valueString: 'Bundle.entry[2].resource.identifier' }, {}] },
      ],
    });
    expect((await requestsOf(alone)).some(({ title }) => title.endsWith('T-elsewhere'))).toBe(false);
  });

  it('is refused to whoever is no program of the payer [pas spec-4 priv-3]', async () => {
    const bundle = requestBundle({ id: 'nobody' });
    const call = { method: 'POST', url: '/fhir/Claim/$submit', payload: bundle } as const;
    const codes = [
      (await alone.call(null, call)).statusCode,
      (await alone.call('nurse', { ...call, organisation: 'payer' })).statusCode,
    ];
    expect(codes).toEqual([401, 403]);
    // A program of another organisation: its payer is not this one.
    const other = await alone.call('machine', { ...call, organisation: 'other' });
    expect(claimResponse(other.json())).toMatchObject({ outcome: 'error' });
  });
});

function nameless(): unknown {
  const bundle = requestBundle({ id: 'nameless' });
  const [first, second, ...others] = listAt(bundle, 'entry');
  return { ...bundle, entry: [first, { ...second, fullUrl: '' }, ...others] };
}

function reversed(): unknown {
  const bundle = requestBundle({ id: 'reversed' });
  return { ...bundle, entry: [...listAt(bundle, 'entry')].reverse() };
}
