import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASKED, DEFINITIONS, ON, patients, trees } from '../../tests/support/trees.ts';
import type { Billing } from '../billing/billing.ts';
import { compile } from '../criteria/compile.ts';
import { childrenOf, type Criterion } from '../criteria/node.ts';
import { walk } from '../criteria/trace.ts';
import { determine } from '../coverage/determine.ts';
import type { Policy } from '../coverage/policy.ts';
import type { FactDefinition, FactRecord } from '../values/fact.ts';
import { packetOf, type Packet } from './packet.ts';
import { pairsOf } from './packet-criteria.ts';
import { sayNumbers } from './packet-records.ts';

fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 1_000 });

/** The same tree with an id and a text of its own for every criterion. */
function named(tree: Criterion): Criterion {
  let count = 0;
  const rename = (node: Criterion): Criterion => {
    const name = { id: `c${count++}`, text: `t${count}.` };
    const [first, second] = childrenOf(node);
    switch (node.kind) {
      case 'all':
      case 'any':
      case 'at-least-of':
        return { ...node, ...name, children: node.children.map(rename) };
      case 'not':
      case 'same-as':
        return { ...node, ...name, child: rename(first ?? node) };
      case 'when':
        return { ...node, ...name, condition: rename(first ?? node), then: rename(second ?? node) };
      default:
        return { ...node, ...name };
    }
  };
  return rename(tree);
}

const DEFINED: ReadonlyMap<string, FactDefinition> = new Map(
  [...DEFINITIONS].map(([id, definition]) => [
    id,
    { ...definition, letter: { part: 'disease', always: id === 'b', says: `${id} is {value}.`, values: {} } },
  ]),
);

const policyOf = (tree: Criterion): Policy => {
  const rules = { authorization: { months: 6, cite: [] }, criteria: compile(tree) };
  return {
    ...{ id: 'p', version: '2026-01-01', title: 'P', payer: { id: 'p', name: 'Payer' }, drug: 'd', source: 's' },
    ...{ existsFrom: '2026-01-01', inForce: { from: '2026-01-01', cite: [] }, codes: {}, limits: [], cautions: [] },
    governs: { lines: [], lineRequired: false, excluded: [], cite: [] },
    requests: { initial: rules, renewal: rules },
  };
};

const drug = { name: 'examplumab', brand: 'Examplia', route: 'infusion', products: [], billing: { codes: [] } };

function packetFor(tree: Criterion, patient: FactRecord): { packet: Packet; tree: Criterion; facts: FactRecord } {
  const policy = policyOf(tree);
  const facts = new Map([...ASKED, ...patient]);
  const found = determine(
    { policy },
    { kind: 'initial', on: ON, facts },
    { facts: DEFINED, contractors: { jurisdictions: [], unsettled: [] } },
  );
  const packet = packetOf(
    { found, policy, drug: { ...drug, billing: drug.billing as unknown as Billing }, facts },
    { facts: DEFINED, sources: new Map(), benefits: { facts: [], cautions: [] } },
  );
  return { packet, tree, facts };
}

const packets = fc.tuple(trees.map(named), patients).map(([tree, patient]) => packetFor(tree, patient));

describe('a packet', () => {
  it('lists every criterion of the policy once, in reading order', () => {
    fc.assert(
      fc.property(packets, ({ packet, tree }) => {
        const listed = packet.criteria.flatMap(({ id, repeats }) => (repeats === undefined ? [id] : [id, repeats]));
        expect(listed).toEqual(idsOf(tree));
      }),
    );
  });

  it('asks for every unknown fact that a criterion applying to the patient is on', () => {
    fc.assert(
      fc.property(packets, ({ packet, tree, facts }) => {
        const found = determine(
          { policy: policyOf(tree) },
          { kind: 'initial', on: ON, facts },
          { facts: DEFINED, contractors: { jurisdictions: [], unsettled: [] } },
        );
        const unknown = pairsOf(found, policyOf(tree))
          .filter(({ traced, applies }) => applies && traced.fact !== undefined && traced.truth === 'unknown')
          .map(({ traced }) => traced.text);
        const { questions, alsoUnknown } = packet.missing;
        expect([...questions, ...alsoUnknown].flatMap(({ criteria }) => criteria).sort()).toEqual(unknown.sort());
      }),
    );
  });

  it('says nothing of a fact that is not recorded, and says the value that is', () => {
    fc.assert(
      fc.property(packets, ({ packet, facts }) => {
        for (const { fact, text, blank } of packet.letter?.paragraphs.flat() ?? []) {
          if (fact === undefined) continue;
          expect(blank).toBe(false);
          expect(facts.has(fact)).toBe(true);
          expect(text.startsWith(`${fact} is `)).toBe(true);
        }
      }),
    );
  });

  it('leaves a blank in the letter for each answer that is missing', () => {
    fc.assert(
      fc.property(packets, ({ packet }) => {
        const blanks = packet.letter?.paragraphs.flat().filter(({ blank }) => blank) ?? [];
        // The last is the reason, which no record holds.
        expect(blanks.slice(0, -1).map(({ text }) => text)).toEqual(
          packet.missing.questions.map(({ name }) => `[to be completed: ${name}]`),
        );
      }),
    );
  });

  it('claims that the criteria are met only where they are', () => {
    fc.assert(
      fc.property(packets, ({ packet }) => {
        const claims = packet.letter?.paragraphs
          .flat()
          .some(({ text }) => text.includes('criterion of the policy is met'));
        expect(claims).toBe(packet.cover.finding.outcome === 'criteria-met');
      }),
    );
  });

  it('has a signature for each statement of a person, and for each word that a document leaves to a role', () => {
    fc.assert(
      fc.property(packets, ({ packet, tree, facts }) => {
        const found = determine(
          { policy: policyOf(tree) },
          { kind: 'initial', on: ON, facts },
          { facts: DEFINED, contractors: { jurisdictions: [], unsettled: [] } },
        );
        const stated = [...(found.criteria === null ? [] : walk(found.criteria))].flatMap(({ fact, origin }) =>
          fact !== undefined && origin === 'attested' ? [fact] : [],
        );
        const signed = packet.attestations.map(({ fact }) => fact);
        for (const fact of stated) expect(signed).toContain(fact);
        expect(new Set(signed).size).toBe(signed.length);
      }),
    );
  });

  it('marks what is below a criterion that is met as met or as not needed', () => {
    const any: Criterion = {
      ...{ kind: 'any', id: 'any', text: 'any', cite: [] },
      children: [
        { kind: 'is', id: 'yes', text: 'yes', cite: [], fact: 'a', value: true },
        { kind: 'is', id: 'open', text: 'open', cite: [], fact: 'b', value: true },
      ],
    };
    const { packet } = packetFor(any, new Map([['a', { value: true, origin: 'attested', evidence: [] }]]));
    expect(packet.criteria.map(({ id, mark, group }) => [id, mark, group])).toEqual([
      ['any', 'met', 'any one of these'],
      ['yes', 'met', undefined],
      ['open', 'not-needed', undefined],
    ]);
    expect(packet.missing.alsoUnknown.map(({ fact }) => fact)).toEqual(['b']);
  });

  it('says where the word of a role is wanted and somebody else gave it', () => {
    const judged: Criterion = {
      kind: 'judgement',
      id: 'j',
      text: 'j',
      cite: [],
      fact: 'a',
      attestedBy: ['prescriber'],
    };
    const signed = (role: string): boolean | undefined => {
      const facts: FactRecord = new Map([['a', { value: true, origin: 'attested', by: 'One', role, evidence: [] }]]);
      return packetFor(judged, facts).packet.attestations[0]?.byTheRole;
    };
    expect([signed('prescriber'), signed('clinician')]).toEqual([true, false]);
  });

  it('names the question to ask first where there are several, and none where there is one', () => {
    const is = (id: string): Criterion => ({ kind: 'is', id, text: id, cite: [], fact: id, value: true });
    const first = (...ids: readonly string[]): string | undefined =>
      packetFor({ kind: 'all', id: 'all', text: 'all', cite: [], children: ids.map(is) }, new Map()).packet.missing
        .first;
    expect([first('a', 'b') === undefined, first('a')]).toEqual([false, undefined]);
  });

  it('names the file of a statement without the folders that it stands in', () => {
    const node: Criterion = { kind: 'is', id: 'a', text: 'a', cite: [], fact: 'a', value: true };
    const evidence = [{ kind: 'attestation', ref: '/home/somebody/answers.yaml', display: 'One' }] as const;
    const { packet } = packetFor(node, new Map([['a', { value: true, origin: 'attested', evidence }]]));
    expect(packet.records.map(({ ref }) => ref)).toEqual(['answers.yaml']);
  });

  it('turns round the mark of what must not hold', () => {
    const child: Criterion = { kind: 'is', id: 'a', text: 'an infection', cite: [], fact: 'a', value: true };
    const { packet } = packetFor(
      { kind: 'not', id: 'not', text: 'no infection', cite: [], child },
      new Map([['a', { value: false, origin: 'chart', evidence: [] }]]),
    );
    expect(packet.criteria.map(({ mark, text }) => [mark, text])).toEqual([
      ['met', 'no infection'],
      ['met', 'Must not hold: an infection'],
    ]);
  });
});

function idsOf(tree: Criterion): string[] {
  return [tree.id, ...childrenOf(tree).flatMap(idsOf)];
}

describe('numbers of records', () => {
  it.each([
    [[], ''],
    [[3], '3'],
    [[1, 2], '1, 2'],
    [[1, 2, 3, 5, 7, 8, 9], '1–3, 5, 7–9'],
  ])('%j: %s', (numbers, said) => {
    expect(sayNumbers(numbers)).toBe(said);
  });
});
