import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered } from '../../support/hook-calls.ts';
import { chartResources, informationOf, orderSign, prefetching, searchset, type Json } from '../../support/hooks.ts';
import { openService, type OpenService } from '../../support/service.ts';

let open: OpenService;
beforeAll(async () => {
  open = await openService();
}, 60_000);
afterAll(() => open.close());

const CHARTS = ['progression-undocumented', 'third-line'];

/** What is said of an order, but for the number of the assertion. */
async function told(call: Json): Promise<Readonly<Record<string, unknown>>> {
  const said = informationOf(await answered(open, call));
  return Object.fromEntries(Object.entries(said).filter(([key]) => key !== 'coverage-assertion-id'));
}

describe('what a hook says of an order', () => {
  it.each(CHARTS)(
    '%s: leaves open as many questions as the same policy finds open by every other way [crd found-9]',
    async (chart) => {
      const said = await told(orderSign(chart));
      const [form = ''] = (said['questionnaire'] ?? []) as readonly string[];
      const [, policy = ''] = /Questionnaire\/(.+)-initial\|/u.exec(form) ?? [];
      const whole = {
        resourceType: 'Bundle',
        type: 'collection',
        entry: chartResources(chart).map((resource) => ({ resource })),
      };
      const checked = await open.call('prior-authorization-specialist', {
        ...{ method: 'POST', url: '/v1/answers/check' },
        payload: { policy, request: 'initial', chart: whole, on: '2026-07-20' },
      });
      const { determinations } = checked.json<{
        readonly determinations: readonly { readonly outcome: string; readonly needed: readonly unknown[] }[];
      }>();
      const [found] = determinations;
      expect(found?.outcome).toBe('information-needed');
      const reason = JSON.stringify(said['reason']);
      expect(reason).toContain(`leaves ${String(found?.needed.length)} question`);
      expect(said['pa-needed']).toEqual(['auth-needed']);
    },
  );

  it('is the same whichever of the three versions of US Core the resources say that they keep [crd conf-2]', async () => {
    const plain = orderSign('third-line');
    const before = await told(plain);
    for (const version of ['3.1.1', '6.1.0', '7.0.0'])
      expect(await told(inVersion(plain, version)), version).toEqual(before);
  });

  it('follows from what the guide wants to be supported: a stage that is there is not asked for [crd conf-4]', async () => {
    const questions = async (resources: readonly Json[]): Promise<number> => {
      const call = prefetching(orderSign('third-line'), { Observation: searchset(resources) });
      const [, count = ''] = /leaves (\d+) question/u.exec(JSON.stringify((await told(call))['reason'])) ?? [];
      return Number(count);
    };
    const observations = chartResources('third-line').filter(({ resourceType }) => resourceType === 'Observation');
    const without = observations.filter(({ id }) => id !== 'third-line-stage');
    expect(without).toHaveLength(observations.length - 1);
    expect(await questions(without)).toBe((await questions(observations)) + 1);
  });
});

/** Where the versions have other profiles for one type. */
const PROFILES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Condition: {
    '3.1.1': 'us-core-condition',
    '6.1.0': 'us-core-condition-problems-health-concerns',
    '7.0.0': 'us-core-condition-problems-health-concerns',
  },
  Observation: {
    '3.1.1': 'us-core-observation-lab',
    '6.1.0': 'us-core-observation-clinical-result',
    '7.0.0': 'us-core-observation-clinical-result',
  },
  DiagnosticReport: {
    '3.1.1': 'us-core-diagnosticreport-note',
    '6.1.0': 'us-core-diagnosticreport-note',
    '7.0.0': 'us-core-diagnosticreport-note',
  },
};

/** The call with every resource of its prefetch saying that it keeps a profile of this version. */
function inVersion(call: Json, version: string): Json {
  const marked = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(marked);
    if (typeof value !== 'object' || value === null) return value;
    const inner = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, marked(part)]));
    const type = inner['resourceType'];
    if (typeof type !== 'string' || type === 'Bundle') return inner;
    const name = PROFILES[type]?.[version] ?? `us-core-${type.toLowerCase()}`;
    return { ...inner, meta: { profile: [`http://hl7.org/fhir/us/core/StructureDefinition/${name}|${version}`] } };
  };
  return { ...call, prefetch: marked(call['prefetch']) };
}
