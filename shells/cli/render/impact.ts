import { nameBeside } from '../../../core/coverage/diff/other.ts';
import type { Outcome } from '../../../core/coverage/determination.ts';
import type { Policy, RequestKind } from '../../../core/coverage/policy.ts';
import { OUTCOMES, type Because, type Change, type Impact } from '../../../core/explain/impact.ts';
import { sayCite, sayOutcome } from '../../../core/explain/say.ts';
import type { Citation } from '../../../core/values/citation.ts';
import type { Caution } from '../../../core/values/caution.ts';
import type { CountedPopulation } from '../../bulk/impact.ts';
import type { Paint } from '../paint.ts';
import { warnings } from './notes.ts';
import { table, wrap } from './table.ts';

/** An answer on a population, ready to be shown. */
export interface ShownImpact {
  readonly from: Policy;
  readonly to: Policy;
  readonly kind: RequestKind;
  /** YYYY-MM-DD */
  readonly on: string;
  readonly impact: Impact;
  readonly setAside: CountedPopulation['setAside'];
  readonly cautions: readonly Caution[];
}

/** Sets of criteria and values that cannot be read of which a person sees no more: `--json` has them all. */
const SETS = 5;
const VALUES = 5;
const MARKS: Readonly<Record<Outcome, readonly ['green' | 'yellow' | 'red' | 'dim', string]>> = {
  'criteria-met': ['green', '✓'],
  'information-needed': ['yellow', '?'],
  'criteria-not-met': ['red', '✗'],
  'policy-not-applicable': ['dim', '–'],
};

/** The answer as a person reads it: the count, from what to what, and for each change the criteria behind it. */
export function renderImpact(shown: ShownImpact, picture: string | undefined, paint: Paint): string {
  const { from, to, kind, on, impact, setAside, cautions } = shown;
  const heading = [from, to].map(
    ({ payer, id, version }, index) =>
      `${index === 0 ? 'from' : 'to  '}  ${paint('bold', payer.name)}  ${paint('dim', `${id}, version ${version}`)}`,
  );
  const title = `${kind === 'initial' ? 'Initial request' : 'Renewal'} on ${on}: ${sayChanged(impact)}`;
  // What was set aside has a section of its own.
  const others = cautions.filter(({ id }) => id !== 'rows-set-aside');
  const sections = [
    heading,
    [paint('bold', title), '', matrix(shown, paint)],
    ...impact.changes.map((change) => changeLines(change, shown, paint)),
    ...(setAside.rows === 0 ? [] : [asideLines(setAside, paint)]),
    ...(others.length === 0 ? [] : [[paint('bold', 'Cautions'), ...warnings(others, paint)]]),
    ...(picture === undefined ? [] : [[`Picture: ${picture}`]]),
  ];
  return sections.map((lines) => lines.join('\n')).join('\n\n');
}

/** "1,204 of 9,800 patients change (12.3 %)". */
export function sayChanged({ changed, patients }: Impact): string {
  if (changed === 0)
    return patients === 1 ? 'the patient does not change' : `none of ${count(patients)} patients changes`;
  const noun = patients === 1 ? 'patient' : 'patients';
  return `${count(changed)} of ${count(patients)} ${noun} ${changed === 1 ? 'changes' : 'change'} (${percent(changed, patients)})`;
}

export function count(patients: number): string {
  return patients.toLocaleString('en');
}

/** One decimal place; what is there is never shown as none, and what lacks never as all. */
export function percent(part: number, whole: number): string {
  const value = whole === 0 ? 0 : (100 * part) / whole;
  if (part > 0 && value < 0.1) return '<0.1 %';
  if (part < whole && value > 99.9) return '>99.9 %';
  return `${value.toFixed(1)} %`;
}

/** Where a criterion stands, in a few words; an address is left to `--json`. */
export function sayPlaces(cites: readonly Citation[]): string {
  const places = cites.map((cite) => (cite.basis === 'document' ? sayCite(cite) : cite.basis));
  return [...new Set(places)].join('; ');
}

function matrix({ from, to, impact }: ShownImpact, paint: Paint): string {
  const [before, after] = [nameBeside(from, to), nameBeside(to, from)];
  const occurring = OUTCOMES.filter((outcome) =>
    OUTCOMES.some((other) => cell(impact, outcome, other) + cell(impact, other, outcome) > 0),
  );
  const head = [`${before} ↓   ${after} →`, ...occurring.map(sayOutcome), 'All'];
  const rows = occurring.map((one) => {
    const cells = occurring.map((other) => cell(impact, one, other));
    const shown = cells.map((patients, index) => {
      if (patients === 0) return '·';
      const written = `${count(patients)} (${percent(patients, impact.patients)})`;
      return one === occurring[index] ? paint('dim', written) : paint('bold', written);
    });
    return [sayOutcome(one), ...shown, count(sum(cells))];
  });
  const all = occurring.map((other) => count(sum(occurring.map((one) => cell(impact, one, other)))));
  return table([head, ...rows, ['All', ...all, count(impact.patients)]])
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

function cell({ unchanged, changes }: Impact, from: Outcome, to: Outcome): number {
  if (from === to) return unchanged[from];
  return changes.find((change) => change.from === from && change.to === to)?.patients ?? 0;
}

function changeLines(change: Change, { from, to, impact }: ShownImpact, paint: Paint): string[] {
  const { because, together, togetherRest, sample, patients } = change;
  const names = { from: nameBeside(from, to), to: nameBeside(to, from) };
  const title = `${count(patients)} of ${count(impact.patients)}: from ${sayOutcome(change.from).toLowerCase()} to ${sayOutcome(change.to).toLowerCase()}`;
  const widest = Math.max(0, ...because.map((one) => count(one.patients).length));
  const lines = because.map((one) => becauseLine(one, change, names, widest, paint));
  const several = together.some(({ criteria }) => criteria.length > 1);
  return [
    paint('bold', title),
    ...(lines.length === 0 ? ['  No criterion stands behind it: a text is silent.'] : lines),
    ...(several ? togetherLines(together, togetherRest, paint) : []),
    ...(sample.length === 0 ? [] : [paint('dim', `  For example ${wrap(sample.join(', '), 4)}`)]),
  ];
}

function becauseLine(
  { policy, criterion, text, cite, patients }: Because,
  change: Change,
  names: Readonly<Record<'from' | 'to', string>>,
  widest: number,
  paint: Paint,
): string {
  const [color, mark] = MARKS[change[policy]];
  const told = `${text} ${paint('dim', `(${names[policy]}: ${criterion}; ${sayPlaces(cite)})`)}`;
  return `  ${paint(color, mark)} ${count(patients).padStart(widest)}  ${wrap(told, widest + 6)}`;
}

function togetherLines(together: Change['together'], rest: number, paint: Paint): string[] {
  const shown = together.slice(0, SETS);
  const others = rest + sum(together.slice(SETS).map(({ patients }) => patients));
  const written = [...shown.map(({ patients }) => count(patients)), ...(others > 0 ? [count(others)] : [])];
  const widest = Math.max(...written.map((one) => one.length));
  const words = [
    ...shown.map(({ criteria }) =>
      criteria.length === 1
        ? `${criteria[0]?.criterion ?? ''} alone`
        : criteria.map((one) => one.criterion).join(' + '),
    ),
    ...(others > 0 ? ['other combinations'] : []),
  ];
  return [
    paint('dim', '  A patient with several of them is counted under each. Each patient once:'),
    ...words.map((word, index) => `    ${(written[index] ?? '').padStart(widest)}  ${wrap(word, widest + 6)}`),
  ];
}

function asideLines({ rows, columns, examples }: ShownImpact['setAside'], paint: Paint): string[] {
  const more = columns.map(({ column, rows: bad }) => `${column} (${count(bad)})`).join(', ');
  return [
    paint('bold', `${count(rows)} ${rows === 1 ? 'row was' : 'rows were'} set aside`),
    `  ${wrap(`Values that the fact does not take: ${more}`, 4)}`,
    ...examples.slice(0, VALUES).map(({ row, what }) => `  ${paint('red', '✗')} row ${row}: ${wrap(what, 4)}`),
    paint(
      'dim',
      `  Correct the values and run again.${examples.length > VALUES ? ' --json names more of them.' : ''} Row 1 is the one below the header.`,
    ),
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
