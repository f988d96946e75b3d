import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validatePasInquiryResponse, validatePasResponse } from '../../../shells/fhir/validate/validate.ts';
import { listAt } from '../../../shells/pas/element.ts';
import { claimResponse, decisions, inquire, knowledgeThatApproves, submit } from '../../support/pas.ts';
import { INSURER, openService, type OpenService } from '../../support/service.ts';
import { fixture, FIXTURES } from '../../support/standards.ts';

const example = (name: string): unknown => fixture(`pas-2.2.1/examples/Bundle-${name}.json`);
const REQUESTS = ['HomecareAuthorization', 'MedicalServicesAuthorization', 'ReferralAuthorization', 'SurgicalRequest'];

describe.skipIf(FIXTURES === undefined)('the examples of the guide', () => {
  let open: OpenService;
  beforeAll(async () => {
    // The insurer of the examples, by the identifier that they give it.
    const insurer = { ...INSURER, identifiers: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' }] };
    open = await openService(knowledgeThatApproves(), { insurers: [insurer] });
  }, 60_000);
  afterAll(async () => {
    await open.close();
  });

  it.each(REQUESTS)(
    '%s: every line is pended, for none is ours to decide by program [pas conf-3 conf-4 conf-5 spec-6 spec-2 spec-21 spec-25]',
    async (name) => {
      const bundle = example(`${name}BundleExample`);
      const { status, body } = await submit(open, bundle);
      expect({ status, faults: validatePasResponse(body).faults }).toEqual({ status: 200, faults: [] });
      const [claim] = listAt(bundle, 'entry');
      const sequences = listAt(claim?.['resource'], 'item').map(({ sequence }) => sequence);
      expect(decisions(body)).toEqual(sequences.map((sequence) => ({ sequence, action: 'A4' })));
    },
  );

  it('HomecareAuthorizationUpdate: what stayed is pended, what was cancelled is that, what was added is pended [pas spec-46 spec-65 spec-69 spec-70 spec-72]', async () => {
    const { status, body } = await submit(open, example('HomecareAuthorizationUpdateBundleExample'));
    expect({ status, faults: validatePasResponse(body).faults }).toEqual({ status: 200, faults: [] });
    expect(decisions(body)).toEqual([
      { sequence: 1, action: 'A4' },
      { sequence: 2, action: 'C' },
      { sequence: 3, action: 'A4' },
    ]);
  });

  it('PASClaimInquiry: the claim that it traces, as it stands now [pas spec-44 spec-46]', async () => {
    const { status, body } = await inquire(open, example('PASClaimInquiryBundleExample'));
    expect(status).toBe(200);
    const found = listAt(body, 'parameter').map(({ name, resource }) => ({ name, resource }));
    expect(found.map(({ name }) => name)).toEqual(['return']);
    // Its lines are of the home care claim, which was updated meanwhile.
    expect(decisions(found[0]?.resource).map(({ action }) => action)).toEqual(['A4', 'C', 'A4']);
    for (const { resource } of found) {
      expect(validatePasInquiryResponse(resource).faults).toEqual([]);
      expect(claimResponse(resource)['request']).toHaveProperty('reference');
    }
  });

  it('a response is no request: one OperationOutcome', async () => {
    const { status, body } = await submit(open, example('ReferralAuthorizationResponseBundleExample'));
    expect({ status, type: body['resourceType'] }).toEqual({ status: 400, type: 'OperationOutcome' });
  });
});
