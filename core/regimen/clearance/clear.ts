import type { Timeline } from '../../course/timeline.ts';
import type { Caution } from '../../values/caution.ts';
import type { FactDefinition, FactRecord } from '../../values/fact.ts';
import { basisCautions, citesOf, type UsedRule } from '../cited.ts';
import { doseRules } from '../dose-rules.ts';
import { PANELS } from '../lab-results.ts';
import type { Label } from '../label.ts';
import { afterWhat } from '../placed.ts';
import type { Restart } from '../restart.ts';
import type { Clearance, ClearanceAnswer, VisitCheck, VisitRestart } from './answer.ts';
import { visitCautions } from './cautions.ts';
import { isBeforeDay, nameOf, type DoseDue } from './dose-due.ts';
import { earlyChoice, withEarlyDose } from './early.ts';
import { endOf, type Ended } from './ended.ts';
import { concerns, evaluateChecks, type EvaluatedCheck } from './evaluate.ts';
import { neededFor } from './needed.ts';
import { reasonsFor } from './reasons.ts';
import type { RecordingDay } from './to-record.ts';

export interface ClearRequest {
  /** The label in force on the day. */
  readonly label: Label;
  /** The course as it stood at the end of the day. */
  readonly timeline: Timeline;
  readonly due: DoseDue;
  /** YYYY-MM-DD. */
  readonly on: string;
  /** The facts of the visit; what is not among them is unknown. */
  readonly facts: FactRecord;
  readonly definitions: ReadonlyMap<string, FactDefinition>;
  /** The site has not said how old a laboratory result may be. */
  readonly windowUnset: boolean;
  /** Of what happened out of rule. */
  readonly deviations: readonly Caution[];
  /** Of grades that rest on a raised value before treatment. */
  readonly raisedBaselines: readonly Caution[];
}

/**
 * May the dose be given? A determination with the label as its policy: every check that is about the dose due, with its
 * trace. What is not known never clears a dose, and one that is against it is not outweighed (R14).
 */
export function clear(request: ClearRequest): ClearanceAnswer {
  const { label, timeline, due, on, definitions } = request;
  const early = earlyChoice(due, timeline);
  const facts = early === undefined ? request.facts : withEarlyDose(request.facts, early);
  const evaluated = evaluateChecks(label, due.dose.position, facts);
  const ended = endOf(timeline);
  const tooEarly = isBeforeDay(due) && early === undefined;
  const clearance = decide({ evaluated, ended, tooEarly, restart: due.restart });
  const over = clearance === 'discontinue';
  const day = recordingDay(request, facts);
  const needed = over ? [] : neededFor(evaluated, due.restart, definitions, day);
  const { around, used: ofDose } = doseRules(due.dose.label, due.dose.position, afterWhat(due.dose));
  const used = [...checkRules(evaluated, ended), ...restartRule(due, over), ...(over ? [] : ofDose)];
  const judged = PANELS.some((panel) => facts.get(`labs.${panel}.to-judge`)?.value === true);
  const windowUnset = request.windowUnset && judged;
  const cautions = visitCautions({ ...request, facts, early, evaluated, windowUnset });
  return {
    drug: label.drug,
    clearance,
    dose: nameOf(due),
    mg: over ? null : due.dose.position.mg,
    on,
    due: due.restart?.next.due ?? on,
    label: { id: label.id, version: label.version, from: label.inForce.from },
    checks: evaluated.map(({ shown }) => shown),
    reasons: reasonsFor({ clearance, due, evaluated, needed, ended, tooEarly, definitions }),
    needed,
    ...(due.restart === undefined || over ? {} : { restart: restartAnswer(due.restart) }),
    observation: over ? null : around.observation,
    premedication: over ? [] : around.premedication,
    labs: over ? [] : around.labs,
    everyDose: over ? [] : label.schedule.everyDose.map(({ id, text }) => ({ id, text })),
    cites: citesOf(used),
    cautions: [...cautions, ...basisCautions(used)],
  };
}

function recordingDay({ on, due }: ClearRequest, facts: FactRecord): RecordingDay {
  const isSo = (id: string): boolean => facts.get(id)?.value === true;
  return {
    on,
    lastDose: due.given.at(-1)?.date.toString(),
    assessed: isSo('assessment.done'),
    current: PANELS.filter((panel) => isSo(`labs.${panel}.current`)),
  };
}

interface Standing {
  readonly evaluated: readonly EvaluatedCheck[];
  readonly ended: Ended | undefined;
  readonly tooEarly: boolean;
  readonly restart: Restart | undefined;
}

/** The first that stands against the dose counts (R14); with nothing against it, whether the step-up comes again. */
function decide({ evaluated, ended, tooEarly, restart }: Standing): Clearance {
  const some = (leadsTo: EvaluatedCheck['leadsTo']): boolean => evaluated.some((one) => one.leadsTo === leadsTo);
  if (ended !== undefined || some('discontinue')) return 'discontinue';
  if (tooEarly || some('hold')) return 'hold';
  if (some('unknown') || some('ask') || restart?.decision === 'ask') return 'cannot-tell';
  return restart?.decision === 'step-up' ? 'restart' : 'give';
}

function restartAnswer({ decision, row, daysSince, limit, last, chosen, sequence }: Restart): VisitRestart {
  return {
    decision,
    row: chosen === undefined ? row : null,
    daysSince,
    limit,
    last,
    ...(chosen === undefined ? {} : { chosen }),
    sequence: sequence.map(({ dose, mg, date }) => ({ dose, mg, date })),
  };
}

/** After the end of a course the answer rests on that alone. */
function checkRules(evaluated: readonly EvaluatedCheck[], ended: Ended | undefined): readonly UsedRule[] {
  return evaluated
    .filter(({ shown, leadsTo }) =>
      ended === undefined ? shown.applies !== false : leadsTo === 'discontinue' && isOfEnd(shown.criteria.fact),
    )
    .flatMap(({ check, shown, leadsTo }) => [
      { rule: check.id, cite: check.cite },
      // Of a choice that does not come up nothing is shown.
      ...(isOpen(leadsTo, shown) ? (check.paths ?? []) : []).map(({ id, cite }) => ({
        rule: `path ${id}`,
        cite,
      })),
    ]);
}

function isOpen(leadsTo: EvaluatedCheck['leadsTo'], shown: VisitCheck): boolean {
  return shown.chosen !== undefined || (leadsTo !== 'nothing' && concerns(shown));
}

const isOfEnd = (fact: string | undefined): boolean => fact === 'course.discontinued';

function restartRule({ restart }: DoseDue, over: boolean): readonly UsedRule[] {
  if (restart === undefined || over || restart.cite.length === 0) return [];
  return [
    { rule: restart.chosen === undefined ? 'restart after a gap' : `path ${restart.chosen}`, cite: restart.cite },
  ];
}
