import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { chartOfSize } from './chart-of-size.ts';
import type { HooksStarted } from './crd-host.ts';

/** `Claim/$submit` with a chart, each claim a new one: from the request to its whole answer. */
export interface SubmitTimes {
  readonly resources: number;
  /** ms, of claims sent one after another, and of four at once. */
  readonly one: { readonly p50: number; readonly p99: number };
  readonly four: { readonly p50: number; readonly p99: number };
}

type Json = Readonly<Record<string, unknown>>;
const RESOURCES = 60;
const PAS = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition';

/** @param claims sent for each of the two */
export async function submitTimes(claims: number): Promise<SubmitTimes> {
  const host = fork(path.join(import.meta.dirname, 'crd-host.ts'));
  try {
    const [started] = (await once(host, 'message')) as [HooksStarted];
    await timed(started, 20, 1);
    return { resources: RESOURCES, one: await timed(started, claims, 1), four: await timed(started, claims, 4) };
  } finally {
    if (host.connected) {
      const ended = once(host, 'exit');
      host.send('close');
      await ended;
    }
  }
}

async function timed(
  { origin, authorization }: HooksStarted,
  claims: number,
  atOnce: number,
): Promise<SubmitTimes['one']> {
  const bodies = Array.from({ length: claims }, () => JSON.stringify(claimBundle(randomUUID())));
  const times: number[] = [];
  const headers = { authorization, 'content-type': 'application/fhir+json' };
  const worker = async (): Promise<void> => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
      const start = performance.now();
      const told = await fetch(`${origin}/fhir/Claim/$submit`, { method: 'POST', headers, body });
      const text = await told.text();
      times.push(performance.now() - start);
      if (told.status !== 200 || !text.includes('"code":"A4"')) throw new Error(text.slice(0, 500));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

const coded = (system: string, code: string): Json => ({ coding: [{ system, code }] });

function claimBundle(id: string): Json {
  const { entry } = JSON.parse(chartOfSize(RESOURCES)) as { readonly entry: readonly { readonly resource: Json }[] };
  const clinical = entry
    .map(({ resource }) => resource)
    .filter(({ resourceType }) => !['Coverage', 'Organization'].includes(String(resourceType)));
  const patient = `Patient/${String(clinical.find(({ resourceType }) => resourceType === 'Patient')?.['id'])}`;
  const claim = {
    ...{ resourceType: 'Claim', id: 'claim', status: 'active', use: 'preauthorization', created: '2026-07-20' },
    identifier: [{ system: 'https://bench.example/trace', value: id }],
    type: coded('http://terminology.hl7.org/CodeSystem/claim-type', 'professional'),
    patient: { reference: patient },
    insurer: { reference: 'Organization/insurer' },
    provider: { reference: 'Organization/provider' },
    priority: coded('http://terminology.hl7.org/CodeSystem/processpriority', 'normal'),
    insurance: [{ sequence: 1, focal: true, coverage: { reference: 'Coverage/coverage' } }],
    item: [
      {
        extension: [
          {
            url: `${PAS}/extension-serviceItemRequestType`,
            valueCodeableConcept: coded('https://codesystem.x12.org/005010/1525', 'HS'),
          },
          {
            url: `${PAS}/extension-certificationType`,
            valueCodeableConcept: coded('https://codesystem.x12.org/005010/1322', 'I'),
          },
        ],
        sequence: 1,
        category: coded('https://codesystem.x12.org/005010/1365', '3'),
        productOrService: coded('http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', 'J9026'),
        locationCodeableConcept: coded(
          'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
          '11',
        ),
      },
    ],
  };
  const organization = (name: string, type: string, system: string, value: string): Json => ({
    ...{ resourceType: 'Organization', id: name, active: true, name, identifier: [{ system, value }] },
    type: [coded('https://codesystem.x12.org/005010/98', type)],
  });
  const coverage = {
    ...{ resourceType: 'Coverage', id: 'coverage', status: 'active', subscriberId: id },
    identifier: [{ type: coded('http://terminology.hl7.org/CodeSystem/v2-0203', 'MB'), value: id }],
    beneficiary: { reference: patient },
    relationship: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship', code: 'self' },
        { system: 'https://codesystem.x12.org/005010/1069', code: '18' },
      ],
    },
    payor: [{ reference: 'Organization/insurer' }],
  };
  const resources = [
    claim,
    organization('insurer', 'PR', 'https://bench.example', 'BENCH'),
    organization('provider', 'X3', 'http://hl7.org/fhir/sid/us-npi', '1234567893'),
    coverage,
    ...clinical.map((resource) => (resource['resourceType'] === 'Patient' ? named(resource, id) : resource)),
  ];
  return {
    ...{ resourceType: 'Bundle', type: 'collection', timestamp: '2026-07-20T09:00:00-04:00' },
    identifier: { system: 'https://bench.example/transactions', value: id },
    entry: resources.map((resource: Json) => ({
      fullUrl: `https://ehr.bench.example/fhir/${String(resource['resourceType'])}/${String(resource['id'])}`,
      resource,
    })),
  };
}

function named(patient: Json, id: string): Json {
  return {
    ...patient,
    identifier: [{ system: 'https://bench.example/members', value: id }],
    name: [{ family: 'Bench' }],
  };
}
