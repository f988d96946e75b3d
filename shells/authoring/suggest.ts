import type { FactDefinition } from '../../core/values/fact.ts';
import { tokenise } from '../sources/tokens.ts';

/** A guess at what a passage asks, in words of the knowledge files; for the author to check, never used by itself. */
export interface Suggestion {
  readonly fact: string;
  /** The key that says the kind, and its value: `at-least`, `18`. */
  readonly kind: string;
  readonly value: string;
}

const MOST = 3;
/** Share of the words of a fact's name that a passage has to hold. */
const SHARE = 0.75;

/** Words of grammar, which say nothing of the subject. */
const GRAMMAR = new Set(
  `a an and any are as at be been begun by can could did do does for from had has have how if in is it its may must no
  not of on or should that the their then there these this to under until was were what which who will with without
  one other another kind patient patients member members drug treatment recorded status date following whether`.split(
    /\s+/u,
  ),
);

const NUMBERS: Readonly<Record<string, number>> = {
  ...{ zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
};

const words = (text: string): string[] => tokenise(text).map((token) => token.text);

/** The words of a name that tell it from others; `Other prior lines` keeps all three, being short of them. */
function subject(text: string): readonly string[] {
  const all = words(text);
  const telling = all.filter((word) => !GRAMMAR.has(word));
  return telling.length > 0 ? telling : all;
}

/** Alike but for an ending: line and lines, monitor and monitoring. */
function alike(a: string, b: string): boolean {
  if (a === b) return true;
  const least = Math.min(a.length, b.length);
  if (least < 4 || /\d/u.test(a + b)) return false;
  let shared = 0;
  while (shared < least && a[shared] === b[shared]) shared++;
  return shared >= Math.max(4, least - 3) && Math.max(a.length, b.length) - shared <= 4;
}

const held = (names: readonly string[], passage: readonly string[]): readonly string[] =>
  names.filter((name) => passage.some((word) => alike(name, word)));

/**
 * The facts that a passage of these tokens most likely asks about, by the words of the facts' names and choices.
 * @returns at most three, the likeliest first
 */
export function suggestFacts(
  passage: readonly string[],
  facts: ReadonlyMap<string, FactDefinition>,
): readonly Suggestion[] {
  const ranked = [...facts.values()]
    .flatMap((fact) => candidates(fact, passage))
    .sort((a, b) => b.held.length - a.held.length);
  const chosen = ranked.filter(
    (one, at) =>
      !ranked
        .slice(0, at)
        .some(
          (better) =>
            better.suggestion.fact === one.suggestion.fact || one.held.every((word) => better.held.includes(word)),
        ),
  );
  return chosen.slice(0, MOST).map(({ suggestion }) => suggestion);
}

interface Candidate {
  readonly suggestion: Suggestion;
  readonly held: readonly string[];
}

function candidates(fact: FactDefinition, passage: readonly string[]): readonly Candidate[] {
  const { id, name, type } = fact;
  const named = subject(name);
  const found = held(named, passage);
  const of = (kind: string, value: string, by: readonly string[]): Candidate => ({
    suggestion: { fact: id, kind, value },
    held: by,
  });
  switch (type.kind) {
    case 'integer': {
      const bound = boundIn(passage, words(type.unit), type);
      const inUnit = bound?.counted === true && found.length > 0;
      const known = found.length >= named.length * SHARE;
      return bound && (inUnit || known) ? [of(bound.kind, bound.value, [...found, type.unit])] : [];
    }
    case 'one-of': {
      // "No progression" names a choice and asks for the others: which, only a reader can say.
      if (negated(passage)) return [];
      const meant = type.choices.flatMap(({ value, label }) => {
        const telling = subject(label);
        const all = held(telling, passage);
        const sure = telling.length > 1 || found.length > 0;
        return all.length === telling.length && sure ? [{ value, all }] : [];
      });
      const [only] = meant;
      const values = meant.map(({ value }) => value).join(', ');
      if (only === undefined) return [];
      return [
        meant.length === 1
          ? of('is', only.value, only.all)
          : of(
              'one-of',
              `[${values}]`,
              meant.flatMap(({ all }) => all),
            ),
      ];
    }
    case 'yes-no': {
      const sure = found.length >= named.length * SHARE && found.length > 1;
      return sure ? [of('is', negated(passage) ? 'no' : 'yes', found)] : [];
    }
    case 'code':
    case 'date':
    case 'text':
      return [];
    default:
      return type satisfies never;
  }
}

const NEGATIONS = new Set(['no', 'not', 'without', 'absence', 'none', 'neither', 'never', 'free']);
const negated = (passage: readonly string[]): boolean => passage.some((word) => NEGATIONS.has(word));

/** Phrases that say how a number is meant, before or behind it; the longer go first. */
const PHRASES: readonly (readonly [phrase: string, kind: string])[] = [
  ['no more than', 'at-most'],
  ['not more than', 'at-most'],
  ['no less than', 'at-least'],
  ['at least', 'at-least'],
  ['at most', 'at-most'],
  ['up to', 'at-most'],
  ['or older', 'at-least'],
  ['and older', 'at-least'],
  ['or more', 'at-least'],
  ['or greater', 'at-least'],
  ['or above', 'at-least'],
  ['or less', 'at-most'],
  ['or fewer', 'at-most'],
  ['or below', 'at-most'],
  ['more than', 'more-than'],
  ['greater than', 'more-than'],
  ['older than', 'more-than'],
  ['less than', 'less-than'],
  ['fewer than', 'less-than'],
  ['younger than', 'less-than'],
  ['minimum of', 'at-least'],
  ['maximum of', 'at-most'],
  ['≥', 'at-least'],
  ['≤', 'at-most'],
  ['>', 'more-than'],
  ['<', 'less-than'],
];

/** Tokens between a number and the word that says what it counts. */
const NEAR = 5;

function boundIn(
  passage: readonly string[],
  unit: readonly string[],
  { min, max }: { readonly min: number; readonly max?: number },
): { readonly kind: string; readonly value: string; readonly counted: boolean } | undefined {
  const numbers = passage.flatMap((word, at) => {
    const value = /^\d{1,3}$/u.test(word) ? Number(word) : NUMBERS[word];
    return value === undefined || value < min || value > (max ?? Infinity) ? [] : [{ value, at }];
  });
  const counted = numbers.filter(({ at }) =>
    passage.slice(at + 1, at + 1 + NEAR).some((word) => unit.some((name) => alike(name, word))),
  );
  const chosen = counted[0] ?? numbers[0];
  if (chosen === undefined) return undefined;
  const around = passage.slice(Math.max(0, chosen.at - 3), chosen.at + NEAR + 1).join(' ');
  const kind = PHRASES.find(([phrase]) => ` ${around} `.includes(` ${phrase} `))?.[1];
  const pair = numbers.find(({ at }) => at === chosen.at + 2 && ['or', 'and'].includes(passage[chosen.at + 1] ?? ''));
  if (kind === undefined && pair) return { kind: 'one-of', value: `[${chosen.value}, ${pair.value}]`, counted: true };
  return kind === undefined ? undefined : { kind, value: String(chosen.value), counted: counted.length > 0 };
}

/** A number of months that a passage gives, where it speaks of how long something is granted. */
export function monthsIn(passage: readonly string[]): number | undefined {
  const granting = passage.some((word) => GRANTING.test(word));
  const at = passage.findIndex((word, index) => word.startsWith('month') && valueOf(passage[index - 1]) !== undefined);
  return granting && at > 0 ? valueOf(passage[at - 1]) : undefined;
}

const GRANTING = /^(?:approv|authori|durat|cover|period|length|valid|grant|renew|reauth)/u;

function valueOf(word = ''): number | undefined {
  const value = /^\d{1,2}$/u.test(word) ? Number(word) : NUMBERS[word];
  return value !== undefined && value > 0 && value <= 60 ? value : undefined;
}
