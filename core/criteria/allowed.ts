import type { FactDefinition, FactValue } from '../values/fact.ts';
import type { PeriodUnit } from '../values/period.ts';
import type { FactNode } from './node.ts';

/**
 * The values of one fact that an answer may take: a list of those of a closed fact, a range of whole numbers, or all
 * but the listed values of an open one (codes, text, dates). `roles`: only a word of these roles counts. `before`: the
 * range is not of the fact's values but of the days or months from its day to that of the request.
 */
export type Allowed =
  | { readonly kind: 'values'; readonly values: readonly FactValue[]; readonly roles?: readonly string[] }
  | { readonly kind: 'range'; readonly min: number; readonly max: number; readonly before?: PeriodUnit }
  | { readonly kind: 'except'; readonly values: readonly FactValue[] };

/** More days than any record spans: stands for no limit. */
export const LONGEST = 100_000;

/** Every value the fact can take. */
function everything(definition: FactDefinition): Allowed {
  const { type } = definition;
  switch (type.kind) {
    case 'yes-no':
      return { kind: 'values', values: [true, false] };
    case 'one-of':
      return { kind: 'values', values: type.choices.map((choice) => choice.value) };
    case 'integer':
      return { kind: 'range', min: type.min, max: type.max ?? Number.MAX_SAFE_INTEGER };
    case 'date':
    case 'code':
    case 'text':
      return { kind: 'except', values: [] };
    default:
      return type satisfies never;
  }
}

/** The values that make a criterion met (or not met, where `met` is false): none, one piece, or two for a hole in a range. */
export function allowedFor(node: FactNode, definition: FactDefinition, met: boolean): readonly Allowed[] {
  const all = everything(definition);
  switch (node.kind) {
    case 'is':
      return among(all, [node.value], met);
    case 'one-of':
      return among(all, node.values, met);
    case 'in':
      return among(all, node.codes, met);
    case 'within': {
      const { count, unit } = node.period;
      const ever: Allowed = { kind: 'range', min: -LONGEST, max: LONGEST, before: unit };
      if (met) return within(ever, { from: 0, to: count });
      return [...within(ever, { to: -1 }), ...within(ever, { from: count + 1 })];
    }
    case 'judgement':
      return [{ kind: 'values', values: [met], roles: node.attestedBy }];
    case 'at-least':
      return within(all, met ? { from: node.value } : { to: node.value - 1 });
    case 'more-than':
      return within(all, met ? { from: node.value + 1 } : { to: node.value });
    case 'at-most':
      return within(all, met ? { to: node.value } : { from: node.value + 1 });
    case 'less-than':
      return within(all, met ? { to: node.value - 1 } : { from: node.value });
    default:
      return node satisfies never;
  }
}

function among(all: Allowed, values: readonly FactValue[], included: boolean): readonly Allowed[] {
  if (all.kind === 'range') {
    const numbers = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
    if (included) return numbers.flatMap((value) => within(all, { from: value, to: value }));
    const edges = [all.min - 1, ...numbers, all.max + 1];
    return edges.slice(1).flatMap((edge, index) => within(all, { from: (edges[index] ?? 0) + 1, to: edge - 1 }));
  }
  if (included) return [{ kind: 'values', values }];
  if (all.kind === 'except') return [{ kind: 'except', values }];
  return nonEmpty({ kind: 'values', values: all.values.filter((value) => !values.includes(value)) });
}

function within(all: Allowed, bounds: { readonly from?: number; readonly to?: number }): readonly Allowed[] {
  if (all.kind !== 'range') return [];
  return nonEmpty({
    ...all,
    min: Math.max(all.min, bounds.from ?? all.min),
    max: Math.min(all.max, bounds.to ?? all.max),
  });
}

function nonEmpty(allowed: Allowed): readonly Allowed[] {
  if (allowed.kind === 'range') return allowed.min <= allowed.max ? [allowed] : [];
  return allowed.kind === 'values' && allowed.values.length === 0 ? [] : [allowed];
}

/** The values that both allow, or undefined where there are none. */
export function intersect(a: Allowed, b: Allowed): Allowed | undefined {
  if (a.kind === 'range' && b.kind === 'range')
    return nonEmpty({ ...a, min: Math.max(a.min, b.min), max: Math.min(a.max, b.max) })[0];
  if (a.kind === 'except' && b.kind === 'except')
    return { kind: 'except', values: [...new Set([...a.values, ...b.values])] };
  if (a.kind === 'values' && b.kind === 'values') {
    const roles = a.roles && b.roles ? a.roles.filter((role) => b.roles?.includes(role)) : (a.roles ?? b.roles);
    if (roles?.length === 0) return undefined;
    const values = a.values.filter((value) => b.values.includes(value));
    return nonEmpty({ kind: 'values', values, ...(roles ? { roles } : {}) })[0];
  }
  if (a.kind === 'values' && b.kind === 'except')
    return nonEmpty({ ...a, values: a.values.filter((value) => !b.values.includes(value)) })[0];
  return a.kind === 'except' && b.kind === 'values' ? intersect(b, a) : undefined;
}

/** The values that `a` allows and `b` does not, in one piece or two. */
export function subtract(a: Allowed, b: Allowed): readonly Allowed[] {
  if (a.kind === 'range' && b.kind === 'range')
    return [
      { ...a, max: Math.min(a.max, b.min - 1) },
      { ...a, min: Math.max(a.min, b.max + 1) },
    ].flatMap(nonEmpty);
  // An answer that needs no signature is not settled by one that does.
  if (b.kind === 'values' && b.roles !== undefined && !(a.kind === 'values' && isSigned(a.roles, b.roles))) return [a];
  if (a.kind === 'values') {
    const left = a.values.filter((value) => b.kind === 'range' || b.values.includes(value) === (b.kind === 'except'));
    return nonEmpty({ ...a, values: left });
  }
  if (a.kind === 'except' && b.kind === 'values')
    return [{ kind: 'except', values: [...new Set([...a.values, ...b.values])] }];
  if (a.kind === 'except' && b.kind === 'except')
    return nonEmpty({ kind: 'values', values: b.values.filter((value) => !a.values.includes(value)) });
  return [a];
}

/** Whoever may sign for `a` may sign for `b`. */
function isSigned(a: readonly string[] | undefined, b: readonly string[]): boolean {
  return a?.every((role) => b.includes(role)) === true;
}

/** True where every value that `a` allows is allowed by `b` too. */
export function isInside(a: Allowed, b: Allowed): boolean {
  const both = intersect(a, b);
  return both !== undefined && JSON.stringify(normal(both)) === JSON.stringify(normal(a));
}

function normal(allowed: Allowed): Allowed {
  return allowed.kind === 'range' ? allowed : { ...allowed, values: [...allowed.values].sort() };
}
