import type { Allowed } from '../criteria/allowed.ts';
import { isFactNode, type FactNode } from '../criteria/node.ts';
import type { Determination } from '../coverage/determination.ts';
import type { FactDefinition } from '../values/fact.ts';
import { sayValue } from '../values/say-value.ts';
import type { CriterionPair } from './packet-criteria.ts';
import { sayAllowed } from './say.ts';

/** A question to be answered before the request is sent. */
export interface MissingQuestion {
  readonly fact: string;
  readonly name: string;
  readonly ask: string;
  /** The roles whose word the document asks for; empty where anyone may answer who can show the record. */
  readonly roles: readonly string[];
  /** The texts of the criteria that wait for it. */
  readonly criteria: readonly string[];
}

export interface Missing {
  readonly questions: readonly MissingQuestion[];
  /** The name of the fact to ask first, where there are several. */
  readonly first?: string;
  /** By which answers the criteria would be met, in words. */
  readonly settles: readonly (readonly string[])[];
  readonly settlesMore: boolean;
  /** Of criteria that are not met: what the record would have to say otherwise. */
  readonly hangsOn: readonly (readonly string[])[];
  /** Not recorded either, and not needed for this outcome as it stands. */
  readonly alsoUnknown: readonly MissingQuestion[];
}

/** How many sets of answers a page shows. */
const SHOWN = 3;

/** Every criterion on an unknown fact that applies stands either under a question that decides or under the others. */
export function missingOf(
  found: Determination,
  pairs: readonly CriterionPair[],
  definitions: ReadonlyMap<string, FactDefinition>,
): Missing {
  const nameOf = (fact: string): string => definitions.get(fact)?.name ?? fact;
  const want = (fact: string, allows: Allowed): string =>
    `${nameOf(fact)}: ${sayAllowed(allows, definitions.get(fact))}`;
  const open = pairs.flatMap(({ node, traced, applies }) =>
    applies && traced.truth === 'unknown' && isFactNode(node) ? [node] : [],
  );
  const questions = found.needed.map(({ fact, ask, criteria, roles }) => {
    const waiting = open.filter((node) => criteria.includes(node.id));
    return {
      fact,
      name: nameOf(fact),
      ask,
      roles: roles ?? rolesOf(waiting),
      criteria: [...new Set(waiting.map((node) => node.text))],
    };
  });
  const deciding = new Set(found.needed.flatMap(({ criteria }) => criteria));
  return {
    questions,
    ...(found.next === undefined || questions.length < 2 ? {} : { first: nameOf(found.next) }),
    settles: found.settles.slice(0, SHOWN).map((way) => way.map(({ fact, allows }) => want(fact, allows))),
    settlesMore: found.settles.length > SHOWN || found.settlesMore === true,
    hangsOn: (found.wouldDiffer ?? [])
      .slice(0, SHOWN)
      .map(({ recorded, answers }) => [
        ...recorded.map(
          (one) => `${want(one.fact, one.allows)} (recorded: ${sayValue(one.recorded, definitions.get(one.fact))})`,
        ),
        ...answers.map((one) => want(one.fact, one.allows)),
      ]),
    alsoUnknown: others(
      open.filter((node) => !deciding.has(node.id)),
      definitions,
    ),
  };
}

/** One question a fact, in the order of the criteria. */
function others(
  open: readonly FactNode[],
  definitions: ReadonlyMap<string, FactDefinition>,
): readonly MissingQuestion[] {
  return [...new Set(open.map(({ fact }) => fact))].map((fact) => {
    const waiting = open.filter((node) => node.fact === fact);
    const definition = definitions.get(fact);
    const asked = definitions.get(definition?.derivedFrom ?? '') ?? definition;
    return {
      fact,
      name: definition?.name ?? fact,
      ask: asked?.ask ?? fact,
      roles: rolesOf(waiting),
      criteria: [...new Set(waiting.map((node) => node.text))],
    };
  });
}

function rolesOf(nodes: readonly FactNode[]): readonly string[] {
  return [...new Set(nodes.flatMap((node) => node.attestedBy ?? []))];
}
