/** Something in the input that makes an answer impossible; the shell knows the file or option behind `field`. */
export interface Fault {
  /** `dose`, `reconstituted`, `events.3.dose`: a name of the input, or a path into the record. */
  readonly field: string;
  readonly what: string;
  readonly mend: string;
}

/** Either an answer or everything that is wrong with the input. */
export type Outcome<Answer> =
  { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly faults: readonly Fault[] };
