import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { informationOf, orderSign } from '../support/hooks.ts';
import { served, temporary, type Served } from '../support/served.ts';

/** The payers' file, as the setting names it, with a member list beside it. */
const [folder, record, other] = [temporary('insurers'), temporary('record'), temporary('record')];
const file = path.join(folder, 'insurers.yaml');
const FILE = `insurers:
  - organisation: plan
    name: Example Health Plan
    identifiers: [{ system: 'http://example.org/payers', value: PAYER-1 }]
    policies: [fep-5.21.223, prime-ic-0789]
    timeZone: America/Chicago
    members: members.csv
`;

let service: Served;
beforeAll(async () => {
  writeFileSync(file, FILE);
  writeFileSync(
    path.join(folder, 'members.csv'),
    'memberId,birthDate,from,to,lineOfBusiness,state\nEXAMPLE-0001,1980-11-30,2026-01-01,,fehb,MN\n',
  );
  service = await served({ STEPWISE_DATA: record, STEPWISE_INSURERS: file });
}, 60_000);
afterAll(async () => {
  await service.close();
  for (const one of [folder, record, other]) rmSync(one, { recursive: true, force: true });
}, 60_000);

describe('the payers that a service answers for', () => {
  it('are those of the file, each an organisation of the record from the first start on', async () => {
    const told = await service.ask('machine', 'POST', '/cds-services/order-sign-crd', {
      body: orderSign('third-line'),
    });
    expect(told.status, told.text).toBe(200);
    expect(informationOf(told.json)['questionnaire']).toEqual([
      `${service.origin}/fhir/Questionnaire/fep-5.21.223-initial|2026-04-01`,
    ]);
    const kinds = await service.database.owner
      .selectFrom('organisation')
      .select('kind')
      .where('id', '=', 'plan')
      .execute();
    expect(kinds).toEqual([{ kind: 'payer' }]);
  });

  it('are answered for in the browser of pages that the setting names only', async () => {
    await expect(served({ STEPWISE_HOOK_ORIGINS: 'https://ehr.example/app' })).rejects.toThrow(
      /STEPWISE_HOOK_ORIGINS/u,
    );
  });

  it('keep the service from starting where the file is wrong, with its line', async () => {
    const wrong = path.join(folder, 'wrong.yaml');
    writeFileSync(wrong, FILE.replace('prime-ic-0789', 'prime-ic-9999').replace('members.csv', 'gone.csv'));
    const settings = { STEPWISE_DATA: other, STEPWISE_INSURERS: wrong };
    await expect(served(settings)).rejects.toThrow(/gone\.csv: the file cannot be read/u);
    writeFileSync(wrong, FILE.replace('prime-ic-0789', 'prime-ic-9999'));
    await expect(served(settings)).rejects.toThrow(/wrong\.yaml:5:\d+: there is no policy "prime-ic-9999"/u);
  });
});
