export interface InputFault {
  /** The file as the user named it, or the option that carried the value. */
  readonly where: string;
  readonly line?: number;
  readonly column?: number;
  readonly what: string;
  /** What to do about it. */
  readonly mend: string;
}

/** `file:line:column: what is wrong. How to mend it` on one line. */
export function describeFault(fault: InputFault): string {
  const place = [fault.where, fault.line, fault.column].filter((part) => part !== undefined).join(':');
  return `${place}: ${clip(fault.what)}. ${clip(fault.mend)}`.replace(/\s+/gu, ' ');
}

const LONGEST = 400;
const MOST_SHOWN = 50;

/** A value that was typed is shown again, but not a whole file of it. */
function clip(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Input that cannot be used, with every fault found and not the first only. The CLI prints them and exits with 2. */
export class InputError extends Error {
  readonly faults: readonly InputFault[];

  constructor(faults: readonly InputFault[]) {
    const shown = faults.slice(0, MOST_SHOWN).map(describeFault);
    const more = faults.length - shown.length;
    super([...shown, ...(more > 0 ? [`and ${more} more faults`] : [])].join('\n'));
    this.name = 'InputError';
    this.faults = faults;
  }
}
