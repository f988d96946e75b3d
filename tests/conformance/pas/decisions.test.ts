import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validatePasInquiryResponse, validatePasResponse } from '../../../shells/fhir/validate/validate.ts';
import { listAt } from '../../../shells/pas/element.ts';
import {
  claimResponse,
  decide,
  decisionOf,
  decisions,
  inquire,
  requestBundle,
  requestsOf,
  reviewer,
  SIGNATURE,
  submit,
  type Asked,
  type Json,
} from '../../support/pas.ts';
import { openService, type OpenService } from '../../support/service.ts';

let open: OpenService;
beforeAll(async () => {
  open = await openService();
}, 60_000);
afterAll(async () => {
  await open.close();
});

const APPROVAL = { number: 'PA-77', from: '2026-07-20', to: '2026-10-19', units: 71 };

/** A pended claim, and the request that stands for it. */
async function pended(asked: Asked & { readonly id: string }): Promise<string> {
  expect(decisions((await submit(open, requestBundle(asked))).body)).toMatchObject([{ action: 'A4' }]);
  const request = (await requestsOf(open)).find(({ title }) => title.endsWith(`T-${asked.id}`));
  return request?.id ?? expect.fail('a claim has its request');
}

/** How the claim stands, as an inquiry tells it. */
async function standing(asked: Asked): Promise<Json> {
  const { status, body } = await inquire(open, requestBundle(asked));
  expect(status).toBe(200);
  const found = listAt(body, 'parameter').map(({ resource }) => resource as Json);
  expect(found).toHaveLength(1);
  expect(validatePasInquiryResponse(found[0]).faults).toEqual([]);
  return found[0] ?? {};
}

describe('what a person decides', () => {
  it('is certified, with the number that they gave', async () => {
    const id = 'by-person';
    const request = await pended({ id });
    expect(await decide(open, 'reviewer', request, { type: 'approved', approval: APPROVAL })).toBe(201);
    const body = await standing({ id });
    expect(decisions(body)).toEqual([{ sequence: 1, action: 'A1', number: 'PA-77' }]);
    expect(reviewer(body)).toEqual({ wasHumanReviewedFlag: true });
  });

  it('is denied by a signed clinician only, who stands in the answer with number, specialty and reason', async () => {
    const id = 'denied';
    const request = await pended({ id });
    const denial = { type: 'decided', decision: 'denied', signature: SIGNATURE };
    expect(await decide(open, 'reviewer', request, denial)).toBe(400);
    expect(decisions(await standing({ id }))).toEqual([{ sequence: 1, action: 'A4' }]);
    expect(await decide(open, 'clinician', request, denial)).toBe(201);
    const body = await standing({ id });
    expect(decisions(body)).toEqual([{ sequence: 1, action: 'A3' }]);
    expect(reviewer(body)).toEqual({
      ...{ wasHumanReviewedFlag: true, reviewerNPI: '1999999984', reviewerSpecialty: 'medical oncology' },
    });
    expect(claimResponse(body)['processNote']).toMatchObject([{ number: 1, text: 'An invented reason, in words' }]);
  });

  it('is modified: what was asked for stays in the line, what is authorized is added and linked to it [pas spec-36 spec-37]', async () => {
    const id = 'modified';
    const line = { quantity: 141, from: '2026-07-20', to: '2027-01-19', trace: 'ITEM-1' };
    const request = await pended({ id, lines: [line] });
    const decision = { type: 'decided', decision: 'approved-in-part', approval: APPROVAL, signature: SIGNATURE };
    expect(await decide(open, 'clinician', request, decision)).toBe(201);
    const body = await standing({ id, lines: [line] });
    expect(decisions(body)).toEqual([{ sequence: 1, action: 'A6' }]);
    expect(listAt(claimResponse(body), 'addItem').map((item) => ({ ...item, ...decisionOf(item) }))).toMatchObject([
      {
        itemSequence: [1],
        productOrService: { coding: [{ code: 'J9026' }] },
        servicedPeriod: { start: '2026-07-20', end: '2026-10-19' },
        quantity: { value: 71 },
        action: 'A1',
        number: 'PA-77',
      },
    ]);
    const [item] = listAt(claimResponse(body), 'item');
    expect(listAt(item, 'extension').map(({ valuePeriod }) => valuePeriod)).toContainEqual({
      ...{ start: '2026-07-20', end: '2027-01-19' },
    });
  });

  it('stays while an appeal is open, and is what the appeal makes of it [pas spec-46]', async () => {
    const id = 'appealed';
    const request = await pended({ id });
    await decide(open, 'clinician', request, { type: 'decided', decision: 'denied', signature: SIGNATURE });
    await decide(open, 'prescriber', request, { type: 'appealed', reason: 'An invented reason' });
    expect(decisions(await standing({ id }))).toEqual([{ sequence: 1, action: 'A3' }]);
    await decide(open, 'clinician', request, {
      ...{ type: 'appeal-decided', decision: 'overturned', approval: APPROVAL, notSubordinate: true },
      signature: { ...SIGNATURE, npi: '1234567893' },
    });
    expect(decisions(await standing({ id }))).toEqual([{ sequence: 1, action: 'A1', number: 'PA-77' }]);
  });

  it('is kept as it was answered when the claim is sent again, and told as it stands when it is asked about', async () => {
    const id = 'kept';
    const request = await pended({ id });
    await decide(open, 'reviewer', request, { type: 'approved', approval: APPROVAL });
    const again = await submit(open, requestBundle({ id }));
    expect(decisions(again.body)).toEqual([{ sequence: 1, action: 'A4' }]);
    expect(validatePasResponse(again.body).faults).toEqual([]);
    expect(decisions(await standing({ id }))).toMatchObject([{ action: 'A1' }]);
  });

  it('says everything of what is authorized that the request had a word for [pas conf-6]', async () => {
    const bundle = requestBundle({ id: 'whole', lines: [{ quantity: 60, trace: 'ITEM-1' }, {}, { code: 'E1390' }] });
    const [first, ...others] = listAt(bundle, 'entry');
    const claim = listAt(first, 'resource')[0];
    const sentBy = [
      { url: 'applicationSenderCode', valueString: 'CLINIC' },
      { url: 'applicationReceiverCode', valueString: 'PLAN' },
    ];
    const extension = [{ url: `${PAS}/extension-TransmissionIdentifiers`, extension: sentBy }];
    await submit(open, { ...bundle, entry: [{ ...first, resource: { ...claim, extension } }, ...others] });
    const requests = new Map((await requestsOf(open, 'claim T-whole')).map(({ id }, index) => [index, id]));
    const items = await Promise.all([...requests.values()].map(async (id) => ({ id, item: await lineOf(id) })));
    const requestFor = (line: number): string => items.find(({ item }) => item === line)?.id ?? '';
    await decide(open, 'reviewer', requestFor(1), { type: 'approved', approval: APPROVAL });
    const partly = { type: 'decided', decision: 'approved-in-part', approval: { ...APPROVAL, number: 'PA-78' } };
    await decide(open, 'clinician', requestFor(2), { ...partly, signature: SIGNATURE });
    const response = claimResponse(await standing({ id: 'whole' }));
    expect(pathsOf(response)).toEqual(expect.arrayContaining(SAID));
  });
});

/** Which line of its claim a request stands for. */
async function lineOf(id: string): Promise<number | undefined> {
  const read = await open.call('reviewer', { method: 'GET', url: `/v1/requests/${id}`, organisation: 'payer' });
  return read.json<{ entries: readonly { claim?: { item: number } }[] }>().entries[0]?.claim?.item;
}

const PAS = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition';
/** What an answer to several lines holds, by element and extension. */
const SAID = [
  ...['extension TransmissionIdentifiers', 'extension claimResponseReviewer', 'identifier', 'status', 'patient'],
  ...['created', 'insurer', 'requestor', 'request', 'outcome', 'preAuthPeriod', 'insurance', 'processNote'],
  ...['item.extension itemTraceNumber', 'item.extension itemPreAuthIssueDate', 'item.extension itemPreAuthPeriod'],
  ...['item.extension administrationReferenceNumber', 'item.extension itemAuthorizedProvider'],
  ...['item.extension itemAuthorizedDetail', 'item.itemSequence', 'item.noteNumber', 'item.adjudication'],
  ...['addItem.extension itemPreAuthPeriod', 'addItem.extension serviceItemRequestType', 'addItem.itemSequence'],
  ...['addItem.extension certificationType', 'addItem.extension itemCategory', 'addItem.productOrService'],
  ...['addItem.servicedPeriod', 'addItem.locationCodeableConcept', 'addItem.quantity', 'addItem.adjudication'],
];

function pathsOf(response: Json): readonly string[] {
  const of = (element: Json, prefix: string): readonly string[] =>
    Object.keys(element).flatMap((key) =>
      key === 'extension'
        ? listAt(element, key).map(({ url }) => `${prefix}extension ${String(url).replace(/.*extension-/u, '')}`)
        : [`${prefix}${key}`],
    );
  return [
    ...of(response, ''),
    ...['item', 'addItem'].flatMap((key) => listAt(response, key).flatMap((one) => of(one, `${key}.`))),
  ];
}
