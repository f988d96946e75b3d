import { MET, NOT_MET } from '../../criteria/kinds/code.ts';
import type { Trace } from '../../criteria/compile.ts';
import { inReadingOrder, isFactNode } from '../../criteria/node.ts';
import { openQuestions } from '../../criteria/open-questions.ts';
import { writeOut, type TracedCriterion } from '../../criteria/trace.ts';
import type { Caution } from '../../values/caution.ts';
import type { FactDefinition, FactRecord } from '../../values/fact.ts';
import { basisCautions, citesOf, type CitedRule, type UsedRule } from '../cited.ts';
import type { Scale } from './scale.ts';

/** The grade of one adverse event. */
export interface GradeAnswer {
  /** 0 to 4; null while a higher grade cannot be excluded. */
  readonly grade: number | null;
  /** What it is at least; the same as `grade` where that is known. */
  readonly atLeast: number;
  /** The criteria of each grade, the most severe first. */
  readonly criteria: readonly TracedCriterion[];
  readonly needed: readonly { readonly fact: string; readonly ask: string }[];
  readonly cites: readonly CitedRule[];
  readonly cautions: readonly Caution[];
}

/**
 * Grades findings: the highest grade whose criteria are met. A finding that is missing is not normal: where it could
 * raise the grade, the grade is null and the finding is asked for. Nobody is graded on nothing at all.
 */
export function grade(
  scale: Scale,
  findings: FactRecord,
  definitions: ReadonlyMap<string, FactDefinition>,
): GradeAnswer {
  const tried = scale.grades.map((rule) => ({ ...rule, trace: rule.criteria.evaluate(findings) }));
  const met = tried.find(({ trace }) => trace.truths[0] === MET)?.grade ?? 0;
  const open = tried.filter(({ grade: one, trace }) => one > met && trace.truths[0] !== NOT_MET);
  const used: readonly UsedRule[] = tried.map(({ grade: one, criteria }) => ({
    rule: `grade ${one}`,
    cite: inReadingOrder(criteria.root)
      .filter(isFactNode)
      .flatMap(({ cite }) => cite),
  }));
  return {
    grade: open.length === 0 ? met : null,
    atLeast: met,
    criteria: tried.map(({ trace }) => writeOut(trace, findings)),
    needed: neededFor(
      open.map(({ trace }) => trace),
      definitions,
    ),
    cites: citesOf(used),
    cautions: [...notesOn(scale, findings), ...basisCautions(used)],
  };
}

function notesOn({ notes }: Scale, findings: FactRecord): readonly Caution[] {
  return notes
    .filter(({ when }) => when === undefined || when.evaluate(findings).truths[0] === MET)
    .map(({ id, text, cite }) => ({ id, text, cite }));
}

function neededFor(open: readonly Trace[], definitions: ReadonlyMap<string, FactDefinition>): GradeAnswer['needed'] {
  const asked = new Set(open.flatMap((trace) => openQuestions(trace).map(({ fact }) => fact)));
  return [...asked].map((fact) => ({ fact, ask: definitions.get(fact)?.ask ?? fact }));
}
