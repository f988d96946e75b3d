import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateCrdResponse } from '../../../shells/fhir/validate/validate.ts';
import { informationOf, orderSign } from '../../support/hooks.ts';
import { openService, type OpenService } from '../../support/service.ts';
import { FIXTURES } from '../../support/standards.ts';

interface Option {
  readonly code: string;
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly default: unknown;
}
interface Service {
  readonly hook: string;
  readonly id: string;
  readonly prefetch: Readonly<Record<string, string>>;
  readonly extension: {
    readonly 'davinci-crd.version': readonly string[];
    readonly 'davinci-crd.configuration-options': readonly Option[];
  };
}

let open: OpenService;
let services: readonly Service[];
beforeAll(async () => {
  open = await openService();
  const answered = await open.call(null, { method: 'GET', url: '/cds-services' });
  services = answered.json<{ services: readonly Service[] }>().services;
}, 60_000);
afterAll(() => open.close());

const optionsOf = ({ extension }: Service): readonly Option[] => extension['davinci-crd.configuration-options'];
const sign = async (more: object): Promise<Record<string, unknown>> => {
  const payload = { ...orderSign('progression-undocumented'), ...more };
  const answered = await open.call('machine', {
    method: 'POST',
    url: '/cds-services/order-sign-crd',
    payload,
    organisation: 'payer',
  });
  expect(answered.statusCode).toBe(200);
  return answered.json();
};

describe('the discovery', () => {
  it('names one service for each hook of the guide, the secondary ones included [crd hook-4 ops-1 found-15]', () => {
    expect(services.map(({ hook, id }) => [hook, id])).toEqual([
      ['order-sign', 'order-sign-crd'],
      ['order-dispatch', 'order-dispatch-crd'],
      ['appointment-book', 'appointment-book-crd'],
      ['order-select', 'order-select-crd'],
      ['encounter-start', 'encounter-start-crd'],
      ['encounter-discharge', 'encounter-discharge-crd'],
    ]);
  });

  it('says for every service which versions of the guide it speaks, by their first two numbers [crd dev-1 dev-2]', () => {
    for (const { extension } of services) expect(extension['davinci-crd.version']).toEqual(['2.0', '2.2']);
  });

  it('offers a switch with code, type, name, description and default for each kind of answer, each once [crd dev-4 dev-5 dev-7 dev-8 dev-10]', () => {
    const [first] = services;
    expect(first && optionsOf(first).map(({ code, type, default: usual }) => [code, type, usual])).toEqual([
      ['coverage-info', 'boolean', true],
      ['guideline', 'boolean', true],
      ['unsolicited-determ', 'boolean', true],
      ['max-cards', 'integer', 10],
    ]);
    for (const service of services)
      for (const key of ['code', 'name', 'description'] as const) {
        const told = optionsOf(service).map((option) => option[key]);
        expect(new Set(told).size).toBe(told.length);
        expect(told.every((text) => text.length > 0)).toBe(true);
      }
  });

  it('offers the same switches under the same names at every hook that has an answer [crd dev-9]', () => {
    const [first, ...others] = services.filter(({ hook }) => !hook.startsWith('encounter-'));
    for (const one of others) expect(optionsOf(one)).toEqual(first && optionsOf(first));
  });

  it('can be read from any page, and the hooks from those that the setting names', async () => {
    const read = async (url: string, origin: string): Promise<unknown> =>
      (await open.call(null, { method: 'GET', url, headers: { origin } })).headers['access-control-allow-origin'];
    expect(await read('/cds-services', 'https://anywhere.example')).toBe('*');
    const asked = async (origin: string): Promise<unknown> => {
      const headers = { origin, 'access-control-request-method': 'POST' };
      const told = await open.call(null, { method: 'OPTIONS', url: '/cds-services/order-sign-crd', headers });
      return [
        told.statusCode,
        told.headers['access-control-allow-origin'],
        told.headers['access-control-allow-headers'],
      ];
    };
    expect(await asked('https://ehr.example')).toEqual([204, 'https://ehr.example', 'authorization, content-type']);
    expect(await asked('https://anywhere.example')).toEqual([204, undefined, 'authorization, content-type']);
  });
});

describe.skipIf(FIXTURES === undefined)('the standard prefetch', () => {
  it('is asked for in the words of the guide, and only as far as an answer rests on it [crd found-24 found-27 found-28 found-29]', () => {
    const text = readFileSync(path.join(FIXTURES ?? '', 'crd-2.2.1/CRDServices.json'), 'utf8');
    const standard = (JSON.parse(text) as { readonly services: readonly Service[] }).services;
    const told = services.flatMap(({ hook, prefetch }) =>
      Object.entries(prefetch).map(([key, expression]) => ({ hook, key, expression })),
    );
    expect(told).toHaveLength(37);
    for (const { hook, key, expression } of told)
      expect(standard.find((one) => one.hook === hook)?.prefetch[key]).toBe(expression);
  });
});

describe('what a call switches', () => {
  it('is obeyed: no coverage information, no card, and not more cards than wanted [crd dev-14 resp-28 found-13]', async () => {
    const extension = (configuration: object): object => ({
      extension: { 'davinci-crd.configuration': configuration },
    });
    expect(await sign(extension({ 'coverage-info': false, guideline: false }))).toEqual({ cards: [] });
    const told = await sign(extension({ 'coverage-info': false }));
    expect([told['systemActions'], (told['cards'] as unknown[]).length]).toEqual([undefined, 1]);
    expect((await sign(extension({ guideline: false })))['cards']).toEqual([]);
    expect((await sign(extension({ 'max-cards': 0 })))['cards']).toEqual([]);
  });

  it('need not be there, and is passed over where it is not known or of another type [crd dev-6 dev-15 dev-17]', async () => {
    const plain = informationOf(await sign({}));
    const odd = informationOf(
      await sign({
        extension: {
          'davinci-crd.requestedVersion': '9.9',
          'davinci-crd.configuration': {
            coverage: false,
            'alt-drug': true,
            'dtr-clin': 7,
            'max-cards': 'many',
            guideline: 0,
          },
        },
      }),
    );
    expect({ ...odd, 'coverage-assertion-id': [] }).toEqual({ ...plain, 'coverage-assertion-id': [] });
  });

  it('speaks the words of the version that is asked for', async () => {
    const told = await sign({ ...orderSign('second-line'), extension: { 'davinci-crd.requestedVersion': '2.0' } });
    const { covered, 'pa-needed': needed, 'info-needed': info } = informationOf(told);
    expect([covered, needed, info]).toEqual([['conditional'], ['auth-needed'], ['OTH']]);
    expect(validateCrdResponse(told).faults).toEqual([]);
  });
});
