import { childrenOf, isFactNode, type Criterion } from '../../../core/criteria/node.ts';
import type { Policy, RequestKind, RequestRules } from '../../../core/coverage/policy.ts';
import { sayCite } from '../../../core/explain/say.ts';
import { sayValue } from '../../../core/values/say-value.ts';
import type { FactDefinition } from '../../../core/values/fact.ts';
import { dayOption, policiesOf } from '../options.ts';
import { cautionLines } from '../render/check.ts';
import { table, wrap } from '../render/table.ts';
import { inForce } from '../../../core/coverage/in-force.ts';
import { InputError } from '../../input/input-error.ts';
import type { Paint } from '../paint.ts';
import type { Verb, VerbAnswer } from '../verb.ts';

/** Every held version of every policy. */
export const policyListVerb: Verb = {
  name: 'policy list',
  summary: 'List the policies that are held, with their versions',
  examples: ['stepwise policy list'],
  configure: (command) => command,
  run: (_options, desk): VerbAnswer => {
    const policies = desk.knowledge().policies.map(({ id, version, title, payer, drug, inForce: force, requests }) => ({
      id,
      version,
      title,
      payer,
      drug,
      from: force.from,
      to: force.to ?? null,
      months: {
        initial: requests.initial.authorization.months,
        renewal: requests.renewal?.authorization.months ?? null,
      },
    }));
    const rows = policies.map((one) => [
      one.id,
      one.version,
      one.payer.name,
      one.drug,
      one.to ?? 'open',
      `${one.months.initial ?? '?'} / ${one.months.renewal ?? '?'}`,
    ]);
    return {
      json: { policies },
      text: table([
        ['policy', 'in force from', 'payer', 'drug', 'until', 'months, initial / renewal'].map((name) =>
          desk.paint('bold', name),
        ),
        ...rows,
      ]),
      exit: 0,
    };
  },
};

/** One policy as a document with its criteria. */
export const policyShowVerb: Verb = {
  name: 'policy show',
  summary: 'Show a policy: whom it governs, its criteria with their passages, limits, codes and cautions',
  examples: ['stepwise policy show prime-ic-0789'],
  argument: 'policy',
  configure: (command) =>
    command
      .option('--policy <id>', 'the policy; its id may also stand alone behind the verb')
      .option('--on <day>', 'the version in force on this day (YYYY-MM-DD); today if left out'),
  run: (options, desk): VerbAnswer => {
    const on = dayOption(options, 'on') ?? desk.today();
    const knowledge = desk.knowledge();
    const shown = policiesOf(knowledge, options).map((versions) => {
      const governing = inForce(versions, on);
      if (governing.policy) return governing.policy;
      throw new InputError([{ where: '--on', what: governing.reason, mend: 'Ask for a day of a held version' }]);
    });
    return {
      json: { policies: shown.map(withTrees) },
      text: shown.map((policy) => renderPolicy(policy, knowledge.facts, desk.paint)).join('\n\n'),
      exit: 0,
    };
  },
};

/** The compiled evaluators are no data; the trees that they were made from are. */
function withTrees(policy: Policy): unknown {
  const { initial, renewal } = policy.requests;
  return {
    ...policy,
    cautions: policy.cautions.map(({ when, ...caution }) => ({ ...caution, ...(when ? { when: when.root } : {}) })),
    requests: {
      initial: { ...initial, criteria: initial.criteria.root },
      renewal: renewal && { ...renewal, criteria: renewal.criteria.root },
    },
  };
}

function renderPolicy(policy: Policy, facts: ReadonlyMap<string, FactDefinition>, paint: Paint): string {
  const { governs, limits, codes, requests } = policy;
  const section: Section = (title, lines) =>
    lines.length === 0 ? [] : ['', paint('bold', title), ...lines.map((line) => `  ${line}`)];
  const codeLines = Object.entries(codes).map(([system, list]) => wrap(`${system}: ${list.codes.join(', ')}`, 4));
  return [
    `${paint('bold', policy.title)}  ${paint('dim', `${policy.id}, version ${policy.version}`)}`,
    `${policy.payer.name}; in force from ${policy.inForce.from}${policy.inForce.to ? ` to ${policy.inForce.to}` : ''}`,
    ...section('Governs', [
      governs.lines.join(', ') || 'no line of business named',
      ...governs.excluded.map(({ line, reason }) => wrap(`not ${line}: ${reason}`, 6)),
    ]),
    ...(['initial', 'renewal'] as const).flatMap((kind) => requestSection(kind, requests[kind], section, facts, paint)),
    ...section(
      'Unit limits',
      limits.map(({ text }) => text),
    ),
    ...section('Codes', codeLines),
    ...section('Otherwise', policy.otherwise ? [wrap(policy.otherwise.text, 2)] : []),
    '',
    ...cautionLines(policy.cautions, facts, paint),
  ].join('\n');
}

type Section = (title: string, lines: readonly string[]) => string[];

function requestSection(
  kind: RequestKind,
  rules: RequestRules | null,
  section: Section,
  facts: ReadonlyMap<string, FactDefinition>,
  paint: Paint,
): string[] {
  const name = kind === 'initial' ? 'Initial request' : 'Renewal';
  if (rules === null) return section(name, ['the text that is held says nothing of it']);
  const { months } = rules.authorization;
  const lasts = months === null ? 'length not stated' : `${months} months`;
  return section(`${name}: ${lasts}`, criterionLines(rules.criteria.root, 0, facts, paint));
}

function criterionLines(
  node: Criterion,
  depth: number,
  facts: ReadonlyMap<string, FactDefinition>,
  paint: Paint,
): string[] {
  const cite = node.cite[0];
  const indent = '  '.repeat(depth);
  const where = cite === undefined ? '' : paint('dim', `  [${cite.basis === 'document' ? sayCite(cite) : cite.basis}]`);
  const below = node.kind === 'same-as' ? childrenOf(node.child) : childrenOf(node);
  return [
    indent +
      wrap(
        `${node.kind === 'at-least-of' ? `at least ${node.n} of: ` : LEAD[node.kind]}${node.text}${rule(node, facts)}${where}`,
        indent.length + 4,
      ),
    ...below.flatMap((child) => criterionLines(child, depth + 1, facts, paint)),
  ];
}

const LEAD: Readonly<Record<Exclude<Criterion['kind'], 'at-least-of'>, string>> = {
  all: 'all: ',
  any: 'any: ',
  not: 'not: ',
  when: 'when … then: ',
  'same-as': 'as in the initial request: ',
  is: '',
  'one-of': '',
  in: '',
  'at-least': '',
  'more-than': '',
  'at-most': '',
  'less-than': '',
  within: '',
  judgement: 'judgement: ',
};

function rule(node: Criterion, facts: ReadonlyMap<string, FactDefinition>): string {
  if (!isFactNode(node)) return '';
  const definition = facts.get(node.fact);
  const name = definition?.name ?? node.fact;
  switch (node.kind) {
    case 'is':
      return ` (${name}: ${sayValue(node.value, definition)})`;
    case 'one-of':
      return ` (${name}: ${node.values.map((value) => sayValue(value, definition)).join(' or ')})`;
    case 'in':
      return ` (${name}: on the list ${node.list})`;
    case 'within':
      return ` (${name}: in the ${node.period.count} ${node.period.unit} up to the request)`;
    case 'judgement':
      return ` (said by ${node.attestedBy.join(' or ')})`;
    case 'at-least':
    case 'more-than':
    case 'at-most':
    case 'less-than':
      return ` (${name} ${node.kind.replace('-', ' ')} ${sayValue(node.value, definition)})`;
    default:
      return node satisfies never;
  }
}
