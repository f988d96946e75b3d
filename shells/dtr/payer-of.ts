import { memberIdsOf, payersOf } from '../crd/member.ts';
import { heldIn } from '../crd/pool.ts';
import { insurerBy, insurerOf, membershipsOf, type Insurer, type Membership } from '../insurers/insurer.ts';
import type { Caller } from '../server/caller.ts';
import { ProblemError } from '../server/problem.ts';
import type { PackageInput, SentResource } from './package-input.ts';

const WHERE = "Parameters.parameter.where(name = 'coverage').resource";

/**
 * The payer of the coverage that was sent: the one that it names, else the one that the caller is connected to.
 * @throws ProblemError 422 where it is none that answers here
 */
export function payerOf(
  { coverages: [coverage], referenced }: PackageInput,
  insurers: readonly Insurer[],
  caller: Caller,
): Insurer {
  const identifiers = payersOf(coverage, heldIn(referenced));
  const found = identifiers.length > 0 ? insurerBy(insurers, identifiers) : payerOfCaller(insurers, caller);
  const own = insurerOf(insurers, caller.organisation);
  // Whoever is registered with one payer learns nothing from another.
  if (found !== undefined && (own === undefined || own === found)) return found;
  const what =
    identifiers.length > 0
      ? 'the payer of the coverage is none that answers here'
      : 'the coverage does not say which payer it is of';
  throw notFound([
    { where: `${WHERE}.payor`, what, mend: 'Send the coverage of a payer of this service, with its identifier' },
  ]);
}

/** Whom the caller is registered with; where that is no payer, the only payer that there is. */
function payerOfCaller(insurers: readonly Insurer[], { organisation }: Caller): Insurer | undefined {
  return insurerOf(insurers, organisation) ?? (insurers.length === 1 ? insurers[0] : undefined);
}

/**
 * When the member of the coverage was one, as far as the payer lists its members; undefined where it does not, or the
 * coverage names nobody.
 * @throws ProblemError 422 where the list has nobody of that number
 */
export function memberOf(coverage: SentResource, insurer: Insurer): readonly Membership[] | undefined {
  const ids = memberIdsOf(coverage);
  if (ids.length === 0) return undefined;
  const found = membershipsOf(insurer, ids);
  if (found === undefined || found.length > 0) return found;
  const what = 'the payer has no member of this number';
  throw notFound([{ where: `${WHERE}.subscriberId`, what, mend: 'Check the number on the card of the member' }]);
}

function notFound(
  faults: readonly { readonly where: string; readonly what: string; readonly mend: string }[],
): ProblemError {
  return new ProblemError(422, 'The coverage is not known here', { faults });
}
