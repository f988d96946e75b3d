import { readFileSync } from 'node:fs';
import type { Bundle, Coverage, MedicationRequest, OperationOutcome, Parameters } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateQuestionnairePackage } from '../../../shells/fhir/validate/validate.ts';
import { example } from '../../support/cli.ts';
import { BASE, COVERAGE, named, openDtr, ORDER, packaged, parameters, posted, type Given } from '../../support/dtr.ts';
import { packageOf } from '../../support/dtr-client.ts';
import { INSURER, type OpenService } from '../../support/service.ts';

const DTR = 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition';
const PACKAGE = 'Questionnaire/$questionnaire-package';

let open: OpenService;
beforeAll(async () => {
  open = await openDtr();
}, 60_000);
afterAll(async () => {
  await open.close();
});

const coverage = { name: 'coverage', resource: COVERAGE };
const order = { name: 'order', resource: ORDER };
const form = (id: string) => ({ name: 'questionnaire', valueCanonical: `${BASE}/Questionnaire/${id}` });

async function outcomeOf(...given: readonly Given[]): Promise<OperationOutcome> {
  const answer = await posted(open, PACKAGE, parameters(...given));
  const [outcome] = named(answer, 'outcome');
  if (outcome?.resourceType !== 'OperationOutcome') throw new Error(answer.body);
  return outcome;
}

describe('which forms', () => {
  const answered = async (...given: readonly Given[]): Promise<readonly string[]> => {
    const answer = await posted(open, '$questionnaire-package', parameters(...given));
    expect(answer.statusCode, answer.body).toBe(200);
    return named(answer, 'packagebundle').map(
      (one) =>
        packageOf(one as Bundle)
          .questionnaire.url?.split('/')
          .at(-1) ?? '',
    );
  };

  it('those of the drug that is ordered, by the line of the coverage [dtr spec-40 oper-19]', async () => {
    const type = {
      coding: [{ system: 'https://stepwise.example/fhir/CodeSystem/line-of-business', code: 'medicaid' }],
    };
    expect(await answered({ name: 'coverage', resource: { ...COVERAGE, type } }, order)).toEqual([
      // The first of the payer's list that governs this line.
      'credence-vp-0756-initial',
    ]);
  });

  it('of the example that the guide shows', async () => {
    const { parameter = [] } = JSON.parse(readFileSync(example('forms', 'package.json'), 'utf8')) as Parameters;
    expect(await answered(...parameter)).toEqual(['bcbsnd-tarlatamab-initial']);
  });

  it('while the line is not known, those of every policy that could govern', async () => {
    const ids = await answered(coverage, order);
    expect(ids.length).toBeGreaterThan(1);
    expect(ids.every((id) => id.endsWith('-initial'))).toBe(true);
  });

  it('of an order that goes on from an earlier one, that of a renewal', async () => {
    const again = { ...ORDER, priorPrescription: { reference: 'MedicationRequest/before' } };
    const ids = await answered(coverage, { name: 'order', resource: again });
    expect(ids).toContain('fep-5.21.223-renewal');
    expect(ids.some((id) => id.endsWith('-initial'))).toBe(false);
  });

  it('those that are named, with a version or without [dtr spec-15]', async () => {
    expect(await answered(coverage, form('fep-5.21.223-initial|2026-04-01'), form('prime-ic-0789-renewal'))).toEqual([
      'fep-5.21.223-initial',
      'prime-ic-0789-renewal',
    ]);
  });

  it('the form that is named for an order is enough for it, and another drug is looked at besides', async () => {
    const other = { ...ORDER, id: 'order-2' };
    const both = [coverage, order, { name: 'order', resource: other }];
    expect(await answered(...both, form('fep-5.21.223-initial'))).toEqual(['fep-5.21.223-initial']);
    const oxygen = { ...ORDER, id: 'order-3', medicationCodeableConcept: { coding: [{ code: 'E0424' }] } };
    const { issue } = await outcomeOf(
      coverage,
      order,
      { name: 'order', resource: oxygen },
      form('fep-5.21.223-initial'),
    );
    expect(issue.map(({ diagnostics = '' }) => diagnostics.split(' orders')[0])).toEqual([
      'What MedicationRequest/order-3',
    ]);
  });

  it('one that is named twice comes once, in one version [dtr oper-7]', async () => {
    const twice = [form('fep-5.21.223-initial|2026-04-01'), form('fep-5.21.223-initial')];
    expect(await answered(coverage, ...twice)).toEqual(['fep-5.21.223-initial']);
  });

  it('one that is not held is a warning, and the others come all the same [dtr oper-9]', async () => {
    for (const unknown of ['fep-5.21.223-initial|1999-01-01', 'nothing', 'bcbsnd-tarlatamab-renewal']) {
      const { issue } = await outcomeOf(coverage, form(unknown));
      expect(issue.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning not-found']);
      expect(await answered(coverage, form(unknown), form('fep-5.21.223-initial'))).toEqual(['fep-5.21.223-initial']);
    }
  });

  it('for what is not decided here none, and who to ask [dtr conf-8]', async () => {
    const oxygen = {
      resourceType: 'DeviceRequest',
      id: 'd',
      status: 'draft',
      intent: 'order',
      subject: ORDER.subject,
      codeCodeableConcept: {
        coding: [{ system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code: 'E0424' }],
      },
    } as const;
    const { issue } = await outcomeOf(coverage, { name: 'order', resource: oxygen });
    expect(issue.map(({ severity }) => severity)).toEqual(['information']);
    expect(issue[0]?.diagnostics).toContain('not decided here');
  });

  it('of a drug in words only, a code is asked for', async () => {
    const words = { ...ORDER, medicationCodeableConcept: { text: 'Imdelltra 1 mg' } };
    const { issue } = await outcomeOf(coverage, { name: 'order', resource: words });
    expect(issue[0]).toMatchObject({ severity: 'warning', code: 'incomplete' });
  });

  it('where nothing has changed since the moment that is given, none', async () => {
    await answered(coverage, order);
    const later = { name: 'changedsince', valueDateTime: '2026-07-20T09:00:01-04:00' };
    const { issue } = await outcomeOf(coverage, order, later);
    expect(issue[0]?.diagnostics).toContain('Nothing has changed');
    const before = { name: 'changedsince', valueDateTime: '2026-07-01T00:00:00Z' };
    expect((await answered(coverage, order, before)).length).toBeGreaterThan(0);
  });
});

describe('the draft', () => {
  it('has what the payer knows, each answer said to be its own [dtr oper-19 spec-40 spec-56]', async () => {
    const type = { coding: [{ system: 'https://nahdo.org/sopt', code: '5' }] };
    const answer = await posted(
      open,
      PACKAGE,
      parameters({ name: 'coverage', resource: { ...COVERAGE, type } }, form('prime-ic-0789-initial')),
    );
    const { draft } = packageOf(named(answer, 'packagebundle')[0] as Bundle);
    expect(draft.item?.map(({ linkId, answer: given }) => [linkId, given?.[0]?.valueCoding?.code])).toEqual([
      ['member.line-of-business', 'commercial'],
    ]);
    expect(draft.item?.[0]?.answer?.[0]?.extension).toEqual([
      { url: `${DTR}/information-origin`, extension: [{ url: 'source', valueCode: 'auto-server' }] },
    ]);
  });

  it('refers to what the client has and to nothing else, and contains nothing [dtr spec-139 spec-140 spec-141]', async () => {
    const { draft } = packageOf(await packaged(open, 'prime-ic-0789-initial'));
    expect(draft.contained).toBeUndefined();
    const references = JSON.stringify(draft).match(/"reference":"[^"]+"/gu) ?? [];
    expect(references).toEqual([
      '"reference":"Coverage/coverage-1"',
      '"reference":"MedicationRequest/order-1"',
      '"reference":"Patient/patient-1"',
    ]);
  });

  it('a coverage and an order without what may be left out are taken [dtr conf-9 conf-12]', async () => {
    const { resourceType, status, beneficiary } = COVERAGE;
    const least: Coverage = { resourceType, status, beneficiary, payor: [{ display: 'A payer' }] };
    const { intent, subject, medicationCodeableConcept } = ORDER;
    const lean: MedicationRequest = {
      ...{ resourceType: 'MedicationRequest', status: 'draft', intent, subject },
      ...(medicationCodeableConcept === undefined ? {} : { medicationCodeableConcept }),
    };
    const answer = await posted(
      open,
      PACKAGE,
      parameters({ name: 'coverage', resource: least }, { name: 'order', resource: lean }),
    );
    expect(answer.statusCode, answer.body).toBe(200);
    for (const one of named(answer, 'packagebundle')) expect(validateQuestionnairePackage(one).faults).toEqual([]);
  });
});

describe('older clients, of DTR 2.0', () => {
  it('send several coverages and what they refer to, and get the names of then', async () => {
    const payer = { resourceType: 'Organization', id: 'p', identifier: [...INSURER.identifiers] } as const;
    const referring = { ...COVERAGE, contained: [], payor: [{ reference: 'Organization/p' }] };
    const answer = await posted(open, PACKAGE, {
      ...parameters(
        { name: 'coverage', resource: referring },
        order,
        { name: 'referenced', resource: payer },
        form('nothing'),
        form('prime-ic-0789-initial'),
      ),
      meta: { profile: [`${DTR}/dtr-qpackage-input-parameters|2.0.1`] },
    });
    expect(answer.json<Parameters>().parameter?.map(({ name }) => name)).toEqual(['PackageBundle', 'Outcome']);
  });
});
