import type { FactType, FactValue } from '../../values/fact.ts';

/** More spellings than this are not tried; a pattern of codes leaves another one free long before. */
const TRIES = 50_000;
const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.split('');

/**
 * A value that an open fact can take and that no criterion mentions, standing for all such values; undefined where a
 * pattern leaves none that is near the mentioned ones.
 */
export function anotherValue(type: FactType, mentioned: ReadonlySet<FactValue>): FactValue | undefined {
  switch (type.kind) {
    case 'text':
      return firstFree((index) => (index === 0 ? 'Another' : `Another ${index}`), mentioned);
    case 'date':
      return firstFree((index) => `${2000 + Math.floor(index / 28)}-01-${day(index)}`, mentioned);
    case 'code':
      return anotherCode(new RegExp(type.pattern, 'u'), mentioned);
    case 'yes-no':
    case 'one-of':
    case 'integer':
      return undefined;
    default:
      return type satisfies never;
  }
}

const day = (index: number): string => String((index % 28) + 1).padStart(2, '0');

/** There is one: every step of the count is another value, and the mentioned ones are finitely many. */
function firstFree(nth: (index: number) => string, mentioned: ReadonlySet<FactValue>): string {
  for (let index = 0; ; index++) if (!mentioned.has(nth(index))) return nth(index);
}

/** Walks from the mentioned codes by changing, dropping or adding one sign at a time until one fits and is free. */
function anotherCode(pattern: RegExp, mentioned: ReadonlySet<FactValue>): string | undefined {
  const seeds = [...mentioned].filter((value) => typeof value === 'string');
  const tried = new Set<string>(seeds.length === 0 ? ['A0'] : seeds);
  for (const code of tried) {
    if (pattern.test(code) && !mentioned.has(code)) return code;
    if (tried.size > TRIES) continue;
    for (const next of neighbors(code)) tried.add(next);
  }
  return undefined;
}

function* neighbors(code: string): Generator<string> {
  for (let at = code.length - 1; at >= 0; at--)
    for (const sign of SIGNS) yield code.slice(0, at) + sign + code.slice(at + 1);
  for (const sign of SIGNS) yield code + sign;
  for (let at = code.length - 1; at >= 0; at--) yield code.slice(0, at) + code.slice(at + 1);
}
