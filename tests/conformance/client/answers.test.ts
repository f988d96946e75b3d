import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { plain } from '../../../shells/cli/paint.ts';
import { answersText } from '../../../shells/cli/render/submit.ts';
import { authorizationEntries } from '../../../shells/pas-client/authorization-entry.ts';
import { answersIn, remarksIn } from '../../../shells/pas-client/payer-answer.ts';
import type { WrittenRequest } from '../../../shells/pas-client/read-request.ts';
import { submissionOf } from '../../../shells/pas/submission.ts';
import { FIXTURES, fixture } from '../../support/standards.ts';

/** A request of one line, as far as an answer is told by it. */
const bundle = {
  resourceType: 'Bundle',
  entry: [
    {
      fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000001',
      resource: {
        resourceType: 'Claim',
        item: [{ sequence: 1, productOrService: { coding: [{ code: 'J9026' }] }, quantity: { value: 130 } }],
      },
    },
  ],
};
const submission = submissionOf(bundle);
if (submission === undefined) throw new Error('the bundle begins with a claim');
const request: WrittenRequest = { bundle, submission, policy: 'a-policy', insurer: 'A payer' };

const told = (document: unknown): string => {
  const answers = answersIn(document);
  const entries = authorizationEntries(request, answers, '2026-07-20T09:00:00-04:00');
  return answersText(request, answers, remarksIn(document), entries, plain);
};

const PAS = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition';
const actionOf = (code: string, number?: string): object => ({
  adjudication: [
    {
      extension: [
        {
          url: `${PAS}/extension-reviewAction`,
          extension: [
            { url: `${PAS}/extension-reviewActionCode`, valueCodeableConcept: { coding: [{ code }] } },
            ...(number === undefined ? [] : [{ url: 'number', valueString: number }]),
          ],
        },
      ],
    },
  ],
});
const response = (item: object, ...others: readonly object[]): object => ({
  resourceType: 'Bundle',
  entry: [
    { resource: { resourceType: 'ClaimResponse', outcome: 'complete', item: [{ itemSequence: 1, ...item }] } },
    ...others.map((resource) => ({ resource })),
  ],
});

describe('what a payer answers', () => {
  it.each([
    ['A1', 'Approved as asked (A1)'],
    ['A2', 'Approved in part (A2)'],
    ['A3', 'Not approved (A3)'],
    ['A4', 'Pended: the payer has not decided yet (A4)'],
    ['A6', 'Approved with changes (A6)'],
    ['C', 'Cancelled (C)'],
    ['CT', 'Call the payer (CT)'],
    ['NA', 'No authorization is needed (NA)'],
    ['ZZ', 'The payer does not say what it decided (ZZ)'],
  ])('%s is told in words', (code, words) => {
    expect(told(response(actionOf(code)))).toContain(`1  J9026 × 130    ${words}`);
  });

  it('makes no entry for the course where number or days are missing', () => {
    expect(told(response(actionOf('A1', 'N-1')))).not.toContain('To be recorded');
    const period = {
      extension: [
        { url: `${PAS}/extension-itemPreAuthPeriod`, valuePeriod: { start: '2026-07-20', end: '2027-01-19' } },
      ],
    };
    expect(told(response({ ...actionOf('A1', 'N-1'), ...period }))).toContain(
      '{"type":"authorization","at":"2026-07-20T09:00:00-04:00","policy":"a-policy","number":"N-1","from":"2026-07-20","to":"2027-01-19","units":130}',
    );
  });

  it('may be remarked on beside an answer that stands: the remark is told with its path [pas spec-40]', () => {
    const remark = {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'warning', expression: ['Claim.item[0].modifier'], diagnostics: 'It was not looked at' }],
    };
    const text = told(response(actionOf('A1'), remark));
    expect(text).toContain('Approved as asked (A1)');
    expect(text).toContain('! Claim.item[0].modifier: It was not looked at');
    const beside = { resourceType: 'Parameters', parameter: [{ resource: remark }] };
    expect(remarksIn(beside)).toEqual([{ where: 'Claim.item[0].modifier', what: 'It was not looked at' }]);
  });

  it('that nothing is known is told as such', () => {
    expect(told({ resourceType: 'Parameters' })).toContain('Nothing is known there of this request');
  });
});

const examples =
  FIXTURES === undefined ? ['(none here)'] : readdirSync(path.join(FIXTURES, 'pas-2.2.1/examples')).sort();

describe.skipIf(FIXTURES === undefined)('every example of the guide, as an answer', () => {
  it.each(examples)('%s is read without a fault, whatever is in it [pas conf-7 conf-8]', (file) => {
    const document = fixture(`pas-2.2.1/examples/${file}`);
    const text = told(document);
    expect(text).toContain('A payer answered');
    const found = answersIn(document).length;
    expect(found > 0).toBe(
      /Response.*Bundle|Bundle.*Response|Notification|OperationResponse/u.test(file) &&
        !/OperationOutcome|Parameters-Sub/u.test(file),
    );
  });

  it('tells the authorization, what is asked for, the errors and the person of the examples', () => {
    const example = (name: string): string => told(fixture(`pas-2.2.1/examples/${name}.json`));
    expect(example('Bundle-ReferralAuthorizationResponseBundleExample')).toContain(
      'authorization AUTH0001, 2005-05-02 to 2005-06-02',
    );
    expect(example('Bundle-ErrorResponseBundleExample')).toContain('Bundle.entry[1].Organization.name: T4');
    expect(example('Bundle-RejectionResponseBundleExample')).toContain('Decided by a person');
    expect(example('Bundle-ReferralPendingAuthorizationResponseBundleExample')).toContain('Pended');
  });
});
