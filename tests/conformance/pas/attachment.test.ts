import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAt } from '../../../shells/pas/element.ts';
import {
  decisions,
  inquire,
  knowledgeThatApproves,
  requestBundle,
  requestsOf,
  sent,
  submit,
  type Answered,
  type Json,
} from '../../support/pas.ts';
import { openService, type OpenService } from '../../support/service.ts';

let open: OpenService;
beforeAll(async () => {
  open = await openService(knowledgeThatApproves());
}, 60_000);
afterAll(async () => {
  await open.close();
});

const WITHOUT_STAGE = { 'disease.stage': null };

/** The answers of a request, as a resource of their own. */
function answers(asked: Parameters<typeof requestBundle>[0]): Json {
  const found = listAt(requestBundle(asked), 'entry').map(({ resource }) => resource as Json);
  return found.find(({ resourceType }) => resourceType === 'QuestionnaireResponse') ?? {};
}

function parametersFor(tracking: string, content: Json): Json {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'TrackingId', valueIdentifier: { value: tracking } },
      { name: 'AttachTo', valueCode: 'preauthorization' },
      { name: 'MemberId', valueIdentifier: { value: 'M-number' } },
      {
        name: 'Attachment',
        part: [
          { name: 'LineItem', valueString: '1' },
          { name: 'Content', resource: content },
        ],
      },
    ],
  };
}

const attach = (tracking: string, content: Json, client?: string): Promise<Answered> =>
  sent(open, '$submit-attachment', parametersFor(tracking, content), client);

async function pended(id: string): Promise<string> {
  await submit(open, requestBundle({ id, answers: WITHOUT_STAGE }));
  return (await requestsOf(open)).find(({ title }) => title.endsWith(`T-${id}`))?.id ?? '';
}

async function standing(id: string): Promise<string | undefined> {
  const { body } = await inquire(open, requestBundle({ id, lines: [{ code: 'not-applicable' }] }));
  return decisions(listAt(body, 'parameter')[0]?.['resource'])[0]?.action;
}

describe('what was asked for', () => {
  it('comes under the trace it was asked with, and the line is looked at again', async () => {
    const request = await pended('trace');
    const { status, body } = await attach(request, answers({}));
    expect({ status, issue: listAt(body, 'issue')[0] }).toMatchObject({
      ...{ status: 200, issue: { severity: 'information' } },
    });
    expect(await standing('trace')).toBe('A1');
  });

  it('comes under the sender’s own number of the claim, and twice is once', async () => {
    const request = await pended('number');
    const half = answers({ answers: { ...WITHOUT_STAGE, 'therapy.other-prior-lines': 2 } });
    await attach('T-number', half);
    const before = (await requestsOf(open)).find(({ id }) => id === request);
    await attach('T-number', half);
    expect((await requestsOf(open)).find(({ id }) => id === request)).toEqual(before);
    expect(await standing('number')).toBe('A4');
  });

  it('is not taken for a claim of somebody else, or for none [pas spec-35]', async () => {
    const request = await pended('theirs');
    for (const answer of [await attach(request, answers({}), 'ehr-other'), await attach('nothing', answers({}))])
      expect({ status: answer.status, type: answer.body['resourceType'] }).toEqual({
        ...{ status: 422, type: 'OperationOutcome' },
      });
    expect(await standing('theirs')).toBe('A4');
  });

  it('is no attachment without content', async () => {
    const { status, body } = await sent(open, '$submit-attachment', { resourceType: 'Parameters' });
    expect({ status, type: body['resourceType'] }).toEqual({ status: 400, type: 'OperationOutcome' });
  });
});
