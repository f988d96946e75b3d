import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { determine, find } from '../../core/coverage/determine.ts';
import {
  diffPolicies,
  type Decisive,
  type PolicyDiff,
  type Relation,
  type Witness,
} from '../../core/coverage/diff/diff.ts';
import type { Policy } from '../../core/coverage/policy.ts';
import { compile } from '../../core/criteria/compile.ts';
import { inReadingOrder, type Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord, FactValue, RecordedFact } from '../../core/values/fact.ts';
import { DAYS, DEFINITIONS, ON, trees } from '../support/trees.ts';

const LINE = 'member.line-of-business';
const LINES = ['p', 'q', 'r'];
const ROLES = ['prescriber', 'clinician', 'nurse'];
const RUNS = { numRuns: 800 };
/** Trying every smaller set of facts takes long. */
const FEW_RUNS = { numRuns: 200 };

const FACTS: ReadonlyMap<string, FactDefinition> = new Map([
  ...DEFINITIONS,
  [
    LINE,
    {
      id: LINE,
      name: 'Line',
      ask: 'Line?',
      type: { kind: 'one-of', choices: LINES.map((value) => ({ value, label: value })) },
    },
  ],
]);

/** A policy of nothing but its criteria and the lines that it leaves out. */
function policyOf(id: string, root: Criterion | null, excluded: readonly string[] = []): Policy {
  const rules = root && { authorization: { months: 6, cite: [] }, criteria: compile(root) };
  const some = { authorization: { months: 6, cite: [] }, criteria: compile({ ...NOTHING, kind: 'all', children: [] }) };
  return {
    ...{ id, version: '2026-01-01', title: id, payer: { id, name: id }, drug: 'd', source: 's' },
    ...{ existsFrom: '2026-01-01', inForce: { from: '2026-01-01', cite: [] }, codes: {}, limits: [], cautions: [] },
    governs: {
      lines: [],
      lineRequired: excluded.length > 0,
      excluded: excluded.map((line) => ({
        ...{ line, reason: 'elsewhere', showsCriteria: false, namesContractor: false, cautions: [], cite: [] },
      })),
      cite: [],
    },
    requests: { initial: rules ?? some, renewal: rules },
  };
}

const NOTHING = { id: 'node', text: 'node', cite: [] };

/** The tree with its judgements accepted from the roles of the list, one after the other. */
function withRoles(root: Criterion, accepted: readonly (readonly string[])[]): Criterion {
  let next = 0;
  const visit = (node: Criterion): Criterion => {
    switch (node.kind) {
      case 'all':
      case 'any':
      case 'at-least-of':
        return { ...node, children: node.children.map(visit) };
      case 'not':
      case 'same-as':
        return { ...node, child: visit(node.child) };
      case 'when':
        return { ...node, condition: visit(node.condition), then: visit(node.then) };
      case 'judgement':
        return { ...node, attestedBy: accepted[next++ % accepted.length] ?? node.attestedBy };
      default:
        return node;
    }
  };
  return visit(root);
}

const roleSets = fc.array(fc.subarray(ROLES, { minLength: 1 }), { minLength: 1, maxLength: 3 });
const policies = (id: string): fc.Arbitrary<Policy> =>
  fc
    .tuple(trees, roleSets, fc.subarray(LINES))
    .map(([tree, roles, excluded]) => policyOf(id, withRoles(tree, roles), excluded));
/** Two unlike policies, and often two that are near each other. */
const pairs: fc.Arbitrary<readonly [Policy, Policy]> = fc.oneof(
  fc.tuple(policies('A'), policies('B')),
  fc.tuple(policies('A'), trees, fc.constantFrom('all', 'any')).map(([a, more, kind]) => {
    const root: Criterion = { ...NOTHING, kind, children: [a.requests.initial.criteria.root, more] };
    return [
      a,
      policyOf(
        'B',
        root,
        a.governs.excluded.map(({ line }) => line),
      ),
    ] as const;
  }),
);

const recorded = (value: FactValue, role: string): RecordedFact => ({
  ...{ value, origin: 'attested', evidence: [], by: 'Example', role },
});

/** Every complete patient: every answer to every fact, each judgement signed by a role that some criterion accepts. */
function everybody(...both: readonly Policy[]): FactRecord[] {
  const nodes = both.flatMap(({ requests }) => inReadingOrder(requests.initial.criteria.root));
  const signers = new Set(nodes.flatMap((node) => (node.kind === 'judgement' ? node.attestedBy : [])));
  const domains: readonly (readonly [string, readonly RecordedFact[]])[] = [
    ['a', [true, false].flatMap((value) => (signers.size ? [...signers] : ['nurse']).map((r) => recorded(value, r)))],
    ['b', [true, false].map((value) => recorded(value, 'nurse'))],
    ['n', [0, 1, 2, 3].map((value) => recorded(value, 'nurse'))],
    ['c', ['x', 'y', 'z'].map((value) => recorded(value, 'nurse'))],
    ['d', DAYS.map((value) => recorded(value, 'nurse'))],
    ['request.date', [recorded(ON, 'nurse')]],
    [LINE, LINES.map((value) => recorded(value, 'nurse'))],
  ];
  return product(domains);
}

function product(domains: readonly (readonly [string, readonly RecordedFact[]])[]): FactRecord[] {
  return domains.reduce<FactRecord[]>(
    (all, [id, values]) => all.flatMap((one) => values.map((value) => new Map([...one, [id, value]]))),
    [new Map()],
  );
}

const approves = (policy: Policy, facts: FactRecord): boolean =>
  find(policy, 'initial', facts).outcome === 'criteria-met';

function relationByTrial(a: Policy, b: Policy, all: readonly FactRecord[]): Relation {
  const onlyA = all.some((one) => approves(a, one) && !approves(b, one));
  const onlyB = all.some((one) => approves(b, one) && !approves(a, one));
  if (onlyA) return onlyB ? 'incomparable' : 'stricter';
  return onlyB ? 'looser' : 'equivalent';
}

const agrees = (facts: FactRecord, { fact, value, role }: Decisive): boolean => {
  const held = facts.get(fact);
  return held?.value === value && (role === undefined || held.role === role);
};

/** Both directions of a comparison: who approves, who does not, and the witness. */
function* directions(a: Policy, b: Policy, diff: PolicyDiff): Generator<readonly [Policy, Policy, Witness]> {
  if (diff.onlyFrom) yield [a, b, diff.onlyFrom];
  if (diff.onlyTo) yield [b, a, diff.onlyTo];
}

const diffOf = (a: Policy, b: Policy): PolicyDiff => diffPolicies(a, b, 'initial', FACTS);

describe('the comparison of two policies', () => {
  it('has the relation that trying every complete patient finds', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(diffOf(a, b).relation).toBe(relationByTrial(a, b, everybody(a, b)));
      }),
      RUNS,
    );
  });

  it('has witnesses whom one policy approves and the other does not', () => {
    const contractors = { jurisdictions: [], unsettled: [] };
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        for (const [one, other, { facts }] of directions(a, b, diffOf(a, b))) {
          const outcomes = [one, other].map(
            (policy) =>
              determine({ policy }, { kind: 'initial', on: '2026-06-15', facts }, { facts: FACTS, contractors })
                .outcome,
          );
          expect(outcomes[0]).toBe('criteria-met');
          expect(outcomes[1]).not.toBe('criteria-met');
        }
      }),
      RUNS,
    );
  });

  it('the decisive facts decide: with them the others may be anything', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const all = everybody(a, b);
        for (const [one, other, { decisive }] of directions(a, b, diffOf(a, b))) {
          const such = all.filter((facts) => decisive.every((stated) => agrees(facts, stated)));
          expect(such.length).toBeGreaterThan(0);
          expect(such.every((facts) => approves(one, facts) && !approves(other, facts))).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('no witness has fewer decisive facts', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const all = everybody(a, b);
        for (const [one, other, { decisive }] of directions(a, b, diffOf(a, b)))
          expect(decisive.length).toBe(
            fewestByTrial(
              all,
              all.map((facts) => approves(one, facts) && !approves(other, facts)),
            ),
          );
      }),
      FEW_RUNS,
    );
  });

  it('the facts said to separate are the fewest that would make the other policy approve', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const all = everybody(a, b);
        for (const [, other, { decisive, separating }] of directions(a, b, diffOf(a, b))) {
          const departures = all
            .filter((facts) => approves(other, facts))
            .map((facts) => decisive.filter((stated) => !agrees(facts, stated)).length);
          expect(separating.length).toBe(departures.length === 0 ? 0 : Math.min(...departures));
          const changed = decisive.map((stated) => {
            const change = separating.find(({ fact }) => fact === stated.fact);
            return change ? { fact: stated.fact, ...change.instead } : stated;
          });
          if (departures.length === 0) continue;
          expect(all.some((facts) => changed.every((one) => agrees(facts, one)) && approves(other, facts))).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('with itself is equivalent, and the other way round is the mirror image', () => {
    const mirrored = { equivalent: 'equivalent', stricter: 'looser', looser: 'stricter', incomparable: 'incomparable' };
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(diffOf(a, a)).toEqual({ kind: 'initial', relation: 'equivalent', onlyFrom: null, onlyTo: null });
        const [there, back] = [diffOf(a, b), diffOf(b, a)];
        expect(back.relation).toBe(mirrored[there.relation]);
        expect(back.onlyTo?.decisive.length).toBe(there.onlyFrom?.decisive.length);
        expect(back.onlyFrom?.decisive.length).toBe(there.onlyTo?.decisive.length);
      }),
      RUNS,
    );
  });

  it('of a request on which a text is silent nothing is claimed', () => {
    const [silent, other] = [policyOf('A', null), policyOf('B', { ...NOTHING, kind: 'all', children: [] })];
    const renewal = (a: Policy, b: Policy): PolicyDiff => diffPolicies(a, b, 'renewal', FACTS);
    expect(renewal(silent, other)).toMatchObject({ relation: 'incomparable', onlyFrom: null, onlyTo: null });
    expect(renewal(silent, other).reason).toContain('ask the payer');
    expect(renewal(silent, { ...silent, version: '2027-01-01' }).relation).toBe('incomparable');
    expect(renewal(silent, silent).relation).toBe('equivalent');
  });
});

/** The fewest facts that, held as in one of the marked patients, leave only marked ones. */
function fewestByTrial(all: readonly FactRecord[], marked: readonly boolean[]): number {
  const ids = [...FACTS.keys()];
  const holds = (ofIds: readonly string[]): boolean => {
    // Patients alike in these facts form a group; one whose members are all marked is a witness.
    const groups = new Map<string, boolean>();
    for (const [index, facts] of all.entries()) {
      const key = ofIds.map((id) => `${String(facts.get(id)?.value)}/${facts.get(id)?.role ?? ''}`).join();
      groups.set(key, (groups.get(key) ?? true) && marked[index] === true);
    }
    return [...groups.values()].includes(true);
  };
  const subsets = ids.reduce<string[][]>((sets, id) => [...sets, ...sets.map((set) => [...set, id])], [[]]);
  return Math.min(...subsets.filter(holds).map((set) => set.length));
}

describe('a comparison of two large policies', () => {
  it('takes no longer than a person waits', () => {
    const many = new Map<string, FactDefinition>(
      Array.from({ length: 60 }, (_, n) => [`f${n}`, { id: `f${n}`, name: 'f', ask: 'f?', type: { kind: 'yes-no' } }]),
    );
    const facts = [...many.keys()].map((fact): Criterion => ({ ...NOTHING, kind: 'is', fact, value: true }));
    const a = policyOf('A', { ...NOTHING, kind: 'at-least-of', n: 30, children: facts });
    const b = policyOf('B', { ...NOTHING, kind: 'at-least-of', n: 31, children: facts });
    const diff = diffPolicies(a, b, 'initial', many);
    expect(diff.relation).toBe('stricter');
    expect(diff.onlyFrom?.decisive.length).toBe(60);
    expect(diff.onlyFrom?.separating.length).toBe(1);
  });
});
