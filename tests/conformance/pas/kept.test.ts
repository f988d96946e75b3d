import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAt, type Element } from '../../../shells/pas/element.ts';
import { example } from '../../support/cli.ts';
import { readFileSync } from 'node:fs';
import { requestBundle } from '../../support/pas-request.ts';
import { claimResponse, decisions, submit } from '../../support/pas.ts';
import { openService, type OpenService } from '../../support/service.ts';

let open: OpenService;
beforeAll(async () => {
  open = await openService();
}, 60_000);
afterAll(() => open.close());

interface Chart {
  readonly entry: readonly { readonly fullUrl: string; readonly resource: Element }[];
}

/** A resource of the example as one of the member; of others it says nothing. */
function ofMember(resource: Element): Element {
  const others = ['encounter', 'recorder', 'asserter', 'performer', 'text'];
  const kept = Object.fromEntries(Object.entries(resource).filter(([key]) => !others.includes(key)));
  return JSON.parse(JSON.stringify(kept).replaceAll('Patient/second-line-patient', 'Patient/member')) as Element;
}

describe('US Core resources that come with a claim', () => {
  it('are read as the chart that they are: what they say is not asked for again [pas spec-1]', async () => {
    const asked = requestBundle({ id: 'bare', answers: { 'disease.stage': null } });
    const bare = claimResponse((await submit(open, asked)).body);
    expect(JSON.stringify(bare['processNote'])).toContain('limited or of extensive stage');
    const chart = JSON.parse(readFileSync(example('charts/second-line.json'), 'utf8')) as Chart;
    const own = chart.entry.filter(({ resource }) =>
      ['second-line-stage', 'second-line-sclc'].includes(String(resource['id'])),
    );
    const entries = own.map(({ resource }) => ({
      fullUrl: `https://ehr.example/fhir/${String(resource['resourceType'])}/${String(resource['id'])}`,
      resource: ofMember(resource),
    }));
    const bundle = requestBundle({ id: 'with-chart', answers: { 'disease.stage': null } });
    const papers = entries.map(({ fullUrl }, index) => ({
      sequence: index + 2,
      category: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claiminformationcategory', code: 'info' }],
      },
      valueReference: { reference: fullUrl },
    }));
    const [claim, ...others] = listAt(bundle, 'entry');
    const resource = claim?.['resource'] as Element;
    const whole = {
      ...bundle,
      entry: [
        { ...claim, resource: { ...resource, supportingInfo: [...listAt(resource, 'supportingInfo'), ...papers] } },
        ...others,
        ...entries,
      ],
    };
    const answered = await submit(open, whole);
    expect(answered.status, JSON.stringify(answered.body)).toBe(200);
    expect(JSON.stringify(claimResponse(answered.body)['processNote'] ?? '')).not.toContain(
      'limited or of extensive stage',
    );
  });
});

describe('a claim that was pended', () => {
  it('stays for good: nothing of the record ends by itself, and the service cannot take it away [pas spec-73]', async () => {
    const { body } = await submit(open, requestBundle({ id: 'kept' }));
    expect(decisions(body)).toMatchObject([{ action: 'A4' }]);
    const columns = await sql<{ name: string }>`
      select column_name as name from information_schema.columns where table_name in ('event', 'stream')
    `.execute(open.database.owner);
    expect(columns.rows.filter(({ name }) => /expir|until|delete/u.test(name))).toEqual([]);
    for (const statement of [`delete from event`, `delete from stream`])
      await expect(open.database.as('payer', (transaction) => sql.raw(statement).execute(transaction))).rejects.toThrow(
        /permission denied|only ever added/u,
      );
  });
});
