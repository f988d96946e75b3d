import type { Policy, RequestKind } from '../../../core/coverage/policy.ts';
import { DiagramTable, isLeaf, type Decision, type Diagram } from '../../../core/coverage/diff/diagram.ts';
import { draw } from '../../../core/coverage/diff/draw.ts';
import { MET, NOT_MET, UNKNOWN } from '../../../core/criteria/kinds/code.ts';
import {
  inReadingOrder,
  isFactNode,
  type Criterion,
  type FactNode,
  type JudgementNode,
} from '../../../core/criteria/node.ts';
import type { FactDefinition, FactValue } from '../../../core/values/fact.ts';
import { ANY_DAY, answerCells, truthsOn } from './answer-cells.ts';
import { conditionOf, whereAsked, type Condition } from './condition.ts';
import {
  cellCount,
  signerLinkId,
  type AnswerCell,
  type Question,
  type SignerQuestion,
  type ValueQuestion,
} from './question.ts';

const LINE = 'member.line-of-business';

type Definitions = ReadonlyMap<string, FactDefinition>;

/** A question with when it is asked, and whether the criteria can be met without its answer. */
export interface Asked {
  readonly question: Question;
  readonly when: Condition;
  /** Nothing can be approved while it is asked and not answered. */
  readonly required: boolean;
}

/** What is asked for one request, in order; the diagram decides over the cells of the questions, "unanswered" last. */
export interface Form {
  /** One entry a variable of the diagram; some may never be asked, where no answer to them can matter. */
  readonly asked: readonly Asked[];
  readonly diagram: Diagram;
}

/** Whom the document leaves out, as far as it decides what is asked. */
interface Lines {
  readonly asked: boolean;
  /** Nothing more is asked of their members. */
  readonly settled: readonly string[];
}

/**
 * What has to be asked for one request under a policy; null where the text that is held says nothing of it. The line
 * of business comes first where it decides whether the document governs at all.
 */
export function formOf(policy: Policy, kind: RequestKind, definitions: Definitions): Form | null {
  const root = policy.requests[kind]?.criteria.root;
  if (root === undefined) return null;
  const { excluded, lineRequired } = policy.governs;
  const settled = excluded.filter((entry) => !entry.showsCriteria).map(({ line }) => line);
  return formOfTree(root, definitions, { asked: lineRequired || excluded.length > 0, settled });
}

/**
 * What has to be asked to find out the truth of a tree: a question is asked exactly where the answers to the earlier
 * ones leave it open whether its answer matters. A fact that follows from another is asked by that one.
 * @throws where a criterion names a fact that `definitions` lacks (the loader lets no such file pass)
 */
export function formOfTree(
  root: Criterion,
  definitions: Definitions,
  lines: Lines = { asked: false, settled: [] },
): Form {
  const questions = questionsOf(root, definitions, lines.asked);
  const table = new DiagramTable();
  const tree = draw(root, [], table, drawnFacts(root, questions, table));
  const diagram = table.all([governed(questions, lines.settled, table), tree]);
  const asked = questions.map((question, position): Asked => {
    const always = question.linkId === LINE && lines.asked;
    return {
      question,
      when: always ? { kind: 'always' } : conditionOf(table, whereAsked(table, diagram, position)),
      required: always || cannotBeMetWithout(diagram, position, cellCount(question)),
    };
  });
  return { asked, diagram };
}

function questionsOf(root: Criterion, definitions: Definitions, line: boolean): readonly Question[] {
  const byFact = Map.groupBy(
    inReadingOrder(root).filter(isFactNode),
    ({ fact }) => definitions.get(fact)?.derivedFrom ?? fact,
  );
  const facts = [...new Set([...(line ? [LINE] : []), ...byFact.keys()])];
  return facts.flatMap((fact) => {
    const definition = definitions.get(fact);
    if (definition === undefined) throw new Error(`No fact ${fact} is defined, which a criterion asks for`);
    const criteria = [...new Set(byFact.get(fact) ?? [])];
    const judgements = criteria.filter((node) => node.kind === 'judgement');
    const accepted = [...new Set(judgements.flatMap((node) => node.attestedBy))];
    const offered = [...new Set(criteria.flatMap((node) => node.attestedBy ?? []))];
    const cells = line && fact === LINE ? lineCells(definition, criteria) : answerCells(definition, criteria);
    const value: ValueQuestion = {
      ...{ kind: 'value', linkId: fact, definition, criteria, cells },
      offersSigner: accepted.length > 0 ? [] : offered,
    };
    if (accepted.length === 0) return [value];
    return [value, { kind: 'signer', linkId: signerLinkId(fact), fact, roles: accepted } satisfies SignerQuestion];
  });
}

/** Each line of business is a cell of its own: which of them the document leaves out is no criterion. */
function lineCells(definition: FactDefinition, criteria: readonly FactNode[]): readonly AnswerCell[] {
  return valuesOf(definition).map((value) => ({
    answers: { kind: 'values', values: [value] },
    truths: truthsOn(value, definition, criteria, ANY_DAY),
  }));
}

function valuesOf({ type }: FactDefinition): readonly FactValue[] {
  return type.kind === 'one-of' ? type.choices.map(({ value }) => value) : [];
}

/** Not met for members of the settled lines, whatever is answered further; met for all others. */
function governed(questions: readonly Question[], settled: readonly string[], table: DiagramTable): Diagram {
  const at = questions.findIndex(({ linkId }) => linkId === LINE);
  const question = questions[at];
  if (question?.kind !== 'value' || settled.length === 0) return table.leaf(MET);
  const branches = question.cells.map(({ answers }) =>
    table.leaf(
      answers.kind === 'values' && answers.values.some((line) => settled.includes(String(line))) ? NOT_MET : MET,
    ),
  );
  return table.decide(at, [...branches, table.leaf(MET)]);
}

/** Each criterion on a fact as a diagram over the question that asks it, and the one who signs it. */
function drawnFacts(
  root: Criterion,
  questions: readonly Question[],
  table: DiagramTable,
): ReadonlyMap<Criterion, Diagram> {
  const drawn = new Map<Criterion, Diagram>();
  for (const [at, question] of questions.entries()) {
    if (question.kind !== 'value') continue;
    const signer = questions[at + 1];
    for (const node of question.criteria) {
      const leaves = question.cells.map(({ truths }) => table.leaf(truths.get(node) ?? UNKNOWN));
      const signed =
        node.kind === 'judgement' && signer?.kind === 'signer'
          ? leaves.map((leaf) => ifSigned(node, leaf, signer, at + 1, table))
          : leaves;
      drawn.set(node, table.decide(at, [...signed, table.leaf(UNKNOWN)]));
    }
  }
  if (drawn.size < new Set(inReadingOrder(root).filter(isFactNode)).size)
    throw new Error('Some criterion is not asked');
  return drawn;
}

function ifSigned(
  node: JudgementNode,
  leaf: Diagram,
  { roles }: SignerQuestion,
  at: number,
  table: DiagramTable,
): Diagram {
  const branches = roles.map((role) => (node.attestedBy.includes(role) ? leaf : table.leaf(UNKNOWN)));
  return table.decide(at, [...branches, table.leaf(UNKNOWN)]);
}

/** True where it is asked somewhere, and nowhere it is asked leads "unanswered" to met. */
function cannotBeMetWithout(diagram: Diagram, question: number, unanswered: number): boolean {
  const seen = new Map<Diagram, boolean>();
  const reachesMet = (node: Diagram): boolean => {
    if (isLeaf(node)) return node.code === MET;
    const held = seen.get(node);
    if (held !== undefined) return held;
    const reaches = node.branches.some(reachesMet);
    seen.set(node, reaches);
    return reaches;
  };
  const places = decisionsOn(diagram, question);
  return places.length > 0 && places.every(({ branches }) => !reachesMet(branches[unanswered] ?? diagram));
}

function decisionsOn(diagram: Diagram, question: number): readonly Decision[] {
  const found = new Set<Decision>();
  const seen = new Set<Diagram>();
  const walk = (node: Diagram): void => {
    if (isLeaf(node) || node.variable > question || seen.has(node)) return;
    seen.add(node);
    if (node.variable === question) found.add(node);
    else node.branches.forEach(walk);
  };
  walk(diagram);
  return [...found];
}
