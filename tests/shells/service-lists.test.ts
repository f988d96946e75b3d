import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../shells/server/caller.ts';
import { openService, type OpenService } from '../support/service.ts';
import { COURSE_ENTRIES, COURSE_HEAD, newKey } from '../support/served.ts';

/** The clock of the service shows 2026-07-20, nine in New York. */
let open: OpenService;
beforeAll(async () => {
  open = await openService();
});
afterAll(async () => {
  await open.close();
});

async function post(role: Role, url: string, payload: object, organisation: string): Promise<string> {
  const headers = { 'idempotency-key': newKey() };
  const told = await open.call(role, { method: 'POST', url, payload, organisation, headers });
  expect(told.statusCode, told.body).toBe(201);
  return told.json<{ id: string }>().id;
}
async function get<T>(url: string, organisation: string): Promise<T> {
  const told = await open.call('auditor', { method: 'GET', url, organisation });
  expect(told.statusCode, told.body).toBe(200);
  return told.json<T>();
}

const draft = { side: 'payer', kind: 'initial', policy: 'fep-5.21.223', drug: 'tarlatamab', lineOfBusiness: 'fehb' };
const signature = { name: 'Dr. Example', npi: '1234567893', specialty: 'oncology', reason: 'an example' };
const drafted = (more: object = {}): Promise<string> =>
  post('reviewer', '/v1/requests', { ...draft, at: '2026-06-01T09:00:00-04:00', ...more }, 'payer');
const add = (id: string, role: Role, entry: object): Promise<string> =>
  post(role, `/v1/requests/${id}/entries`, { entries: [entry] }, 'payer');
const handedIn = async (at: string, more: object = {}): Promise<string> => {
  const id = await drafted({ at, ...more });
  await add(id, 'nurse', { type: 'submitted', channel: 'fax', at });
  return id;
};
const approvedUntil = async (to: string): Promise<string> => {
  const id = await handedIn('2026-06-02T09:00:00-04:00');
  const approval = { number: `A-${to}`, from: '2026-06-03', to, units: 24 };
  await add(id, 'clinician', { type: 'decided', decision: 'approved', approval, signature });
  return id;
};

interface Listed {
  readonly rows: readonly { readonly id: string; readonly state: Readonly<Record<string, unknown>> }[];
}
interface Work {
  readonly rows: readonly Readonly<Record<'stream' | 'since' | 'reason' | 'action' | 'due', string>>[];
  readonly next: string | null;
}

describe('an approval', () => {
  it('is expired from the day after its last, without an entry and without a decision', async () => {
    const [over, lasts] = [await approvedUntil('2026-07-19'), await approvedUntil('2026-07-20')];
    for (const [id, standing] of [
      [over, 'expired'],
      [lasts, 'approved'],
    ] as const) {
      const view = await get<{ standing: string; state: { status: string }; entries: unknown[] }>(
        `/v1/requests/${id}`,
        'payer',
      );
      expect([view.standing, view.state.status, view.entries.length]).toEqual([standing, 'approved', 3]);
    }
    const idsOf = async (status: string): Promise<readonly string[]> =>
      (await get<Listed>(`/v1/requests?limit=200&status=${status}`, 'payer')).rows.map(({ id }) => id);
    expect([await idsOf('expired'), await idsOf('approved')]).toEqual([[over], [lasts]]);
  });

  it('shows the requests that renew and amend it, and they show it', async () => {
    const first = await approvedUntil('2026-12-01');
    const renewal = await drafted({ kind: 'renewal', of: first, at: '2026-07-01T09:00:00-04:00' });
    const amendment = await drafted({ of: first, at: '2026-06-20T09:00:00-04:00' });
    const before = await get<{ follows: unknown; followedBy: unknown[] }>(`/v1/requests/${first}`, 'payer');
    expect(before.follows).toBeNull();
    expect(before.followedBy).toEqual([
      { id: amendment, title: 'initial request, fep-5.21.223', kind: 'initial', standing: 'draft' },
      { id: renewal, title: 'renewal request, fep-5.21.223', kind: 'renewal', standing: 'draft' },
    ]);
    const after = await get<{ follows: unknown; followedBy: unknown[] }>(`/v1/requests/${renewal}`, 'payer');
    expect([after.follows, after.followedBy]).toEqual([
      { id: first, title: 'initial request, fep-5.21.223', kind: 'initial', standing: 'approved' },
      [],
    ]);
    const { rows } = await get<Listed>('/v1/requests?limit=200', 'payer');
    const row = (id: string) => rows.find((one) => one.id === id)?.state;
    expect(row(first)?.['followedBy']).toMatchObject([{ id: amendment }, { id: renewal }]);
    expect(row(renewal)).toMatchObject({ of: first, followedBy: [] });
    // What is another organisation's, a course, or nothing, is nothing that a request can follow.
    const course = await post('nurse', '/v1/courses', COURSE_HEAD, 'payer');
    for (const more of [{ of: crypto.randomUUID() }, { of: course }, { course: first }]) {
      const headers = { 'idempotency-key': newKey() };
      const payload = { ...draft, ...more };
      const told = await open.call('reviewer', {
        method: 'POST',
        url: '/v1/requests',
        payload,
        organisation: 'payer',
        headers,
      });
      expect([told.statusCode, told.json<{ faults: { where: string }[] }>().faults.map(({ where }) => where)]).toEqual([
        400,
        Object.keys(more),
      ]);
    }
    const forCourse = await drafted({ course });
    expect((await get<Listed>(`/v1/requests?course=${course}`, 'payer')).rows.map(({ id }) => id)).toEqual([forCourse]);
  });

  it('that was denied and appealed says so in the list', async () => {
    const id = await handedIn('2026-06-04T09:00:00-04:00');
    await add(id, 'clinician', { type: 'decided', decision: 'denied', signature });
    await add(id, 'nurse', { type: 'appealed', reason: 'an example' });
    const { rows } = await get<Listed>('/v1/requests?limit=200&status=under-appeal', 'payer');
    expect(rows.map((row) => [row.id, row.state['appealed']])).toEqual([[id, true]]);
  });
});

describe('the limits of answers', () => {
  it('are listed as due and as overdue, the first due first, each with its moment', async () => {
    const standard = await handedIn('2026-07-10T10:00:00-04:00', { lineOfBusiness: 'commercial' });
    const soon = await handedIn('2026-07-19T10:00:00-04:00', { lineOfBusiness: 'medicaid' });
    const late = await handedIn('2026-07-18T10:00:00-04:00', { lineOfBusiness: 'medicaid' });
    const asked = await handedIn('2026-07-19T11:00:00-04:00', { lineOfBusiness: 'medicare-advantage' });
    await add(asked, 'reviewer', { type: 'information-requested', what: ['disease.stage'] });
    const none = await handedIn('2026-07-19T11:00:00-04:00', { lineOfBusiness: 'of-nobody' });
    const due = await get<Work>('/v1/work/answers-due?limit=200', 'payer');
    const rows = due.rows.filter(({ stream }) => [standard, soon, late, asked, none].includes(stream));
    expect(rows.map(({ stream, due: at }) => [stream, at])).toEqual([
      [soon, '2026-07-20T14:00:00Z'],
      // No line of business of these waits: what is asked for stops nothing.
      [asked, '2026-07-22T15:00:00Z'],
      // The end of the fifteenth day in New York.
      [standard, '2026-07-26T03:59:00Z'],
    ]);
    expect(rows[0]?.reason).toBe('the answer is due by 2026-07-20 10:00, America/New_York (medicaid-drug)');
    const overdue = await get<Work>('/v1/work/answers-overdue?limit=200', 'payer');
    const missed = overdue.rows.find(({ stream }) => stream === late);
    expect(missed).toMatchObject({ since: '2026-07-19', due: '2026-07-19T14:00:00Z', action: 'Answer the request' });
    expect(missed?.reason).toContain('the answer was due on 2026-07-19 10:00, America/New_York (medicaid-drug); ');
    const { lists } = await get<{ lists: { list: string; count: number }[] }>('/v1/work', 'payer');
    const count = (list: string) => lists.find((one) => one.list === list)?.count;
    expect([count('answers-due'), count('answers-overdue')]).toEqual([due.rows.length, overdue.rows.length]);
    // Answered, it is on neither.
    await add(late, 'clinician', { type: 'decided', decision: 'denied', signature });
    expect(
      (await get<Work>('/v1/work/answers-overdue?limit=200', 'payer')).rows.map(({ stream }) => stream),
    ).not.toContain(late);
  });

  it('are given a page at a time, each once', async () => {
    const all = await get<Work>('/v1/work/answers-overdue?limit=200', 'payer');
    const paged: string[] = [];
    for (let url = '/v1/work/answers-overdue?limit=1'; ;) {
      const page = await get<Work>(url, 'payer');
      paged.push(...page.rows.map(({ stream }) => stream));
      if (page.next === null) break;
      url = `/v1/work/answers-overdue?limit=1&cursor=${page.next}`;
    }
    expect(paged).toEqual(all.rows.map(({ stream }) => stream));
  });
});

describe('lists', () => {
  it('are narrowed by drug, policy, prescriber, side, words and days, and counted so', async () => {
    const npi = { prescriber: { npi: '1234567893' } };
    const mine = await post('nurse', '/v1/courses', { ...COURSE_HEAD, ...npi }, 'clinic');
    const other = await post('nurse', '/v1/courses', COURSE_HEAD, 'clinic');
    for (const id of [mine, other])
      await post('nurse', `/v1/courses/${id}/events`, { events: COURSE_ENTRIES }, 'clinic');
    const requested = await post('nurse', '/v1/requests', { ...draft, side: 'practice' }, 'clinic');
    await post(
      'nurse',
      `/v1/requests/${requested}/entries`,
      { entries: [{ type: 'submitted', channel: 'fax' }] },
      'clinic',
    );
    const pended = { type: 'answer-recorded', heard: 'fax', answer: 'pended', what: ['a 100% sure report'] };
    await post('nurse', `/v1/requests/${requested}/entries`, { entries: [pended] }, 'clinic');
    const streams = async (query: string): Promise<readonly string[]> => {
      const on = '2026-07-20';
      const { lists } = await get<{ lists: { list: string; count: number }[] }>(`/v1/work?on=${on}&${query}`, 'clinic');
      const found = await Promise.all(
        lists.map(async ({ list, count }) => {
          const { rows } = await get<Work>(`/v1/work/${list}?limit=200&on=${on}&${query}`, 'clinic');
          expect([list, rows.length]).toEqual([list, count]);
          return rows.map(({ stream }) => stream);
        }),
      );
      return [...new Set(found.flat())].sort();
    };
    const courses = [mine, other].sort();
    expect(await streams('')).toEqual([mine, other, requested].sort());
    expect(await streams('drug=tarlatamab')).toEqual([mine, other, requested].sort());
    expect(await streams('drug=another')).toEqual([]);
    expect(await streams('prescriber=1234567893')).toEqual([mine]);
    expect(await streams('side=practice')).toEqual([requested]);
    expect(await streams('side=payer')).toEqual([]);
    expect(await streams('policy=fep-5.21.223')).toContain(requested);
    expect(await streams('policy=nobody')).toEqual([]);
    expect(await streams('search=100%25%20SURE')).toEqual([requested]);
    expect(await streams('search=100_')).toEqual([]);
    expect(await streams('since=2026-07-20')).toEqual([requested]);
    expect(await streams('until=2026-07-19')).toEqual(courses);
    expect(await streams('since=2026-07-01&until=2026-06-01')).toEqual([]);
    const listed = async (query: string) =>
      (await get<Listed>(`/v1/courses?${query}`, 'clinic')).rows.map(({ id }) => id);
    expect(await listed('prescriber=1234567893')).toEqual([mine]);
    expect(await listed('drug=tarlatamab')).toEqual(courses);
    expect(await listed('drug=another')).toEqual([]);
  });

  it('refuse a filter that is none', async () => {
    for (const query of ['side=nobody', 'since=tomorrow', `drug=${'x'.repeat(300)}`])
      expect((await open.call('nurse', { method: 'GET', url: `/v1/work?${query}` })).statusCode, query).toBe(400);
  });
});

describe('authorizations that run out', () => {
  const LIST = '/v1/work/authorizations-running-out';
  const rowsOn = async (on: string, numbers: readonly string[]): Promise<readonly string[]> => {
    const { rows } = await get<Work>(`${LIST}?on=${on}&limit=200`, 'payer');
    return rows.map(({ reason }) => reason).filter((reason) => numbers.some((one) => reason.includes(one)));
  };

  it('are shown from thirty days before to their last day, where no course says so', async () => {
    const id = await approvedUntil('2026-12-14');
    const said = 'Authorization A-2026-12-14 ends on 2026-12-14';
    for (const [on, shown] of [
      ['2026-11-13', []],
      ['2026-11-14', [said]],
      ['2026-12-14', [said]],
      ['2026-12-15', []],
    ] as const)
      expect(await rowsOn(on, ['A-2026-12-14']), on).toEqual(shown);
    const { rows } = await get<Work>(`${LIST}?on=2026-11-14`, 'payer');
    expect(rows.find(({ stream }) => stream === id)).toMatchObject({
      since: '2026-11-14',
      action: 'Ask the practice whether it goes on',
    });
  });

  it('are left to the course that a request names', async () => {
    const course = await post('nurse', '/v1/courses', COURSE_HEAD, 'clinic');
    const { lineOfBusiness, ...own } = { ...draft, side: 'practice' };
    const entries = (number: string): object => ({
      entries: [
        { type: 'submitted', channel: 'fax', at: '2026-06-03T09:00:00-04:00' },
        {
          ...{ type: 'answer-recorded', heard: 'fax', answer: 'approved', at: '2026-06-04T09:00:00-04:00' },
          approval: { number, from: '2026-06-03', to: '2026-12-14', units: null },
        },
      ],
    });
    for (const [number, more] of [
      ['WITH', { course }],
      ['WITHOUT', {}],
    ] as const) {
      const body = { ...own, lineOfBusiness, at: '2026-06-02T09:00:00-04:00', ...more };
      const id = await post('nurse', '/v1/requests', body, 'clinic');
      await post('nurse', `/v1/requests/${id}/entries`, entries(number), 'clinic');
    }
    const { rows } = await get<Work>(`${LIST}?on=2026-12-01`, 'clinic');
    const shown = rows.map(({ reason, action }) => [reason, action]).filter(([reason]) => reason?.includes('WITH'));
    expect(shown).toEqual([['Authorization WITHOUT ends on 2026-12-14', 'Request the renewal']]);
  });

  it('are shown until a renewal is handed in, and again where it is given up', async () => {
    const first = await approvedUntil('2026-12-13');
    const shown = (): Promise<readonly string[]> => rowsOn('2026-12-01', ['A-2026-12-13']);
    const renewal = await drafted({ kind: 'renewal', of: first, at: '2026-07-01T09:00:00-04:00' });
    expect(await shown()).toHaveLength(1);
    await add(renewal, 'nurse', { type: 'submitted', channel: 'fax', at: '2026-07-02T09:00:00-04:00' });
    expect(await shown()).toHaveLength(0);
    await add(renewal, 'nurse', { type: 'withdrawn', reason: 'therapy ended', at: '2026-07-03T09:00:00-04:00' });
    expect(await shown()).toHaveLength(1);
  });
});
