import { find } from '../../core/coverage/determine.ts';
import { partition } from '../../core/coverage/diff/cells.ts';
import { DiagramTable, isLeaf, type Diagram } from '../../core/coverage/diff/diagram.ts';
import { draw } from '../../core/coverage/diff/draw.ts';
import { withConsequences } from '../../core/coverage/merge-facts.ts';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import { NOT_MET, UNKNOWN, type Code } from '../../core/criteria/kinds/code.ts';
import { inReadingOrder, isFactNode, type FactNode } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord, RecordedFact } from '../../core/values/fact.ts';
import { firstDayOf } from '../../core/values/period.ts';
import { formOf } from '../../shells/fhir/questionnaire/form.ts';
import { questionnaireFor } from '../../shells/fhir/questionnaire/questionnaire.ts';
import { readResponse } from '../../shells/fhir/questionnaire/response.ts';
import { attested } from './facts.ts';
import { BASE } from './questionnaire-target.ts';
import { FormFiller } from './questionnaire-walk.ts';

const LINE = 'member.line-of-business';
type Definitions = ReadonlyMap<string, FactDefinition>;

/** One way that a fact can stand: what is recorded of it, and the branch of the diagram that it takes. */
interface State {
  readonly recorded: RecordedFact | undefined;
  readonly branch: number;
}

/** How many combinations were told, and by how many different ways through the questionnaire. */
export interface Told {
  readonly combinations: number;
  readonly ways: number;
}

/**
 * Holds a questionnaire against the evaluator on every combination of the facts' cells, unknown and an unsigned
 * judgement among them. Combinations are told together as far as the questionnaire asks the same: where a question is
 * hidden, the evaluator's own diagram, narrowed to the answers so far, must have no decision left on its fact, so that
 * the finding is the same on all of its cells; only questions that are shown divide the combinations.
 * @param on the day of the request, YYYY-MM-DD
 * @throws at the first difference
 */
export function tellAll(policy: Policy, kind: RequestKind, definitions: Definitions, on: string): Told {
  const form = formOf(policy, kind, definitions);
  const questionnaire = questionnaireFor(policy, kind, definitions, BASE);
  const root = policy.requests[kind]?.criteria.root;
  if (form === null || questionnaire === null || root === undefined)
    throw new Error(`${policy.id}: no ${kind} request`);
  const filler = new FormFiller(questionnaire);
  const table = new DiagramTable();
  const nodes = inReadingOrder(root).filter(isFactNode);
  const variables = partition([root], definitions, on).map((variable) => {
    const silent = new Map<FactNode, Code>(nodes.map((node) => [node, UNKNOWN]));
    const [first] = variable.cells;
    if (first === undefined) throw new Error(`${variable.fact} has no cell`);
    return { ...variable, cells: [...variable.cells, { recorded: first.recorded, truths: silent }] };
  });
  const statesOf = ({ fact, cells }: (typeof variables)[number]): readonly State[] => {
    const judged = nodes.some((node) => node.fact === fact && node.kind === 'judgement');
    const unknown = cells.length - 1;
    const known = cells.slice(0, unknown).map(({ recorded }, branch) => ({ recorded, branch }));
    const unsigned = known.slice(0, judged ? 1 : 0).map(({ recorded: { value, origin, evidence } }) => {
      return { recorded: { value, origin, evidence }, branch: unknown };
    });
    return [...known, ...unsigned, { recorded: undefined, branch: unknown }];
  };
  const asked = (fact: string): string => definitions.get(fact)?.derivedFrom ?? fact;
  const recordedAs = (fact: string, { recorded }: State): readonly (readonly [string, RecordedFact])[] =>
    recorded === undefined ? [] : [[asked(fact), asked(fact) === fact ? recorded : bornSo(recorded, on)]];
  let ways = 0;

  const evaluated = (facts: FactRecord): FactRecord => withConsequences({ facts, cautions: [] }, definitions, on).facts;
  const check = (patient: FactRecord, left: Diagram, hidden: readonly string[]): void => {
    ways++;
    const { facts } = readResponse(form, filler.walk(patient, on).response, BASE, on);
    const said = find(policy, kind, evaluated(facts));
    // Whatever is recorded of what was hidden: nothing, or the first or the last of its cells.
    for (const pick of [undefined, 0, -2]) {
      const others = hidden.flatMap((fact) => {
        const variable = variables.find((one) => one.fact === fact);
        const state = variable && pick !== undefined ? statesOf(variable).at(pick) : undefined;
        return state ? recordedAs(fact, state) : [];
      });
      const whole = find(policy, kind, evaluated(new Map([...patient, ...others])));
      if (said.outcome !== whole.outcome || said.trace?.truths[0] !== whole.trace?.truths[0])
        throw new Error(`${said.outcome} by the answers, ${whole.outcome} by the record: ${show(patient)}`);
    }
    if (!isLeaf(left) || (said.trace && said.trace.truths[0] !== left.code))
      throw new Error(`The finding is open, or another than asked: ${show(patient)}`);
  };

  const visit = (at: number, patient: FactRecord, left: Diagram, hidden: readonly string[], same: number): number => {
    const variable = variables[at];
    if (variable === undefined) {
      check(patient, left, hidden);
      return same;
    }
    const states = statesOf(variable);
    if (!filler.walk(patient, on).shown.includes(asked(variable.fact))) {
      if (!isLeaf(left) && left.variable === at)
        throw new Error(`${variable.fact} is hidden and matters: ${show(patient)}`);
      return visit(at + 1, patient, left, [...hidden, variable.fact], same * states.length);
    }
    return states.reduce((sum, state) => {
      const next = !isLeaf(left) && left.variable === at ? left.branches[state.branch] : left;
      if (next === undefined) throw new Error('Every state has a branch');
      return sum + visit(at + 1, new Map([...patient, ...recordedAs(variable.fact, state)]), next, hidden, same);
    }, 0);
  };

  const diagram = draw(root, variables, table);
  const combinations = linesOf(policy, definitions).reduce((sum, line) => {
    const excluded = policy.governs.excluded.find((entry) => entry.line === line);
    const patient = line === undefined ? new Map() : attested({ [LINE]: line });
    const left = excluded?.showsCriteria === false ? table.leaf(NOT_MET) : diagram;
    return sum + visit(0, patient, left, [], 1);
  }, 0);
  return { combinations, ways };
}

/** Every line of business, and none named, where the questionnaire asks for it. */
function linesOf({ governs }: Policy, definitions: Definitions): readonly (string | undefined)[] {
  if (!governs.lineRequired && governs.excluded.length === 0) return [undefined];
  const type = definitions.get(LINE)?.type;
  return [undefined, ...(type?.kind === 'one-of' ? type.choices.map(({ value }) => value) : [])];
}

/** The record of a date of birth from which the age follows. */
function bornSo({ value, ...recorded }: RecordedFact, on: string): RecordedFact {
  return { ...recorded, value: firstDayOf(on, { count: 12 * Number(value), unit: 'months' }) };
}

const show = (patient: FactRecord): string =>
  JSON.stringify([...patient].map(([id, { value, role }]) => [id, value, role]));
