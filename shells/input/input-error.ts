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
  return `${place}: ${fault.what}. ${fault.mend}`.replace(/\s+/gu, ' ');
}

/** Input that cannot be used, with every fault found and not the first only. The CLI prints them and exits with 2. */
export class InputError extends Error {
  readonly faults: readonly InputFault[];

  constructor(faults: readonly InputFault[]) {
    super(faults.map(describeFault).join('\n'));
    this.name = 'InputError';
    this.faults = faults;
  }
}
