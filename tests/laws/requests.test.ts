import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clocks, type TimeLimit } from '../../core/requests/clock.ts';
import { DESK_ROLES, type By, type RequestEntry } from '../../core/requests/entry.ts';
import { mayAdd } from '../../core/requests/may-add.ts';
import { next, requestState, type RequestState } from '../../core/requests/state.ts';

const NPIS = ['1234567893', '1245319599', '1234567890'] as const;
const APPROVAL = { number: 'PA-1', from: '2026-06-15', to: '2026-12-14', units: 61 };
const minute = (count: number): string =>
  new Date(Date.UTC(2026, 5, 15, 12) + count * 60_000).toISOString().replace('.000', '');

const anybody: fc.Arbitrary<By> = fc.oneof(
  fc.constant('program' as const),
  fc.constantFrom(...DESK_ROLES).map((role) => ({ name: `A ${role}`, role })),
);
/** Whose it is, mostly; the rest of the time anybody's. */
const FITTING: Readonly<Record<Exclude<RequestEntry['type'], 'drafted'>, readonly By[]>> = {
  submitted: [{ name: 'A specialist', role: 'prior-authorization-specialist' }],
  expedited: [{ name: 'Dr. Example', role: 'prescriber' }],
  determined: ['program'],
  'information-requested': ['program', { name: 'A reviewer', role: 'reviewer' }],
  'information-received': [{ name: 'A specialist', role: 'prior-authorization-specialist' }],
  referred: ['program'],
  approved: ['program', { name: 'A reviewer', role: 'reviewer' }],
  decided: [{ name: 'Dr. Payer', role: 'clinician' }],
  'answer-recorded': [{ name: 'A specialist', role: 'prior-authorization-specialist' }],
  appealed: [{ name: 'A specialist', role: 'prior-authorization-specialist' }],
  'appeal-decided': [{ name: 'Dr. Payer', role: 'clinician' }],
  // Mostly refused, or few requests would be answered.
  withdrawn: ['program', 'program', 'program', { name: 'A specialist', role: 'prior-authorization-specialist' }],
};
const signatures = fc.record({
  name: fc.constantFrom('Dr. Example', 'Dr. Example', 'Dr. Example', ''),
  npi: fc.constantFrom(...NPIS),
  specialty: fc.constant('oncology'),
  reason: fc.constantFrom('an example', 'an example', 'an example', ''),
});
const approvals = fc.option(fc.constantFrom(APPROVAL, { ...APPROVAL, to: '2026-06-01' }), { nil: undefined });
const facts = fc.subarray(['disease.stage', 'therapy.other-prior-lines'], { minLength: 0 });

const bodies = fc.oneof(
  fc.record({ type: fc.constant('submitted' as const), channel: fc.constantFrom('fax' as const, 'portal' as const) }),
  fc.record({ type: fc.constant('expedited' as const), reason: fc.constant('waiting harms') }),
  fc.record({
    type: fc.constant('determined' as const),
    policy: fc.constant({ id: 'one', version: '2026-01-01' }),
    on: fc.constant('2026-06-15'),
    outcome: fc.constantFrom('criteria-met' as const, 'information-needed' as const, 'criteria-not-met' as const),
    notEnough: fc.constantFrom([], [{ fact: 'disease.stage', because: 'chart-only' as const }]),
  }),
  fc.record({ type: fc.constant('information-requested' as const), what: facts }),
  fc.record({ type: fc.constant('information-received' as const), what: facts }),
  fc.record({ type: fc.constant('referred' as const), reason: fc.constant('a judgement') }),
  fc.record({ type: fc.constant('approved' as const), approval: fc.constant(APPROVAL) }),
  fc.record(
    {
      type: fc.constant('decided' as const),
      decision: fc.constantFrom(
        'approved' as const,
        'approved-in-part' as const,
        'denied' as const,
        'rescinded' as const,
      ),
      approval: approvals.filter((one) => one !== undefined),
      signature: signatures,
    },
    { requiredKeys: ['type', 'decision', 'signature'] },
  ),
  fc.record(
    {
      type: fc.constant('answer-recorded' as const),
      heard: fc.constant('fax' as const),
      answer: fc.constantFrom('approved' as const, 'denied' as const, 'pended' as const),
      approval: approvals.filter((one) => one !== undefined),
      what: facts,
    },
    { requiredKeys: ['type', 'heard', 'answer'] },
  ),
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('appealed' as const), reason: fc.constant('read the report') }),
  },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        type: fc.constant('appeal-decided' as const),
        decision: fc.constantFrom('overturned' as const, 'upheld' as const),
        approval: approvals.filter((one) => one !== undefined),
        signature: signatures,
        notSubordinate: fc.constantFrom(true, true, false),
      },
      { requiredKeys: ['type', 'decision', 'signature', 'notSubordinate'] },
    ),
  },
  fc.record({ type: fc.constant('withdrawn' as const), reason: fc.constant('another therapy') }),
);

const made = bodies.chain((body) =>
  fc.record({
    body: fc.constant(body),
    by: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...FITTING[body.type]) }, { weight: 1, arbitrary: anybody }),
  }),
);

interface Run {
  readonly entries: readonly RequestEntry[];
  readonly states: readonly RequestState[];
}

/** A request on which anybody tries anything; what is refused leaves no trace. */
const runs = (approvesAlone: boolean): fc.Arbitrary<Run> =>
  fc
    .tuple(
      fc.constantFrom('practice' as const, 'payer' as const, 'payer' as const),
      fc.array(made, { minLength: 30, maxLength: 60 }),
    )
    .map(([side, steps]) => {
      const drafted: RequestEntry = {
        type: 'drafted',
        id: 'e000',
        at: minute(0),
        by: { name: 'A specialist', role: 'prior-authorization-specialist' },
        side,
        kind: 'initial',
        policy: 'one',
        drug: 'a-drug',
        lineOfBusiness: 'commercial',
      };
      return steps.reduce<Run>(
        ({ entries, states }, { body, by }, index) => {
          const entry = { ...body, by, at: minute(index + 1), id: `e${String(index + 1).padStart(3, '0')}` };
          const state = states.at(-1) ?? requestState(entries);
          if (mayAdd(state, entry, { approvesAlone }).length > 0) return { entries, states };
          return {
            entries: [...entries, entry],
            states: [...states, next(state, entry)],
          };
        },
        { entries: [drafted], states: [requestState([drafted])] },
      );
    });

const ADVERSE = ['denied', 'approved-in-part', 'rescinded'];

describe('an authorization request', () => {
  it('never stands against the patient without a clinician who signed, or a payer whose answer was typed in', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(runs(true), ({ entries, states }) => {
        for (const { status } of states) seen.set(status, (seen.get(status) ?? 0) + 1);
        states.forEach(({ status }, index) => {
          if (!ADVERSE.includes(status)) return;
          const why = entries
            .slice(0, index + 1)
            .findLast(({ type }) => ['decided', 'answer-recorded', 'appeal-decided'].includes(type));
          expect(why?.by).not.toBe('program');
          if (why?.type !== 'decided' && why?.type !== 'appeal-decided') {
            expect(why?.type).toBe('answer-recorded');
            return;
          }
          expect(why.by).toMatchObject({ role: 'clinician' });
          expect(why.signature).toMatchObject({ name: 'Dr. Example', reason: 'an example' });
          expect(['1234567893', '1245319599']).toContain(why.signature.npi);
        });
      }),
      { numRuns: 1_500 },
    );
    expect([...seen.keys()].sort()).toEqual([
      'approved',
      'approved-in-part',
      'denied',
      'draft',
      'in-review',
      'pended',
      'rescinded',
      'under-appeal',
      'with-clinician',
      'withdrawn',
    ]);
  });

  it('is approved by the program only where the payer lets it, all criteria are met and nothing rests on too little', () => {
    let alone = 0;
    fc.assert(
      fc.property(runs(true), ({ entries }) => {
        entries.forEach((entry, index) => {
          if (entry.type !== 'approved' || entry.by !== 'program') return;
          alone += 1;
          const before = entries.slice(0, index);
          const found = before.findLast((one) => one.type === 'determined');
          expect(found).toMatchObject({ outcome: 'criteria-met', notEnough: [] });
          expect(before.some(({ type }) => type === 'referred')).toBe(false);
        });
      }),
      { numRuns: 1_500 },
    );
    expect(alone).toBeGreaterThan(0);
  });

  it('is never approved by the program where the payer does not say that it may', () => {
    fc.assert(
      fc.property(runs(false), ({ entries }) => {
        expect(entries.filter(({ type, by }) => type === 'approved' && by === 'program')).toEqual([]);
      }),
    );
  });

  it('stays expedited once the prescriber has said so', () => {
    fc.assert(
      fc.property(runs(true), ({ states }) => {
        const first = states.findIndex(({ expeditedAt }) => expeditedAt !== undefined);
        if (first < 0) return;
        const said = states[first]?.expeditedAt;
        expect(states.slice(first).every(({ expeditedAt }) => expeditedAt === said)).toBe(true);
      }),
    );
  });

  it('stands where its entries put it, in whatever order they are read', () => {
    fc.assert(
      fc.property(
        runs(true).chain(({ entries, states }) =>
          fc.tuple(fc.shuffledSubarray([...entries], { minLength: entries.length }), fc.constant(states.at(-1))),
        ),
        ([entries, last]) => {
          expect(requestState(entries)).toEqual(last);
        },
      ),
    );
  });

  it('is where it was, however late it is: no clock approves or decides', () => {
    const limits: readonly TimeLimit[] = [
      {
        id: 'three-days',
        line: 'commercial',
        priority: 'standard',
        allowed: { count: 3, unit: 'days' },
        pauses: true,
        from: '2020-01-01',
        effect: 'said',
        cite: [],
      },
    ];
    fc.assert(
      fc.property(runs(true), fc.nat({ max: 1_000_000 }), ({ entries }, later) => {
        const state = requestState(entries);
        const before = JSON.stringify(state);
        for (const clock of clocks(state, limits, minute(later), 'America/New_York'))
          expect(['answered', 'running', 'paused', 'missed']).toContain(clock.state);
        expect(JSON.stringify(state)).toBe(before);
        expect(requestState(entries).status).toBe(state.status);
      }),
    );
  });

  it('decides an appeal by another clinician than before, who is said to be independent', () => {
    let appeals = 0;
    fc.assert(
      fc.property(runs(true), ({ entries, states }) => {
        entries.forEach((entry, index) => {
          if (entry.type !== 'appeal-decided') return;
          appeals += 1;
          expect(entry.notSubordinate).toBe(true);
          expect(entry.signature.npi).not.toBe(states[index - 1]?.signature?.npi);
        });
      }),
      { numRuns: 3_000 },
    );
    expect(appeals).toBeGreaterThan(0);
  });
});
