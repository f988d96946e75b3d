import type { RequestKind } from '../../core/coverage/policy.ts';
import type { Member } from '../../core/requests/entry.ts';
import { assertionBy, type SaidOfOrder } from '../crd/assertions.ts';
import { authorizationsOf, type Authorization } from '../crd/authorizations.ts';
import type { Service } from '../server/service.ts';
import type { Actor } from '../store/events.ts';
import { extensionsAt, listAt, textAt } from './element.ts';
import type { ClaimItem } from './item.ts';
import { EXTENSION } from './systems.ts';

/** What coverage discovery had said of the order behind a line. */
export interface Said {
  /** Its id. */
  readonly id: string;
  /** The policy that it named, and the kind of request. */
  readonly asks?: { readonly policy: string; readonly kind: RequestKind };
}

/** Looks up what the order of a line carries from coverage discovery: an id of this payer, said of this member. */
export async function saidBefore(
  { order }: ClaimItem,
  member: Member,
  actor: Actor,
  service: Pick<Service, 'store' | 'now'>,
): Promise<Said | undefined> {
  const ids = extensionsAt(order?.resource, EXTENSION.coverageInformation).flatMap((information) =>
    listAt(information, 'extension')
      .filter(({ url }) => url === 'coverage-assertion-id')
      .flatMap((one) => textAt(one, 'valueString') ?? []),
  );
  for (const id of ids) {
    const kept = await assertionBy(service, actor, id);
    if (kept?.member.ids.some((one) => member.ids.includes(one)) === true)
      return { id: kept.id, ...asksOf(kept.orders) };
  }
  return undefined;
}

function asksOf(orders: readonly SaidOfOrder[]): Pick<Said, 'asks'> {
  const [of] = orders.filter(({ policy, kind }) => policy !== undefined && kind !== undefined);
  return of?.policy === undefined || of.kind === undefined ? {} : { asks: { policy: of.policy.id, kind: of.kind } };
}

/** A line of which is asked whether it is authorized already; `on` is its day, YYYY-MM-DD. */
interface Wanted {
  readonly item: ClaimItem;
  readonly kind: RequestKind;
  readonly drug: string;
  readonly on: string;
}

/** Numbers of authorizations of the same claim: they do not stand in the way of its lines, and count beside them. */
export interface OwnNumbers {
  /** Of all its lines, those that were replaced with them. */
  readonly all: readonly string[];
  /** Of its other lines as they stand. */
  readonly others: readonly string[];
}

/** What is authorized for the member already, beside which a line is looked at. */
interface Beside {
  /** An authorization for the same drug and time: what is authorized is not authorized twice without a person. */
  readonly covered?: Authorization;
  /** Billing units that the other lines of its claim were given for the same; null where one has no limit. */
  readonly used: number | null;
}

/** A renewal that names no days begins after the one that it renews: one authorization may still hold then, not two. */
export async function besideLine(
  { item, kind, drug, on }: Wanted,
  member: Member,
  { all, others }: OwnNumbers,
  actor: Actor,
  { service, at }: { readonly service: Service; readonly at: string },
): Promise<Beside> {
  const from = item.from ?? on;
  const to = item.to ?? from;
  const held = (await authorizationsOf(service, actor, member, at)).filter(
    (one) => one.drug === drug && one.from <= to && from <= one.to,
  );
  const strange = held.filter(({ number }) => !all.includes(number));
  const covered = strange[kind === 'renewal' && item.from === undefined ? 1 : 0];
  const units = held.filter(({ number }) => others.includes(number)).map((one) => one.units);
  return {
    ...(covered === undefined ? {} : { covered }),
    used: units.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0),
  };
}

export function coveredReason({ number, from, to }: Authorization): string {
  return `Authorization ${number} covers it from ${from} to ${to} already`;
}
