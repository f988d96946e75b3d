import type { CodeSystem, ValueSet, ValueSetExpansionContains } from 'fhir/r4.js';
import { inReadingOrder, isFactNode } from '../../../core/criteria/node.ts';
import type { CodeList, Policy, RequestKind } from '../../../core/coverage/policy.ts';
import { computableName } from '../questionnaire/questionnaire.ts';
import { codeSystemOf } from '../questionnaire/enable-when.ts';
import { definitionOf, type Definitions } from './fact-defines.ts';

/** The official address of each kind of code list that a policy carries. */
const SYSTEMS: Readonly<Record<keyof Policy['codes'], { readonly url: string; readonly name: string }>> = {
  icd10: { url: 'http://hl7.org/fhir/sid/icd-10-cm', name: 'diagnosis codes (ICD-10-CM)' },
  hcpcs: { url: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', name: 'billing codes (HCPCS)' },
  ndc: { url: 'http://hl7.org/fhir/sid/ndc', name: 'package numbers (NDC)' },
};

const LINE = 'member.line-of-business';

/** The one code system of a role's word, whose values every policy shares. */
const ROLE = 'role';

/**
 * The code lists of a policy, and the answers of each fact that a request asks a choice of: FHIR R4 ValueSets with
 * their expansion, and before them the CodeSystems of answers that no public system has.
 * @param base address below which they stand, without a slash at its end
 */
export function valueSetsFor(
  policy: Policy,
  kind: RequestKind,
  definitions: Definitions,
  base: string,
): readonly (CodeSystem | ValueSet)[] {
  const nodes = [policy.requests[kind]?.criteria.root ?? []].flat().flatMap(inReadingOrder).filter(isFactNode);
  const { lineRequired, excluded } = policy.governs;
  const facts = new Set([...(lineRequired || excluded.length > 0 ? [LINE] : []), ...nodes.map(({ fact }) => fact)]);
  const roles = [...new Set(nodes.flatMap((node) => node.attestedBy ?? []))];
  const answers = [...facts].flatMap((fact) => answersOf(fact, definitions, base, policy.version));
  const lists = (Object.keys(SYSTEMS) as (keyof typeof SYSTEMS)[]).flatMap((list) => {
    const codes = policy.codes[list];
    return codes === undefined ? [] : [listOf(policy, list, codes, base)];
  });
  return [
    ...lists,
    ...answers,
    ...(roles.length === 0
      ? []
      : ownSet(ROLE, 'Role of the person who says so', roles.map(asChoice), base, policy.version)),
  ];
}

interface Entry {
  readonly value: string;
  readonly label?: string;
}

const asChoice = (value: string): Entry => ({ value });

function answersOf(
  fact: string,
  definitions: Definitions,
  base: string,
  version: string,
): readonly (CodeSystem | ValueSet)[] {
  const { name, type } = definitionOf(fact, definitions);
  return type.kind === 'one-of' ? ownSet(fact, name, type.choices, base, version) : [];
}

/**
 * Answers of our own: the system that they are from, and the set of all of them. Answers are added and never renamed,
 * so that neither has a version.
 */
function ownSet(
  id: string,
  title: string,
  choices: readonly Entry[],
  base: string,
  version: string,
): readonly (CodeSystem | ValueSet)[] {
  const url = codeSystemOf(id, base);
  const system: CodeSystem = {
    resourceType: 'CodeSystem',
    id,
    url,
    name: computableName(id),
    title,
    status: 'active',
    experimental: false,
    caseSensitive: true,
    // Another policy may ask the word of another role.
    ...(id === ROLE ? { content: 'fragment' } : { content: 'complete', valueSet: `${base}/ValueSet/${id}` }),
    count: choices.length,
    concept: choices.map(conceptOf),
  };
  return [system, setOf({ id, title, url, choices, base, date: version })];
}

/** Read as listed: a list for the claim, of which no criterion need speak. */
function listOf(policy: Policy, list: keyof Policy['codes'], { codes }: CodeList, base: string): ValueSet {
  const { url, name } = SYSTEMS[list];
  return setOf({
    id: `${policy.id}-${list}`,
    title: `${policy.title}: ${name}`,
    url,
    choices: codes.map(asChoice),
    base,
    date: policy.version,
    version: policy.version,
  });
}

interface SetParts {
  readonly id: string;
  readonly title: string;
  /** The code system. */
  readonly url: string;
  readonly choices: readonly Entry[];
  readonly base: string;
  /** Since when it is as it is, YYYY-MM-DD. */
  readonly date: string;
  readonly version?: string;
}

function setOf({ id, title, url, choices, base, date, version }: SetParts): ValueSet {
  const contains = choices.map(({ value, label }): ValueSetExpansionContains => ({
    system: url,
    code: value,
    ...(label === undefined ? {} : { display: label }),
  }));
  return {
    resourceType: 'ValueSet',
    id,
    url: `${base}/ValueSet/${id}`,
    ...(version === undefined ? {} : { version }),
    name: computableName(id),
    title,
    status: 'active',
    experimental: false,
    date,
    compose: { include: [{ system: url, concept: choices.map(conceptOf) }] },
    // The list is written down whole, so its expansion is of its own day.
    expansion: { timestamp: date, total: contains.length, offset: 0, contains },
  };
}

const conceptOf = ({ value, label }: Entry): { code: string; display?: string } => ({
  code: value,
  ...(label === undefined ? {} : { display: label }),
});
