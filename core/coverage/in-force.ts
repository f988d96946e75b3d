import type { Policy } from './policy.ts';

/** The version of a policy that governs a day, or why none that is held does (R8). */
export type InForce =
  { readonly policy: Policy } | { readonly policy?: undefined; readonly nearest: Policy; readonly reason: string };

/**
 * @param versions the held versions of one policy, at least one
 * @param on YYYY-MM-DD, the date of the answer or of the service
 */
export function inForce(versions: readonly Policy[], on: string): InForce {
  const oldestFirst = [...versions].sort((a, b) => a.inForce.from.localeCompare(b.inForce.from));
  const governing = oldestFirst.findLast((policy) => covers(policy, on));
  if (governing !== undefined) return { policy: governing };
  const nearest = oldestFirst.find((policy) => policy.inForce.from > on) ?? oldestFirst.at(-1);
  if (nearest === undefined) throw new Error('A policy has at least one version');
  return { nearest, reason: reasonFor(nearest, on) };
}

function covers({ inForce: { from, to } }: Policy, on: string): boolean {
  return from <= on && (to === undefined || on <= to);
}

function reasonFor(nearest: Policy, on: string): string {
  if (on < nearest.existsFrom) return `the policy did not exist before ${nearest.existsFrom}`;
  return `version not held: the policy existed on ${on}, but the held version begins on ${nearest.inForce.from}`;
}
