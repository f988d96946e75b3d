import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered } from '../../support/hook-calls.ts';
import { informationOf, orderSign, type Json } from '../../support/hooks.ts';
import { INSURER, openService, type OpenService } from '../../support/service.ts';

let open: OpenService;
beforeAll(async () => {
  open = await openService(undefined, { insurers: [INSURER] });
}, 60_000);
afterAll(() => open.close());

describe('around an answer', () => {
  it('what fails at the payer is told as a technical matter, and as nothing of the order [crd resp-43]', async () => {
    const { owner } = open.database;
    await sql`alter table request_member rename to request_member_gone`.execute(owner);
    const told = informationOf(await answered(open, orderSign('third-line')));
    await sql`alter table request_member_gone rename to request_member`.execute(owner);
    expect([told['covered'], told['pa-needed'], told['questionnaire'], told['reason']]).toEqual([
      ['indeterminate'],
      ['indeterminate'],
      undefined,
      [
        {
          coding: [{ system: 'http://hl7.org/fhir/us/davinci-crd/CodeSystem/temp', code: 'technical' }],
          text: 'This could not be looked up just now. Ask again, or ask the payer',
        },
      ],
    ]);
    expect(informationOf(await answered(open, orderSign('third-line')))['pa-needed']).toEqual(['auth-needed']);
  });

  it('the form that it names can be fetched, in the version that it names [crd found-4]', async () => {
    const [canonical] = informationOf(await answered(open, orderSign('third-line')))[
      'questionnaire'
    ] as readonly string[];
    const [url = '', version] = (canonical ?? '').split('|');
    const told = await open.call('machine', { method: 'GET', url: new URL(url).pathname });
    expect(told.statusCode, told.body).toBe(200);
    const form = told.json<Json>();
    expect([form['resourceType'], form['url'], form['version']]).toEqual(['Questionnaire', url, version]);
  });

  it('nothing is made of what came along but the answer itself, and no white space is sent [crd sec-5 found-40]', async () => {
    const kinds = async (): Promise<readonly { readonly kind: string; readonly count: string }[]> => {
      const build = open.database.owner.selectFrom('stream').groupBy('kind').orderBy('kind');
      return build.select(({ fn }) => ['kind', fn.countAll<string>().as('count')]).execute();
    };
    const before = await kinds();
    const told = await open.call('machine', {
      ...{ method: 'POST', url: '/cds-services/order-sign-crd', payload: orderSign('second-line') },
    });
    expect(told.body).toBe(JSON.stringify(told.json<unknown>()));
    expect(before.map(({ kind }) => kind)).toEqual(['assertion']);
    expect((await kinds()).map(({ count }) => Number(count))).toEqual(before.map(({ count }) => Number(count) + 1));
  });
});
