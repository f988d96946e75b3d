import { sayAllowed, sayBecause, sayCite, sayOutcome } from '../../../core/explain/say.ts';
import type { Allowed } from '../../../core/criteria/allowed.ts';
import type { Determination, Outcome } from '../../../core/coverage/determination.ts';
import type { TracedCriterion } from '../../../core/criteria/trace.ts';
import { whys, type Whys } from '../../../core/explain/why.ts';
import type { Policy } from '../../../core/coverage/policy.ts';
import type { Caution } from '../../../core/values/caution.ts';
import type { Citation } from '../../../core/values/citation.ts';
import type { FactDefinition } from '../../../core/values/fact.ts';
import { sayValue } from '../../../core/values/say-value.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Paint } from '../paint.ts';
import { wrap } from './table.ts';

const MARKS = {
  met: ['green', '✓'],
  'not-met': ['red', '✗'],
  unknown: ['yellow', '?'],
} as const;

const OUTCOME_COLOURS: Readonly<Record<Outcome, 'green' | 'red' | 'yellow' | 'cyan'>> = {
  'criteria-met': 'green',
  'criteria-not-met': 'red',
  'information-needed': 'yellow',
  'policy-not-applicable': 'cyan',
};

/** A determination as a person reads it: the finding, the tree with its evidence and passages, what is missing. */
export function renderDetermination(found: Determination, knowledge: Knowledge, paint: Paint): string {
  const { policy, request, outcome, criteria } = found;
  const held = knowledge.policies.find((entry) => entry.id === policy.id && entry.version === policy.version);
  const sections = [
    [
      `${paint('bold', held?.payer.name ?? policy.id)}  ${paint('dim', `${policy.id}, version ${policy.version}`)}`,
      `${paint(OUTCOME_COLOURS[outcome], paint('bold', sayOutcome(outcome).toUpperCase()))}  ${request.kind} request, on ${request.on}`,
      wrap(`${sayBecause(found)}.`, 0),
      ...unitsLine(found),
    ],
    criteria ? renderTree(criteria, 0, { facts: knowledge.facts, whys: whysOf(found, held, knowledge), paint }) : [],
    contractorLines(found),
    neededLines(found, paint),
    settlesLines(found, knowledge.facts, paint),
    cautionLines(found.cautions, knowledge.facts, paint),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function unitsLine({ authorization }: Determination): string[] {
  if (authorization?.units === null || authorization === null) return [];
  return [`${authorization.units} billing units planned in that time (computed from the calendar).`];
}

/** What every line of the criteria is drawn with. */
interface Drawing {
  readonly facts: ReadonlyMap<string, FactDefinition>;
  readonly whys: Whys;
  readonly paint: Paint;
}

function whysOf({ criteria, request }: Determination, held: Policy | undefined, { facts }: Knowledge): Whys {
  const root = held?.requests[request.kind]?.criteria.root;
  if (criteria === null || root === undefined) return new Map();
  return whys(root, criteria, { definitions: facts, on: request.on });
}

/** @param plain below a `not` and in a condition: there what a criterion asks for is not what is wanted, and is not told */
function renderTree(criterion: TracedCriterion, depth: number, drawing: Drawing, plain = false): string[] {
  const { paint } = drawing;
  const spared = criterion.applies === false;
  const [color, mark] = MARKS[criterion.truth];
  const sign = spared ? paint('dim', '–') : paint(color, mark);
  const indent = '  '.repeat(depth);
  // A criterion that repeats another shows what it repeats in its place.
  const shown = criterion.kind === 'same-as' ? (criterion.children[0] ?? criterion) : criterion;
  const where = shown.cite[0] === undefined ? '' : paint('dim', `  [${shortCite(shown.cite[0])}]`);
  const text = shown.children.length > 0 ? paint('bold', criterion.text) : criterion.text;
  return [
    indent + wrap(`${sign} ${text}${spared ? paint('dim', ` (does not apply)`) : ''}${where}`, indent.length + 2),
    ...[...groupLines(shown, drawing), ...valueLines(shown, drawing, plain)].map(
      (line) => `${indent}    ${paint('dim', wrap(line, indent.length + 6))}`,
    ),
    ...toldBelow(shown).flatMap((child) => {
      const asks = shown.kind !== 'not' && !(shown.kind === 'when' && child === shown.children[0]);
      return renderTree(child, depth + 1, drawing, plain || !asks);
    }),
  ];
}

/** Of what does not apply only the condition is told, and of alternatives that are met those that meet them. */
function toldBelow(criterion: TracedCriterion): readonly TracedCriterion[] {
  if (criterion.applies === false) return [];
  const { kind, truth, children } = criterion;
  return kind === 'any' && truth === 'met' ? children.filter((child) => child.truth === 'met') : children;
}

const SHOWN_EVIDENCE = 2;

/** How the criteria below count, where that is not plain from their marks. Of a group that is met nobody asks. */
function groupLines(criterion: TracedCriterion, drawing: Drawing): readonly string[] {
  const { kind, truth, applies, children } = criterion;
  const counts = kind === 'any' || kind === 'at-least-of' || kind === 'not';
  // Where a condition on a fact spares a patient, the fact is told.
  const sparedByGroup = applies === false && children[0]?.fact === undefined;
  const said = drawing.whys.get(criterion);
  return said !== undefined && ((counts && truth !== 'met') || sparedByGroup) ? [`${said}.`] : [];
}

function valueLines(criterion: TracedCriterion, { facts, whys: said }: Drawing, plain: boolean): string[] {
  const about = criterion.applies === false ? criterion.children[0] : criterion;
  if (about?.fact === undefined) return [];
  const definition = facts.get(about.fact);
  const name = definition?.name ?? about.fact;
  const why = criterion.truth === 'met' || plain ? undefined : said.get(about);
  if (about.value === null || about.value === undefined) return [why ?? `${name}: not known`];
  const evidence = about.evidence
    .slice(0, SHOWN_EVIDENCE)
    .map((item) => [item.ref, item.display, item.date].filter(Boolean).join(', '));
  const more = about.evidence.length - evidence.length;
  const all = [...evidence, ...(more > 0 ? [`${more} more`] : [])].join('; ');
  return [`${why ?? `${name}: ${sayValue(about.value, definition)}`} (${about.origin ?? ''}: ${all})`];
}

function shortCite(cite: Citation): string {
  return cite.basis === 'document' ? `§ ${cite.section}` : cite.basis;
}

function contractorLines({ mac }: Determination): string[] {
  if (mac === undefined || mac === null) return [];
  if (!('candidates' in mac)) {
    const place = mac.county === undefined ? mac.state : `${mac.county}, ${mac.state}`;
    return [`Medicare contractor for ${place}: ${mac.contractor}, jurisdiction ${mac.jurisdiction}.`];
  }
  return [
    `Medicare contractor for ${mac.state}: depends on the county or city.`,
    ...mac.candidates.map((one) => `  jurisdiction ${one.jurisdiction}: ${one.contractor}`),
  ];
}

function neededLines({ needed }: Determination, paint: Paint): string[] {
  if (needed.length === 0) return [];
  return [
    paint('bold', 'Needed'),
    ...needed.flatMap(({ ask, fact, roles }) => [
      `  ${paint('yellow', '?')} ${wrap(ask, 4)}`,
      `      ${paint('dim', roles ? `${fact}, said by ${roles.join(' or ')}` : fact)}`,
    ]),
  ];
}

function settlesLines(found: Determination, facts: ReadonlyMap<string, FactDefinition>, paint: Paint): string[] {
  const nameOf = (fact: string): string => facts.get(fact)?.name ?? fact;
  const want = (fact: string, allows: Allowed): string => `${nameOf(fact)}: ${sayAllowed(allows, facts.get(fact))}`;
  const settles = found.settles
    .slice(0, SHOWN_WAYS)
    .flatMap((way, index) => [
      paint('bold', index === 0 ? 'It would be met with' : 'or with'),
      ...way.map(({ fact, allows }) => `  ${want(fact, allows)}`),
    ]);
  const others =
    found.settles.length > SHOWN_WAYS || found.settlesMore === true ? ['or in other ways (see --json)'] : [];
  const next = found.next === undefined || found.needed.length < 2 ? [] : [`Ask first: ${nameOf(found.next)}.`];
  const differ = (found.wouldDiffer ?? []).slice(0, SHOWN_WAYS).map(({ recorded, answers }) => {
    const otherwise = recorded.map(
      (one) => `${want(one.fact, one.allows)} (recorded: ${sayValue(one.recorded, facts.get(one.fact))})`,
    );
    const besides = answers.map((one) => want(one.fact, one.allows));
    return `  ${wrap([...otherwise, ...besides].join('; '), 4)}`;
  });
  return [...settles, ...others, ...next, ...(differ.length === 0 ? [] : [paint('bold', 'It hangs on'), ...differ])];
}

const SHOWN_WAYS = 3;

/** Every caution with the facts and the passages that it concerns. */
export function cautionLines(
  cautions: readonly Caution[],
  definitions: ReadonlyMap<string, FactDefinition>,
  paint: Paint,
): string[] {
  if (cautions.length === 0) return [];
  return [
    paint('bold', 'Cautions'),
    ...cautions.flatMap(({ text, cite, facts }) => {
      const names = (facts ?? []).map((fact) => definitions.get(fact)?.name ?? fact).join(', ');
      const passages = [...new Set((cite ?? []).map(sayCite))].join('; ');
      const about = [names, passages].filter((part) => part !== '');
      return [
        `  ${paint('yellow', '!')} ${wrap(text, 4)}`,
        ...about.map((part) => `    ${paint('dim', wrap(part, 4))}`),
      ];
    }),
  ];
}
