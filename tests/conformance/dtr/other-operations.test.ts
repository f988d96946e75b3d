import type { Bundle, CapabilityStatement, OperationOutcome, Questionnaire, ValueSet } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORM_ERRORS } from '../../../shells/dtr/log-errors.ts';
import { BASE, COVERAGE, openDtr, ORDER, packaged, parameters, posted } from '../../support/dtr.ts';
import { packageOf } from '../../support/dtr-client.ts';
import { FIXTURES, fixture } from '../../support/standards.ts';
import { NOW, type OpenService } from '../../support/service.ts';

let open: OpenService;
beforeAll(async () => {
  open = await openDtr();
}, 60_000);
afterAll(() => open.close());

const got = (url: string) => open.call('machine', { url: `/fhir/${url}`, organisation: 'payer' });
const SET = `${BASE}/ValueSet/prime-ic-0789-icd10`;

describe('$expand', () => {
  it.each(['ValueSet/$expand', '$expand'])(
    '%s: all active codes of a value set, of this moment [dtr oper-1 oper-5 oper-15]',
    async (url) => {
      const answer = await posted(open, url, parameters({ name: 'url', valueUri: SET }));
      const { expansion } = answer.json<ValueSet>();
      expect(expansion).toMatchObject({ timestamp: NOW, total: 18 });
      expect(expansion?.contains).toHaveLength(18);
      expect(expansion?.contains?.some(({ inactive }) => inactive === true)).toBe(false);
    },
  );

  it('by its id, part of it, and page by page', async () => {
    const part = (await got('ValueSet/prime-ic-0789-icd10/$expand?filter=c34.1')).json<ValueSet>();
    expect(part.expansion?.contains?.map(({ code }) => code)).toEqual(['C34.10', 'C34.11', 'C34.12']);
    const page = (await got(`ValueSet/$expand?url=${encodeURIComponent(SET)}&offset=1&count=2`)).json<ValueSet>();
    expect([page.expansion?.total, page.expansion?.contains?.length]).toEqual([18, 2]);
  });

  it('every list that is published is expanded', async () => {
    const { entry = [] } = (await got('ValueSet')).json<Bundle>();
    expect(entry.length).toBeGreaterThan(10);
    for (const { resource } of entry) {
      const { expansion, url } = resource as ValueSet;
      expect(expansion?.contains?.length, url).toBe(expansion?.total);
    }
  });

  it.each([
    ['without a url', parameters(), 400],
    ['of nothing that is held', parameters({ name: 'url', valueUri: 'http://other/ValueSet/x' }), 404],
    ['of another version', parameters({ name: 'url', valueUri: `${SET}|1999-01-01` }), 404],
    [
      'with a count that is none',
      parameters({ name: 'url', valueUri: SET }, { name: 'count', valueString: 'all' }),
      400,
    ],
  ])('%s is told as an outcome [dtr oper-4 oper-11]', async (_name, payload, status) => {
    const answer = await posted(open, 'ValueSet/$expand', payload);
    expect([answer.statusCode, answer.json<OperationOutcome>().resourceType]).toEqual([status, 'OperationOutcome']);
  });
});

describe('$log-questionnaire-errors', () => {
  const kept = async (): Promise<number> => {
    const rows = await open.database.owner.selectFrom('stream').select('id').where('kind', '=', FORM_ERRORS).execute();
    return rows.length;
  };
  const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'invalid' }] } as const;
  const questionnaire = {
    name: 'questionnaire',
    valueCanonical: `${BASE}/Questionnaire/prime-ic-0789-initial|2025-05-05`,
  };
  const report = [questionnaire, { name: 'operationOutcome', resource: outcome }];

  it.each([
    ['parameters one by one', 'Questionnaire/$log-questionnaire-errors', parameters(...report)],
    [
      'one Parameters resource',
      '$log-questionnaire-errors',
      parameters({ name: 'input', resource: parameters(...report) }),
    ],
  ])('keeps a report, sent as %s [dtr oper-1]', async (_name, url, payload) => {
    const before = await kept();
    const answer = await posted(open, url, payload);
    expect([answer.statusCode, await kept()]).toEqual([200, before + 1]);
  });

  it.skipIf(FIXTURES === undefined)('takes the example of the guide [dtr oper-1]', async () => {
    const example = fixture('dtr-2.2.0/examples/Parameters-LogQuestionnaireErrorsInputParamsExample.json');
    expect((await posted(open, 'Questionnaire/$log-questionnaire-errors', example)).statusCode).toBe(200);
  });

  it.each([
    ['no outcome', parameters(questionnaire)],
    ['no questionnaire', parameters({ name: 'operationOutcome', resource: outcome })],
  ])('%s is 400 [dtr oper-11]', async (_name, payload) => {
    const answer = await posted(open, '$log-questionnaire-errors', payload);
    expect([answer.statusCode, answer.json<OperationOutcome>().resourceType]).toEqual([400, 'OperationOutcome']);
  });
});

describe('what is published', () => {
  it('every canonical address of a package can be read by it, in its version [dtr oper-16 spec-122]', async () => {
    const { questionnaire, libraries } = packageOf(await packaged(open, 'prime-ic-0789-initial'));
    for (const one of [questionnaire, ...libraries]) {
      const query = `url=${encodeURIComponent(one.url ?? '')}&version=${one.version ?? ''}`;
      const { total, entry } = (await got(`${one.resourceType}?${query}`)).json<Bundle>();
      expect([total, entry?.[0]?.resource]).toEqual([1, one]);
      expect((await got(`${one.resourceType}/${one.id ?? ''}`)).json()).toEqual(one);
      const older = (
        await got(`${one.resourceType}?url=${encodeURIComponent(one.url ?? '')}&version=1999-01-01`)
      ).json<Bundle>();
      expect(older.total).toBe(0);
    }
  });

  it('every policy has its forms, each valid over a time [dtr spec-12 spec-53]', async () => {
    const { entry = [] } = (await got('Questionnaire')).json<Bundle>();
    expect(entry).toHaveLength(20);
    for (const { resource } of entry) {
      const { effectivePeriod } = resource as Questionnaire;
      expect(effectivePeriod?.start).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
    }
  });

  it.each([
    'Questionnaire/nothing',
    'Library/nothing',
    'Library/prime-ic-0789-initial-adaptive',
    'ValueSet/nothing',
    'CodeSystem/nothing',
    'ValueSet/nothing/$expand',
  ])('%s is not found, as an outcome', async (url) => {
    const answer = await got(url);
    expect([answer.statusCode, answer.json<OperationOutcome>().resourceType]).toEqual([404, 'OperationOutcome']);
  });

  it('says what it does [dtr conf-1 spec-6]', async () => {
    const { rest, fhirVersion, instantiates } = (await open.app.inject('/fhir/metadata')).json<CapabilityStatement>();
    const operations = (rest?.[0]?.resource ?? []).flatMap(({ type, operation = [] }) =>
      operation.map(({ name }) => `${type} ${name}`),
    );
    for (const one of [
      ...['questionnaire-package', 'next-question', 'log-questionnaire-errors'].map((name) => `Questionnaire ${name}`),
      'ValueSet expand',
    ])
      expect(operations).toContain(one);
    expect(fhirVersion).toBe('4.0.1');
    expect(instantiates?.some((one) => one.includes('davinci-dtr'))).toBe(true);
  });
});

describe('who may', () => {
  const call = parameters({ name: 'coverage', resource: COVERAGE }, { name: 'order', resource: ORDER });
  const OPERATIONS = ['questionnaire-package', 'next-question', 'log-questionnaire-errors'];

  it.each(OPERATIONS)('$%s: nobody who is not signed in [dtr spec-120 sec-1]', async (name) => {
    const answer = await open.call(null, { method: 'POST', url: `/fhir/Questionnaire/$${name}`, payload: call });
    expect([answer.statusCode, answer.json<OperationOutcome>().issue[0]?.code]).toEqual([401, 'login']);
  });

  it('a program by the scope of its token alone [dtr spec-120]', async () => {
    const told = async (scopes: readonly string[], url: string): Promise<number> => {
      const caller = {
        organisation: 'payer',
        id: 'ehr',
        name: 'An EHR',
        role: 'machine',
        kind: 'machine',
        scopes,
      } as const;
      const authorization = `Bearer ${await open.tokens.make(caller, 'access', 300)}`;
      return (await open.app.inject({ method: 'POST', url, payload: call, headers: { authorization } })).statusCode;
    };
    const url = '/fhir/Questionnaire/$questionnaire-package';
    expect(await told(['system/Questionnaire.rs'], url)).toBe(200);
    expect(await told(['system/questionnaire.rs'], url)).toBe(200);
    expect(await told(['system/Claim.cruds'], url)).toBe(403);
    expect(await told(['system/Questionnaire.rs'], '/fhir/ValueSet/$expand')).toBe(403);
  });
});

describe('the example calls of the guide', () => {
  it.skipIf(FIXTURES === undefined)(
    'a payer that is not ours is refused, at its place [dtr spec-130 oper-11]',
    async () => {
      const example = fixture('dtr-2.2.0/examples/Parameters-QuestionnairePackageInputParamsExample.json');
      const answer = await posted(open, 'Questionnaire/$questionnaire-package', example);
      expect(answer.statusCode).toBe(422);
      expect(answer.json<OperationOutcome>().issue[0]?.expression).toEqual([
        "Parameters.parameter.where(name = 'coverage').resource.payor",
      ]);
    },
  );
});
