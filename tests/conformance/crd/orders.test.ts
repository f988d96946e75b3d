import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateCoverageInformation } from '../../../shells/fhir/validate/validate.ts';
import { answered, billed, LISTING, OXYGEN, PATIENT, signed, signing } from '../../support/hook-calls.ts';
import { drugOrder, HCPCS, informationOf, orderOf, orderSign, type Json } from '../../support/hooks.ts';
import { INSURER, openService, type OpenService } from '../../support/service.ts';

const NDC = 'http://hl7.org/fhir/sid/ndc';
let open: OpenService;
beforeAll(async () => {
  open = await openService(undefined, { insurers: [INSURER, LISTING] });
}, 60_000);
afterAll(() => open.close());

describe('an order of a drug that a policy is held for', () => {
  it('is told what it needs: authorization, clinical documents, and the form for them [crd hook-16 resp-14 resp-25 resp-26 resp-38 resp-48 resp-52]', async () => {
    const {
      'coverage-assertion-id': id,
      reason,
      ...told
    } = informationOf(await answered(open, orderSign('progression-undocumented')));
    expect(told).toEqual({
      coverage: [{ reference: 'Coverage/progression-undocumented-coverage' }],
      covered: ['conditional'],
      'pa-needed': ['auth-needed'],
      'doc-needed': ['clinical'],
      'doc-purpose': ['withpa'],
      'info-needed': ['OTH'],
      billingCode: [{ system: HCPCS, code: 'J9026' }],
      questionnaire: ['http://127.0.0.1:8080/fhir/Questionnaire/prime-ic-0789-initial|2025-05-05'],
      date: ['2026-07-20'],
    });
    expect(reason).toEqual([
      {
        text: 'Imdelltra (tarlatamab-dlle), IC-0789 (2025-05-05) asks for prior authorization. The record that came along leaves 3 questions open',
      },
    ]);
    expect(id).toHaveLength(1);
  });

  it('is never called not covered because criteria are not met: a clinician decides', async () => {
    for (const chart of ['second-line', 'limited-stage', 'active-infection']) {
      const told = informationOf(await answered(open, orderSign(chart)));
      expect([told['covered'], told['pa-needed']], chart).toEqual([['indeterminate'], ['auth-needed']]);
    }
  });

  it('is recognised by billing code, package number in every form, and never by words alone [crd billopt-2 billopt-3 resp-51 found-10]', async () => {
    const needs = async (concept: Json): Promise<unknown> =>
      informationOf(await answered(open, signed(concept)))['pa-needed'];
    for (const ndc of ['55513-059-01', '55513-0059-01', '55513005901', '5551305901', '55513-059'])
      expect(await needs(billed(ndc, NDC)), ndc).toEqual(['auth-needed']);
    const likely = {
      text: 'an infusion',
      extension: [
        {
          url: 'http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-billing-options',
          valueCodeableConcept: billed('J9026'),
        },
      ],
    };
    expect(await needs(likely)).toEqual(['auth-needed']);
    const named = informationOf(await answered(open, signed({ text: 'Imdelltra 1 mg' })));
    expect([named['covered'], named['info-needed'], named['reason']]).toEqual([
      ['indeterminate'],
      ['detail-code'],
      [
        {
          text: 'The order names tarlatamab-dlle in words only. Send its billing code, package number or RxNorm concept',
        },
      ],
    ]);
    const both = informationOf(
      await answered(
        open,
        signed({
          coding: [
            { system: HCPCS, code: 'J9026' },
            { system: NDC, code: '0093-0948' },
          ],
        }),
      ),
    );
    expect(both['reason']).toEqual([
      { text: 'The codes of the order name tarlatamab-dlle and another product (0093-0948). Send those of one' },
    ]);
  });

  it('comes back as it was, but for what is said of its coverage [crd resp-37 resp-47 found-33 hook-23]', async () => {
    const order = {
      ...drugOrder(PATIENT),
      note: [{ text: 'as it was' }],
      extension: [{ url: 'https://ehr.example/own', valueString: 'kept' }],
    };
    const call: Json = { ...orderSign('third-line', {}, order), notKnown: true };
    const response = await answered(open, { ...call, context: { ...(call['context'] as Json), alsoNotKnown: [1] } });
    const { systemActions } = response as {
      readonly systemActions: readonly { readonly type: string; readonly resource: Json }[];
    };
    const [action] = systemActions;
    const [own, ...said] = action?.resource['extension'] as readonly Json[];
    expect([action?.type, { ...action?.resource, extension: [own] }]).toEqual(['update', order]);
    expect(said).toHaveLength(1);
    expect(validateCoverageInformation(said[0]).faults).toEqual([]);
  });

  it('is not updated where it says so already, and is where something is new [crd resp-29 resp-35 resp-36]', async () => {
    const call = orderSign('progression-undocumented');
    const { systemActions } = (await answered(open, call)) as {
      readonly systemActions: readonly { readonly resource: Json }[];
    };
    const again = orderSign('progression-undocumented', {}, systemActions[0]?.resource);
    expect(await answered(open, again)).not.toHaveProperty('systemActions');
    const [said] = (systemActions[0]?.resource['extension'] ?? []) as readonly Json[];
    const changed = orderSign('third-line', {}, { ...drugOrder(PATIENT), extension: [said] });
    const response = (await answered(open, changed)) as {
      readonly systemActions: readonly { readonly resource: Json }[];
    };
    // That of the other coverage stays, and is another assertion.
    expect(response.systemActions[0]?.resource['extension']).toHaveLength(2);
    const ids = JSON.stringify(response.systemActions[0]?.resource).match(/[0-9a-f-]{35}0/gu);
    expect(new Set(ids).size).toBe(2);
  });
});

describe('several orders under one coverage', () => {
  it('share one assertion, each with its own coverage information; what is not decided here says so [crd covinfo-1 covinfo-2 resp-32 resp-33 found-34]', async () => {
    const call = orderSign('third-line');
    const response = await answered(open, signing(call, [orderOf(call), OXYGEN]));
    const [first, second] = [informationOf(response), informationOf(response, 1)];
    expect(first['coverage-assertion-id']).toEqual(second['coverage-assertion-id']);
    expect([second['covered'], second['pa-needed'], second['reason']]).toEqual([
      ['indeterminate'],
      ['indeterminate'],
      [{ text: 'Requirements for this order are not held here. Ask the payer' }],
    ]);
  });
});

describe('a card', () => {
  it('says in a sentence what is open, lists the questions, names its order and the insurer, and leads nowhere [crd dev-24 dev-25 resp-1 resp-2 resp-4 resp-5 resp-6 resp-7 resp-8 resp-12 resp-13 resp-17 resp-23 resp-24 impl-5]', async () => {
    const { cards } = (await answered(open, orderSign('progression-undocumented'))) as {
      readonly cards: readonly Json[];
    };
    const [{ uuid, ...card } = {}, ...others] = cards;
    expect(others).toEqual([]);
    expect(uuid).toMatch(/^[0-9a-f-]{36}$/u);
    expect(card).toEqual({
      summary: 'tarlatamab-dlle needs authorization: 3 questions to answer beforehand',
      indicator: 'info',
      detail: [
        'For tarlatamab-dlle (MedicationRequest/order-1), Imdelltra (tarlatamab-dlle), IC-0789 of 2025-05-05 asks, and the record does not say:',
        '',
        '- Will the patient be monitored closely for cytokine release syndrome and neurologic toxicity, ICANS included?',
        '- Did the disease progress on or after platinum-based chemotherapy?',
        '- How many lines of therapy, not counting the drug asked for, were begun after the disease progressed on or after platinum?',
      ].join('\n'),
      source: {
        label: 'A payer',
        topic: {
          system: 'http://terminology.hl7.org/CodeSystem/cdshooks-card-type',
          code: 'guideline',
          display: 'Guideline',
        },
      },
      extension: { 'davinci-crd.associated-resource': [{ reference: 'MedicationRequest/order-1' }] },
    });
  });
});
