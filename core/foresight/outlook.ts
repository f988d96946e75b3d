import { Temporal } from 'temporal-polyfill';
import { mgPerUnitOn, type Billing } from '../billing/billing.ts';
import type { Policy } from '../coverage/policy.ts';
import { parseDoseName } from '../course/dose-name.ts';
import { dosesGiven, lineOfBusinessOn } from '../course/doses.ts';
import type { Course } from '../course/event.ts';
import type { Outcome } from '../course/fault.ts';
import { timelineOf, type Timeline } from '../course/timeline.ts';
import { calendar, type Calendar } from '../regimen/calendar.ts';
import { basisCautions, citesOf, type UsedRule } from '../regimen/cited.ts';
import type { Label } from '../regimen/label.ts';
import { capFindings } from './caps.ts';
import type { Finding, Outlook, Renewal } from './outlook-answer.ts';
import { cautionsOf, passedCaution, restartCautions } from './outlook-cautions.ts';
import { coverOf } from './outlook-cover.ts';
import { ifDelayed } from './outlook-delay.ts';
import { draftsOf } from './outlook-drafts.ts';
import { coverFindings, dueFindings, renewalOf } from './outlook-findings.ts';
import { authorizationsFor, billedDoses, cyclesTo, governingPolicy, latest, type Governing } from './outlook-record.ts';

export interface OutlookRequest {
  readonly course: Course;
  readonly labels: readonly [Label, ...Label[]];
  readonly billing: Billing;
  /** As a request to a payer names the drug. */
  readonly drug: { readonly id: string; readonly text: string };
  /** YYYY-MM-DD. */
  readonly on: string;
  /** Cycles to look ahead, beyond that of the last dose given. */
  readonly cycles: number;
  /** Day of the first dose, where none has been given. */
  readonly start?: Temporal.PlainDate;
  /** Every held version of every policy; and the one to go by instead of that of the authorization. */
  readonly policies: readonly Policy[];
  readonly policy?: string;
}

/** Looks ahead along the actual calendar of a course. Nothing is decided: what it finds is for a person to act on. */
export function outlook(request: OutlookRequest): Outcome<Outlook> {
  const { on, labels, billing, policies } = request;
  const timeline = timelineOf(request.course);
  const mgPerUnit = mgPerUnitOn(billing, on);
  const governing = governingPolicy(timeline, on, policies, request.policy);
  const own = authorizationsFor(timeline, on, request.policy);
  const furthest = lastCycle(timeline) + request.cycles;
  const asked = {
    ...{ labels, on, mgPerUnit, course: timeline },
    ...(request.start === undefined ? {} : { start: request.start }),
  };
  const dated = calendar({ ...asked, cycles: Math.max(furthest, cyclesTo(latest(own)?.to, asked)) });
  if (!dated.ok) return dated;
  const plan = dated.answer;
  const isShown = ({ dose }: { readonly dose: string }): boolean => isThrough(dose, furthest);
  const doses = billedDoses(plan, timeline, billing);
  const ahead = plan.doses.filter((dose) => dose.given === undefined && isShown(dose));
  const line = lineOfBusinessOn(timeline, Temporal.PlainDate.from(on));
  const used = line === undefined || !billing.authorization.notUsedBy.includes(line);
  const cover = coverOf(own, doses);
  const exceeded = used ? capFindings(governing.policy?.limits ?? [], doses.filter(isShown)) : [];
  const caps = exceeded.filter((found) => found.doses.some((dose) => !dose.given));
  const passed = exceeded.filter((found) => !caps.includes(found));
  const renewal = used && ahead.length > 0 ? renewalOf(own, governing.policy, asked) : null;
  const findings: readonly Finding[] = [
    ...(used && own.length > 0 ? coverFindings(cover, own, isShown) : []),
    ...caps.map((found) => ({ kind: 'cap' as const, status: 'review' as const, ...found })),
    ...dueFindings(renewal),
  ];
  const delay = {
    on,
    mgPerUnit,
    limits: used ? (governing.policy?.limits ?? []) : [],
    billed: doses.filter(({ given }) => given),
  };
  const rules = rulesOf(caps, renewal, governing, plan);
  return {
    ok: true,
    answer: {
      ...{ drug: request.drug.id, on, through: ahead.at(-1)?.date ?? null },
      policy: summaryOf(governing),
      doses: cover.doses.filter(isShown),
      authorizations: cover.authorizations,
      findings,
      needed: used && ahead.length > 0 ? neededOf(governing, own.length, plan) : [],
      renewal,
      ifDelayed: ahead.length === 0 ? null : ifDelayed(labels, timeline, delay),
      drafts: draftsOf({
        ...{ course: request.course, drug: request.drug.text, doses: cover.doses, findings, renewal },
        ...{ authorizations: own, policy: governing.policy, restart: plan.restart },
      }),
      cites: citesOf(rules),
      cautions: [
        ...cautionsOf(governing, renewal, used ? undefined : line),
        ...passed.map(passedCaution),
        ...restartCautions(plan),
        ...basisCautions(rules),
      ],
    },
  };
}

/** True for a dose of a cycle through `furthest`, and for every dose of a step-up. */
function isThrough(dose: string, furthest: number): boolean {
  const name = parseDoseName(dose);
  return name?.kind !== 'cycle' || name.cycle <= furthest;
}

/** The cycle of the schedule that has been reached; 1 before the first dose. */
function lastCycle(timeline: Timeline): number {
  return Math.max(1, ...dosesGiven(timeline).map(({ name }) => (name.kind === 'cycle' ? name.cycle : 1)));
}

function summaryOf({ policy }: Governing): Outlook['policy'] {
  return policy === undefined ? null : { id: policy.id, version: policy.version, title: policy.title };
}

function neededOf({ id, policy, reason }: Governing, authorizations: number, plan: Calendar): Outlook['needed'] {
  return [
    ...(authorizations > 0
      ? []
      : [
          {
            fact: 'authorization',
            ask: `No authorization${id === undefined ? '' : ` of ${id}`} is on record: which one has the doses to come, or is none required?`,
          },
        ]),
    ...(policy !== undefined
      ? []
      : [
          { fact: 'policy', ask: `Which policy governs: ${reason ?? 'none is named'}? Its unit limits are not known.` },
        ]),
    ...(plan.restart?.decision === 'ask'
      ? [
          {
            fact: 'prescriber-choice',
            ask: `Does ${plan.restart.last.dose} count as the last dose? Later dates hang on it.`,
          },
        ]
      : []),
  ];
}

function rulesOf(
  caps: readonly { readonly limits: readonly string[]; readonly cite: UsedRule['cite'] }[],
  renewal: Renewal | null,
  { policy }: Governing,
  { restart }: Calendar,
): readonly UsedRule[] {
  const months = policy?.requests.renewal?.authorization.cite;
  return [
    ...caps.map(({ limits, cite }) => ({ rule: `unit limit ${limits.join(', ')}`, cite })),
    ...(renewal === null || months === undefined ? [] : [{ rule: 'length of a renewal', cite: months }]),
    ...(policy?.renewalLeadDays === undefined
      ? []
      : [{ rule: 'time to request a renewal', cite: policy.renewalLeadDays.cite }]),
    ...(restart === undefined ? [] : [{ rule: 'restart after a delay', cite: restart.cite }]),
  ];
}
