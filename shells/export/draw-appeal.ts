import { createHash } from 'node:crypto';
import { dayReader } from '../../core/course/day-reader.ts';
import type { AppealPassage } from '../../core/explain/appeal.ts';
import type { MissingQuestion } from '../../core/explain/packet-missing.ts';
import { drawCriteria, drawRecords } from '../packet/criteria.ts';
import { BODY, NOTE, STRONG, TITLE, type Sheet } from '../packet/sheet.ts';
import { drawEntry, INSIDE } from './draw-entry.ts';
import { drawPages, drawSeal, drawTable } from './pages.ts';
import { timesAt, type ReadOut } from './read-times.ts';
import type { AdverseDecision, RequestRecord } from './request-record.ts';

/**
 * The packet of an appeal against a decision that stands: the decision as it was signed, every criterion with what is
 * recorded and where the policy says it, what is not known, and the documents. It argues nothing.
 */
export async function drawAppeal(record: RequestRecord, decision: AdverseDecision): Promise<Uint8Array> {
  const { drafted } = record.state;
  const running = {
    title: 'Appeal packet',
    about: `${drafted.policy}, ${drafted.kind} request for ${drafted.drug}; record ${record.id}`,
    on: dayReader(record.timeZone)(record.exported.at),
  };
  const readOut = timesAt(record.timeZone);
  return drawPages(running, (sheet) => {
    sheet.write(running.title, TITLE);
    sheet.write(
      'What is recorded of the request, and where the policy says what it asks. Nothing here is argued.',
      NOTE,
    );
    sheet.gap(8);
    drawTable(sheet, [
      ['Patient', '____________________________'],
      ['Request', `${drafted.kind}, ${drafted.drug}, drafted ${readOut(drafted.at)}`],
      ['Policy', drafted.policy],
      ['Line of business', drafted.lineOfBusiness ?? 'not recorded'],
      ['Handed in', record.state.submittedAt === undefined ? 'not recorded' : readOut(record.state.submittedAt)],
      ['Times', `of ${record.timeZone}`],
      ['Written out', `${readOut(record.exported.at)}, by ${record.exported.by}`],
    ]);
    drawDecision(sheet, decision, readOut);
    drawFound(sheet, record);
    drawDocuments(sheet, record);
    sheet.heading('What happened');
    for (const entry of record.entries) drawEntry(sheet, entry, readOut);
    drawSeal(sheet, record.events);
  });
}

function drawDecision(
  sheet: Sheet,
  { decision, at, signature, heard, reason }: AdverseDecision,
  readOut: ReadOut,
): void {
  sheet.heading('The decision, as it was given');
  const signed = signature && [
    ['Signed by', `${signature.name}, NPI ${signature.npi}, ${signature.specialty}`] as const,
    ['Reason', signature.reason] as const,
  ];
  drawTable(sheet, [
    ['Decision', decision.replaceAll('-', ' ')],
    ['Given', readOut(at)],
    ...(signed ?? [
      ['Heard by', heard ?? 'not recorded'] as const,
      ['Reason', reason ?? 'none was recorded: ask the payer for it in writing'] as const,
    ]),
  ]);
}

function drawFound(sheet: Sheet, { appeal }: RequestRecord): void {
  if (appeal === null) {
    sheet.heading('Criteria of the policy');
    sheet.write('No look at the criteria is kept with this request, or its version of the policy is not held.');
    return;
  }
  const { policy, on, found, criteria, known, missing, passages, records, document } = appeal;
  sheet.heading('What the program found, which is no decision');
  drawTable(sheet, [
    ['Policy', `${policy.title} (${policy.id}), version ${policy.version}, ${policy.payer}`],
    ['On', on],
    ['Found', found],
  ]);
  if (criteria.length > 0) drawCriteria(sheet, criteria, document, records);
  sheet.heading('What is known');
  if (known.length === 0) sheet.write('Nothing that the criteria ask for.');
  drawTable(
    sheet,
    known.map(({ name, value }) => [name, value] as const),
  );
  sheet.heading('What is not known');
  const open = [...missing.questions, ...missing.alsoUnknown];
  if (open.length === 0) sheet.write('Everything that the criteria ask for is recorded.');
  for (const question of open) drawQuestion(sheet, question);
  if (missing.hangsOn.length > 0) {
    sheet.gap(6);
    sheet.write('The finding hangs on', STRONG);
    for (const way of missing.hangsOn) sheet.write(way.join('; '), BODY, INSIDE);
  }
  drawRecords(sheet, records);
  drawPassages(sheet, passages);
}

/** The documents that were looked at come along whole, as files inside the PDF, each with what tells it from any other. */
function drawDocuments(sheet: Sheet, { documents, exported }: RequestRecord): void {
  if (documents.length === 0) return;
  sheet.heading('Documents that come with this packet');
  sheet.write('Files inside this PDF, as they were sent: most readers show them under “Attachments”.', NOTE);
  sheet.gap(4);
  for (const { name, text } of documents) {
    const bytes = Buffer.from(text);
    const hash = createHash('sha256').update(bytes).digest('hex');
    sheet.write(`${name}, ${String(bytes.length)} bytes, SHA-256 ${hash.slice(0, 16)}…`, BODY, INSIDE);
    sheet.gap(2);
    // eslint-disable-next-line no-restricted-globals -- the PDF library takes no other kind of date; no clock is read
    const date = new Date(exported.at);
    sheet.document.file(bytes, { name, creationDate: date, modifiedDate: date });
  }
}

function drawQuestion(sheet: Sheet, { ask, roles }: MissingQuestion): void {
  const who = roles.length === 0 ? '' : ` (to be said by the ${roles.join(' or ')})`;
  sheet.write(`${ask}${who}`, BODY, INSIDE);
  sheet.gap(2);
}

/** A fingerprint finds the very words again in the document; the words themselves stay there. */
function drawPassages(sheet: Sheet, passages: readonly AppealPassage[]): void {
  if (passages.length === 0) return;
  sheet.heading('Passages of the policy');
  for (const { criteria, place, held } of passages) {
    const numbers = criteria.length === 0 ? '' : `${criteria.join(', ')}: `;
    const found =
      held === null ? '' : ` [${held.source}, ${String(held.words)} words, fingerprint ${held.fingerprint}]`;
    sheet.write(`${numbers}${place}${found}`, BODY, INSIDE);
    sheet.gap(2);
  }
}
