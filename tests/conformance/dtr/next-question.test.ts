import type { OperationOutcome, Questionnaire, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateQuestionnaireResponse } from '../../../shells/fhir/validate/validate.ts';
import { next, openDtr, packaged, parameters, posted } from '../../support/dtr.ts';
import { askedIn, packageOf } from '../../support/dtr-client.ts';
import { FIXTURES, fixture } from '../../support/standards.ts';
import type { OpenService } from '../../support/service.ts';

const NEXT = 'Questionnaire/$next-question';
const DTR = 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition';

let open: OpenService;
let draft: QuestionnaireResponse;
beforeAll(async () => {
  open = await openDtr();
  ({ draft } = packageOf(await packaged(open, 'fep-5.21.223-initial-adaptive')));
}, 60_000);
afterAll(() => open.close());

const linksOf = ({ item = [] }: Questionnaire): readonly string[] => item.map(({ linkId }) => linkId);

/** The response with these answers beside those that it has. */
const answering = (response: QuestionnaireResponse, ...item: readonly QuestionnaireResponseItem[]) => ({
  ...response,
  item: [...(response.item ?? []), ...item],
});
const ORIGIN = { url: `${DTR}/information-origin`, extension: [{ url: 'source', valueCode: 'auto-client' }] };
const yes = (linkId: string): QuestionnaireResponseItem => ({
  linkId,
  answer: [{ extension: [ORIGIN], valueBoolean: true }],
});
const choice = (linkId: string, code: string): QuestionnaireResponseItem => ({
  linkId,
  answer: [{ extension: [ORIGIN], valueCoding: { code } }],
});

async function refused(resource: unknown): Promise<readonly [status: number, where: readonly string[]]> {
  const answer = await posted(open, NEXT, {
    resourceType: 'Parameters',
    parameter: [{ name: 'questionnaire-response', resource }],
  });
  const { issue } = answer.json<OperationOutcome>();
  return [answer.statusCode, issue.flatMap(({ expression = [] }) => expression)];
}

describe('the next question', () => {
  it('is the one whose answer decides most, one at a time, and carries what it was asked [dtr spec-25 spec-17]', async () => {
    const first = await next(open, draft);
    expect(linksOf(askedIn(first))).toEqual(['disease.diagnosis']);
    expect(first.status).toBe('in-progress');
    expect(validateQuestionnaireResponse(first).faults).toEqual([]);
    const second = await next(open, answering(first, choice('disease.diagnosis', 'sclc')));
    expect(linksOf(askedIn(second))).toHaveLength(2);
    expect(second.item?.[0]).toEqual(choice('disease.diagnosis', 'sclc'));
    expect(second.extension).toEqual(draft.extension);
  });

  it('there is none after an answer that settles it, and the server says that it is complete [dtr spec-17]', async () => {
    const first = await next(open, draft);
    const settled = await next(open, answering(first, choice('disease.diagnosis', 'nsclc')));
    expect(settled.status).toBe('completed');
    expect(linksOf(askedIn(settled))).toEqual(['disease.diagnosis']);
    expect(validateQuestionnaireResponse(settled).faults).toEqual([]);
  });

  it('what nobody can answer is not asked again, and the end comes all the same', async () => {
    let response = draft;
    for (let turn = 0; response.status !== 'completed'; turn++) {
      if (turn > 20) expect.fail('the questions have no end');
      response = await next(open, response);
    }
    expect(linksOf(askedIn(response)).length).toBeGreaterThan(5);
    expect(response.item).toBeUndefined();
  });

  it('before the last one a note says that no clinical question is left [dtr spec-39]', async () => {
    let response = await next(open, draft);
    const notes: boolean[] = [];
    for (let turn = 0; response.status !== 'completed' && turn < 20; turn++) {
      const { item = [] } = askedIn(response);
      const last = item.findLast(({ type }) => type !== 'display' && type !== 'group');
      notes.push(item.some(({ linkId, type }) => linkId === 'last-question' && type === 'display'));
      response = await next(open, answering(response, given(last?.linkId ?? '', last?.type)));
    }
    expect(notes.at(-1)).toBe(true);
    expect(notes.slice(0, -1)).not.toContain(true);
  });

  it('has no authorization number and no coverage information in its answer [dtr spec-41 spec-42 spec-43]', async () => {
    let response = await next(open, draft);
    for (let turn = 0; response.status !== 'completed' && turn < 20; turn++) {
      const last = (askedIn(response).item ?? []).findLast(({ type }) => type !== 'display' && type !== 'group');
      response = await next(open, answering(response, given(last?.linkId ?? '', last?.type)));
    }
    expect(response.status).toBe('completed');
    expect(JSON.stringify(response)).not.toMatch(/satisfied-pa-id|coverage-information/u);
  });

  it('begun anew it is asked anew: the same answers give the same questions [dtr spec-45]', async () => {
    const twice = [await next(open, draft), await next(open, draft)];
    expect(twice[0]).toEqual(twice[1]);
  });

  it('nothing of a call is kept [dtr sec-10]', async () => {
    const count = async (): Promise<unknown> =>
      open.database.owner
        .selectFrom('event')
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirst();
    const before = await count();
    await next(open, answering(await next(open, draft), choice('disease.diagnosis', 'sclc')));
    expect(await count()).toEqual(before);
  });
});

/** An answer with which the questions go on. */
function given(linkId: string, type: string | undefined): QuestionnaireResponseItem {
  const going: Readonly<Record<string, QuestionnaireResponseItem>> = {
    'disease.diagnosis': choice('disease.diagnosis', 'sclc'),
    'disease.stage': choice('disease.stage', 'extensive'),
    'patient.birth-date': { linkId, answer: [{ valueDate: '1960-03-01' }] },
    'patient.sex': choice('patient.sex', 'female'),
  };
  return going[linkId] ?? (type === 'boolean' ? yes(linkId) : { linkId, answer: [{ valueInteger: 1 }] });
}

describe('an answer that is none', () => {
  it.each([
    [
      'of another type',
      [{ linkId: 'disease.diagnosis', answer: [{ valueString: 'sclc' }] }],
      'QuestionnaireResponse.item[0].answer[0]',
    ],
    ['of none of the options', [choice('disease.diagnosis', 'flu')], 'QuestionnaireResponse.item[0].answer[0]'],
    [
      'of another code system',
      [{ linkId: 'disease.diagnosis', answer: [{ valueCoding: { system: 'http://other', code: 'sclc' } }] }],
      'QuestionnaireResponse.item[0].answer[0]',
    ],
    [
      'twice',
      [
        {
          linkId: 'disease.diagnosis',
          answer: [{ valueCoding: { code: 'sclc' } }, { valueCoding: { code: 'nsclc' } }],
        },
      ],
      'QuestionnaireResponse.item[0].answer',
    ],
    ['to no question', [yes('nothing')], 'QuestionnaireResponse.item[0].linkId'],
    [
      'no day',
      [{ linkId: 'patient.birth-date', answer: [{ valueDate: '1960' }] }],
      'QuestionnaireResponse.item[0].answer[0]',
    ],
    [
      'a day to come',
      [{ linkId: 'patient.birth-date', answer: [{ valueDate: '2030-01-01' }] }],
      'QuestionnaireResponse.item[0].answer[0]',
    ],
    ['no list', {}, 'QuestionnaireResponse.item'],
  ])('%s is 400 at its place [dtr spec-147]', async (_name, item, where) => {
    expect(await refused({ ...draft, item })).toEqual([400, [where]]);
  });

  it.each([
    [
      'a form that is asked whole',
      { ...draftOf(), questionnaire: 'http://127.0.0.1:8080/fhir/Questionnaire/fep-5.21.223-initial' },
    ],
    ['a form of others', { ...draftOf(), questionnaire: 'http://other/Questionnaire/x' }],
    ['no form', { resourceType: 'QuestionnaireResponse', status: 'in-progress' }],
    ['no response', { resourceType: 'Patient' }],
    ['nothing', undefined],
  ])('%s is 400 [dtr spec-147]', async (_name, resource) => {
    expect((await refused(resource))[0]).toBe(400);
  });

  it.skipIf(FIXTURES === undefined)(
    'the example of the guide, of a form that is not ours, is 400 [dtr oper-11]',
    async () => {
      const example = fixture('dtr-2.2.0/examples/Parameters-NextQuestionInputParamsExample.json');
      const answer = await posted(open, NEXT, example);
      expect(answer.statusCode).toBe(400);
      expect(answer.json<OperationOutcome>().issue[0]?.expression).toEqual(['QuestionnaireResponse.questionnaire']);
    },
  );
});

function draftOf(): Pick<QuestionnaireResponse, 'resourceType' | 'status'> {
  return { resourceType: 'QuestionnaireResponse', status: 'in-progress' };
}

it('the whole body may be the response, and the operation is called at the service too [dtr oper-1 spec-6]', async () => {
  for (const url of [NEXT, '$next-question'])
    for (const payload of [draft, parameters({ name: 'questionnaire-response', resource: draft })]) {
      const answer = await posted(open, url, payload);
      expect(answer.statusCode, answer.body).toBe(200);
    }
});
