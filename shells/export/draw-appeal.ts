import type { AppealPassage } from '../../core/explain/appeal.ts';
import type { MissingQuestion } from '../../core/explain/packet-missing.ts';
import type { RequestEntry } from '../../core/requests/entry.ts';
import { drawCriteria, drawRecords } from '../packet/criteria.ts';
import { BODY, FULL, NOTE, STRONG, TITLE, type Column, type Sheet } from '../packet/sheet.ts';
import { said } from './event-resources.ts';
import { drawPages, drawSeal, drawTable } from './pages.ts';
import type { AdverseDecision, RequestRecord } from './request-record.ts';

const INSIDE: Column = { left: FULL.left + 14, width: FULL.width - 14 };

/**
 * The packet of an appeal against a decision that stands: the decision as it was signed, every criterion with what is
 * recorded and where the policy says it, what is not known, and the documents. It argues nothing.
 */
export async function drawAppeal(record: RequestRecord, decision: AdverseDecision): Promise<Uint8Array> {
  const { drafted } = record.state;
  const running = {
    title: 'Appeal packet',
    about: `${drafted.policy}, ${drafted.kind} request for ${drafted.drug}; record ${record.id}`,
    on: record.exported.at.slice(0, 10),
  };
  return drawPages(running, (sheet) => {
    sheet.write(running.title, TITLE);
    sheet.write(
      'What is recorded of the request, and where the policy says what it asks. Nothing here is argued.',
      NOTE,
    );
    sheet.gap(8);
    drawTable(sheet, [
      ['Patient', '____________________________'],
      ['Request', `${drafted.kind}, ${drafted.drug}, drafted ${drafted.at}`],
      ['Policy', drafted.policy],
      ['Line of business', drafted.lineOfBusiness ?? 'not recorded'],
      ['Handed in', record.state.submittedAt ?? 'not recorded'],
      ['Written out', `${record.exported.at}, by ${record.exported.by}`],
    ]);
    drawDecision(sheet, decision);
    drawFound(sheet, record);
    sheet.heading('What happened');
    for (const entry of record.entries) drawEntry(sheet, entry);
    drawSeal(sheet, record.events);
  });
}

function drawDecision(sheet: Sheet, { decision, at, signature, heard, reason }: AdverseDecision): void {
  sheet.heading('The decision, as it was given');
  const signed = signature && [
    ['Signed by', `${signature.name}, NPI ${signature.npi}, ${signature.specialty}`] as const,
    ['Reason', signature.reason] as const,
  ];
  drawTable(sheet, [
    ['Decision', decision.replaceAll('-', ' ')],
    ['Given', at],
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

const KEPT = ['by', 'asked', 'held', 'found', 'notEnough'];

function drawEntry(sheet: Sheet, entry: RequestEntry): void {
  const who = entry.by === 'program' ? 'the program' : `${entry.by.name} (${entry.by.role})`;
  const parts = said(entry).filter(([name]) => !KEPT.includes(name.replaceAll(' ', '')) && name !== 'not enough');
  const texts = [
    sheet.set(`${entry.at}  ${entry.type.replaceAll('-', ' ')}, ${who}`, STRONG, INSIDE),
    ...(parts.length === 0
      ? []
      : [sheet.set(parts.map(([name, text]) => `${name}: ${text}`).join('; '), BODY, INSIDE)]),
  ];
  sheet.writeSet(texts);
  sheet.gap(4);
}
