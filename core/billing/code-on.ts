import type { LineOfBusiness, Setting } from '../course/event.ts';
import type { Citation } from '../values/citation.ts';
import type { Billing, EarlierCode } from './billing.ts';
import type { Question } from './question.ts';

/** What decides between the codes of a day; undefined is not known. */
export interface CodeCase {
  /** YYYY-MM-DD, the date of service. */
  readonly date: string;
  readonly setting?: Setting | undefined;
  readonly line?: LineOfBusiness | undefined;
  /** Of the member. */
  readonly state?: string | undefined;
}

/** One code that may stand on a line of the day. */
export interface CodeOfDay {
  readonly hcpcs: string;
  /** Undefined where the code says nothing of a unit. */
  readonly mgPerUnit?: number;
  /** Said of a code that is not the permanent one. */
  readonly text?: string;
  readonly cite: readonly Citation[];
}

/**
 * Every code that was in use on a date of service in such a case: the permanent one alone where there is one, else the
 * temporary and miscellaneous ones that nothing known rules out (those that the payer named, where it named any); none
 * where nothing is held.
 */
export function codesOn({ codes, earlierCodes }: Billing, of: CodeCase): readonly CodeOfDay[] {
  const permanent = codes.find(({ from, to }) => from <= of.date && (to === undefined || of.date <= to));
  if (permanent !== undefined) return [permanent];
  const inUse = earlierCodes.filter((code) => wasInUse(code, of));
  const named = inUse.filter((code) => names(code, of));
  return named.length > 0 ? named : inUse;
}

/** A code that a payer named for its own members goes before one of a setting in general. */
function names(code: EarlierCode, { line, state }: CodeCase): boolean {
  if (code.lines === undefined && code.states === undefined) return false;
  const isNamed = <Value>(values: readonly Value[] | undefined, value: Value | undefined): boolean =>
    values === undefined || (value !== undefined && values.includes(value));
  return isNamed(code.lines, line) && isNamed(code.states, state);
}

export interface CodeFound {
  readonly code?: CodeOfDay;
  readonly questions: readonly Question[];
}

/** The one code of the case, or the question that a person must answer. */
export function codeOn(billing: Billing, of: CodeCase): CodeFound {
  const found = codesOn(billing, of);
  const [first] = found;
  const names = [...new Set(found.map(({ hcpcs }) => hcpcs))];
  if (first === undefined) return { questions: [noCode(billing, of.date)] };
  if (names.length > 1) {
    const ask = `On ${of.date} the drug may have been billed under ${names.join(' or ')}. Which code does the payer take?`;
    return { questions: [{ fact: 'hcpcs', ask }] };
  }
  if (first.mgPerUnit !== undefined) return { code: first, questions: [] };
  const ask = `${first.hcpcs} is no code of this drug alone and says nothing of a unit. How many units does the payer want, and which description?`;
  return { code: first, questions: [{ fact: 'units', ask }] };
}

/** A code for some settings, lines or states is ruled out only by one that is known to be another. */
function wasInUse(code: EarlierCode, { date, setting, line, state }: CodeCase): boolean {
  const holds = <Value>(values: readonly Value[] | undefined, value: Value | undefined): boolean =>
    values === undefined || value === undefined || values.includes(value);
  return (
    code.from <= date &&
    date <= code.to &&
    holds(code.settings, setting) &&
    holds(code.lines, line) &&
    holds(code.states, state)
  );
}

function noCode({ codes, earlierCodes }: Billing, date: string): Question {
  const known = [...earlierCodes, ...codes].map(({ hcpcs, from, to }) =>
    to === undefined ? `${hcpcs} from ${from}` : `${hcpcs} from ${from} to ${to}`,
  );
  return {
    fact: 'hcpcs',
    ask: `No held code is in force on ${date} (held: ${[...new Set(known)].join('; ')}). Which code does the payer take for that day?`,
  };
}
