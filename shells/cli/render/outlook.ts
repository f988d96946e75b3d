import type { Draft, Finding, Outlook, Renewal } from '../../../core/foresight/outlook-answer.ts';
import type { CoveredDose, UsedAuthorization } from '../../../core/foresight/outlook-cover.ts';
import type { IfDelayed } from '../../../core/foresight/outlook-delay.ts';
import type { Paint } from '../paint.ts';
import { notes } from './notes.ts';
import { table, wrap } from './table.ts';

/** What to act on, then what is held, the dates to know, and the drafts. */
export function outlookText(answer: Outlook, paint: Paint): string {
  const { findings, needed, authorizations, renewal, ifDelayed, drafts } = answer;
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', paint('bold', title), ...lines];
  return [
    `${paint('bold', 'Outlook')}  ${stateOf(answer, paint)}`,
    wrap(scopeOf(answer), 0),
    ...section(
      'To act on',
      findings.map((found) => `  ${paint('yellow', '!')} ${wrap(sayFinding(found), 4)}`),
    ),
    ...section(
      'Needed',
      needed.map(({ ask }) => `  ${wrap(ask, 4)}`),
    ),
    ...section('Authorizations', authorizations.length === 0 ? [] : [table(authorizations.map(held))]),
    ...section('Doses', answer.doses.length === 0 ? [] : [table(answer.doses.map((dose) => row(dose, paint)))]),
    ...section('Dates to know', [...renewalLines(renewal), ...delayLines(ifDelayed)]),
    ...drafts.flatMap((draft) =>
      section(
        titleOf(draft),
        draft.text.split('\n').map((line) => (line.startsWith(' ') ? `  ${line}` : `  ${wrap(line, 4)}`)),
      ),
    ),
    notes(answer.cautions, answer.cites, paint),
  ].join('\n');
}

function stateOf({ findings, needed }: Outlook, paint: Paint): string {
  if (findings.length > 0) return paint('yellow', `${findings.length} to act on`);
  return needed.length > 0 ? paint('yellow', 'Information needed') : paint('green', 'Nothing to act on');
}

function scopeOf({ on, through, policy }: Outlook): string {
  const rules = policy === null ? 'no policy held' : `${policy.id}, version ${policy.version}`;
  return through === null ? `On ${on}: no dose is to come (${rules})` : `From ${on} through ${through}, by ${rules}`;
}

function sayFinding(found: Finding): string {
  switch (found.kind) {
    case 'not-authorized':
    case 'renewal-due':
      return found.text;
    case 'units-short':
      return `${found.text} Short: ${found.short}.`;
    case 'cap': {
      const doses = found.doses.map(({ dose, date }) => `${dose} ${date}`).join(', ');
      const why = found.restart ? ' The step-up is given again among them.' : '';
      return `Review: ${found.needs} units where ${found.cap} are allowed (${found.text}): ${doses}.${why}`;
    }
    default:
      return found satisfies never;
  }
}

function held({
  number,
  policy,
  from,
  to,
  units,
  unitsGiven,
  unitsPlanned,
  left,
}: UsedAuthorization): readonly string[] {
  const limit = units === null ? 'no limit of units' : `${units} units, ${String(left)} left`;
  return [`  ${number}`, policy, `${from} to ${to}`, limit, `${unitsGiven} given, ${unitsPlanned} planned`];
}

const WHY = {
  'after-end': 'after the last authorization',
  between: 'between two authorizations',
  before: 'before the first authorization',
  units: 'not enough units',
} as const;

function row({ dose, date, units, given, authorization, why }: CoveredDose, paint: Paint): readonly string[] {
  const cover = authorization ?? paint('yellow', why === undefined ? 'none' : WHY[why]);
  return [`  ${paint('cyan', dose)}`, date, `${units} ${units === 1 ? 'unit' : 'units'}`, cover, given ? 'given' : ''];
}

function renewalLines(renewal: Renewal | null): readonly string[] {
  if (renewal === null) return [];
  const { after, endsOn, from, months, requestBy, leadDays, late } = renewal;
  const length = months === null ? 'for a length that is not stated' : `for ${months} months`;
  const by =
    requestBy === null
      ? 'request it by: not stated'
      : `request it by ${requestBy}, ${String(leadDays)} days before${late ? ' (that day has passed)' : ''}`;
  return [`  ${wrap(`Renewal of ${after}, which ends on ${endsOn}: from ${from} ${length}; ${by}.`, 4)}`];
}

function delayLines(delay: IfDelayed | null): readonly string[] {
  if (delay === null) return [];
  const then = delay.then.map(({ dose, mg }) => `${dose} ${mg} mg`).join(', ');
  const caps = delay.caps.map(
    ({ needs, cap }) => `${needs} units where ${cap} are allowed: an amendment would be needed`,
  );
  const why = caps.length === 0 ? '' : `; ${caps.join('; ')}`;
  return [
    `  ${wrap(`The schedule goes on for a dose given by ${delay.until}. Later the step-up is given again (${then})${why}.`, 4)}`,
  ];
}

function titleOf({ kind, authorization }: Draft): string {
  return kind === 'amendment' ? `Draft: amendment of ${authorization}` : `Draft: renewal of ${authorization}`;
}
