import { isNode, isSeq, parseDocument, type Document } from 'yaml';
import type { CourseEvent } from '../../core/course/event.ts';

/**
 * The text of a course with entries put at its end. What stands in it already stays as it is written: of JSON every
 * character, of YAML the comments too.
 * @param text of a course that has been read without a fault
 */
export function withEntries(text: string, added: readonly CourseEvent[]): string {
  const document = parseDocument(text);
  return isJson(text) ? insertedIn(text, document, added) : appendedTo(document, added);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** After the last entry, indented as that one is. */
function insertedIn(text: string, document: Document, added: readonly CourseEvent[]): string {
  const events = document.get('events', true);
  if (!isSeq(events)) throw new Error('a course that was read has events');
  const last = events.items.at(-1);
  const [start, end] = (isNode(last) ? last.range : events.range) ?? [0, 0];
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const indent = /^[ \t]*/u.exec(text.slice(lineStart, start))?.[0] ?? '';
  const [before, after] = last === undefined ? [start + 1, end - 1] : [end, end];
  const margin = last === undefined ? `${indent}  ` : indent;
  const entries = added.map((entry) => `\n${JSON.stringify(entry, null, 2)}`.replaceAll('\n', `\n${margin}`)).join(',');
  const close = last === undefined ? `\n${indent}` : '';
  return `${text.slice(0, before)}${last === undefined ? '' : ','}${entries}${close}${text.slice(after)}`;
}

function appendedTo(document: Document, added: readonly CourseEvent[]): string {
  const events = document.get('events');
  if (isSeq(events) && events.items.length === 0) events.flow = false;
  for (const entry of added) document.addIn(['events'], document.createNode(entry));
  return document.toString({ lineWidth: 0 });
}
