import { walk } from '../../../core/criteria/trace.ts';
import type { GradeAnswer } from '../../../core/regimen/grading/grade.ts';
import type { Grading } from '../../../core/regimen/grading/scale.ts';
import type { FactDefinition, FactValue } from '../../../core/values/fact.ts';
import { sayValue } from '../../../core/values/say-value.ts';
import type { Graded } from '../../grading/graded.ts';
import type { Paint } from '../paint.ts';
import { notes } from './notes.ts';
import { table } from './table.ts';

/** The grades with what they rest on, what could still raise them, and how they went over time. */
export function gradeText(now: Graded, series: readonly Graded[], grading: Grading, paint: Paint): string {
  const blocks = [
    ...blocksOf(now, grading, paint),
    ...(series.length === 0 ? [] : [overTime(series, grading, paint), ...openOverTime(series, grading, paint)]),
  ];
  const answers = [now, ...series].flatMap((one) => grading.scales.flatMap(({ id }) => answerOf(one, id) ?? []));
  const cautions = [...new Map(answers.flatMap((one) => one.cautions).map((one) => [one.text, one])).values()];
  const cites = answers.flatMap((answer) => answer.cites);
  return `${blocks.join('\n\n')}\n${notes(cautions, cites, paint)}`;
}

type AnyGrade = GradeAnswer & { readonly ice?: number | null };

function answerOf({ crs, icans }: Graded, scale: string): AnyGrade | undefined {
  return scale === 'crs' ? crs : icans;
}

function blocksOf(now: Graded, grading: Grading, paint: Paint): readonly string[] {
  return grading.scales.flatMap(({ id, name }) => {
    const answer = answerOf(now, id);
    if (answer === undefined) return [];
    const head = `${paint('bold', name)}: ${paint(answer.grade === null ? 'yellow' : 'cyan', said(answer))}`;
    return [[head, ...because(answer, grading), ...asked(answer, paint)].join('\n')];
  });
}

/** The findings that make the grade what it is. */
function because({ criteria, atLeast }: GradeAnswer, grading: Grading): readonly string[] {
  const reached = criteria.find(({ truth }) => truth === 'met');
  if (atLeast === 0 || reached === undefined) return [];
  return [...walk(reached)].flatMap(({ text, truth, fact, value }) => {
    if (fact === undefined || truth !== 'met' || value === null || value === undefined) return [];
    const definition = grading.findings.get(fact);
    return [`  ${text} (${definition?.name ?? fact}: ${sayFinding(value, definition)})`];
  });
}

function asked({ needed }: Pick<GradeAnswer, 'needed'>, paint: Paint): readonly string[] {
  return needed.map(({ fact, ask }) => `  ${paint('yellow', '?')} ${ask} (${fact})`);
}

/** A value in tenths as it is read from the instrument: 386 tenths of °C is 38.6 °C. */
function sayFinding(value: FactValue, definition: FactDefinition | undefined): string {
  const unit = definition?.type.kind === 'integer' ? /^tenths of (.+)$/u.exec(definition.type.unit)?.[1] : undefined;
  if (unit === undefined || typeof value !== 'number') return sayValue(value, definition);
  return `${Math.floor(value / 10)}.${value % 10} ${unit}`;
}

function overTime(series: readonly Graded[], grading: Grading, paint: Paint): string {
  const shown = grading.scales.filter(({ id }) => series.some((one) => answerOf(one, id) !== undefined));
  const head = ['time', ...shown.map(({ id }) => id.toUpperCase())].map((name) => paint('bold', name));
  const rows = series.map((one) => [
    one.at ?? '',
    ...shown.map(({ id }) => {
      const answer = answerOf(one, id);
      return answer === undefined ? 'not looked at' : said(answer);
    }),
  ]);
  return table([head, ...rows]);
}

/** What is missing at a time of the series. */
function openOverTime(series: readonly Graded[], grading: Grading, paint: Paint): readonly string[] {
  const open = series.flatMap((one) =>
    grading.scales.flatMap(({ id }) => {
      const questions = asked(answerOf(one, id) ?? { needed: [] }, paint);
      return questions.length === 0 ? [] : [`${one.at ?? ''}, ${id.toUpperCase()}`, ...questions];
    }),
  );
  return open.length === 0 ? [] : [open.join('\n')];
}

function said({ grade, atLeast, ice }: AnyGrade): string {
  const score = ice === undefined || ice === null ? '' : `, ICE score ${String(ice)}`;
  if (grade === null) return `${atLeast === 0 ? 'open' : `grade ${String(atLeast)} at least`}${score}`;
  return `${grade === 0 ? 'none (grade 0)' : `grade ${String(grade)}`}${score}`;
}
