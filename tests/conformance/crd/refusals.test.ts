import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered, LISTING, PATIENT, refused } from '../../support/hook-calls.ts';
import {
  asHook,
  chartResources,
  coverageOf,
  drugOrder,
  informationOf,
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

describe('what cannot be answered', () => {
  const at = (outcome: Json): readonly unknown[] =>
    (outcome['issue'] as readonly { readonly expression?: readonly string[] }[]).flatMap(
      ({ expression = [] }) => expression,
    );

  it('is refused with 400 and one OperationOutcome that names every place [crd hook-9 hook-10 hook-13]', async () => {
    const [status, outcome] = await refused(open, {
      hook: 'order-sign',
      hookInstance: 'x',
      context: { patientId: '1', userId: 'u' },
    });
    expect([status, at(outcome)]).toEqual([400, ['hookInstance', 'context.draftOrders']]);
    const text = await open.call('machine', {
      method: 'POST',
      url: '/cds-services/order-sign-crd',
      payload: '{"hook":',
      headers: { 'content-type': 'application/json' },
    });
    expect([text.statusCode, text.json<Json>()['resourceType']]).toEqual([400, 'OperationOutcome']);
  });

  it('a call without one coverage of a payer that is answered for here is one of them [crd hook-13]', async () => {
    const call = orderSign('third-line');
    const coverage = coverageOf(chartResources('third-line'));
    for (const found of [searchset([]), null, searchset([coverage, { ...coverage, id: 'second' }])])
      expect((await refused(open, prefetching(call, { coverage: found })))[0]).toBe(400);
    for (const payor of [
      [],
      [{ display: 'A payer' }],
      [{ identifier: { value: 'PAYER-1' } }],
      [{ reference: 'Organization/gone' }],
    ]) {
      const [status, outcome] = await refused(
        open,
        prefetching(call, { coverage: searchset([{ ...coverage, payor }]) }),
      );
      expect([status, at(outcome)]).toEqual([400, ['Coverage/third-line-coverage.payor']]);
    }
    // A program of one payer is not answered for another.
    const told = await open.call('machine', {
      method: 'POST',
      url: '/cds-services/order-sign-crd',
      payload: call,
      organisation: 'other',
    });
    expect(told.statusCode).toBe(400);
  });

  it('an order of another patient, or one that does not exist, is refused with 422 [crd hook-13]', async () => {
    const [status, outcome] = await refused(open, orderSign('third-line', {}, drugOrder('somebody-else')));
    expect([status, at(outcome)]).toEqual([422, ['context.draftOrders.entry[0].resource.subject']]);
    const gone = asHook(orderSign('third-line'), 'order-dispatch', {
      performer: 'Organization/1',
      dispatchedOrders: ['MedicationRequest/gone'],
    });
    expect((await refused(open, prefetching(gone, { medicationRequests: null }), 'order-dispatch'))[0]).toBe(422);
  });

  it('what did not come along and cannot be asked for is 412; what came along with less than one would like is answered [crd found-32 conf-7 conf-8 conf-12 hook-22]', async () => {
    const call = orderSign('third-line');
    expect((await refused(open, prefetching(call, { coverage: undefined })))[0]).toBe(412);
    expect((await refused(open, prefetching(call, { patient: undefined })))[0]).toBe(412);
    const bare = {
      ...call,
      prefetch: {
        patient: { resourceType: 'Patient', id: PATIENT },
        coverage: (call['prefetch'] as Json)['coverage'],
      },
    };
    const told = informationOf(await answered(open, bare));
    expect([told['covered'], told['pa-needed'], told['doc-needed']]).toEqual([
      ['conditional'],
      ['auth-needed'],
      ['clinical'],
    ]);
    // Without the patient nothing says the line of business, which decides between two policies.
    const nobody = informationOf(await answered(open, prefetching(call, { patient: null })));
    expect([nobody['pa-needed'], nobody['info-needed']]).toEqual([['indeterminate'], ['OTH']]);
  });

  it('a hook that is not here is 404, and one that nobody signed in for is 401', async () => {
    expect((await refused(open, {}, 'order-cancel'))[0]).toBe(404);
    const told = await open.call(null, {
      method: 'POST',
      url: '/cds-services/order-sign-crd',
      payload: orderSign('third-line'),
    });
    expect(told.statusCode).toBe(401);
    const auditor = await open.call('auditor', {
      method: 'POST',
      url: '/cds-services/order-sign-crd',
      payload: orderSign('third-line'),
    });
    expect(auditor.statusCode).toBe(403);
  });
});
