import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validatePasRequest, validatePasResponse } from '../../../shells/fhir/validate/validate.ts';
import { listAt } from '../../../shells/pas/element.ts';
import {
  decide,
  decisions,
  inquire,
  knowledgeThatApproves,
  requestBundle,
  requestsOf,
  SIGNATURE,
  submit,
  updateBundle,
  type Answered,
} from '../../support/pas.ts';
import { openService, type OpenService } from '../../support/service.ts';

let open: OpenService;
beforeAll(async () => {
  open = await openService(knowledgeThatApproves());
}, 60_000);
afterAll(async () => {
  await open.close();
});

async function update(bundle: unknown): Promise<Answered> {
  expect(validatePasRequest(bundle).faults).toEqual([]);
  const answer = await submit(open, bundle);
  if (answer.status === 200) expect(validatePasResponse(answer.body).faults).toEqual([]);
  return answer;
}

describe('an update', () => {
  it('brings what was needed: the same request is looked at again and certified [pas spec-67]', async () => {
    await submit(open, requestBundle({ id: 'more', answers: { 'disease.stage': null } }));
    const { body } = await update(updateBundle({ id: 'more' }, { id: 'more-2' }));
    expect(decisions(body)).toMatchObject([{ sequence: 1, action: 'A1' }]);
    expect((await requestsOf(open)).filter(({ title }) => title.endsWith('T-more'))).toHaveLength(1);
  });

  it('cancels a line, changes one and adds one; every line is answered [pas spec-46 spec-68 spec-69 spec-70 spec-71 spec-72]', async () => {
    const lines = [{ quantity: 10 }, { code: 'E1390' }];
    const first = await submit(open, requestBundle({ id: 'lines', lines }));
    const before = decisions(first.body)[0]?.number;
    const changed = [
      { quantity: 20, changed: 'changed' as const },
      { sequence: 2, code: 'E1390', cancelled: true, changed: 'changed' as const },
      { sequence: 3, quantity: 5, changed: 'added' as const },
    ];
    const { body } = await update(updateBundle({ id: 'lines', lines }, { id: 'lines-2', lines: changed }));
    expect(decisions(body)).toEqual([
      { sequence: 1, action: 'A1', number: expect.stringMatching(/^A/u) as string },
      { sequence: 2, action: 'C' },
      { sequence: 3, action: 'A1', number: expect.stringMatching(/^A/u) as string },
    ]);
    expect(decisions(body)[0]?.number).not.toBe(before);
  });

  it('is found by the number of the authorization that it took the place of [pas spec-47 spec-48]', async () => {
    const first = await submit(open, requestBundle({ id: 'old', lines: [{ quantity: 10 }], member: 'MEMBER-OLD' }));
    const before = decisions(first.body)[0]?.number ?? '';
    const lines = [{ quantity: 20, changed: 'changed' as const }];
    const whole = { id: 'old', lines: [{ quantity: 10 }], member: 'MEMBER-OLD' };
    const second = await update(updateBundle(whole, { id: 'old-2', lines, member: 'MEMBER-OLD' }));
    const asked = requestBundle({
      id: 'old-asked',
      member: 'MEMBER-OLD',
      lines: [{ code: 'not-applicable', number: before }],
    });
    const { body } = await inquire(open, asked);
    const [found] = listAt(body, 'parameter').map(({ resource }) => resource);
    expect(decisions(found)).toEqual(decisions(second.body));
  });

  it('is answered as it was where it is sent again', async () => {
    await submit(open, requestBundle({ id: 'repeat' }));
    const bundle = updateBundle({ id: 'repeat' }, { id: 'repeat-2', lines: [{ quantity: 3, changed: 'changed' }] });
    expect(await update(bundle)).toEqual(await update(bundle));
  });

  it('may change an update, whose own claim before it does not come along [pas spec-66]', async () => {
    await submit(open, requestBundle({ id: 'chain' }));
    const second = { id: 'chain-2', lines: [{ quantity: 3, changed: 'changed' as const }] };
    await update(updateBundle({ id: 'chain' }, second));
    const third = { id: 'chain-3', member: 'M-chain', lines: [{ quantity: 4, changed: 'changed' as const }] };
    const { status, body } = await update(updateBundle({ id: 'chain-2', lines: [{ quantity: 3 }] }, third));
    expect({ status, decided: decisions(body) }).toMatchObject({ status: 200, decided: [{ action: 'A1' }] });
  });

  it('is refused where it leaves out a line', async () => {
    const lines = [{}, { code: 'E1390' }];
    await submit(open, requestBundle({ id: 'left', lines }));
    const { status, body } = await update(updateBundle({ id: 'left', lines }, { id: 'left-2', lines: [{}] }));
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { issue: [{ expression: ['Bundle.entry[0].resource.item'] }] },
    });
  });

  it('is refused where its claim was denied, and where no claim of this sender is meant [pas spec-35]', async () => {
    const denied = { id: 'no', answers: { 'disease.stage': 'limited' } };
    await submit(open, requestBundle(denied));
    const request = (await requestsOf(open)).find(({ title }) => title.endsWith('T-no'))?.id ?? '';
    await decide(open, 'clinician', request, { type: 'decided', decision: 'denied', signature: SIGNATURE });
    const refused = [
      await update(updateBundle(denied, { id: 'no-2', lines: [{ quantity: 3, changed: 'changed' }] })),
      await submit(open, updateBundle({ id: 'more' }, { id: 'other' }), 'ehr-other'),
      await update(updateBundle({ id: 'never' }, { id: 'never-2' })),
    ];
    expect(refused.map(({ status, body }) => [status, listAt(body, 'issue')[0]?.['expression']])).toEqual(
      refused.map(() => [422, ['Bundle.entry[0].resource.related[0].claim']]),
    );
  });

  it('gives up what was certified where its line is cancelled', async () => {
    await submit(open, requestBundle({ id: 'gone' }));
    const lines = [{ cancelled: true, changed: 'changed' as const }];
    const { body } = await update(updateBundle({ id: 'gone' }, { id: 'gone-2', lines }));
    expect(decisions(body)).toEqual([{ sequence: 1, action: 'C' }]);
    const [request] = await requestsOf(open, 'claim T-gone');
    expect(request?.state).toMatchObject({ status: 'withdrawn', approval: null });
  });
});
