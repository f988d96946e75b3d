import type { RequestEntry } from '../../core/requests/entry.ts';
import { BODY, FULL, STRONG, type Column, type Sheet } from '../packet/sheet.ts';
import { said } from './event-resources.ts';
import type { ReadOut } from './read-times.ts';

/** Where what belongs to a line above it stands. */
export const INSIDE: Column = { left: FULL.left + 14, width: FULL.width - 14 };

/** What is shown elsewhere, or is a document of its own. */
const KEPT = ['by', 'asked', 'held', 'found', 'not enough'];

/** One entry of a request: when, what, who, and what it says. */
export function drawEntry(sheet: Sheet, entry: RequestEntry, readOut: ReadOut): void {
  const who = entry.by === 'program' ? 'the program' : `${entry.by.name} (${entry.by.role})`;
  const parts = said(entry, readOut).filter(([name]) => !KEPT.includes(name));
  const texts = [
    sheet.set(`${readOut(entry.at)}  ${entry.type.replaceAll('-', ' ')}, ${who}`, STRONG, INSIDE),
    ...(parts.length === 0
      ? []
      : [sheet.set(parts.map(([name, text]) => `${name}: ${text}`).join('; '), BODY, INSIDE)]),
  ];
  sheet.writeSet(texts);
  sheet.gap(4);
}
