import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Membership } from '../../../shells/insurers/insurer.ts';
import { decisions, knowledgeThatApproves, requestBundle, requestsOf, submit, type Asked } from '../../support/pas.ts';
import { INSURER, openService, type OpenService } from '../../support/service.ts';

const member = (memberId: string, more: Partial<Membership> = {}): Membership => ({
  ...{ memberId, birthDate: '1958-03-02', from: '2026-01-01', lineOfBusiness: 'commercial' },
  ...more,
});

let open: OpenService;
beforeAll(async () => {
  const members = [
    member('KNOWN'),
    member('ENDED', { to: '2026-06-30' }),
    member('YOUNGER', { birthDate: '1990-01-01' }),
    member('FEDERAL', { lineOfBusiness: 'fehb' }),
  ];
  open = await openService(knowledgeThatApproves(), { insurers: [{ ...INSURER, members }] });
}, 60_000);
afterAll(async () => {
  await open.close();
});

/** What became of a claim, and why the request that stands for it went to a person. */
async function answered(asked: Asked & { readonly id: string }): Promise<{ action?: string; reason?: string }> {
  const { body } = await submit(open, requestBundle(asked));
  const [request] = await requestsOf(open, `claim T-${asked.id}`);
  const read = await open.call('reviewer', {
    ...{ method: 'GET', url: `/v1/requests/${request?.id ?? ''}`, organisation: 'payer' },
  });
  const { entries } = read.json<{ entries: readonly { type: string; reason?: string }[] }>();
  const reason = entries.find(({ type }) => type === 'referred')?.reason;
  return { ...decisions(body).map(({ action }) => ({ action }))[0], ...(reason === undefined ? {} : { reason }) };
}

describe('the list of members', () => {
  it('lets the program look at a member, under the line of business that it gives', async () => {
    expect(await answered({ id: 'known', member: 'KNOWN' })).toEqual({ action: 'A1' });
  });

  it.each([
    ['somebody who is not on it', 'NOBODY', 'The member is not on the list of members'],
    ['somebody of another day of birth', 'YOUNGER', 'The member is not on the list of members'],
    ['somebody whose membership has ended', 'ENDED', 'No membership holds on 2026-07-20'],
    [
      'somebody whose answers say another line of business',
      'FEDERAL',
      'The answers say member.line-of-business commercial, the list of members fehb',
    ],
  ])('gives to a person, and to nobody else, %s', async (_whom, id, reason) => {
    expect(await answered({ id, member: id })).toEqual({ action: 'A4', reason });
  });
});
