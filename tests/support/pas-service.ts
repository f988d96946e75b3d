import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { SIGNATURE } from './pas.ts';
import { newKey, openShared, served, temporary, type Served } from './served.ts';

/** A payer's service that a practice's program may send requests to, over HTTP. */
export interface PasService extends Served {
  /** Its FHIR address. */
  readonly fhir: string;
  /** The options by which the command line sends to it, without the request itself. */
  readonly to: readonly string[];
  /** A folder for files of the test. */
  readonly folder: string;
}

/** The payer's number, as the practice writes it. */
export const INSURER = 'http://example.org/payers|PAYER-1';
export const POLICY = 'prime-ic-0789';
/** The NPI under which the invented clinic of the examples sends. */
const CLINIC_NPI = '1234567893';

/**
 * Starts a payer's service with one program of a practice registered.
 * @param knowledge the folder of its knowledge, where that is another
 * @param notify origins at which the practice may be told of answers
 */
export async function pasService(knowledge?: string, notify: readonly string[] = []): Promise<PasService> {
  const folder = temporary('pas-client');
  const { publicKey, privateKey } = await generateKeyPair('ES384', { extractable: true });
  const kid = 'clinic-key';
  const client = {
    ...{ id: 'clinic-program', organisation: 'payer', name: 'Program of the clinic' },
    jwks: { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES384', kid }] },
    submitter: { name: 'Example Infusion Center', npi: CLINIC_NPI, ...(notify.length === 0 ? {} : { notify }) },
  };
  const insurer = {
    ...{ organisation: 'payer', name: 'Example Health Plan', policies: [POLICY] },
    identifiers: [{ system: 'http://example.org/payers', value: 'PAYER-1' }],
  };
  const [clients, insurers, key] = ['clients.yaml', 'insurers.yaml', 'key.json'].map((name) => path.join(folder, name));
  writeFileSync(clients ?? '', JSON.stringify({ clients: [client] }));
  writeFileSync(insurers ?? '', JSON.stringify({ insurers: [insurer] }));
  writeFileSync(key ?? '', JSON.stringify({ ...(await exportJWK(privateKey)), alg: 'ES384', kid }));
  const database = await openShared();
  const service = await served({
    ...{ DATABASE_URL: database.url, STEPWISE_CLIENTS: clients ?? '', STEPWISE_INSURERS: insurers ?? '' },
    ...(knowledge === undefined ? {} : { STEPWISE_KNOWLEDGE: knowledge }),
  });
  const fhir = `${service.origin}/fhir`;
  return {
    ...service,
    ...{ fhir, folder, to: ['--to', fhir, '--client', client.id, '--key', key ?? ''] },
    close: async () => {
      await service.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Facts that meet the policy, attested; the day of birth is that of the example course. */
export const MET = `
member.line-of-business: commercial
patient.birth-date: 1963-03-09
plan.monitors-crs-and-neurotoxicity: { value: yes, by: Robin Sample, role: prescriber }
infection.active-systemic: { value: no, by: Robin Sample, role: prescriber }
cns.untreated-or-symptomatic-metastases: no
cns.leptomeningeal-disease: no
disease.diagnosis: sclc
disease.stage: extensive
therapy.progressed-on-or-after-platinum: yes
therapy.other-prior-lines: 1
`;

/** A clinician of the payer decides on the one request that waits for one. */
export async function decided(payer: PasService, decision: 'denied' | 'approved-in-part'): Promise<void> {
  const { json } = await payer.ask('clinician', 'GET', '/v1/requests', { organisation: 'payer' });
  const { rows } = json as {
    readonly rows: readonly { readonly id: string; readonly state: { readonly status: string } }[];
  };
  const waiting = rows.find(({ state }) => state.status === 'with-clinician');
  const approval = { number: 'PA-77', from: '2026-07-20', to: '2026-10-19', units: 71 };
  const entry = {
    ...{ type: 'decided', decision, signature: SIGNATURE },
    ...(decision === 'denied' ? {} : { approval }),
  };
  const answered = await payer.ask('clinician', 'POST', `/v1/requests/${waiting?.id ?? 'none'}/entries`, {
    ...{ organisation: 'payer', headers: { 'idempotency-key': newKey() }, body: { entries: [entry] } },
  });
  if (answered.status !== 201) throw new Error(answered.text);
}
