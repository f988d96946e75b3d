import { Temporal } from 'temporal-polyfill';
import { dosesGiven } from '../course/doses.ts';
import type { Course } from '../course/event.ts';
import type { NotBilledRule } from '../course/payer-units.ts';
import { entries } from '../course/timeline.ts';
import { renewalStart, type ProposedAuthorization } from '../coverage/authorization.ts';
import { determine } from '../coverage/determine.ts';
import type { CoverageKnowledge, Determination } from '../coverage/determination.ts';
import { inForce } from '../coverage/in-force.ts';
import type { Policy, RequestKind } from '../coverage/policy.ts';
import { plannedUnits } from '../regimen/calendar.ts';
import type { Label } from '../regimen/label.ts';
import type { Caution } from '../values/caution.ts';
import type { FactRecord } from '../values/fact.ts';
import { courseCautions } from './course-facts.ts';
import { recordOf, type Records } from './record-of.ts';

/** What one drug's calendar needs, to count the units of an authorization. */
export interface DrugPlan {
  readonly labels: readonly [Label, ...Label[]];
  readonly mgPerUnit: number;
  /** Settings and supplies of doses that use no units of the payer (R28). */
  readonly notBilled: readonly NotBilledRule[];
}

export interface CoverageRequest extends Records {
  readonly kind: RequestKind;
  /** First day wanted for the authorization. */
  readonly start?: string;
  readonly chart?: { readonly facts: FactRecord; readonly cautions: readonly Caution[] };
}

/**
 * One determination under one policy: what a person attested goes first, then the course where it is not
 * the older word, then the chart; where they differ the answer says so.
 * @param versions every held version of the policy
 */
export function checkCoverage(
  versions: readonly Policy[],
  request: CoverageRequest,
  knowledge: CoverageKnowledge,
  plan: DrugPlan,
): Determination {
  const { kind, on, course } = request;
  const day = Temporal.PlainDate.from(on);
  const merged = recordOf(request, knowledge.facts);
  // A period that has already begun is judged by the version of its first day (R8).
  const governing = inForce(versions, request.start !== undefined && request.start < on ? request.start : on);
  const begin = beginning(request, governing.policy);
  const found = determine(governing, { kind, on, start: begin.from, facts: merged.facts }, knowledge);
  const asked = new Set(askedFacts(found, knowledge));
  const cautions = [
    ...found.cautions,
    ...merged.cautions.filter((caution) => caution.facts?.some((fact) => asked.has(fact)) !== false),
    ...(request.chart?.cautions ?? []),
    ...(course === undefined ? [] : [...alreadyTreated(course, kind, on), ...courseCautions(course, day)]),
  ];
  if (found.authorization === null || governing.policy === undefined) return { ...found, cautions };
  const units = countUnits(found.authorization, governing.policy, request, plan);
  return {
    ...found,
    authorization: units.authorization,
    cautions: [...cautions, ...begin.cautions, ...units.cautions],
  };
}

/** The facts that the criteria of a determination rest on, and those they follow from; a disagreement about any other is not this answer's business. */
function askedFacts({ criteria }: Determination, { facts: definitions }: CoverageKnowledge): readonly string[] {
  const facts: string[] = [];
  const visit = (criterion: Determination['criteria']): void => {
    if (criterion === null) return;
    if (criterion.fact !== undefined) {
      const definition = definitions.get(criterion.fact);
      const bases = [definition?.derivedFrom, definition?.follows?.from];
      facts.push(criterion.fact, ...bases.filter((base) => base !== undefined));
    }
    criterion.children.forEach(visit);
  };
  visit(criteria);
  return [...facts, 'member.line-of-business'];
}

/** A renewal follows the authorization on record; everything else begins on the day that was asked for. */
function beginning(
  { kind, on, start, course }: CoverageRequest,
  policy: Policy | undefined,
): { readonly from: string; readonly cautions: readonly Caution[] } {
  if (start !== undefined) return { from: start, cautions: [] };
  if (kind === 'initial' || course === undefined || policy === undefined) return { from: on, cautions: [] };
  const ends = entries(course, 'authorization')
    .filter((authorization) => authorization.policy === policy.id)
    .map((authorization) => authorization.to)
    .sort()
    .at(-1);
  if (ends === undefined) return { from: on, cautions: [] };
  const { from, gapDays } = renewalStart(ends, on);
  if (gapDays === 0) return { from, cautions: [] };
  const text = `The authorization on record ended on ${ends}: ${gapDays} ${gapDays === 1 ? 'day is' : 'days are'} not covered by either.`;
  return { from, cautions: [{ id: 'authorization-gap', text }] };
}

function alreadyTreated(course: Course, kind: RequestKind, on: string): readonly Caution[] {
  const before = dosesGiven(course).some(({ date }) => date.toString() < on);
  if (kind === 'renewal' || !before) return [];
  const text = 'Doses have already been given; the policy does not say what it asks of a patient already on therapy.';
  return [{ id: 'already-on-therapy', text }];
}

function countUnits(
  authorization: ProposedAuthorization,
  policy: Policy,
  { kind, course }: CoverageRequest,
  { labels, mgPerUnit, notBilled }: DrugPlan,
): { readonly authorization: ProposedAuthorization; readonly cautions: readonly Caution[] } {
  const { to: last } = authorization;
  if (policy.limits.length === 0 || last === null) return { authorization, cautions: [] };
  if (kind === 'renewal' && course === undefined) {
    const text = 'The units depend on the doses already given: give the course to have them counted.';
    return { authorization, cautions: [{ id: 'units-not-counted', text }] };
  }
  const from = Temporal.PlainDate.from(authorization.from);
  const to = Temporal.PlainDate.from(last);
  const planned = plannedUnits({ labels, mgPerUnit, notBilled, start: from, ...(course ? { course } : {}) }, from, to);
  if (planned.ok)
    return { authorization: { ...authorization, units: planned.answer, basis: 'computed' }, cautions: [] };
  const text = `The units were not counted: ${planned.faults.map((fault) => fault.what).join('; ')}.`;
  return { authorization, cautions: [{ id: 'units-not-counted', text }] };
}
