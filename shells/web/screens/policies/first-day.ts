const VERSION = /^version: .*$/mu;
const FROM = /^(inForce:[^\n]*\n(?: {2}to: [^\n]*\n)?) {2}from: [^\n]*$/mu;
const ENDS = /^( {2}from: [^\n]*\n) {2}to: [^\n]*\n/mu;

/** The version that a policy's text says it is, YYYY-MM-DD; empty where it says none. */
export function firstDayOf(text: string): string {
  return /^version: (\d{4}-\d{2}-\d{2})\s*$/mu.exec(text)?.[1] ?? '';
}

/** The text as a version that begins on a day, and has no end yet. */
export function withFirstDay(text: string, day: string): string {
  return text.replace(VERSION, `version: ${day}`).replace(FROM, `$1  from: ${day}`).replace(ENDS, '$1');
}
