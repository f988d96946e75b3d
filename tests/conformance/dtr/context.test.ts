import type { Bundle, OperationOutcome } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASE, named, ON, openDtr, parameters, type Given } from '../../support/dtr.ts';
import { listAt, textAt } from '../../../shells/pas/element.ts';
import { requestBundle, submit } from '../../support/pas.ts';
import { packageOf } from '../../support/dtr-client.ts';
import {
  chartResources,
  coverageOf,
  drugOrder,
  informationOf,
  ofType,
  orderSign,
  type Json,
} from '../../support/hooks.ts';
import type { OpenService } from '../../support/service.ts';

let open: OpenService;
beforeAll(async () => {
  open = await openDtr();
}, 60_000);
afterAll(() => open.close());

const resources = chartResources('second-line');
const patient = String(ofType(resources, 'Patient')[0]?.['id']);
const coverage = coverageOf(resources);

/** What CRD said of the order of a patient of the examples: the id of the assertion, and the form that it asks for. */
async function crd(call: Json = orderSign('second-line')): Promise<{ readonly id: string; readonly form: unknown }> {
  const told = await open.call('machine', { method: 'POST', url: '/cds-services/order-sign-crd', payload: call });
  const said = informationOf(told.json());
  return { id: String(said['coverage-assertion-id']?.[0]), form: said['questionnaire']?.[0] };
}

async function package_(...given: readonly Given[]) {
  const payload = parameters(...given);
  return open.call('machine', { method: 'POST', url: '/fhir/Questionnaire/$questionnaire-package', payload });
}

const contextOf = (valueString: string): Given => ({ name: 'context', valueString });
const covered: Given = { name: 'coverage', resource: coverage };

describe('after CRD', () => {
  it('its id alone brings the form that it asked for, filled in from what the hook brought [dtr spec-40 oper-19 spec-128]', async () => {
    const { id, form } = await crd();
    expect(String(form)).toContain(`${BASE}/Questionnaire/`);
    const answer = await package_(covered, contextOf(id));
    expect(answer.statusCode, answer.body).toBe(200);
    const bundles = named(answer, 'packagebundle');
    expect(bundles).toHaveLength(1);
    const { questionnaire, draft } = packageOf(bundles[0] as Bundle);
    expect(`${questionnaire.url ?? ''}|${questionnaire.version ?? ''}`).toBe(form);
    const context = draft.extension?.filter(({ url }) => url.endsWith('qr-context'));
    expect(context?.map(({ valueReference }) => valueReference?.reference)).toEqual(['MedicationRequest/order-1']);
    const given = new Map(draft.item?.map(({ linkId, answer: [one] = [] }) => [linkId, one]));
    expect(given.get('disease.stage')?.valueCoding?.code).toBe('extensive');
    expect(draft.authored).toBe(ON);
    for (const { answer: all = [] } of draft.item ?? [])
      for (const one of all) expect(JSON.stringify(one.extension)).toContain('"auto-server"');
  });

  it('with the order, changed a little, the same form comes [dtr spec-128]', async () => {
    const { id, form } = await crd();
    const order = { ...drugOrder(patient), status: 'active', note: [{ text: 'changed' }] };
    const answer = await package_(covered, contextOf(id), { name: 'order', resource: order });
    const { questionnaire } = packageOf(named(answer, 'packagebundle')[0] as Bundle);
    expect(`${questionnaire.url ?? ''}|${questionnaire.version ?? ''}`).toBe(form);
  });

  it('an order of something else is looked at anew [dtr prof-1]', async () => {
    const { id } = await crd();
    const other = drugOrder(patient, { coding: [{ system: 'http://hl7.org/fhir/sid/ndc', code: '00000-0000-00' }] });
    const answer = await package_(covered, contextOf(id), { name: 'order', resource: other });
    const again = await package_(covered, contextOf(id), { name: 'order', resource: drugOrder(patient) });
    expect([answer.statusCode, named(answer, 'packagebundle').length]).toEqual([200, 0]);
    expect(named(again, 'packagebundle')).toHaveLength(1);
  });

  it('where CRD asked for nothing, it is said that nothing is needed [dtr oper-8]', async () => {
    const call = orderSign(
      'second-line',
      {},
      drugOrder(patient, {
        coding: [{ system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code: 'E0424' }],
      }),
    );
    const { id } = await crd(call);
    const answer = await package_(covered, contextOf(id));
    expect(named(answer, 'packagebundle')).toEqual([]);
    const [outcome] = named(answer, 'outcome') as readonly OperationOutcome[];
    expect(outcome?.issue[0]?.diagnostics).toContain('No documentation is asked for');
  });

  it('the id of another member is none [dtr spec-130 sec-1]', async () => {
    const { id } = await crd();
    const other = { ...coverage, subscriberId: 'SOMEBODY-ELSE', identifier: [] };
    const answer = await package_({ name: 'coverage', resource: other }, contextOf(id));
    expect([answer.statusCode, answer.json<OperationOutcome>().resourceType]).toEqual([422, 'OperationOutcome']);
  });
});

describe('after PAS', () => {
  /** A claim that waits for the stage of the disease: its coverage, and the trace under which it was asked for. */
  async function pended(id: string): Promise<{ readonly coverage: unknown; readonly trace: string }> {
    const bundle = requestBundle({ id, answers: { 'disease.stage': null } });
    const { body } = await submit(open, bundle);
    const resourcesOf = (of: unknown) => listAt(of, 'entry').flatMap(({ resource }) => listAt(resource));
    const wanted = resourcesOf(body).find(({ resourceType }) => resourceType === 'CommunicationRequest');
    const trace = textAt(listAt(wanted, 'identifier')[0], 'value') ?? '';
    return { trace, coverage: resourcesOf(bundle).find(({ resourceType }) => resourceType === 'Coverage') };
  }

  it('the trace of what is asked for brings the form of its policy [dtr oper-10 spec-42]', async () => {
    const { trace, coverage: own } = await pended('dtr');
    const answer = await package_({ name: 'coverage', resource: own }, contextOf(trace));
    expect(answer.statusCode, answer.body).toBe(200);
    const forms = named(answer, 'packagebundle').map((one) => packageOf(one as Bundle).questionnaire.url);
    expect(forms).toHaveLength(1);
    expect(forms[0]).toMatch(/-initial$/u);
    expect(answer.body).not.toContain('satisfied-pa-id');
  });

  it('that of another member is none', async () => {
    const { trace } = await pended('dtr-other');
    const answer = await package_(covered, contextOf(trace));
    expect([answer.statusCode, answer.json<OperationOutcome>().resourceType]).toEqual([422, 'OperationOutcome']);
  });
});
