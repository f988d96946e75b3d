/** A value as it stands in an answers file: yes/no facts are booleans, dates are ISO strings (YYYY-MM-DD). */
export type FactValue = string | number | boolean;

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What kind of value a fact takes. `unit` is what the number counts. */
export type FactType =
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'date' }
  | { readonly kind: 'integer'; readonly unit: string; readonly min: number; readonly max?: number }
  | { readonly kind: 'one-of'; readonly choices: readonly Choice[] }
  | { readonly kind: 'code'; readonly system: string; readonly pattern: string }
  | { readonly kind: 'text' };

/** The parts of a letter of medical necessity that say what is recorded, in their order. */
export const LETTER_PARTS = ['patient', 'disease', 'treatment', 'response', 'safety', 'plan'] as const;
export type LetterPart = (typeof LETTER_PARTS)[number];

/** How a letter says a recorded value, in whole sentences. */
export interface LetterPhrase {
  readonly part: LetterPart;
  /** True where the letter says it under every policy; else it is said only where the policy asks for it. */
  readonly always: boolean;
  /** A sentence with `{value}`, for values without a sentence of their own. */
  readonly says?: string;
  /** Sentences of single values, by the value as an answers file writes it: yes, sclc, 0. */
  readonly values: Readonly<Record<string, string>>;
}

/** One thing that a rule may ask about a patient, with the plain question a person is asked. */
export interface FactDefinition {
  readonly id: string;
  readonly name: string;
  readonly ask: string;
  readonly type: FactType;
  /** Facts that follow from another by calculation and are therefore not asked themselves. */
  readonly derivedFrom?: string;
  /** What the value is where nothing is recorded of it and the fact `from` has the value `is`. */
  readonly follows?: { readonly from: string; readonly is: FactValue; readonly value: FactValue };
  readonly note?: string;
  /** Left out where a letter has nothing to say of it. */
  readonly letter?: LetterPhrase;
}

/** What supports a recorded value: a resource of the chart, a person's statement, or an event of the course. */
export interface Evidence {
  readonly kind: 'resource' | 'attestation' | 'event' | 'calculation';
  /** `Condition/abc`, a file name, an event id or the fact that was calculated from. */
  readonly ref: string;
  readonly date?: string;
  readonly display?: string;
}

/** Where a recorded value comes from. A chart's value is a suggestion until a person has confirmed it. */
export type FactOrigin = 'attested' | 'chart' | 'course' | 'calculated';

export interface RecordedFact {
  readonly value: FactValue;
  readonly origin: FactOrigin;
  readonly evidence: readonly Evidence[];
  readonly by?: string;
  readonly role?: string;
  readonly at?: string;
  readonly source?: string;
}

/** What is recorded of one patient. A fact that is not in the map is unknown. */
export type FactRecord = ReadonlyMap<string, RecordedFact>;

/** True where the value is the word of a named person in one of these roles (R9). */
export function isSignedBy({ by, role }: RecordedFact, roles: readonly string[]): boolean {
  return by !== undefined && role !== undefined && roles.includes(role);
}
