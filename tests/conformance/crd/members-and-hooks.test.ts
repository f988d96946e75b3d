import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered, LISTING, memberOfListing, OXYGEN, signing } from '../../support/hook-calls.ts';
import {
  asHook,
  chartResources,
  coverageOf,
  drugOrder,
  informationOf,
  orderOf,
  orderSign,
  prefetching,
  searchset,
  type Json,
} from '../../support/hooks.ts';
import { INSURER, openService, type OpenService } from '../../support/service.ts';
let open: OpenService;
beforeAll(async () => {
  open = await openService(undefined, { insurers: [INSURER, LISTING] });
}, 60_000);
afterAll(() => open.close());

describe('a member', () => {
  it('whom the payer does not have is told so, by a code of the guide [crd resp-44 resp-42]', async () => {
    const told = informationOf(await answered(open, memberOfListing('NOBODY')));
    expect([told['covered'], told['pa-needed'], told['reason']]).toEqual([
      ['not-covered'],
      undefined,
      [{ coding: [{ system: 'http://hl7.org/fhir/us/davinci-crd/CodeSystem/temp', code: 'no-member-found' }] }],
    ]);
  });

  it('without active coverage, or with coverages that cannot be told apart, likewise [crd resp-45]', async () => {
    const because = async (id: string): Promise<unknown> =>
      (
        informationOf(await answered(open, memberOfListing(id)))['reason'] as readonly {
          readonly coding: readonly Json[];
        }[]
      ).map(({ coding }) => coding[0]?.['code']);
    expect(await because('ENDED')).toEqual(['no-active-coverage']);
    expect(await because('TWICE')).toEqual(['coverage-not-found']);
    const ended = { ...coverageOf(chartResources('third-line')), period: { start: '2020-01-01', end: '2020-12-31' } };
    const told = informationOf(
      await answered(open, prefetching(orderSign('third-line'), { coverage: searchset([ended]) })),
    );
    expect(told['covered']).toEqual(['not-covered']);
  });

  it('is of the line of business that the payer says, which decides the policy [crd found-9]', async () => {
    const told = informationOf(await answered(open, memberOfListing('EXAMPLE-0001')));
    expect(told['questionnaire']).toEqual(['http://127.0.0.1:8080/fhir/Questionnaire/fep-5.21.223-initial|2026-04-01']);
    expect([told['covered'], told['pa-needed']]).toEqual([['conditional'], ['auth-needed']]);
  });

  it('is not covered for what the payer leaves out in writing, in the words of the payer', async () => {
    const call = memberOfListing('EXAMPLE-0001');
    const told = informationOf(await answered(open, signing(call, [OXYGEN])));
    expect([told['covered'], told['reason']]).toEqual([
      ['not-covered'],
      [{ text: 'The plan pays for no rented oxygen' }],
    ]);
  });
});

describe('the other hooks', () => {
  const dispatch = (context: Json): Json =>
    prefetching(asHook(orderSign('progression-undocumented'), 'order-dispatch', context), {
      medicationRequests: searchset([
        { ...orderOf(orderSign('progression-undocumented')), status: 'active' },
        { ...drugOrder('progression-undocumented-patient'), id: 'order-2' },
      ]),
    });

  it('order-dispatch is told of the orders that are dispatched, in the form of either version [crd hook-30 hook-33]', async () => {
    for (const context of [
      { performer: 'Organization/1', dispatchedOrders: ['MedicationRequest/order-1'] },
      { performer: 'Organization/1', order: 'MedicationRequest/order-1' },
    ]) {
      const response = (await answered(open, dispatch(context))) as {
        readonly systemActions: readonly { readonly resource: Json }[];
      };
      expect(response.systemActions.map(({ resource }) => resource['id'])).toEqual(['order-1']);
      expect(informationOf(response)['doc-needed']).toEqual(['clinical']);
    }
  });

  it('order-select is told of what is selected, and asked for no documents [crd hook-19 hook-34 hook-39 resp-27]', async () => {
    const call = orderSign('progression-undocumented');
    const other = { ...orderOf(call), id: 'order-2' };
    const draftOrders = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: orderOf(call) }, { resource: other }],
    };
    const response = await answered(
      open,
      asHook(call, 'order-select', { draftOrders, selections: ['MedicationRequest/order-2'] }),
    );
    const { systemActions, cards } = response as {
      readonly systemActions: readonly { readonly resource: Json }[];
      readonly cards: unknown;
    };
    expect([systemActions.map(({ resource }) => resource['id']), cards]).toEqual([['order-2'], []]);
    const told = informationOf(response);
    expect([told['pa-needed'], told['doc-needed'], told['questionnaire'], told['info-needed']]).toEqual([
      ['auth-needed'],
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('appointment-book is told of what the appointment is for [crd hook-26]', async () => {
    const call = orderSign('progression-undocumented');
    const appointment = (basedOn: readonly Json[]): Json => ({
      resourceType: 'Appointment',
      id: 'visit',
      status: 'proposed',
      ...(basedOn.length === 0 ? {} : { basedOn }),
      participant: [{ actor: { reference: 'Patient/progression-undocumented-patient' }, status: 'accepted' }],
    });
    const booked = (one: Json): Json =>
      prefetching(
        asHook(call, 'appointment-book', {
          appointments: { resourceType: 'Bundle', type: 'collection', entry: [{ resource: one }] },
        }),
        { medicationRequests: searchset([{ ...orderOf(call), status: 'active' }]) },
      );
    const alternate = {
      url: 'http://hl7.org/fhir/StructureDefinition/alternate-reference',
      valueReference: { reference: 'MedicationRequest/order-1' },
    };
    const response = await answered(open, booked(appointment([{ extension: [alternate] }])));
    expect(
      (response as { readonly systemActions: readonly { readonly resource: Json }[] }).systemActions[0]?.resource[
        'resourceType'
      ],
    ).toBe('Appointment');
    expect(informationOf(response)['pa-needed']).toEqual(['auth-needed']);
    expect(informationOf(await answered(open, booked(appointment([]))))['covered']).toEqual(['indeterminate']);
  });

  it('the beginning and the end of an encounter are answered with nothing new', async () => {
    for (const hook of ['encounter-start', 'encounter-discharge']) {
      const call = asHook(orderSign('third-line'), hook, { encounterId: '987' });
      expect(await answered(open, call)).toEqual({ cards: [] });
    }
  });
});
