import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validatePasInquiryResponse } from '../../../shells/fhir/validate/validate.ts';
import { listAt } from '../../../shells/pas/element.ts';
import {
  claimResponse,
  decisions,
  inquire,
  knowledgeThatApproves,
  requestBundle,
  submit,
  type Asked,
  type Json,
} from '../../support/pas.ts';
import { NOW, openService, type OpenService } from '../../support/service.ts';

let open: OpenService;
let moment = NOW;
let number = '';
beforeAll(async () => {
  open = await openService(knowledgeThatApproves(), { now: () => moment });
  const sentBy = 'ehr-a';
  const { body } = await submit(
    open,
    requestBundle({ id: 'one', member: 'MEMBER-1', lines: [{ code: 'J9026' }, { code: 'E1390' }] }),
    sentBy,
  );
  number = decisions(body)[0]?.number ?? '';
  await submit(open, requestBundle({ id: 'two', member: 'MEMBER-1', lines: [{ code: 'E1390' }] }), sentBy);
  await submit(open, requestBundle({ id: 'three', member: 'MEMBER-2' }), sentBy);
}, 60_000);
afterAll(async () => {
  await open.close();
});

const ANY = [{ code: 'not-applicable' }];

/** The trace numbers of the claims that are found, in order. */
async function found(asked: Asked, client = 'ehr-a'): Promise<readonly unknown[]> {
  const { status, body } = await inquire(
    open,
    requestBundle({ id: 'asked', member: 'MEMBER-1', lines: ANY, ...asked }),
    client,
  );
  expect({ status, type: body['resourceType'] }).toEqual({ status: 200, type: 'Parameters' });
  const bundles = listAt(body, 'parameter').map(({ resource }) => resource as Json);
  for (const bundle of bundles) expect(validatePasInquiryResponse(bundle).faults).toEqual([]);
  return bundles.flatMap((bundle) => listAt(claimResponse(bundle), 'identifier').map(({ value }) => value)).sort();
}

describe('an inquiry of whoever sent the claim', () => {
  it('finds every claim of the member, where no service is named [pas spec-43]', async () => {
    expect(await found({})).toEqual(['T-one', 'T-two']);
    expect(await found({ member: 'MEMBER-2' })).toEqual(['T-three']);
    expect(await found({ member: 'MEMBER-9' })).toEqual([]);
  });

  it('finds those with the service that it names', async () => {
    expect(await found({ lines: [{ code: 'J9026' }] })).toEqual(['T-one']);
    expect(await found({ lines: [{ code: 'E1390' }] })).toEqual(['T-one', 'T-two']);
    expect(await found({ lines: [{ code: 'J0001' }] })).toEqual([]);
  });

  it('finds the one with the number that it names, or with the trace number of its own', async () => {
    expect(await found({ lines: [{ code: 'not-applicable', number }] })).toEqual(['T-one']);
    expect(await found({ lines: [{ code: 'not-applicable', number: 'PA-0' }] })).toEqual([]);
    expect(await found({ id: 'two' })).toEqual(['T-two']);
  });

  it('tells every line as it stands, with the claim itself [pas spec-44 spec-45 spec-46]', async () => {
    const { body } = await inquire(open, requestBundle({ id: 'one', member: 'MEMBER-1', lines: ANY }), 'ehr-a');
    const [bundle] = listAt(body, 'parameter').map(({ resource }) => resource as Json);
    expect(decisions(bundle).map(({ sequence, action }) => [sequence, action])).toEqual([
      [1, 'A1'],
      [2, 'A4'],
    ]);
    expect(claimResponse(bundle)['request']).toEqual({ reference: 'https://ehr.example/fhir/Claim/claim-one' });
    expect(listAt(bundle, 'entry').map(({ fullUrl }) => fullUrl)).toContain('https://ehr.example/fhir/Claim/claim-one');
  });
});

describe('members of one family', () => {
  it('share an id and not their claims', async () => {
    const child = JSON.stringify(requestBundle({ id: 'child', member: 'MEMBER-1' })).replaceAll(
      '1958-03-02',
      '2007-01-31',
    );
    await submit(open, JSON.parse(child), 'ehr-a');
    expect(await found({})).toEqual(['T-one', 'T-two']);
  });
});

describe('what was pended', () => {
  it('is found half a year and more after its service was to end [pas spec-73]', async () => {
    const service = [{ code: 'E1390', from: '2026-08-01', to: '2026-10-31' }];
    await submit(open, requestBundle({ id: 'long', member: 'MEMBER-3', lines: service }), 'ehr-a');
    moment = '2027-05-02T09:00:00-04:00';
    expect(await found({ member: 'MEMBER-3' })).toEqual(['T-long']);
    moment = NOW;
  });
});

describe('an inquiry of somebody else', () => {
  it('finds claims by the member and the NPI of whoever ordered or gives what was asked for [pas spec-52 spec-53]', async () => {
    expect(await found({}, 'ehr-b')).toEqual(['T-one', 'T-two']);
    expect(await found({ npi: '1999999984' }, 'ehr-b')).toEqual([]);
  });

  it('finds nothing without the member, and nothing at another payer', async () => {
    expect(await found({ member: 'MEMBER-9' }, 'ehr-b')).toEqual([]);
    const elsewhere = await inquire(open, requestBundle({ id: 'asked', lines: ANY, insurer: 'PAYER-9' }), 'ehr-b');
    expect({ status: elsewhere.status, type: elsewhere.body['resourceType'] }).toEqual({
      ...{ status: 422, type: 'OperationOutcome' },
    });
  });

  it('is refused to somebody who is no program, and no reviewer of the payer', async () => {
    const call = { method: 'POST', url: '/fhir/Claim/$inquire', payload: requestBundle({ lines: ANY }) } as const;
    const codes = [
      await open.call(null, call),
      await open.call('nurse', { ...call, organisation: 'payer' }),
      await open.call('reviewer', { ...call, organisation: 'payer' }),
    ].map(({ statusCode }) => statusCode);
    expect(codes).toEqual([401, 403, 200]);
  });
});

describe('what is no inquiry', () => {
  it('is one OperationOutcome [pas spec-35]', async () => {
    for (const body of [{}, { resourceType: 'Bundle', type: 'collection' }, requestBundle({ without: ['coverage'] })]) {
      const answer = await inquire(open, body);
      expect({ status: answer.status, type: answer.body['resourceType'] }).toEqual({
        ...{ status: 400, type: 'OperationOutcome' },
      });
    }
  });
});
