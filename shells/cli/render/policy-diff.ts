import { nameBeside } from '../../../core/coverage/diff/other.ts';
import type { Decisive, PolicyDiff, Relation, Separating, Witness } from '../../../core/coverage/diff/diff.ts';
import type { Outcome } from '../../../core/coverage/determination.ts';
import type { Policy } from '../../../core/coverage/policy.ts';
import { sayOutcome } from '../../../core/explain/say.ts';
import type { FactDefinition } from '../../../core/values/fact.ts';
import { sayValue } from '../../../core/values/say-value.ts';
import type { Paint } from '../paint.ts';
import { wrap } from './table.ts';

/** A witness with what the policy that does not approve makes of it. */
export interface ComparedWitness extends Witness {
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly notMet: readonly { readonly id: string; readonly text: string }[];
  /** The criteria that wait for an answer, where the outcome is that information is needed. */
  readonly waiting: readonly string[];
}

export interface ComparedRequest extends Omit<PolicyDiff, 'onlyFrom' | 'onlyTo'> {
  readonly onlyFrom: ComparedWitness | null;
  readonly onlyTo: ComparedWitness | null;
}

interface Compared {
  readonly from: Policy;
  readonly to: Policy;
  readonly requests: readonly ComparedRequest[];
  readonly other: readonly string[];
}

type Facts = ReadonlyMap<string, FactDefinition>;

const COLORS: Readonly<Record<Relation, 'green' | 'yellow'>> = {
  equivalent: 'green',
  stricter: 'yellow',
  looser: 'yellow',
  incomparable: 'yellow',
};

/** The comparison as a person reads it: the relation as a sentence, then the few facts of each witness. */
export function renderDiff({ from, to, requests, other }: Compared, facts: Facts, paint: Paint): string {
  const heading = [from, to].map(
    ({ payer, id, version }, index) =>
      `${index === 0 ? 'from' : 'to  '}  ${paint('bold', payer.name)}  ${paint('dim', `${id}, version ${version}`)}`,
  );
  const sections = requests.map((request) => requestLines(request, from, to, facts, paint));
  const rest =
    other.length === 0 ? [] : [[paint('bold', 'Other differences'), ...other.map((line) => `  - ${wrap(line, 4)}`)]];
  return [heading, ...sections, ...rest].map((lines) => lines.join('\n')).join('\n\n');
}

function requestLines(request: ComparedRequest, from: Policy, to: Policy, facts: Facts, paint: Paint): string[] {
  const { kind, relation, onlyFrom, onlyTo } = request;
  const title = `${kind === 'initial' ? 'Initial request' : 'Renewal'}: ${paint(COLORS[relation], relation.toUpperCase())}`;
  return [
    paint('bold', title),
    wrap(sentenceOf(request, nameBeside(from, to), nameBeside(to, from)), 0),
    ...(onlyFrom ? witnessLines(onlyFrom, from, to, facts, paint) : []),
    ...(onlyTo ? witnessLines(onlyTo, to, from, facts, paint) : []),
  ];
}

function sentenceOf({ relation, reason }: ComparedRequest, from: string, to: string): string {
  if (reason !== undefined)
    return relation === 'equivalent' ? `It is the same text: ${reason}.` : `The two cannot be compared: ${reason}.`;
  switch (relation) {
    case 'equivalent':
      return from === to ? 'It is the same version.' : `${from} and ${to} approve the same patients.`;
    case 'looser':
      return `${to} is looser: every patient approved by ${from} is approved by it, and not the other way round.`;
    case 'stricter':
      return `${to} is stricter: every patient approved by it is approved by ${from}, and not the other way round.`;
    case 'incomparable':
      return `Each of ${from} and ${to} approves patients whom the other does not.`;
    default:
      return relation satisfies never;
  }
}

function witnessLines(witness: ComparedWitness, by: Policy, other: Policy, facts: Facts, paint: Paint): string[] {
  const { decisive, separating, outcome, reason, notMet, waiting } = witness;
  const there = nameBeside(other, by);
  const apart = separating.map(({ fact }) => fact);
  const rest = decisive.filter(({ fact }) => !apart.includes(fact)).map((one) => say(one, facts));
  const found = `${sayOutcome(outcome).toLowerCase()}${reason === undefined ? '' : `: ${reason}`}`;
  return [
    '',
    `  ${wrap(`${paint('bold', `Approved by ${nameBeside(by, other)}, not by ${there}`)} (${found})`, 4)}`,
    ...separating.map((one) => `    ${paint('yellow', '≠')} ${wrap(separatingLine(one, there, facts), 6)}`),
    ...(separating.length === 0 ? [`    ${there} approves no patient at all.`] : []),
    ...unique(notMet.map(({ id, text }) => `    ${paint('red', '✗')} ${wrap(`${text} (${id})`, 6)}`)),
    ...unique(waiting.map((id) => `    ${paint('yellow', '?')} ${id} waits for an answer`)),
    ...(rest.length === 0 ? [] : [`    ${paint('dim', wrap(`with ${rest.join('; ')}`, 6))}`]),
  ];
}

const unique = (lines: readonly string[]): readonly string[] => [...new Set(lines)];

function separatingLine({ instead, ...stated }: Separating, there: string, facts: Facts): string {
  return `${say(stated, facts)} (${there} would approve with ${sayStated(instead, facts.get(stated.fact))})`;
}

function say(stated: Decisive, facts: Facts): string {
  const definition = facts.get(stated.fact);
  return `${definition?.name ?? stated.fact}: ${sayStated(stated, definition)}`;
}

function sayStated({ value, role }: Omit<Decisive, 'fact'>, definition?: FactDefinition): string {
  return role === undefined ? sayValue(value, definition) : `${sayValue(value, definition)}, said by a ${role}`;
}
