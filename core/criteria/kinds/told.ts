import type { FactDefinition, FactValue } from '../../values/fact.ts';
import { sayValue } from '../../values/say-value.ts';
import type { Truth } from '../../values/truth.ts';

/** What the explanation of a criterion on a fact tells of that fact. */
export interface Told {
  /** The fact as a person calls it. */
  readonly name: string;
  /** Undefined where nothing is recorded. */
  readonly value: FactValue | undefined;
  readonly definition: FactDefinition | undefined;
  /** Whose word it is, as the record names them: "Example, nurse"; undefined where it names nobody. */
  readonly by: string | undefined;
  /** The day of the request, YYYY-MM-DD; undefined where it is not recorded. */
  readonly on: string | undefined;
}

/** "Age: 17 years", as answers print it. */
export function sayRecorded({ name, definition }: Told, value: FactValue): string {
  return `${name}: ${sayValue(value, definition)}`;
}

/** Unknown, said so that nobody reads it as a no. */
export function sayUnrecorded({ name }: Told): string {
  return `${name}: not known`;
}

/** "2 of 4 are met, 1 is not, 1 is open": how many of the criteria below came to what, none left out. */
export function sayCounts(below: readonly Truth[]): string {
  const count = (truth: Truth): number => below.filter((one) => one === truth).length;
  const [met, notMet, open] = [count('met'), count('not-met'), count('unknown')];
  return [
    `${met === 0 ? 'None' : met} of ${below.length} ${met > 1 ? 'are' : 'is'} met`,
    ...(notMet > 0 && met > 0 ? [`${notMet} ${notMet > 1 ? 'are' : 'is'} not`] : []),
    ...(open > 0 ? [`${open} ${open > 1 ? 'are' : 'is'} open`] : []),
  ].join(', ');
}

/** "A, B or C". */
export function sayChoice(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
