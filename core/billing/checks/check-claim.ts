import { dosesGiven, lineOfBusinessOn, type GivenDose } from '../../course/doses.ts';
import { entries, timelineOf, type Timeline } from '../../course/timeline.ts';
import type { Policy } from '../../coverage/policy.ts';
import { dayNumber, printDay } from '../../values/day-number.ts';
import type { Citation } from '../../values/citation.ts';
import type { Claim, ClaimLine } from '../claim-answer.ts';
import { claim, type ClaimRequest } from '../claim.ts';
import type { ClaimCheck, Severity } from './claim-check.ts';
import { checkLines, unitsInQuestion, type CheckedClaimLine } from './check-lines.ts';
import { checkGround } from './ground.ts';
import type { CheckedLine, KnownDose } from './line.ts';
import { citesOfCheck } from './rests-on.ts';

/** What a check has against a line before it is sent: a warning for a person, it keeps nothing back (R10). */
export interface ClaimWarning {
  readonly rule: string;
  readonly severity: Severity;
  readonly text: string;
  readonly dose: string;
  /** YYYY-MM-DD. */
  readonly dateOfService: string;
  readonly unitsInQuestion: number;
  /** What to ask the payer for, where the rule drafts it. */
  readonly draft?: string;
  readonly cites: readonly Citation[];
}

/** Everything a claim is made from, with the checks and the policies under which they are judged. */
export type CheckRequest = ClaimRequest & {
  readonly checks: readonly ClaimCheck[];
  readonly policies: readonly Policy[];
};

/** Earlier claims sort before the one that is checked. */
const [EARLIER, NOW] = ['0', '1'];

/**
 * Holds the drug lines of a claim against the rules of an audit. Places in the schedule come from all doses of the
 * course, those given elsewhere and as an inpatient too; earlier claims count as far as their doses are recorded as claimed.
 */
export function checkClaim(answer: Claim, request: CheckRequest): readonly ClaimWarning[] {
  const { course, billing, products, labels, policies, checks } = request;
  const timeline = timelineOf(course);
  const given = dosesGiven(timeline);
  const label = labels.at(-1) ?? labels[0];
  const versions = versionsOf(answer.lines, timeline, policies);
  const ground = checkGround(billing, products, label, versions);
  const now = new Set(answer.lines.map(({ dose }) => dose));
  const before = entries(timeline, 'claimed').flatMap(({ dose }) => {
    if (now.has(dose)) return [];
    const earlier = claim({ ...request, dose });
    return earlier.ok ? earlier.answer.lines : [];
  });
  const business = new Map(
    given.map(({ date }) => [date.toString(), lineOfBusinessOn(timeline, date) ?? null] as const),
  );
  const lines = [...checked(before, EARLIER, business), ...checked(answer.lines, NOW, business)];
  const found = checkLines(
    checks,
    {
      lines,
      authorizations: entries(timeline, 'authorization').map(({ number, from, to, units }) => ({
        number,
        from: dayNumber(from),
        to: dayNumber(to),
        units,
      })),
      otherDoses: given.map((dose) => knownDose(dose, ground.mgPerUnit)),
    },
    ground,
  );
  return found
    .filter(({ line }) => line.claimId === NOW)
    .flatMap((one) =>
      one.found.map((check) => warningOf(check, one, answer.lines, { billing, products, label, versions })),
    );
}

/** All held versions of the policy that authorized the lines, or of the only one recorded. */
function versionsOf(lines: readonly ClaimLine[], timeline: Timeline, policies: readonly Policy[]): readonly Policy[] {
  const recorded = entries(timeline, 'authorization');
  const named = lines.map(({ authorization }) => authorization);
  const used = recorded.filter(({ number }) => named.includes(number));
  const ids = new Set((used.length > 0 ? used : recorded).map(({ policy }) => policy));
  return ids.size === 1 ? policies.filter(({ id }) => ids.has(id)) : [];
}

/** Lines without a code or units are drafts, and nothing is said of them. */
function checked(
  lines: readonly ClaimLine[],
  claimId: string,
  business: ReadonlyMap<string, string | null>,
): readonly CheckedLine[] {
  return lines.flatMap((line, index): readonly CheckedLine[] => {
    const { hcpcs, units, dateOfService, modifiers, ndc11, ndcQuantity, diagnoses, authorization } = line;
    if (hcpcs === null || units === null) return [];
    return [
      {
        ...{
          claimId,
          lineNo: index + 1,
          day: dayNumber(dateOfService),
          hcpcs,
          units,
          modifiers,
          diagnoses,
          authorization,
        },
        lineOfBusiness: business.get(dateOfService) ?? null,
        ndc: ndc11,
        packageThousandths: ndcQuantity === null ? null : Math.round(ndcQuantity * 1000),
      },
    ];
  });
}

/** The record says whether a dose begins a step-up: a dose that was stopped early does not look like one. */
function knownDose({ name, date, entry }: GivenDose, mgPerUnit: number): KnownDose {
  const stepUp = name.day === 1 && (name.kind === 'step-up' || name.cycle === 1);
  return { day: dayNumber(date.toString()), units: Math.ceil(entry.mg / mgPerUnit), stepUp };
}

function warningOf(
  check: ClaimCheck,
  { line, of }: CheckedClaimLine,
  lines: readonly ClaimLine[],
  sources: Parameters<typeof citesOfCheck>[1],
): ClaimWarning {
  const units = unitsInQuestion(check, of);
  const { dose = '', dateOfService = '' } = lines[line.lineNo - 1] ?? {};
  const from = printDay(of.dose?.before ?? line.day);
  return {
    rule: check.id,
    severity: check.severity,
    text: check.text,
    dose,
    dateOfService,
    unitsInQuestion: units,
    ...(check.draft === undefined ? {} : { draft: filledDraft(check.draft, units, from, dateOfService) }),
    cites: citesOfCheck(check, sources),
  };
}

/** A draft with its units and days. */
export function filledDraft(draft: string, units: number, from: string, to: string): string {
  return draft
    .replaceAll('{beyond}', `${units} ${units === 1 ? 'unit' : 'units'}`)
    .replaceAll('{from}', from)
    .replaceAll('{to}', to);
}
