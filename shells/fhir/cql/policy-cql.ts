import type { Criterion, FactNode } from '../../../core/criteria/node.ts';
import type { Policy, RequestKind } from '../../../core/coverage/policy.ts';
import { sayCite } from '../../../core/explain/say.ts';
import { computableName } from '../questionnaire/questionnaire.ts';
import { RESULTS, writeLibrary, type CqlLibrary, type Define, type Refer } from './criteria-cql.ts';
import { decidingList, namedIf, neededList } from './decisive.ts';
import { definitionOf, type Definitions, type Reading } from './fact-defines.ts';
import { listOf, literal, quoted } from './words.ts';

const LINE = 'member.line-of-business';

/** The id of the library of one request, also the end of its address. */
export function libraryId(policy: Policy, kind: RequestKind, reading: Reading): string {
  return `${policy.id}-${kind}${reading.from === 'answers' ? '-answers' : ''}`;
}

/**
 * The criteria of one request under a policy as a library of CQL: true is met, false not met, null unknown. Null where
 * the text that is held says nothing of the request.
 */
export function policyCql(
  policy: Policy,
  kind: RequestKind,
  definitions: Definitions,
  reading: Reading,
): CqlLibrary | null {
  const root = policy.requests[kind]?.criteria.root;
  if (root === undefined) return null;
  const { lineRequired, excluded } = policy.governs;
  return writeLibrary({
    name: computableName(libraryId(policy, kind, reading)),
    version: policy.version,
    says: aboutLibrary(policy, kind, reading),
    roots: [root],
    facts: lineRequired || excluded.length > 0 ? [LINE] : [],
    definitions,
    reading,
    results: (refer) => findings(policy, root, definitions, refer),
    about: aboutCriterion,
  });
}

function aboutLibrary(policy: Policy, kind: RequestKind, reading: Reading): readonly string[] {
  const { title, payer, version, inForce } = policy;
  const until = inForce.to === undefined ? '' : ` to ${inForce.to}`;
  return [
    `${title}: ${kind} request. ${payer.name}, version ${version}, in force from ${inForce.from}${until}.`,
    'Made from the policy by Stepwise; change the policy, not this text. A criterion is true where it is met, false ' +
      'where it is not, and null where it is not known: null is never a no.',
    reading.from === 'answers'
      ? 'Facts come from the parameters alone; nothing is read from a chart.'
      : 'An answer given as a parameter goes before what the chart says; what neither says is null.',
  ];
}

/** Its meaning, and each place where it is said. What repeats another criterion takes the passages of that one. */
function aboutCriterion(node: Criterion): readonly string[] {
  const places = [...new Set(node.cite.map(sayCite))];
  return [
    node.kind === 'same-as' ? `${node.text} (as ${node.target})` : node.text,
    ...places.map((place) => `[${place}]`),
  ];
}

function findings(policy: Policy, root: Criterion, definitions: Definitions, refer: Refer): readonly Define[] {
  const { lineRequired } = policy.governs;
  const asked = ({ fact }: FactNode): string => definitionOf(fact, definitions).derivedFrom ?? fact;
  const needed = neededList(root, refer, asked, lineRequired ? [lineIsMissing] : []);
  return [
    {
      name: RESULTS.met,
      says: 'Whether the criteria are met, whomever the policy governs.',
      expression: refer(root),
    },
    {
      name: RESULTS.outcome,
      says: 'The answer: criteria-met, criteria-not-met, information-needed or policy-not-applicable.',
      expression: outcome(policy),
    },
    {
      name: RESULTS.deciding,
      says: 'The criteria that make the finding what it is.',
      expression: decidingList(root, refer, ({ id }) => id),
    },
    {
      name: RESULTS.needed,
      says: 'The facts to ask for where information is needed.',
      expression: `if ${quoted(RESULTS.outcome)} = 'information-needed'\n  then ${needed}\n  else List<String>{}`,
    },
  ];
}

const lineIsMissing = namedIf([[`${quoted(LINE)} is null`]], LINE);

/** Whom the document leaves out comes first; an unknown whom it governs is open even where the criteria are settled. */
function outcome({ governs: { excluded, lineRequired } }: Policy): string {
  const leftOut = listOf(excluded.map(({ line }) => literal(line)));
  return [
    'case',
    ...(excluded.length > 0 ? [`    when ${quoted(LINE)} in ${leftOut} then 'policy-not-applicable'`] : []),
    ...(lineRequired ? [`    when ${quoted(LINE)} is null then 'information-needed'`] : []),
    `    when ${quoted(RESULTS.met)} then 'criteria-met'`,
    `    when not ${quoted(RESULTS.met)} then 'criteria-not-met'`,
    `    else 'information-needed'`,
    '  end',
  ].join('\n');
}
