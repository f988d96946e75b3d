import { withConsequences } from '../../core/coverage/merge-facts.ts';
import { compile } from '../../core/criteria/compile.ts';
import { truthOf, UNKNOWN } from '../../core/criteria/kinds/code.ts';
import { REQUEST_DATE, type Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord } from '../../core/values/fact.ts';
import type { Truth } from '../../core/values/truth.ts';
import { formOfTree } from '../../shells/fhir/questionnaire/form.ts';
import { questionnaireOf, type Heading } from '../../shells/fhir/questionnaire/questionnaire.ts';
import { readResponse } from '../../shells/fhir/questionnaire/response.ts';
import type { ProofTarget } from './proof-target.ts';
import { FormFiller } from './questionnaire-walk.ts';

export const BASE = 'https://example.org/fhir';
export const HEADING: Heading = {
  ...{ base: BASE, id: 'tree', version: '2026-01-01', title: 'Tree', from: '2026-01-01' },
  document: { title: 'Tree', source: 'tree' },
};

/**
 * The questionnaire as one more way of saying the criteria: each patient fills it in, question by question, and the
 * answers alone are evaluated. Patients who give the same answers are filled in once.
 */
export const questionnaireTarget: ProofTarget = {
  name: 'questionnaire',
  truths: (tree, definitions, rows) => Promise.resolve(truthsByForm(tree, definitions, rows)),
};

function truthsByForm(
  tree: Criterion,
  definitions: ReadonlyMap<string, FactDefinition>,
  rows: readonly FactRecord[],
): readonly Truth[] {
  const form = formOfTree(tree, definitions);
  const filler = new FormFiller(questionnaireOf(form, HEADING));
  const { evaluate } = compile(tree);
  const known = new Map<string, Truth>();
  return rows.map((row) => {
    const facts = [
      ...new Set(form.asked.map(({ question }) => (question.kind === 'value' ? question.linkId : question.fact))),
    ];
    const told = [REQUEST_DATE, ...facts].map((fact) => {
      const recorded = row.get(fact);
      return recorded && [recorded.value, recorded.by, recorded.role];
    });
    const key = JSON.stringify(told);
    const held = known.get(key);
    if (held !== undefined) return held;
    const on = String(row.get(REQUEST_DATE)?.value);
    const { facts: answered } = readResponse(form, filler.walk(row, on).response, BASE, on);
    const evaluated = withConsequences({ facts: answered, cautions: [] }, definitions, on).facts;
    const truth = truthOf(evaluate(evaluated).truths[0] ?? UNKNOWN);
    known.set(key, truth);
    return truth;
  });
}
