import type { RequestKind } from '../coverage/policy.ts';
import type { Caution } from '../values/caution.ts';
import type { FactRecord } from '../values/fact.ts';
import { draftLetter, factsOfLetter, type Letter } from './letter.ts';
import { attestationsOf, type Attestation } from './packet-attestations.ts';
import type { PacketCase, PacketKnowledge } from './packet-case.ts';
import { citePlace, passagesOf, type SourceTitles } from './packet-citations.ts';
import { coverOf, type Cover } from './packet-cover.ts';
import { criterionRows, pairsOf, type CriterionRow } from './packet-criteria.ts';
import { missingOf, type Missing } from './packet-missing.ts';
import { numberRecords, type PacketRecord } from './packet-records.ts';

export interface PacketCaution {
  readonly text: string;
  /** The names of the facts that it concerns. */
  readonly about: readonly string[];
  readonly passages: readonly string[];
}

/** What a submission packet says, part by part, for a shell to draw. */
export interface Packet {
  /** What every page says of whose request it is. */
  readonly reference: {
    readonly policy: string;
    readonly kind: RequestKind;
    readonly on: string;
    readonly birthDate: string | null;
  };
  readonly cover: Cover;
  readonly criteria: readonly CriterionRow[];
  /** The document that the criteria stand in, where their places name no other. */
  readonly document: string;
  readonly missing: Missing;
  readonly cautions: readonly PacketCaution[];
  readonly attestations: readonly Attestation[];
  /** Null where no criteria were looked at: there is nothing to argue. */
  readonly letter: Letter | null;
  /** The resources, statements and events that the packet rests on; elsewhere they are named by their numbers. */
  readonly records: readonly PacketRecord[];
}

/** Puts together the packet of one request. It says only what is recorded, and leaves a blank for all else. */
export function packetOf(packetCase: PacketCase, knowledge: PacketKnowledge): Packet {
  const { found, policy, facts } = packetCase;
  const pairs = pairsOf(found, policy);
  const asked = pairs.flatMap(({ traced }) => traced.fact ?? []);
  const said = found.criteria === null ? [] : factsOfLetter(pairs, facts, knowledge.facts);
  const { records, numbersOf } = numberRecords([...asked, ...said, ...knowledge.benefits.facts], facts);
  const passage = citePlace(policy.source, knowledge.sources);
  const missing = missingOf(found, pairs, knowledge.facts);
  return {
    reference: {
      policy: policy.id,
      kind: found.request.kind,
      on: found.request.on,
      birthDate: birthDateOf(facts),
    },
    cover: coverOf(packetCase, knowledge),
    criteria: criterionRows(pairs, knowledge.facts, facts, numbersOf, passage),
    document: titleOf(policy.source, knowledge.sources),
    missing,
    cautions: found.cautions.map((caution) => cautionOf(caution, knowledge, passage)),
    attestations: attestationsOf(pairs, facts, knowledge.facts),
    letter: found.criteria === null ? null : draftLetter(packetCase, said, missing, knowledge.facts, numbersOf),
    records,
  };
}

function birthDateOf(facts: FactRecord): string | null {
  const recorded = facts.get('patient.birth-date')?.value;
  return recorded === undefined ? null : String(recorded);
}

function titleOf(source: string, sources: SourceTitles): string {
  const held = sources.get(source);
  return held === undefined ? source : `${held.title} (${held.publisher})`;
}

function cautionOf(
  { text, facts = [], cite = [] }: Caution,
  { facts: definitions }: PacketKnowledge,
  passage: (cite: NonNullable<Caution['cite']>[number]) => string,
): PacketCaution {
  return { text, about: facts.map((fact) => definitions.get(fact)?.name ?? fact), passages: passagesOf(cite, passage) };
}
