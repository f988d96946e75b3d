import type { VisitAnswer } from '../../../core/foresight/visit.ts';
import type { Clearance, VisitCheck, VisitNeed } from '../../../core/regimen/clearance/answer.ts';
import { behind } from '../../../core/regimen/clearance/evaluate.ts';
import type { PremedicationAnswer } from '../../../core/regimen/dose-rules.ts';
import type { ObservationAnswer } from '../../../core/regimen/observation.ts';
import { leastBasis } from '../../../core/values/citation.ts';
import type { FactDefinition } from '../../../core/values/fact.ts';
import { sayValue } from '../../../core/values/say-value.ts';
import type { Paint } from '../paint.ts';
import { warnings } from './notes.ts';
import { wrap } from './table.ts';

const WORDS: Readonly<Record<Clearance, readonly ['green' | 'cyan' | 'yellow' | 'red', string]>> = {
  give: ['green', 'GIVE'],
  restart: ['cyan', 'RESTART'],
  hold: ['red', 'HOLD'],
  discontinue: ['red', 'DISCONTINUE'],
  'cannot-tell': ['yellow', 'CANNOT TELL'],
};

type Definitions = ReadonlyMap<string, FactDefinition>;

/** The answer of a visit as a nurse reads it: the word, why, what is missing, the checks, and what goes with the dose. */
export function visitText(answer: VisitAnswer, definitions: Definitions, paint: Paint): string {
  const { clearance, dose, mg, on, label, reasons } = answer;
  const [color, word] = WORDS[clearance];
  const amount = mg === null ? '' : `, ${mg} mg`;
  const sections = [
    [
      `${paint(color, paint('bold', word))}  ${paint('bold', `${dose}${amount}`)}`,
      paint('dim', `on ${on}, by ${label.id}`),
    ],
    reasons.map((reason) => wrap(reason, 0)),
    neededLines(answer.needed, paint),
    checkLines(answer, definitions, paint),
    doseLines(answer, paint),
    restartLines(answer, paint),
    financialLines(answer, paint),
    cautionLines(answer, paint),
    sourceLines(answer, paint),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** One instruction for each entry to be made, with the questions that it answers. */
function neededLines(needed: readonly VisitNeed[], paint: Paint): readonly string[] {
  if (needed.length === 0) return [];
  const byEntry = [...Map.groupBy(needed, ({ record, ask }) => record?.text ?? ask)];
  return [
    paint('bold', 'Needed'),
    ...byEntry.flatMap(([text, asks]) => [
      `  ${paint('yellow', '?')} ${wrap(text, 4)}`,
      ...[...asks]
        .sort(assessmentFirst)
        .slice(0, MOST_ASKS)
        .flatMap(({ ask, record, paths }) => [
          ...(record === null ? [] : [`      ${paint('dim', wrap(ask, 6))}`]),
          ...(paths ?? []).map((path) => `      ${paint('cyan', path.id)}: ${wrap(path.text, 8)}`),
        ]),
      ...(asks.length > MOST_ASKS
        ? [`      ${paint('dim', `and ${asks.length - MOST_ASKS} more that it answers`)}`]
        : []),
    ]),
  ];
}

const MOST_ASKS = 6;

/** Of what an assessment answers, what it asks for itself comes before what follows from it. */
function assessmentFirst(a: VisitNeed, b: VisitNeed): number {
  const rank = ({ fact }: VisitNeed): number => (fact.startsWith('assessment.') ? 0 : 1);
  return rank(a) - rank(b);
}

/** What is not met first, then what is not known, then what is met; of what does not apply the names. */
function checkLines({ checks, needed }: VisitAnswer, definitions: Definitions, paint: Paint): readonly string[] {
  const applying = checks.filter(({ applies }) => applies !== false);
  const of = (truth: VisitCheck['truth']): readonly VisitCheck[] => applying.filter((check) => check.truth === truth);
  const spared = checks.filter(({ applies }) => applies === false).map(({ id }) => id);
  return [
    paint('bold', 'Checks'),
    ...of('not-met').flatMap((check) => [
      `  ${paint('red', '✗')} ${wrap(nameOf(check, paint), 4)}`,
      ...valuesBehind(check, definitions).map((line) => `      ${paint('dim', wrap(line, 6))}`),
    ]),
    ...unknownLines(of('unknown'), needed, paint),
    ...of('met').map((check) => `  ${paint('green', '✓')} ${wrap(nameOf(check, paint), 4)}`),
    ...(spared.length === 0 ? [] : [paint('dim', `  – ${wrap(`Not for this visit: ${spared.join(', ')}`, 4)}`)]),
  ];
}

/** Checks that all wait for the assessment are named together: it answers them at once. */
function unknownLines(checks: readonly VisitCheck[], needed: readonly VisitNeed[], paint: Paint): readonly string[] {
  const events = ({ id }: VisitCheck): readonly (string | undefined)[] =>
    needed.filter((need) => need.checks.includes(id)).map(({ record }) => record?.event);
  const waits = checks.filter((check) => events(check).every((event) => event === 'pre-dose-assessment'));
  const together = waits.length > MOST_ASKS ? waits : [];
  const line = (text: string): string => `  ${paint('yellow', '?')} ${wrap(text, 4)}`;
  return [
    ...checks.filter((check) => !together.includes(check)).map((check) => line(nameOf(check, paint))),
    ...(together.length === 0
      ? []
      : [line(`${together.length} checks wait for the assessment: ${together.map(({ id }) => id).join(', ')}`)]),
  ];
}

/** What it asks for, with its id and how little is known of it where it stands in no document. */
function nameOf({ id, text, criteria, chosen }: VisitCheck, paint: Paint): string {
  const basis = leastBasis(criteria.cite);
  const about = basis === 'document' ? id : `${id}, ${basis}`;
  return `${text}${chosen === undefined ? '' : `: ${chosen}`} ${paint('dim', `[${about}]`)}`;
}

function valuesBehind({ criteria }: VisitCheck, definitions: Definitions): readonly string[] {
  return behind(criteria, 'not-met').flatMap(({ fact, value, evidence }) => {
    if (fact === undefined || value === undefined || value === null) return [];
    const definition = definitions.get(fact);
    const from = evidence.map(({ ref, date }) => (date === undefined ? ref : `${ref}, ${date}`)).slice(0, 2);
    const rests = from.length === 0 ? '' : ` (${from.join('; ')})`;
    const said = typeof value === 'number' ? String(value) : sayValue(value, definition);
    return [`${definition?.name ?? fact}: ${said}${rests}`];
  });
}

/** Each check says how well it is known, so that the list of those that rest on less is told in one line. */
function cautionLines({ cautions }: VisitAnswer, paint: Paint): readonly string[] {
  const told = cautions.filter(({ id }) => !id.startsWith('rests-on-'));
  const lesser = told.length < cautions.length;
  const text = 'What is marked secondary or unconfirmed was not read in a held document; --json lists all of it.';
  const shown = lesser ? [...told, { id: 'rests-on-less', text }] : told;
  return shown.length === 0 ? [] : [paint('bold', 'Cautions'), ...warnings(shown, paint)];
}

function doseLines(
  { dose, observation, premedication, labs, everyDose }: VisitAnswer,
  paint: Paint,
): readonly string[] {
  if (observation === null) return [];
  const items = (when: PremedicationAnswer['when']): readonly string[] =>
    premedication.filter((item) => item.when === when).map(({ give, timing }) => `${give}, ${timing}`);
  const lines = [
    `Tests by the label: ${labs.length === 0 ? 'none before this dose' : labs.join(', ')}`,
    ...items('before').map((item) => `Before: ${item}`),
    ...items('after').map((item) => `After: ${item}`),
    `Observe: ${observed(observation)}`,
    ...nearby(observation),
    ...everyDose.map(({ text }) => `Every dose: ${text}`),
  ];
  return [paint('bold', `With ${dose}`), ...lines.map((line) => `  ${wrap(line, 4)}`)];
}

function observed({ hours: [least, most], from, setting, lengthenedBy }: ObservationAnswer): string {
  const where = setting === null ? '' : ` (${setting})`;
  const why = lengthenedBy === undefined ? '' : `, longer after ${lengthenedBy.kind} of grade ${lengthenedBy.grade}`;
  return `${least === most ? least : `${least} to ${most}`} hours from the ${from} of the infusion${where}${why}`;
}

function nearby({ stayNear }: ObservationAnswer): readonly string[] {
  if (stayNear === undefined) return [];
  const { hours, from, within, recommended, caregiver } = stayNear;
  const company = caregiver ? ', with a caregiver' : '';
  return [
    `${recommended ? 'Recommended to stay' : 'Stay'} within ${within} for ${hours} hours from the ${from} of the infusion${company}`,
  ];
}

/** Where the step-up comes again: what follows, from the day of the answer. */
function restartLines({ restart }: VisitAnswer, paint: Paint): readonly string[] {
  if (restart?.decision !== 'step-up') return [];
  const { daysSince, limit, last, sequence } = restart;
  const within = limit === null ? '' : `; the schedule goes on through day ${limit}`;
  const doses = sequence.map(({ dose, mg, date }) => `${dose} ${mg} mg on ${date}`).join(', then ');
  return [
    paint('bold', 'Step-up again'),
    `  ${wrap(`${daysSince} days since ${last.dose} (${last.date})${within}`, 4)}`,
    `  ${wrap(doses, 4)}`,
  ];
}

function financialLines({ financial }: VisitAnswer, paint: Paint): readonly string[] {
  const word = paint(
    financial.status === 'covered' || financial.status === 'not-required' ? 'green' : 'yellow',
    financial.status,
  );
  return [
    `${paint('bold', 'Authorization')} ${paint('dim', '(never changes the answer above)')}`,
    `  ${word}: ${wrap(financial.text, 4)}`,
  ];
}

/** Documents and pages by name; of what is unconfirmed the checks say so themselves. */
function sourceLines({ cites }: VisitAnswer, paint: Paint): readonly string[] {
  const places = cites.flatMap((cite) =>
    cite.basis === 'document'
      ? [`${cite.source} (${cite.section})`]
      : cite.basis === 'secondary'
        ? [`${cite.address} (secondary)`]
        : [],
  );
  return places.length === 0 ? [] : [paint('dim', `Rests on ${wrap([...new Set(places)].join('; '), 9)}`)];
}
