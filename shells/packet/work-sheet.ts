import type { Packet } from '../../core/explain/packet.ts';
import type { MissingQuestion } from '../../core/explain/packet-missing.ts';
import { drawBox } from './marks.ts';
import { BODY, FULL, lineHeight, NOTE, STRONG, TITLE, type Column, type Sheet } from './sheet.ts';

const INSIDE: Column = { left: FULL.left + 18, width: FULL.width - 18 };

/** Draws what the practice has to do before sending: what is missing, what would settle it, and every caution. */
export function drawWorkSheet(sheet: Sheet, { missing, cautions, letter }: Packet): void {
  sheet.newPage();
  sheet.write('Before sending', TITLE);
  sheet.write('For the practice. These pages are not part of the submission; keep them back.', NOTE);
  sheet.heading('What is missing');
  if (missing.questions.length === 0) sheet.write('Nothing that the criteria wait for.');
  for (const question of missing.questions) drawQuestion(sheet, question);
  if (missing.first !== undefined) sheet.write(`Ask first: ${missing.first}. Its answer settles most.`);
  drawWays(sheet, 'The smallest set of answers that would meet the criteria', missing.settles);
  if (missing.settlesMore) sheet.write('There are other ways, none smaller.', NOTE);
  drawWays(sheet, 'The outcome hangs on', missing.hangsOn);
  if (missing.alsoUnknown.length > 0) {
    sheet.heading('Not recorded either, and not needed for the outcome as it stands');
    for (const question of missing.alsoUnknown) drawQuestion(sheet, question);
  }
  if (letter !== null) {
    sheet.heading('Before the prescriber signs');
    for (const line of letter.beforeSigning) drawItem(sheet, [[line, 'body']]);
  }
  if (cautions.length > 0) {
    sheet.heading('Cautions');
    for (const { text, about, passages } of cautions) {
      const notes = [about.join(', '), passages.join('; ')].filter((part) => part !== '');
      drawItem(sheet, [[text, 'body'], ...notes.map((note) => [note, 'note'] as const)]);
    }
  }
}

function drawQuestion(sheet: Sheet, { ask, criteria, roles }: MissingQuestion): void {
  const who = roles.length === 0 ? 'whoever can show it in the record' : `the ${roles.join(' or ')}`;
  drawItem(sheet, [
    [ask, 'strong'],
    ...(criteria.length === 0 ? [] : [[`For: ${criteria.join('; ')}`, 'body'] as const]),
    [`Who may answer: ${who}`, 'body'],
  ]);
}

function drawWays(sheet: Sheet, title: string, ways: readonly (readonly string[])[]): void {
  if (ways.length === 0) return;
  sheet.room(4 * lineHeight(BODY));
  sheet.gap(6);
  sheet.write(title, STRONG);
  for (const [index, way] of ways.entries()) sheet.write(`${index === 0 ? '' : 'or '}${way.join('; ')}`, BODY, INSIDE);
}

/** One thing to deal with, with a box to tick it off. */
function drawItem(sheet: Sheet, lines: readonly (readonly [text: string, style: 'strong' | 'body' | 'note'])[]): void {
  const styles = { strong: STRONG, body: BODY, note: NOTE };
  const texts = lines.map(([text, style]) => sheet.set(text, styles[style], INSIDE));
  sheet.room(Math.min(texts.length, 4) * lineHeight(BODY) * 2);
  drawBox(sheet.document, FULL.left, sheet.y + 0.5);
  sheet.writeSet(texts);
  sheet.gap(5);
}
