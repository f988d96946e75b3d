import type { CriterionRow } from '../../core/explain/packet-criteria.ts';
import { sayNumbers, type PacketRecord } from '../../core/explain/packet-records.ts';
import { drawMark, MARK_WORDS } from './marks.ts';
import { BODY, FULL, heightOf, NOTE, PAGE, STRONG, type Column, type SetText, type Sheet } from './sheet.ts';

const WORD_AT = FULL.left + 14;
const NUMBER_AT = FULL.left + 98;
const TEXT_AT = FULL.left + 126;
/** The deepest numbers are wider than their column and push the text to the right. */
const AFTER_NUMBER = 8;
const INDENT = 11;
const ROW_GAP = 7;
const DEEPEST = 8;
/** Records told in words beside a criterion; the others by number, as the list has them all. */
const TOLD = 3;

/** Draws every criterion with its mark, the value on record, what it rests on and where the policy says it. */
export function drawCriteria(
  sheet: Sheet,
  rows: readonly CriterionRow[],
  document: string,
  records: readonly PacketRecord[],
): void {
  sheet.heading('Criteria of the policy, with the evidence');
  sheet.write(
    `Sections are those of ${document}, unless another document is named. The texts are a summary in other words; the document itself decides. Numbers in brackets are those of the list of records below.`,
    NOTE,
  );
  sheet.gap(6);
  const byNumber = new Map(records.map((record) => [record.number, record]));
  const set = rows.map((row) => ({ row, texts: textsOf(sheet, row, byNumber) }));
  // The head of a group stays with the first criterion below it, however deep that stands.
  const needs = set.reduceRight<readonly number[]>((below, { row, texts }) => {
    const own = heightOf(texts) + ROW_GAP;
    return [row.group === undefined ? own : own + (below[0] ?? 0), ...below];
  }, []);
  for (const [index, { row, texts }] of set.entries()) {
    sheet.room(Math.min(needs[index] ?? 0, (PAGE.bottom - PAGE.top) / 2));
    drawRow(sheet, row, texts);
  }
}

function textsOf(sheet: Sheet, row: CriterionRow, records: ReadonlyMap<number, PacketRecord>): readonly SetText[] {
  const indent = INDENT * Math.min(Math.max(row.depth - 1, 0), DEEPEST);
  const left = Math.max(TEXT_AT + indent, numberAt(row) + sheet.widthOf(row.number, STRONG) + AFTER_NUMBER);
  const column: Column = { left, width: PAGE.right - left };
  return [
    sheet.set(row.group === undefined ? row.text : `${row.text}: ${row.group}`, STRONG, column),
    ...(row.recorded === undefined ? [] : [sheet.set(sayRecorded(row.recorded), BODY, column)]),
    ...evidenceOf(row, records).map((line) =>
      sheet.set(line, BODY, { left: column.left + 10, width: column.width - 10 }),
    ),
    ...(row.places.length === 0 ? [] : [sheet.set(row.places.join('; '), NOTE, column)]),
  ];
}

function numberAt({ depth }: CriterionRow): number {
  return NUMBER_AT + INDENT * Math.min(Math.max(depth - 1, 0), DEEPEST);
}

function drawRow(sheet: Sheet, row: CriterionRow, texts: readonly SetText[]): void {
  drawMark(sheet.document, row.mark, FULL.left, sheet.y + 0.5);
  sheet.line(MARK_WORDS[row.mark], BODY, WORD_AT, sheet.y);
  sheet.line(row.number, STRONG, numberAt(row), sheet.y);
  sheet.writeSet(texts);
  sheet.gap(ROW_GAP);
}

function sayRecorded({ name, value, from }: NonNullable<CriterionRow['recorded']>): string {
  return value === null ? `${name}: not recorded` : `${name}: ${value} (${from})`;
}

function evidenceOf({ recorded }: CriterionRow, records: ReadonlyMap<number, PacketRecord>): readonly string[] {
  const numbers = recorded?.records ?? [];
  const told = numbers.slice(0, numbers.length === TOLD + 1 ? TOLD + 1 : TOLD);
  const rest = numbers.slice(told.length);
  return [
    ...told.map((number) => {
      const record = records.get(number);
      return `[${number}] ${[record?.says, record?.date].filter((part) => part != null).join(', ')}`;
    }),
    ...(rest.length === 0 ? [] : [`and [${sayNumbers(rest)}]`]),
  ];
}

/** Draws the list of all that the packet rests on. */
export function drawRecords(sheet: Sheet, records: readonly PacketRecord[]): void {
  if (records.length === 0) return;
  sheet.heading('Records that the packet rests on');
  const at: Column = { left: FULL.left + 34, width: FULL.width - 34 };
  for (const record of records) {
    const said = [record.says, record.date ?? (record.kind === 'event' ? [] : 'undated')].flat().join(', ');
    const place = placeOf(record);
    const whole = sheet.set(place === '' ? said : `${said} ${place}`, BODY, at);
    const texts =
      whole.lines.length === 1 || place === '' ? [whole] : [sheet.set(said, BODY, at), sheet.set(place, BODY, at)];
    sheet.room(Math.min(heightOf(texts), (PAGE.bottom - PAGE.top) / 3));
    sheet.line(`[${record.number}]`, STRONG, FULL.left, sheet.y);
    sheet.writeSet(texts);
    sheet.gap(3);
  }
}

/** Where to find a record again; an entry of the course says it itself. */
function placeOf({ kind, ref }: PacketRecord): string {
  switch (kind) {
    case 'resource':
      return `(chart ${ref})`;
    case 'attestation':
      return `(in ${ref})`;
    case 'event':
      return '';
    default:
      return kind satisfies never;
  }
}
