import type { InputFault } from '../input/input-error.ts';
import { InputError } from '../input/input-error.ts';
import { isCalendarDate } from '../knowledge/schema-parts.ts';
import { csvRecords, type CsvRecord } from './csv.ts';
import { adjustmentsOf, centsOf, isFault, remarksOf, type AnswerFault, type PayerAnswer } from './payer-answer.ts';

/** An answer with its place in the file. */
export interface PlacedAnswer {
  readonly line: number;
  readonly answer: PayerAnswer;
}

export interface ReadAnswers {
  readonly answers: readonly PlacedAnswer[];
  /** What could not be read, each with its line; nothing is dropped without one. */
  readonly rejects: readonly InputFault[];
}

const REQUIRED = ['claim', 'date', 'paid'] as const;
const COLUMNS = [...REQUIRED, 'denied', 'adjustments', 'remarks'] as const;
type Column = (typeof COLUMNS)[number];

/**
 * A table of payers' answers, one line a claim. A line that cannot be read is set aside with its place and the rest is
 * taken.
 * @throws InputError where the first line does not name the columns
 */
export function readAnswerTable(text: string, file: string): ReadAnswers {
  const [head, ...records] = csvRecords(text);
  const names = head?.fields.map((name) => name.trim().toLowerCase()) ?? [];
  checkHead(names, file);
  const read = records.map((record) => ({ line: record.line, ...readRecord(record, names) }));
  return {
    answers: read.flatMap(({ line, answer }) => (answer === undefined ? [] : [{ line, answer }])),
    rejects: read.flatMap(({ line, faults }) => faults.map(({ what, mend }) => ({ where: file, line, what, mend }))),
  };
}

function checkHead(names: readonly string[], file: string): void {
  const missing = REQUIRED.filter((name) => !names.includes(name));
  const unknown = names.filter((name) => !COLUMNS.some((column) => column === name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const mend = `The first line names the columns: ${REQUIRED.join(', ')}, and where there are any denied, adjustments, remarks`;
  const faults = [
    ...missing.map((name) => `there is no column "${name}"`),
    ...unknown.map((name) => `the column "${name}" is not known`),
    ...twice.map((name) => `the column "${name}" stands there twice`),
  ];
  if (faults.length > 0) throw new InputError(faults.map((what) => ({ where: file, line: 1, what, mend })));
}

interface ReadRecord {
  readonly answer?: PayerAnswer;
  readonly faults: readonly Pick<AnswerFault, 'what' | 'mend'>[];
}

function readRecord({ fields, broken }: CsvRecord, names: readonly string[]): ReadRecord {
  if (broken)
    return {
      faults: [{ what: 'a quotation mark is not closed', mend: 'Close it, or write two for one inside a field' }],
    };
  if (fields.length !== names.length) {
    const what = `${fields.length} fields where the first line names ${names.length}`;
    return { faults: [{ what, mend: 'Put a field with a comma in quotation marks, and leave none out' }] };
  }
  const of = (column: Column): string => fields[names.indexOf(column)] ?? '';
  const [claim, on, denied] = [of('claim'), of('date'), of('denied')];
  const paidCents = centsOf(of('paid'));
  const [adjustments, remarks] = [adjustmentsOf(of('adjustments')), remarksOf(of('remarks'))];
  const faults: readonly AnswerFault[] = [
    ...(claim === '' ? [{ field: 'claim', what: 'the claim is missing', mend: 'Write its number' } as const] : []),
    ...(isCalendarDate(on) ? [] : [dateFault(on)]),
    ...(paidCents === null ? [paidFault(of('paid'))] : []),
    ...(denied !== '' && paidCents !== null && paidCents !== 0 ? [BOTH] : []),
    ...(isFault(adjustments) ? [adjustments] : []),
    ...(isFault(remarks) ? [remarks] : []),
  ];
  if (faults.length > 0 || paidCents === null || isFault(adjustments) || isFault(remarks)) return { faults };
  return { answer: { claim, on, paidCents, ...(denied === '' ? {} : { denied }), adjustments, remarks }, faults: [] };
}

function dateFault(text: string): AnswerFault {
  return { field: 'date', what: `"${text}" is not a day of the calendar`, mend: 'Write it as YYYY-MM-DD' };
}

export function paidFault(text: string): AnswerFault {
  return { field: 'paid', what: `"${text}" is no amount`, mend: 'Write dollars and cents as 1234.56, 0 for nothing' };
}

const BOTH: AnswerFault = {
  field: 'paid',
  what: 'an amount is paid and a denial is given',
  mend: 'Write 0 as paid, or leave the denial out and give its codes as adjustments',
};
