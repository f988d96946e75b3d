import type { OperationOutcome } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COVERAGE, openDtr, ORDER, packaged, parameters, posted } from '../../support/dtr.ts';
import type { OpenService } from '../../support/service.ts';

const PACKAGE = 'Questionnaire/$questionnaire-package';

let open: OpenService;
beforeAll(async () => {
  open = await openDtr();
}, 60_000);
afterAll(async () => {
  await open.close();
});

const coverage = { name: 'coverage', resource: COVERAGE };
const order = { name: 'order', resource: ORDER };

describe('what keeps a package from being sent', () => {
  const told = async (payload: unknown): Promise<readonly [status: number, where: readonly string[]]> => {
    const answer = await posted(open, PACKAGE, payload);
    expect(answer.headers['content-type']).toContain('application/fhir+json');
    const { resourceType, issue } = answer.json<OperationOutcome>();
    expect(resourceType).toBe('OperationOutcome');
    return [answer.statusCode, issue.flatMap(({ expression = [] }) => expression)];
  };

  it.each([
    [
      'a payer of others',
      { ...COVERAGE, payor: [{ identifier: { value: 'nobody' } }] },
      "Parameters.parameter.where(name = 'coverage').resource.payor",
    ],
  ])('%s is 422 [dtr spec-130 oper-11]', async (_name, resource, where) => {
    expect(await told(parameters({ name: 'coverage', resource }, order))).toEqual([422, [where]]);
  });

  it('an id of CRD that was never given is 422 [dtr spec-130]', async () => {
    const context = { name: 'context', valueString: '00000000-0000-4000-8000-000000000000' };
    expect(await told(parameters(coverage, context))).toEqual([
      422,
      ["Parameters.parameter.where(name = 'context').value"],
    ]);
  });

  it.each([
    ['no coverage', parameters(order)],
    ['a coverage that is none', parameters({ name: 'coverage', resource: ORDER }, order)],
    ['neither order nor form nor context', parameters(coverage)],
    ['a form that is no address', parameters(coverage, { name: 'questionnaire', valueInteger: 1 })],
    [
      'two contexts',
      parameters(coverage, { name: 'context', valueString: 'a' }, { name: 'context', valueString: 'b' }),
    ],
    ['no Parameters', COVERAGE],
    ['a list', []],
    ['parameters that are no list', { resourceType: 'Parameters', parameter: {} }],
    ['a parameter without a name', { resourceType: 'Parameters', parameter: [{}] }],
  ])('%s is 400 with its place [dtr oper-11]', async (_name, payload) => {
    const [status, where] = await told(payload);
    expect(status).toBe(400);
    expect(where.length).toBeGreaterThan(0);
  });

  it('nothing of a call is kept [dtr sec-9]', async () => {
    const count = async (): Promise<unknown> =>
      open.database.owner
        .selectFrom('event')
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirst();
    const before = await count();
    await packaged(open, 'prime-ic-0789-initial');
    expect(await count()).toEqual(before);
    expect(open.log.join('')).not.toContain('EXAMPLE-0001');
  });
});
