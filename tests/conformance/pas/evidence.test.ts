import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validatePasRequest } from '../../../shells/fhir/validate/validate.ts';
import { keepAssertion, newAssertion } from '../../../shells/crd/assertions.ts';
import { listAt } from '../../../shells/pas/element.ts';
import { summariser } from '../../../shells/server/summarise.ts';
import { LiveKnowledge } from '../../../shells/knowledge/live.ts';
import { Store } from '../../../shells/store/store.ts';
import { example } from '../../support/cli.ts';
import {
  claimResponse,
  decisions,
  knowledgeThatApproves,
  requestBundle,
  requestsOf,
  submit,
  type Json,
} from '../../support/pas.ts';
import { INSURER, NOW, openService, type OpenService } from '../../support/service.ts';

let open: OpenService;
const folder = knowledgeThatApproves();
beforeAll(async () => {
  open = await openService(folder, { insurers: [{ ...INSURER, policies: ['prime-ic-0789'] }] });
}, 60_000);
afterAll(async () => {
  await open.close();
});

interface Entry {
  readonly fullUrl: string;
  readonly resource: Json;
}
const entriesIn = (bundle: unknown): readonly Entry[] => listAt(bundle, 'entry') as unknown as readonly Entry[];

/** A request that brings a chart in place of answers. */
function withChart(id: string, chart: string): Json {
  const bundle = requestBundle({ id, without: ['answers'] });
  const [first, ...others] = entriesIn(bundle);
  const claim = Object.fromEntries(Object.entries(first?.resource ?? {}).filter(([key]) => key !== 'supportingInfo'));
  const text = readFileSync(example('charts', `${chart}.json`), 'utf8')
    .replaceAll(`Patient/${chart}-patient`, 'Patient/member')
    .replaceAll('https://ehr.hospital.example/fhir', 'https://ehr.example/fhir');
  const clinical = entriesIn(JSON.parse(text)).filter(
    ({ resource }) => !['Patient', 'Coverage'].includes(String(resource['resourceType'])),
  );
  return { ...bundle, entry: [{ ...first, resource: claim }, ...others, ...clinical] };
}

const needed = (body: unknown): string => String(listAt(claimResponse(body), 'processNote')[0]?.['text']);

describe('the clinical resources of a claim', () => {
  it('are read: only what they do not say is asked for [pas spec-1 spec-2 conf-11]', async () => {
    const bundle = withChart('chart', 'third-line');
    expect(validatePasRequest(bundle).faults).toEqual([]);
    const { status, body } = await submit(open, bundle);
    expect({ status, decided: decisions(body) }).toEqual({ status: 200, decided: [{ sequence: 1, action: 'A4' }] });
    expect(needed(body)).toContain('Needed: ');
    expect(needed(body)).not.toContain('limited or of extensive stage');
  });

  it('that cannot be read, or are of another patient, make it a person’s and never an error', async () => {
    const bundle = withChart('stranger', 'third-line');
    const text = JSON.stringify(bundle).replace('"onsetDateTime":"2025', '"onsetDateTime":"2035');
    const { status, body } = await submit(open, JSON.parse(text));
    expect({ status, decided: decisions(body) }).toEqual({ status: 200, decided: [{ sequence: 1, action: 'A4' }] });
    const [request] = await requestsOf(open, 'claim T-stranger');
    expect(request?.state).toMatchObject({ status: 'with-clinician' });
  });
});

describe('elements that are not asked for', () => {
  it('are passed over [pas spec-25 conf-5]', async () => {
    const bundle = requestBundle({ id: 'more-elements' });
    const [first, ...others] = entriesIn(bundle);
    const claim = {
      ...first?.resource,
      extension: [{ url: 'http://example.org/an-extension-of-theirs', valueString: 'x' }],
      total: { value: 1, currency: 'USD' },
    };
    const { status, body } = await submit(open, { ...bundle, entry: [{ ...first, resource: claim }, ...others] });
    expect({ status, action: decisions(body)[0]?.action }).toEqual({ status: 200, action: 'A1' });
  });
});

describe('what coverage discovery said before', () => {
  it('is looked up by its id on the order, and kept with the request [pas spec-3]', async () => {
    const id = newAssertion();
    const knowledge = new LiveKnowledge(folder);
    const service = { store: new Store(open.database, summariser(knowledge)), now: () => NOW };
    await keepAssertion(service, { organisation: 'payer', id: 'ehr', role: 'machine' }, id, {
      ...{ hook: 'order-sign', instance: 'one', coverage: 'Coverage/coverage', member: { ids: ['M-asserted'] } },
      orders: [
        {
          ...{ order: 'MedicationRequest/order', drug: 'tarlatamab', kind: 'initial' },
          policy: { id: 'prime-ic-0789', version: '2025-05-05' },
          information: { url: 'x' },
        },
      ],
      ...{ request: {}, fetched: [], response: {} },
    });
    const asserted = (of: string, assertion: string): Json => {
      const bundle = requestBundle({ id: of });
      const [first, ...others] = entriesIn(bundle);
      const item = { ...listAt(first?.resource, 'item')[0] };
      const extension = [
        ...listAt(item, 'extension'),
        {
          url: 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-requestedService',
          valueReference: { reference: 'MedicationRequest/order' },
        },
      ];
      const order = {
        ...{ resourceType: 'MedicationRequest', id: 'order', status: 'active', intent: 'order' },
        extension: [
          {
            url: 'http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information',
            extension: [
              { url: 'coverage', valueReference: { reference: 'Coverage/coverage' } },
              { url: 'covered', valueCode: 'covered' },
              { url: 'pa-needed', valueCode: 'auth-needed' },
              { url: 'date', valueDate: '2026-07-20' },
              { url: 'coverage-assertion-id', valueString: assertion },
            ],
          },
        ],
        medicationCodeableConcept: {
          coding: [{ system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code: 'J9026' }],
        },
        subject: { reference: 'Patient/member' },
        authoredOn: '2026-07-20',
        requester: { reference: 'Organization/provider' },
      };
      const claim = { ...first?.resource, item: [{ ...item, extension }] };
      const fullUrl = 'https://ehr.example/fhir/MedicationRequest/order';
      return { ...bundle, entry: [{ ...first, resource: claim }, ...others, { fullUrl, resource: order }] };
    };
    const drafted = async (of: string): Promise<unknown> => {
      const { status, body } = await submit(open, asserted(of, id));
      expect({ status, body: status === 200 ? {} : body }).toEqual({ status: 200, body: {} });
      const [request] = await requestsOf(open, `claim T-${of}`);
      const read = await open.call('reviewer', {
        ...{ method: 'GET', url: `/v1/requests/${request?.id ?? ''}`, organisation: 'payer' },
      });
      return read.json<{ entries: readonly { claim: unknown }[] }>().entries[0]?.claim;
    };
    expect(await drafted('asserted')).toMatchObject({ assertion: id });
    // Said of another member, it says nothing of this one.
    expect(await drafted('not-theirs')).not.toHaveProperty('assertion');
  });
});
