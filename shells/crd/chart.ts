import type { Element } from '../pas/element.ts';
import { EhrError, type Ehr } from './ehr.ts';
import type { Order } from './orders.ts';
import { heldIn, type Held } from './pool.ts';

/** What a policy may rest on, by how a patient's server is asked for it: only for orders that a policy is held for. */
const CLINICAL: readonly string[] = [
  'Condition',
  'Observation',
  'MedicationAdministration',
  'MedicationRequest',
  'Procedure',
];
const MOST = 200;

/** The clinical resources of the patient's server, of the types that did not come along. */
export async function fetchChart(
  pool: readonly Held[],
  patientId: string,
  ehr: Ehr | undefined,
): Promise<readonly Held[]> {
  if (ehr === undefined) return [];
  const came = new Set(pool.map(({ resource }) => resource['resourceType']));
  // Orders came along in any case: those before them may not have.
  const asked = CLINICAL.filter((type) => type === 'MedicationRequest' || !came.has(type));
  const answers = await Promise.all(
    asked.map(async (type) => {
      try {
        return await ehr.read(`${type}?patient=${encodeURIComponent(patientId)}&_count=${String(MOST)}`);
      } catch (error) {
        // What is not told is not known: the answer says less, and nothing else.
        if (error instanceof EhrError) return null;
        throw error;
      }
    }),
  );
  const known = new Set(pool.map(({ ref }) => ref));
  return heldIn(answers).filter(({ ref }) => !known.has(ref));
}

/** What came along as a chart: the patient with everything else but the orders that are asked about, and other people. */
export function chartOf(
  pool: readonly Held[],
  orders: readonly Order[],
  patient: Element | undefined,
  coverage: Element,
): unknown {
  if (patient === undefined) return undefined;
  const asked = new Set(orders.map(({ ref }) => ref));
  const entry = pool
    .filter(({ ref, resource }) => !asked.has(ref) && isOfChart(resource, patient, coverage))
    .map(({ fullUrl, resource }) => ({ ...(fullUrl === undefined ? {} : { fullUrl }), resource }));
  return { resourceType: 'Bundle', type: 'collection', entry };
}

function isOfChart(resource: Element, patient: Element, coverage: Element): boolean {
  const type = resource['resourceType'];
  if (type === 'Patient') return resource === patient;
  return type === 'Coverage' ? resource === coverage : true;
}
