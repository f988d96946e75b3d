import { isFactNode } from '../criteria/node.ts';
import { isSignedBy, type FactDefinition, type FactRecord } from '../values/fact.ts';
import { sayValue } from '../values/say-value.ts';
import { sayInLetter } from './letter-phrase.ts';
import type { CriterionPair } from './packet-criteria.ts';

/** One statement for somebody to sign. */
export interface Attestation {
  readonly fact: string;
  readonly name: string;
  /** The question that the statement answers. */
  readonly ask: string;
  /** What was stated, in a sentence; null where nothing is recorded and the signer has to say it. */
  readonly statement: string | null;
  readonly value: string | null;
  /** The answers to tick where nothing is recorded; empty where it is to be written. */
  readonly choices: readonly string[];
  /** The texts of the criteria that it is for. */
  readonly criteria: readonly string[];
  /** The roles whose word the document asks for; empty where it names none. */
  readonly roles: readonly string[];
  /** Who stated it, as recorded; null where nobody did, or not with a name. */
  readonly by: string | null;
  readonly role: string | null;
  readonly at: string | null;
  /** False where the document asks for the word of a role that has not given it. */
  readonly byTheRole: boolean;
}

/** Every statement that the criteria rest on or wait for: what a document leaves to a role, and what a person stated. */
export function attestationsOf(
  pairs: readonly CriterionPair[],
  facts: FactRecord,
  definitions: ReadonlyMap<string, FactDefinition>,
): readonly Attestation[] {
  const leaves = pairs.flatMap(({ node, applies }) => (isFactNode(node) ? [{ node, applies }] : []));
  const wanted = leaves.filter(
    ({ node, applies }) => facts.get(node.fact)?.origin === 'attested' || (applies && node.attestedBy !== undefined),
  );
  return [...new Set(wanted.map(({ node }) => node.fact))].map((fact) => {
    const nodes = wanted.flatMap(({ node }) => (node.fact === fact ? [node] : []));
    const definition = definitions.get(fact);
    const recorded = facts.get(fact);
    const roles = [...new Set(nodes.flatMap((node) => node.attestedBy ?? []))];
    const name = definition?.name ?? fact;
    const value = recorded === undefined ? null : sayValue(recorded.value, definition);
    return {
      fact,
      name,
      ask: definition?.ask ?? fact,
      statement:
        recorded === undefined ? null : (sayInLetter(recorded.value, definition) ?? `${name}: ${value ?? ''}.`),
      value,
      choices: choicesOf(definition),
      criteria: [...new Set(nodes.map((node) => node.text))],
      roles,
      by: recorded?.by ?? null,
      role: recorded?.role ?? null,
      at: recorded?.at ?? null,
      byTheRole: roles.length === 0 || (recorded !== undefined && isSignedBy(recorded, roles)),
    };
  });
}

function choicesOf(definition: FactDefinition | undefined): readonly string[] {
  if (definition?.type.kind === 'yes-no') return ['Yes', 'No'];
  return definition?.type.kind === 'one-of' ? definition.type.choices.map(({ label }) => label) : [];
}
