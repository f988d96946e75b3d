import { holds, membershipsOf, type BusinessIdentifier, type Insurer, type Membership } from '../insurers/insurer.ts';
import { listAt, textAt, type Element } from '../pas/element.ts';
import { resolve, type Held } from './pool.ts';

/** Who is covered, as the payer's own records have it. */
export type MemberFound =
  | {
      readonly kind: 'member';
      readonly ids: readonly string[];
      readonly birthDate?: string;
      readonly membership?: Membership;
    }
  | { readonly kind: 'not-covered'; readonly because: 'no-member-found' | 'no-active-coverage' | 'coverage-not-found' };

/** The identifiers of the payer that a coverage names: in the reference itself, or of the organization behind it. */
export function payersOf(coverage: Element, pool: readonly Held[]): readonly Partial<BusinessIdentifier>[] {
  return listAt(coverage, 'payor')
    .flatMap((reference) => [
      ...listAt(reference, 'identifier'),
      ...listAt(resolve(pool, coverage, reference), 'identifier'),
    ])
    .map((identifier) => {
      const [system, value] = [textAt(identifier, 'system'), textAt(identifier, 'value')];
      return { ...(system === undefined ? {} : { system }), ...(value === undefined ? {} : { value }) };
    });
}

/** Every number that a coverage shows of its member. */
export function memberIdsOf(coverage: Element): readonly string[] {
  const subscriber = textAt(coverage, 'subscriberId');
  const numbers = listAt(coverage, 'identifier').flatMap((identifier) => textAt(identifier, 'value') ?? []);
  return [...new Set([...numbers, ...(subscriber === undefined ? [] : [subscriber])])];
}

/**
 * The member of a coverage on a day. Where the insurer lists its members, number and day of birth, as far as it is known,
 * have to be of one of them; where it lists none, the coverage speaks for itself.
 */
export function memberOf(insurer: Insurer, coverage: Element, patient: Element | undefined, on: string): MemberFound {
  const ids = memberIdsOf(coverage);
  const birthDate = textAt(patient, 'birthDate');
  const listed = membershipsOf(insurer, ids);
  const known = { ids, ...(birthDate === undefined ? {} : { birthDate }) };
  if (listed === undefined)
    return isActive(coverage, on)
      ? { kind: 'member', ...known }
      : { kind: 'not-covered', because: 'no-active-coverage' };
  const people = new Set(listed.map((one) => one.birthDate));
  // A day of birth that is not told is no other one: where one person has the number, it is that person's.
  const own =
    birthDate === undefined && people.size === 1 ? listed : listed.filter((one) => one.birthDate === birthDate);
  if (own.length === 0) return { kind: 'not-covered', because: 'no-member-found' };
  const [membership, ...others] = own.filter((one) => holds(one, on));
  if (membership === undefined) return { kind: 'not-covered', because: 'no-active-coverage' };
  if (others.some(({ lineOfBusiness }) => lineOfBusiness !== membership.lineOfBusiness))
    return { kind: 'not-covered', because: 'coverage-not-found' };
  return { kind: 'member', ...known, membership };
}

/** A coverage that says it is in use, and whose period, as far as it has days, holds the day. */
export function isActive(coverage: Element, on: string): boolean {
  const [from, to] = [textAt(coverage, 'period', 'start'), textAt(coverage, 'period', 'end')];
  const begins = from === undefined || from.slice(0, 10) <= on;
  // A month or a year as the end holds all of it.
  const ends = to === undefined || on.slice(0, Math.min(to.length, 10)) <= to.slice(0, 10);
  return coverage['status'] === 'active' && begins && ends;
}
