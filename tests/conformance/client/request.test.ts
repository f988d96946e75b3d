import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validatePasInquiry, validatePasRequest } from '../../../shells/fhir/validate/validate.ts';
import { newId } from '../../../shells/pas-client/addresses.ts';
import { inquiryBundle } from '../../../shells/pas-client/inquiry.ts';
import { listAt, textAt, type Element } from '../../../shells/pas/element.ts';
import { entriesOfBundle, reachedFrom, referred, type Entry } from '../../../shells/pas/entries.ts';
import { example, stepwise } from '../../support/cli.ts';
import { temporary } from '../../support/served.ts';
import { FIXTURES, fixture } from '../../support/standards.ts';

const PARTIES = `${example('billing/clinic.yaml')},${example('billing/patient.yaml')}`;
const folder = temporary('request');
let written = 0;

interface Written {
  readonly status: number;
  readonly out: string;
  readonly bundle: Element;
  readonly entries: readonly Entry[];
}

/** A request made by the command line. */
async function prepared(...args: readonly string[]): Promise<Written> {
  written += 1;
  const file = path.join(folder, `request-${String(written)}.json`);
  const call = await stepwise(
    ...['submit', '--parties', PARTIES, '--setting', 'office', '--to', 'https://payer.example/fhir'],
    ...['--out', file, ...args],
  );
  expect(call.err).toBe('');
  const bundle = JSON.parse(readFileSync(file, 'utf8')) as Element;
  return { status: call.status, out: call.out, bundle, entries: entriesOfBundle(bundle) };
}

const FROM_CHART = [
  ...['--policy', 'fep-5.21.223', '--request', 'initial', '--chart', example('charts/second-line.json')],
  ...['--answers', example('answers/second-line.yaml'), '--on', '2026-06-15'],
];
const RENEWAL = `
disease.diagnosis: sclc
disease.stage: extensive
infection.active-systemic: { value: no, by: Robin Sample, role: prescriber }
cns.untreated-or-symptomatic-metastases: no
cns.leptomeningeal-disease: no
plan.monitors-crs-and-neurotoxicity: { value: yes, by: Robin Sample, role: prescriber }
toxicity.unacceptable: { value: no, by: Robin Sample, role: prescriber }
`;
const FROM_COURSE = [
  ...['--policy', 'prime-ic-0789', '--request', 'renewal', '--course', example('courses/renewal.json')],
  ...['--answers', path.join(folder, 'renewal.yaml'), '--on', '2026-11-12'],
];
let [ofChart, ofCourse]: Written[] = [];
const found = (one: Written | undefined): Written => {
  if (one === undefined) throw new Error('the requests are made before the tests');
  return one;
};
beforeAll(async () => {
  writeFileSync(path.join(folder, 'renewal.yaml'), RENEWAL);
  [ofChart, ofCourse] = [await prepared(...FROM_CHART), await prepared(...FROM_COURSE)];
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const both = (): readonly Written[] => [found(ofChart), found(ofCourse)];
const claimOf = ({ entries }: Written): Entry => {
  const [claim] = entries;
  if (claim === undefined) throw new Error('a bundle has entries');
  return claim;
};
const types = ({ entries }: Written): readonly unknown[] => entries.map(({ resource }) => resource['resourceType']);

describe('the bundle of a request', () => {
  it('fits the profiles of the guide, made from a chart or from a course [pas spec-23 spec-19 conf-15 prof-1 prof-2 prof-3]', () => {
    for (const { bundle } of both()) expect(validatePasRequest(bundle).faults).toEqual([]);
  });

  it('is a JSON collection that begins with the claim [pas spec-11 spec-12]', () => {
    for (const one of both()) {
      expect(one.bundle).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
      expect(textAt(one.bundle, 'identifier', 'value')).toMatch(/^urn:uuid:/u);
      expect(types(one).filter((type) => type === 'Claim')).toEqual(['Claim']);
      expect(claimOf(one).resource).toMatchObject({ resourceType: 'Claim', use: 'preauthorization' });
    }
  });

  it('holds everything that the claim refers to, and what that refers to, each once [pas spec-13 spec-14 spec-18]', () => {
    for (const one of both()) {
      const claim = claimOf(one);
      const addresses = one.entries.map(({ fullUrl }) => fullUrl);
      expect(new Set(addresses).size).toBe(addresses.length);
      expect(new Set(reachedFrom(one.entries, [claim])).size).toBe(one.entries.length);
      const references = [...JSON.stringify(one.bundle).matchAll(/"reference":"([^"]+)"/gu)].map(([, to]) => to);
      expect(references.filter((to) => !addresses.includes(to ?? ''))).toEqual([]);
    }
  });

  it('has one resource for each person and organization [pas spec-15]', () => {
    for (const { entries } of both()) {
      const said = entries
        .filter(({ resource }) =>
          ['Patient', 'Practitioner', 'Organization'].includes(String(resource['resourceType'])),
        )
        .map(({ resource }) =>
          JSON.stringify([resource['resourceType'], textAt(listAt(resource, 'identifier')[0], 'value')]),
        );
      expect(new Set(said).size).toBe(said.length);
    }
  });

  it('keeps the addresses of the chart’s server, and gives numbers to what it makes that no other request has [pas spec-16 spec-17]', async () => {
    const again = await prepared(...FROM_CHART);
    const made = (one: Written): readonly string[] =>
      one.entries.map(({ fullUrl }) => fullUrl).filter((address) => address.startsWith('urn:uuid:'));
    for (const { fullUrl } of found(ofChart).entries)
      expect(fullUrl).toMatch(/^(?:urn:uuid:[0-9a-f-]{36}|https:\/\/ehr\.hospital\.example\/fhir\/[A-Za-z]+\/\S+)$/u);
    expect(made(again).filter((address) => made(found(ofChart)).includes(address))).toEqual([]);
    expect(made(again)).toHaveLength(made(found(ofChart)).length);
  });

  it('has the claim point to every paper, each under a number of its own [pas spec-20 spec-22]', () => {
    const one = found(ofChart);
    const papers = listAt(claimOf(one).resource, 'supportingInfo');
    const pointed = papers.map(({ valueReference }) => referred(one.entries, claimOf(one), valueReference));
    expect(papers.map(({ sequence }) => sequence)).toEqual(papers.map((_, index) => index + 1));
    expect(pointed.map((entry) => entry?.resource['resourceType'])).toEqual([
      ...['QuestionnaireResponse', 'Condition', 'Observation', 'CarePlan'],
      ...['MedicationAdministration', 'MedicationAdministration', 'MedicationAdministration'],
      ...['MedicationAdministration', 'Observation'],
    ]);
  });

  it('holds of the chart what the criteria rest on, and nothing else', () => {
    const ids = found(ofChart).entries.map(({ resource }) => String(resource['id']));
    expect(ids.filter((id) => id.startsWith('second-line-')).sort()).toEqual([
      'second-line-carboplatin-2025-10-06',
      'second-line-carboplatin-2025-10-27',
      'second-line-carboplatin-2025-11-17',
      'second-line-carboplatin-2025-12-08',
      'second-line-oncologist',
      'second-line-patient',
      'second-line-plan-first-line',
      'second-line-progression-2026-05-18',
      'second-line-sclc',
      'second-line-stage',
    ]);
  });

  it('answers the payer’s form, and says of each answer who gave it [pas spec-3]', () => {
    const response = found(ofChart).entries.find(
      ({ resource }) => resource['resourceType'] === 'QuestionnaireResponse',
    );
    expect(response?.resource['questionnaire']).toBe(
      'https://payer.example/fhir/Questionnaire/fep-5.21.223-initial|2026-04-01',
    );
    const origins = listAt(response?.resource, 'item').map((item) => [
      item['linkId'],
      listAt(item, 'answer', 'extension')
        .concat(listAt(listAt(item, 'answer')[0], 'extension'))
        .flatMap((origin) => listAt(origin, 'extension'))
        .find(({ url }) => url === 'source')?.['valueCode'],
    ]);
    expect(Object.fromEntries(origins)).toMatchObject({
      'disease.stage': 'auto-client',
      'plan.step-up-dosing': 'manual',
    });
  });

  it.each([
    ...['active-infection', 'aged-17', 'limited-stage', 'medicare-part-b', 'progression-undocumented'],
    ...['renewal-progression', 'renewal-response', 'third-line', 'untreated-brain-metastases'],
  ])('of the example %s fits the profiles, whatever the criteria come to', async (chart) => {
    const kind = chart.startsWith('renewal') ? 'renewal' : 'initial';
    const { bundle } = await prepared(
      ...['--policy', 'prime-ic-0789', '--request', kind, '--chart', example('charts', `${chart}.json`)],
      ...['--on', '2026-06-15'],
    );
    expect(validatePasRequest(bundle).faults).toEqual([]);
  });

  it('asks for the units and the days that the policy would give, and carries on the number before', () => {
    const [item] = listAt(claimOf(found(ofCourse)).resource, 'item');
    expect(item).toMatchObject({
      sequence: 1,
      productOrService: { coding: [{ code: 'J9026' }] },
      locationCodeableConcept: { coding: [{ code: '11' }] },
      quantity: { unit: 'UN' },
    });
    const value = (url: string): unknown =>
      listAt(item, 'extension').find((one) => String(one['url']).endsWith(url))?.['valueString'];
    expect(value('extension-authorizationNumber')).toMatch(/^EX-AUTH-/u);
  });

  it.skipIf(FIXTURES === undefined)(
    'holds no element that the profiles do not ask to be supported [pas conf-9]',
    () => {
      for (const { entries } of [found(ofCourse)])
        for (const { resource } of entries) {
          const [profile] = (resource['meta'] as { readonly profile: readonly string[] }).profile;
          const name = profile?.split('/').at(-1) ?? '';
          if (!profile?.includes('davinci-pas')) continue;
          const allowed = supported(name);
          const beyond = Object.keys(resource).filter((key) => !allowed.has(key) && !AROUND.includes(key));
          expect(beyond, name).toEqual([]);
          if (resource['resourceType'] === 'Claim')
            for (const item of listAt(resource, 'item'))
              expect(Object.keys(item).filter((key) => !allowed.has(`item.${key}`) && !AROUND.includes(key))).toEqual(
                [],
              );
        }
    },
  );
});

const AROUND = ['resourceType', 'id', 'meta', 'extension'];

interface Definition {
  readonly snapshot: {
    readonly element: readonly { readonly path: string; readonly min: number; readonly mustSupport?: boolean }[];
  };
}

/** Paths below a profile that have to be there or to be supported, with the types of a choice written out. */
function supported(profile: string): ReadonlySet<string> {
  const { snapshot } = fixture(`pas-2.2.1/profiles/StructureDefinition-${profile}.json`) as Definition;
  const paths = snapshot.element
    .filter(({ min, mustSupport }) => min > 0 || mustSupport === true)
    .map((one) => one.path.split('.').slice(1).join('.'));
  const choices = ['CodeableConcept', 'Date', 'Period', 'Reference'];
  return new Set(
    paths.flatMap((one) => (one.endsWith('[x]') ? choices.map((type) => one.replace('[x]', type)) : [one])),
  );
}

describe('the person who asks', () => {
  it('reads the request before it goes out, and may change the file: nothing is sent by itself [pas priv-1 use-5]', () => {
    expect(found(ofChart).out).toContain('Nothing is sent: read it, then send it with --bundle');
  });

  it('is told what is missing, and what the program found', async () => {
    const { status, out, bundle } = await prepared(
      ...[
        '--policy',
        'fep-5.21.223',
        '--request',
        'initial',
        '--chart',
        example('charts/progression-undocumented.json'),
        '--on',
        '2026-06-15',
      ],
    );
    expect(status).toBe(10);
    expect(out).toContain('Information needed');
    expect(validatePasRequest(bundle).faults).toEqual([]);
  });

  it('may answer for what the record says: each is then that person’s word', async () => {
    const { out, entries } = await prepared(...FROM_CHART, '--confirmed-by', 'Robin Sample, prescriber');
    expect(out).toContain('7 answers of a person and 0 as the record has them');
    const response = entries.find(({ resource }) => resource['resourceType'] === 'QuestionnaireResponse');
    expect(JSON.stringify(response?.resource)).not.toContain('auto-client');
  });
});

describe('the question what became of a request', () => {
  it('fits the profiles of the guide, names the claim by its number, and takes nothing of the chart along', () => {
    for (const one of both()) {
      const inquiry = inquiryBundle(one.bundle, '2026-06-16T09:00:00-04:00', newId);
      expect(validatePasInquiry(inquiry).faults).toEqual([]);
      const [first, ...others] = entriesOfBundle(inquiry);
      expect(first?.resource['identifier']).toEqual(claimOf(one).resource['identifier']);
      expect(new Set(others.map(({ resource }) => resource['resourceType']))).toEqual(
        new Set(['Patient', 'Organization', 'Coverage', 'PractitionerRole', 'Practitioner']),
      );
    }
  });
});
