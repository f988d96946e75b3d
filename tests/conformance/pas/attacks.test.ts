import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Membership } from '../../../shells/insurers/insurer.ts';
import {
  decisions,
  knowledgeThatApproves,
  requestBundle,
  submit,
  updateBundle,
  type Asked,
  type Json,
} from '../../support/pas.ts';
import { INSURER, openService, type OpenService } from '../../support/service.ts';

const ehr = {
  ...{ id: 'ehr-a', organisation: 'payer', name: 'An EHR', jwks: { keys: [] } },
  submitter: { name: 'A practice', npi: '1234567893' },
};

let open: OpenService;
let listing: OpenService;
beforeAll(async () => {
  const member = (more: Partial<Membership>): Membership => ({
    ...{ memberId: 'FAMILY', birthDate: '1958-03-02', from: '2026-01-01', lineOfBusiness: 'commercial' },
    ...more,
  });
  const members = [
    member({}),
    member({ birthDate: '1990-01-01' }),
    member({ memberId: 'LEAVES', to: '2026-08-31' }),
    member({ memberId: 'ALONE' }),
  ];
  open = await openService(knowledgeThatApproves(), { insurers: [INSURER], clients: [ehr] });
  listing = await openService(knowledgeThatApproves(), { insurers: [{ ...INSURER, members }] });
}, 120_000);
afterAll(async () => {
  await Promise.all([open.close(), listing.close()]);
});

type Change = (resource: Json) => Json;

/** A bundle in which the resource of an id is another one. */
function changed(bundle: Json, id: string, change: Change): Json {
  const entry = bundle['entry'] as readonly { readonly resource: Json }[];
  return {
    ...bundle,
    entry: entry.map((one) => (one.resource['id'] === id ? { ...one, resource: change(one.resource) } : one)),
  };
}

/** The bundle with a second patient in it. */
function withOther(bundle: Json): Json {
  const entry = bundle['entry'] as readonly { readonly fullUrl: string; readonly resource: Json }[];
  const patient = entry.find(({ resource }) => resource['id'] === 'member');
  if (patient === undefined) throw new Error('the bundle has its patient');
  const other = {
    fullUrl: 'https://ehr.example/fhir/Patient/other',
    resource: { ...patient.resource, id: 'other', birthDate: '1990-01-01' },
  };
  return { ...bundle, entry: [...entry, other] };
}

async function actions(bundle: Json, to = open): Promise<readonly string[]> {
  const { status, body } = await submit(to, bundle);
  expect(status, JSON.stringify(body)).toBe(200);
  return decisions(body).map(({ action }) => action);
}

const other = { reference: 'Patient/other' };

describe('nothing is certified on what is not the patient’s', () => {
  it('answers of another patient', async () => {
    const bundle = withOther(requestBundle({ id: 'qr-other' }));
    expect(await actions(changed(bundle, 'answers', (one) => ({ ...one, subject: other })))).toEqual(['A4']);
  });

  it('answers of a patient who does not come along', async () => {
    const bundle = changed(requestBundle({ id: 'qr-gone' }), 'answers', (one) => ({ ...one, subject: other }));
    expect(await actions(bundle)).toEqual(['A4']);
  });

  it.each(['entered-in-error', 'stopped', 'in-progress'])('answers that are %s', async (status) => {
    const bundle = changed(requestBundle({ id: `qr-${status}` }), 'answers', (one) => ({ ...one, status }));
    expect(await actions(bundle)).toEqual(['A4']);
  });

  it('a coverage of another patient', async () => {
    const bundle = withOther(requestBundle({ id: 'cov-other' }));
    expect(await actions(changed(bundle, 'coverage', (one) => ({ ...one, beneficiary: other })))).toEqual(['A4']);
  });

  it.each([
    ['at its end', { period: { start: '2025-01-01', end: '2026-06-30' } }],
    ['still to come', { period: { start: '2026-09-01' } }],
  ])('a coverage that is %s, where the payer lists no members', async (name, more) => {
    const bundle = changed(requestBundle({ id: `cov-${name.replaceAll(' ', '-')}` }), 'coverage', (one) => ({
      ...one,
      ...more,
    }));
    expect(await actions(bundle)).toEqual(['A4']);
  });

  it.each(['cancelled', 'entered-in-error'])('a coverage that is %s: no claim is taken with it', async (status) => {
    const bundle = changed(requestBundle({ id: `cov-${status}` }), 'coverage', (one) => ({ ...one, status }));
    expect((await submit(open, bundle)).status).toBe(400);
  });

  it('a member id that several people share, where the day of birth is missing', async () => {
    const bundle = changed(requestBundle({ id: 'nobirth', member: 'FAMILY' }), 'member', (one) =>
      Object.fromEntries(Object.entries(one).filter(([key]) => key !== 'birthDate')),
    );
    expect(await actions(bundle, listing)).toEqual(['A4']);
  });

  it('days after the membership has ended', async () => {
    const lines = [{ quantity: 10, from: '2026-09-10', to: '2026-09-30' }];
    expect(await actions(requestBundle({ id: 'leaves', member: 'LEAVES', lines }), listing)).toEqual(['A4']);
  });
});

describe('units', () => {
  it.each([undefined, 10])('are not certified of a line that counts packages: %s', async (value) => {
    const id = `package-${String(value)}`;
    const productOrService = { coding: [{ system: 'http://hl7.org/fhir/sid/ndc', code: '55513-077-01' }] };
    const bundle = changed(requestBundle({ id, lines: [{}] }), `claim-${id}`, (claim) => {
      const [item] = claim['item'] as readonly Json[];
      const quantity = value === undefined ? {} : { quantity: { value } };
      return { ...claim, item: [{ ...item, productOrService, ...quantity }] };
    });
    expect(await actions(bundle)).toEqual(['A4']);
  });
});

describe('nothing is certified twice', () => {
  it('two claims for one member at the same moment', async () => {
    const claims = ['one', 'two', 'three'].map((id) => requestBundle({ id: `race-${id}`, member: 'RACE' }));
    const told = await Promise.all(claims.map((claim) => actions(claim)));
    expect(told.flat().sort()).toEqual(['A1', 'A4', 'A4']);
  });

  it('two lines of one claim for the same drug and days', async () => {
    expect(await actions(requestBundle({ id: 'twin', lines: [{}, {}] }))).toEqual(['A1', 'A4']);
  });

  it('a claim that was open while another one was certified, once what it lacked comes', async () => {
    const lacking: Asked = { id: 'late', member: 'LATE', answers: { 'disease.stage': null } };
    expect(await actions(requestBundle(lacking))).toEqual(['A4']);
    expect(await actions(requestBundle({ id: 'early', member: 'LATE' }))).toEqual(['A1']);
    expect(await actions(updateBundle(lacking, { id: 'late-update' }))).toEqual(['A4']);
  });
});

describe('an update', () => {
  it('by which another patient of the same member id would come in the place of the first finds no claim', async () => {
    const before: Asked = { id: 'spouse', member: 'SHARED', answers: { 'disease.stage': null } };
    expect(await actions(requestBundle(before))).toEqual(['A4']);
    const bundle = changed(updateBundle(before, { id: 'spouse-update' }), 'member', (one) => ({
      ...one,
      birthDate: '1961-01-01',
    }));
    expect((await submit(open, bundle)).status).toBe(422);
  });
});

describe('the program of a practice that is registered with the payer', () => {
  const call = async (id: string, url: string): Promise<number> => {
    const caller = { organisation: 'payer', id, name: id, role: 'machine', kind: 'machine' } as const;
    const token = await open.tokens.make(caller, 'access', 300);
    return (await open.app.inject({ url, headers: { authorization: `Bearer ${token}` } })).statusCode;
  };

  it.each(['requests', 'courses', 'work', 'live', 'requests/none', 'courses/none'])(
    'reads nothing of the payer’s own record, where the claims of other practices stand: /v1/%s',
    async (what) => {
      expect(await call('ehr-a', `/v1/${what}`)).toBe(403);
    },
  );

  it('reads its own by the guide, and a program of the payer reads all', async () => {
    expect(await call('ehr-a', '/fhir/Subscription')).toBe(200);
    expect(await call('payer-program', '/v1/requests')).toBe(200);
  });
});
