import type { Policy } from '../coverage/policy.ts';
import type { Authorization, Course } from '../course/event.ts';
import type { Restart } from '../regimen/restart.ts';
import type { CapFinding, UnitDose } from './caps.ts';
import type { Draft, Finding, Renewal } from './outlook-answer.ts';
import type { CoveredDose } from './outlook-cover.ts';
import { latest } from './outlook-record.ts';

/** What a draft is written from. */
export interface DraftSource {
  readonly course: Course;
  /** As the request names the drug: brand, generic name and billing code. */
  readonly drug: string;
  readonly doses: readonly CoveredDose[];
  readonly findings: readonly Finding[];
  readonly renewal: Renewal | null;
  /** Those on record of the coverage in force. */
  readonly authorizations: readonly Authorization[];
  readonly policy: Policy | undefined;
  readonly restart: Restart | undefined;
}

type Cap = CapFinding & { readonly kind: 'cap' };

/**
 * The requests that the findings call for: an amendment of each authorization on whose days something is missing, and the
 * one that follows the last. What needs more units after the last has ended is asked for with that: nothing amends an
 * authorization that is over.
 */
export function draftsOf(source: DraftSource): readonly Draft[] {
  const { authorizations, findings } = source;
  const last = latest(authorizations);
  if (last === undefined) return [];
  const caps = findings.filter((found): found is Finding & Cap => found.kind === 'cap');
  const short = findings.flatMap((found) => (found.kind === 'units-short' ? found.doses : []));
  const beyond = findings.flatMap((found) => (found.kind === 'not-authorized' ? found.doses : []));
  const isDue = findings.some(({ kind }) => kind === 'renewal-due');
  const concerns = (doses: readonly UnitDose[], home: Authorization | undefined): boolean =>
    doses.some((dose) => !dose.given && homeOf(authorizations, dose) === home);
  return [
    ...authorizations.flatMap((one) => {
      const own = caps.filter(({ doses }) => concerns(doses, one));
      return own.length > 0 || concerns(short, one) ? [amendment(source, one, own)] : [];
    }),
    ...(beyond.length > 0 || isDue
      ? [
          renewalDraft(
            source,
            last,
            beyond,
            caps.filter(({ doses }) => concerns(doses, undefined)),
          ),
        ]
      : []),
  ];
}

/** The authorization that has the day of a dose; of several the one that ends first. */
function homeOf(authorizations: readonly Authorization[], { date }: UnitDose): Authorization | undefined {
  return authorizations
    .filter(({ from, to }) => from <= date && date <= to)
    .reduce<Authorization | undefined>(
      (first, one) => (first === undefined || one.to < first.to ? one : first),
      undefined,
    );
}

function amendment(source: DraftSource, authorization: Authorization, caps: readonly Cap[]): Draft {
  const { from, to, number, policy, units } = authorization;
  const inside = source.doses.filter(({ date }) => from <= date && date <= to);
  const needs = unitsIn(inside);
  const asked = units === null ? null : Math.max(units, needs);
  const text = [
    `Request to amend authorization ${number} (${policy}, ${from} to ${to})`,
    ...patientLines(source),
    ...restartLines(source.restart),
    ...caps.map(capLine),
    `Doses given or planned from ${from} to ${to}:`,
    ...inside.map(doseLine),
    ...(units === null ? [] : [`Units authorized: ${units}. Units of these doses: ${needs}.`]),
    'We ask for:',
    ...caps.map(askLine),
    ...(units !== null && asked !== null && asked > units ? [`  ${asked} units in all in place of ${units}`] : []),
    ...SIGNED,
  ].join('\n');
  return { kind: 'amendment', authorization: number, policy, units: asked, from, to, doses: inside, text };
}

function renewalDraft(
  source: DraftSource,
  authorization: Authorization,
  beyond: readonly CoveredDose[],
  caps: readonly Cap[],
): Draft {
  const { renewal, policy } = source;
  const from = renewal?.from ?? beyond[0]?.date ?? authorization.to;
  const [to, months, units] = [renewal?.to ?? null, renewal?.months ?? null, renewal?.units ?? null];
  const wanted = beyond.filter(({ date }) => from <= date && (to === null || date <= to));
  const text = [
    `Request to renew authorization ${authorization.number} (${authorization.policy}, ends on ${authorization.to})`,
    ...patientLines(source),
    to === null
      ? `Period wanted: from ${from}; the policy held does not say how long a renewal lasts.`
      : `Period wanted: ${from} to ${to} (${String(months)} months).`,
    ...(wanted.length === 0
      ? []
      : ['The next doses, which no authorization on record has a day for:', ...wanted.map(doseLine)]),
    ...(caps.length === 0
      ? []
      : [...restartLines(source.restart), ...caps.map(capLine), 'We ask for:', ...caps.map(askLine)]),
    units === null ? 'Units of the whole period: [to be completed]' : `Units planned in the whole period: ${units}.`,
    ...(policy === undefined
      ? []
      : [`Criteria to be shown: those of a renewal under ${policy.id}, version ${policy.version}.`]),
    ...SIGNED,
  ].join('\n');
  return {
    ...{ kind: 'renewal', authorization: authorization.number, policy: authorization.policy },
    ...{ units, from, to, doses: wanted, text },
  };
}

const SIGNED = [
  'Prescriber (name, signature, date): [to be completed]',
  'A draft from the record. Check every line before sending.',
];

function patientLines({ course, drug }: DraftSource): readonly string[] {
  const npi = course.prescriber?.npi;
  return [
    `Patient: [name, member number], born ${course.patient.birthDate}`,
    `Prescriber NPI: ${npi ?? '[to be completed]'}`,
    `Drug: ${drug}`,
  ];
}

function restartLines(restart: Restart | undefined): readonly string[] {
  if (restart?.decision !== 'step-up' || restart.limit === null) return [];
  return [
    `The last dose, ${restart.last.dose}, was given on ${restart.last.date}: ${restart.daysSince} days ago. The label goes ` +
      `on with the schedule through ${restart.limit} days and gives the step-up again after more.`,
  ];
}

function capLine(cap: CapFinding): string {
  const why = cap.restart ? ' A step-up given again is among them.' : '';
  return `${names(cap.doses)} (${cap.from} to ${cap.to}) need ${cap.needs} units; the policy’s limit: ${cap.text}.${why}`;
}

const askLine = (cap: CapFinding): string =>
  `  ${cap.needs} units for ${names(cap.doses)} (${cap.from} to ${cap.to}) in place of ${cap.cap}`;

const names = (doses: readonly { readonly dose: string }[]): string => doses.map(({ dose }) => dose).join(', ');

const doseLine = ({ dose, date, mg, units, given }: CoveredDose): string =>
  `  ${dose}  ${date}  ${mg} mg  ${units} ${units === 1 ? 'unit' : 'units'}${given ? '  given' : ''}`;

const unitsIn = (doses: readonly CoveredDose[]): number => doses.reduce((sum, { units }) => sum + units, 0);
