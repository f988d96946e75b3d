import { isTree } from '../chart/elm.ts';
import { listAt, textAt, type Element } from '../pas/element.ts';
import { canonical } from '../store/chain.ts';
import type { Actor } from '../store/events.ts';
import type { Service } from '../server/service.ts';

/** What was approved for a member, as a request in the payer's record has it. */
export interface Authorization {
  readonly number: string;
  /** First and last day, both inside, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  readonly units: number | null;
  readonly drug: string;
  /** Of whom it is for, YYYY-MM-DD, where the request says so: members of one family may share an id. */
  readonly birthDate?: string;
}

/** What lists show of a request, as far as it is read here. */
interface Shown {
  readonly drug?: string;
  readonly approval: {
    readonly number: string;
    readonly from: string;
    readonly to: string;
    readonly units: number | null;
  } | null;
  readonly member?: { readonly birthDate?: string };
}

/**
 * What a payer has approved for whoever may be the member, whatever the day; the reading is logged. A request of another
 * day of birth is another person's; one that is missing, on either side, tells nobody apart.
 */
export async function authorizationsOf(
  { database }: Pick<Service, 'database'>,
  actor: Actor,
  member: { readonly ids: readonly string[]; readonly birthDate?: string },
  at: string,
): Promise<readonly Authorization[]> {
  // No text of the record can hold the character 0: nobody has such a number.
  const ids = member.ids.filter((id) => !id.includes('\0'));
  if (ids.length === 0) return [];
  const { organisation } = actor;
  const rows = await database.call<{ body: string }>(READ, [organisation, ids, canonical(actor), 'hook', at]);
  return rows.flatMap(({ body }): Authorization[] => {
    const { drug, approval, member: of } = JSON.parse(body) as Shown;
    // What is rescinded or denied has none; one that an appeal is about stands until it is decided.
    if (approval === null || drug === undefined) return [];
    const birthDate = of?.birthDate;
    if (birthDate === undefined) return [{ ...approval, drug }];
    return member.birthDate !== undefined && birthDate !== member.birthDate ? [] : [{ ...approval, drug, birthDate }];
  });
}

const READ = { name: 'member-requests', text: 'select * from member_requests($1, $2, $3, $4, $5)' };

/** An order as an authorization has to cover it. */
interface Carried {
  readonly drug: string;
  /** The day on which it begins to be carried out, YYYY-MM-DD. */
  readonly day: string;
  readonly order: Element;
  readonly mgPerUnit: number;
  /** Of the member; one that is not known is nobody's. */
  readonly birthDate: string | undefined;
}

/** The authorization under which an order of a drug may be carried out; undefined where none is certain to cover it. */
export function covering(
  authorizations: readonly Authorization[],
  { drug, day, order, mgPerUnit, birthDate }: Carried,
): Authorization | undefined {
  const most = milligramsOf(order);
  return authorizations.find(
    (one) =>
      one.drug === drug &&
      one.birthDate !== undefined &&
      one.birthDate === birthDate &&
      one.from <= day &&
      day <= one.to &&
      (one.units === null || (most !== undefined && most / mgPerUnit <= one.units)),
  );
}

/**
 * The most milligrams that an order names, of one dose or of all that is dispensed; 0 where it names none, undefined
 * where it names an amount in another unit only.
 */
function milligramsOf(order: Element): number | undefined {
  const doses = listAt(order, 'dosageInstruction').flatMap((one) =>
    listAt(one, 'doseAndRate').flatMap((rate) => [rate['doseQuantity']]),
  );
  const dispense = order['dispenseRequest'];
  const amounts = [...doses, isTree(dispense) ? dispense['quantity'] : undefined].filter(isTree);
  const known = amounts.flatMap((amount) => {
    const value = amount['value'];
    const unit = textAt(amount, 'code') ?? textAt(amount, 'unit');
    return typeof value === 'number' && unit === 'mg' ? [value] : [];
  });
  return amounts.length > 0 && known.length === 0 ? undefined : Math.max(0, ...known);
}
