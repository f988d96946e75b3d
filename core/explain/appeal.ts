import type { Determination } from '../coverage/determination.ts';
import type { Policy } from '../coverage/policy.ts';
import { walk } from '../criteria/trace.ts';
import type { Citation } from '../values/citation.ts';
import type { FactRecord, RecordedFact } from '../values/fact.ts';
import { sayValue } from '../values/say-value.ts';
import type { PacketKnowledge } from './packet-case.ts';
import { citePlace, type SourceTitles } from './packet-citations.ts';
import { criterionRows, pairsOf, type CriterionRow } from './packet-criteria.ts';
import { missingOf, type Missing } from './packet-missing.ts';
import { numberRecords, type PacketRecord } from './packet-records.ts';
import { sayOutcome } from './say.ts';

/** A passage that a criterion rests on, so that it can be found again in the document. */
export interface AppealPassage {
  /** The criteria that cite it, by their numbers. */
  readonly criteria: readonly string[];
  readonly place: string;
  /** Of a held document: its id, how many words, and their fingerprint; null where it stands in none. */
  readonly held: {
    readonly source: string;
    readonly section: string;
    readonly words: number;
    readonly fingerprint: string;
  } | null;
}

/** What an appeal can point to: the criteria with what is recorded, what is unknown, and where the policy says it. */
export interface Appeal {
  readonly policy: { readonly id: string; readonly version: string; readonly title: string; readonly payer: string };
  readonly on: string;
  /** What the program found, which is no decision. */
  readonly found: string;
  readonly criteria: readonly CriterionRow[];
  /** What is recorded, fact by fact. */
  readonly known: readonly { readonly name: string; readonly value: string }[];
  readonly missing: Missing;
  readonly passages: readonly AppealPassage[];
  readonly records: readonly PacketRecord[];
  /** The document that the criteria stand in, where their places name no other. */
  readonly document: string;
}

/**
 * Puts together what was found at the time, from the determination alone: nothing is found anew and nothing is argued.
 * @param policy the version that the determination names
 */
export function appealOf(found: Determination, policy: Policy, knowledge: PacketKnowledge): Appeal {
  const facts = factsOf(found);
  const pairs = pairsOf(found, policy);
  const asked = pairs.flatMap(({ traced }) => traced.fact ?? []);
  const { records, numbersOf } = numberRecords(asked, facts);
  const say = citePlace(policy.source, knowledge.sources);
  const rows = criterionRows(pairs, knowledge.facts, facts, numbersOf, say);
  const numbers = new Map(rows.map(({ id, number }) => [id, number]));
  return {
    policy: { id: policy.id, version: policy.version, title: policy.title, payer: policy.payer.name },
    on: found.request.on,
    found: sayOutcome(found.outcome),
    criteria: rows,
    known: [...new Set(asked)].flatMap((fact) => {
      const recorded = facts.get(fact);
      const definition = knowledge.facts.get(fact);
      return recorded ? [{ name: definition?.name ?? fact, value: sayValue(recorded.value, definition) }] : [];
    }),
    missing: missingOf(found, pairs, knowledge.facts),
    passages: passagesOf(
      pairs.flatMap(({ traced: { id, cite } }) => cite.map((one) => ({ cite: one, criterion: numbers.get(id) ?? '' }))),
      say,
    ),
    records,
    document: titleOf(policy.source, knowledge.sources),
  };
}

/** The record as far as the criteria looked at it. Who stated a fact is told by its evidence. */
function factsOf({ criteria }: Determination): FactRecord {
  if (criteria === null) return new Map();
  const entries = [...walk(criteria)].flatMap(
    ({ fact, value, origin, evidence }): readonly [string, RecordedFact][] => {
      if (fact === undefined || value === undefined || value === null || origin === undefined) return [];
      const by = evidence.find(({ kind }) => kind === 'attestation')?.display;
      return [[fact, { value, origin, evidence, ...(by === undefined ? {} : { by }) }]];
    },
  );
  return new Map(entries);
}

function passagesOf(
  cited: readonly { readonly cite: Citation; readonly criterion: string }[],
  say: (cite: Citation) => string,
): readonly AppealPassage[] {
  const keys = [...new Set(cited.map(({ cite }) => JSON.stringify(cite)))];
  return keys.flatMap((key): readonly AppealPassage[] => {
    const same = cited.filter(({ cite }) => JSON.stringify(cite) === key);
    const [first] = same;
    if (first === undefined) return [];
    const { cite } = first;
    const passage = cite.basis === 'document' ? cite : cite.basis === 'secondary' ? cite.passage : undefined;
    return [
      {
        criteria: [...new Set(same.map(({ criterion }) => criterion).filter((number) => number !== ''))],
        place: say(cite),
        held:
          passage === undefined
            ? null
            : {
                ...{ source: passage.source, section: passage.section },
                ...{ words: passage.words, fingerprint: passage.fingerprint },
              },
      },
    ];
  });
}

function titleOf(source: string, sources: SourceTitles): string {
  const held = sources.get(source);
  return held === undefined ? source : `${held.title} (${held.publisher})`;
}
