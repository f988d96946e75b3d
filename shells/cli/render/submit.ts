import { sayOutcome } from '../../../core/explain/say.ts';
import type { Authorization } from '../../../core/course/event.ts';
import type { OutcomeFault } from '../../fhir/outcome.ts';
import type { AnsweredItem, Remark, RequestAnswer } from '../../pas-client/payer-answer.ts';
import type { PreparedRequest } from '../../pas-client/prepare.ts';
import type { WrittenRequest } from '../../pas-client/read-request.ts';
import type { Paint } from '../paint.ts';
import { wrap } from './table.ts';

/** Review actions as a practice says them; the codes are of X12 306. */
const ACTIONS: Readonly<Record<string, readonly ['green' | 'yellow' | 'red', string]>> = {
  A1: ['green', 'Approved as asked'],
  A2: ['yellow', 'Approved in part'],
  A3: ['red', 'Not approved'],
  A4: ['yellow', 'Pended: the payer has not decided yet'],
  A6: ['yellow', 'Approved with changes'],
  C: ['yellow', 'Cancelled'],
  CT: ['yellow', 'Call the payer'],
  NA: ['yellow', 'No authorization is needed'],
};

/** What the request says, before anything is sent. */
export function preparedText(
  { found, answers, chart }: PreparedRequest,
  request: WrittenRequest,
  faults: readonly OutcomeFault[],
  paint: Paint,
): string {
  const { policy, request: asked, outcome, needed } = found;
  const lines = request.submission.items.map((item) => `  ${lineOf(item)}`);
  const sent = [
    `the payer's form with ${countOf(answers.stated, 'answer')} of a person and ${String(answers.recorded)} as the record has them`,
    ...(chart === undefined ? [] : [`${String(chart.sent)} of the ${String(chart.held)} resources of the chart`]),
  ];
  return [
    `${paint('bold', `Request to ${request.insurer}`)}  ${asked.kind}, ${policy.id}, version ${policy.version}, on ${asked.on}`,
    ...lines,
    '',
    paint('bold', sayOutcome(outcome)),
    ...needed.map(({ ask }) => `  ${paint('yellow', '?')} ${wrap(ask, 4)}`),
    `With it: ${sent.join(', and ')}.`,
    ...(answers.recorded === 0
      ? []
      : [
          `${paint('yellow', '!')} ${wrap('What only the record says may be asked back: with --confirmed-by somebody who looked it over answers for it.', 2)}`,
        ]),
    ...faults.map(({ where, what, mend }) => `${paint('red', '✗')} ${wrap(`${where}: ${what}. ${mend}`, 2)}`),
  ].join('\n');
}

function lineOf(item: WrittenRequest['submission']['items'][number]): string {
  const code = item.codings[0]?.code ?? '';
  const units = item.quantity === undefined ? '' : ` × ${String(item.quantity.value)}`;
  return `${String(item.sequence)}  ${code}${units}  ${daysOf(item.from, item.to)}`;
}

/** What the payer said, line by line, and what to do next. */
export function answersText(
  request: WrittenRequest,
  answers: readonly RequestAnswer[],
  remarks: readonly Remark[],
  entries: readonly Authorization[],
  paint: Paint,
): string {
  const told = answers.flatMap((answer) => [...answerLines(request, answer, paint), ...nextLines(answer)]);
  return [
    paint('bold', `${request.insurer} answered`),
    ...(answers.length === 0 ? ['  Nothing is known there of this request. Send it with --send.'] : told),
    ...remarks.map(
      ({ where, what }) => `  ${paint('yellow', '!')} ${wrap(where === '' ? what : `${where}: ${what}`, 4)}`,
    ),
    ...entries.flatMap((entry) => ['', paint('bold', 'To be recorded in the course'), `  ${JSON.stringify(entry)}`]),
  ].join('\n');
}

function answerLines({ submission }: WrittenRequest, answer: RequestAnswer, paint: Paint): readonly string[] {
  const { items, instead, wanted, notes, errors, reviewer } = answer;
  const who = [reviewer?.specialty, reviewer?.npi === undefined ? undefined : `NPI ${reviewer.npi}`];
  const by = who.filter((part) => part !== undefined).join(', ');
  return [
    ...items.flatMap((item) => {
      const [colour, words] = ACTIONS[item.action ?? ''] ?? ['yellow', 'The payer does not say what it decided'];
      const asked = submission.items.find(({ sequence }) => sequence === item.sequence);
      const code = item.action === undefined ? '' : ` (${item.action})`;
      return [
        `  ${asked === undefined ? String(item.sequence) : lineOf(asked)}  ${paint(colour, `${words}${code}`)}`,
        ...authorizedLines(item),
        ...instead.filter(({ sequence }) => sequence === item.sequence).flatMap(authorizedLines),
      ];
    }),
    ...(reviewer === undefined
      ? []
      : [`  ${reviewer.human ? `Decided by a person${by === '' ? '' : `: ${by}`}` : 'Decided by program'}`]),
    ...notes.map((note) => `  ${wrap(note, 2)}`),
    ...wanted.map((want) => `  ${paint('yellow', '?')} The payer asks for: ${wrap(want, 4)}`),
    ...errors.map(({ where, what }) => `  ${paint('red', '✗')} ${wrap(where === '' ? what : `${where}: ${what}`, 4)}`),
  ];
}

function authorizedLines({ number, reference, from, to, units, reasons }: AnsweredItem): readonly string[] {
  const parts = [
    ...(number === undefined ? [] : [`authorization ${number}`]),
    ...(units === undefined ? [] : [`${String(units)} units`]),
    ...(from === undefined ? [] : [daysOf(from, to)]),
    ...(reference === undefined ? [] : [`the payer's reference ${reference}`]),
    ...reasons,
  ];
  return parts.length === 0 ? [] : [`     ${wrap(parts.join(', '), 5)}`];
}

function nextLines({ items, wanted, errors }: RequestAnswer): readonly string[] {
  const actions = new Set(items.map(({ action }) => action));
  if (errors.length > 0) return ['  Mend what is named, and send the request again.'];
  if (wanted.length > 0) return ['  Answer what is asked for, and send the request anew.'];
  if (actions.has('A4')) return ['  Ask again later with --follow.'];
  if (actions.has('A3') || actions.has('A2') || actions.has('A6'))
    return ['  Read the reasons with the prescriber: an appeal goes to the payer in writing.'];
  return [];
}

function daysOf(from: string | undefined, to: string | undefined): string {
  if (from === undefined) return '';
  return to === undefined || to === from ? `from ${from}` : `${from} to ${to}`;
}

function countOf(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${String(count)} ${what}s`;
}
