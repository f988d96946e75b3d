import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atProvider, Browser, openProvider, type OpenProvider } from '../support/provider.ts';
import { served, temporary, type Served } from '../support/served.ts';

const PEOPLE = `rules:
  - claims: { groups: stepwise-prescribers, site: north }
    organisation: clinic
    role: prescriber
  - claims: { sub: per }
    organisation: clinic
    role: auditor
`;

let [provider, service]: [OpenProvider, Served] = [
  undefined as unknown as OpenProvider,
  undefined as unknown as Served,
];
const [folder, data] = [temporary('userinfo'), temporary('userinfo-data')];
beforeAll(async () => {
  const per = { name: 'Per Scriber', groups: ['stepwise-prescribers'], site: 'north', npi: '1234567893' };
  provider = await openProvider({ per }, false);
  writeFileSync(path.join(folder, 'people.yaml'), PEOPLE);
  service = await served({
    ...{ STEPWISE_DATA: data, STEPWISE_PEOPLE: path.join(folder, 'people.yaml') },
    ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: provider.client, OIDC_CLIENT_SECRET: provider.secret },
  });
  provider.allow(service.origin);
}, 60_000);
afterAll(async () => {
  await service.close();
  await provider.close();
  for (const one of [folder, data]) rmSync(one, { recursive: true, force: true });
}, 60_000);

describe('a provider whose id token says no more than who somebody is', () => {
  it('is asked for the rest, so that the first rule counts as it stands', async () => {
    const browser = new Browser();
    const start = await browser.go(`${service.origin}/sign-in`);
    const end = await browser.go(await atProvider(browser, start.headers.get('location') ?? '', 'per'));
    expect(end.status, await end.text()).toBe(302);
    expect(await (await browser.go(`${service.origin}/v1/me`)).json()).toEqual({
      ...{ organisation: 'clinic', id: 'per', name: 'Per Scriber', role: 'prescriber', kind: 'person' },
      npi: '1234567893',
    });
  });
});
