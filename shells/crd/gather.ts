import { validateCrdRequest } from '../fhir/validate/validate.ts';
import { insurerBy, insurerOf, type Insurer } from '../insurers/insurer.ts';
import { listAt, textAt, type Element } from '../pas/element.ts';
import { ProblemError } from '../server/problem.ts';
import { EhrError, type Ehr } from './ehr.ts';
import type { HookCall } from './hook-call.ts';
import { payersOf } from './member.ts';
import { basedOn, scopeOf, type Order } from './orders.ts';
import { heldIn, ofType, refOf, resolve, type Held } from './pool.ts';

/** What an answer is made of. */
export interface Gathered {
  readonly insurer: Insurer;
  readonly coverage: Element;
  readonly patient: Element | undefined;
  readonly orders: readonly Order[];
  readonly pool: readonly Held[];
  /** What was asked of the client's server, as it answered. */
  readonly fetched: readonly Element[];
}

/**
 * The coverage, its payer and the orders of a call: out of what came along, else from the client's server.
 * @param own the organisation that the caller belongs to: a program of one payer is not answered for another
 * @throws ProblemError 400 without one coverage of a payer that is answered for here; 412 where data that is needed did
 * not come along and cannot be asked for; 422 where an order is no order of this patient
 */
export async function gather(
  call: HookCall,
  ehr: Ehr | undefined,
  insurers: readonly Insurer[],
  own: string,
): Promise<Gathered> {
  const fetched: Element[] = [];
  let pool = heldIn([...Object.values(call.prefetch), ...Object.values(call.context)]);
  const ask = async (path: string): Promise<void> => {
    const found = heldIn([await ehr?.read(path)]);
    fetched.push(...found.map(({ resource }) => resource));
    const known = new Set(pool.map(({ ref }) => ref));
    pool = [...pool, ...found.filter(({ ref }) => !known.has(ref))];
  };
  /** What did not come along has to be asked for; what was looked for and was not there is not asked for again. */
  const need = async (key: string, path: string): Promise<void> => {
    if (key in call.prefetch) return;
    if (ehr === undefined) throw lacking(key);
    await ask(path).catch((error: unknown) => {
      throw error instanceof EhrError ? lacking(key, error.message) : error;
    });
  };
  const patientRef = `Patient/${call.patientId}`;
  const isHeld = (ref: string): boolean => pool.some((one) => one.ref === ref);
  if (!isHeld(patientRef)) await need('patient', patientRef);
  if (coveragesOf(pool, patientRef).length === 0)
    await need('coverage', `Coverage?patient=${encodeURIComponent(call.patientId)}&status=active`);
  const coverage = oneCoverage(coveragesOf(pool, patientRef));
  await askQuietly(unheld(listAt(coverage, 'payor'), pool, coverage), ask, ehr);
  const insurer = payerOf(coverage, pool, insurers, own);
  const { orders, refs } = scopeOf(call);
  for (const ref of refs) if (!isHeld(ref)) await need(keyOf(ref), ref);
  const named = refs.map((ref) => lookedUp(ref, pool));
  refuseUnsound(named);
  const all = [...orders, ...named];
  refuseStrangers(all, patientRef);
  const behind = all.flatMap(({ resource }) => unheld(basedOn(resource), pool, resource));
  await askQuietly(behind, ask, ehr);
  const requests = [...all.map(({ resource }) => resource), ...ofType(pool, 'MedicationRequest')];
  const medications = requests.flatMap((one) => unheld(listAt(one, 'medicationReference'), pool, one));
  await askQuietly(medications, ask, ehr);
  return {
    insurer,
    coverage,
    patient: pool.find(({ ref }) => ref === patientRef)?.resource,
    orders: all,
    pool,
    fetched,
  };
}

/** Under which key the standard prefetch has an order. */
function keyOf(ref: string): string {
  const type = ref.replace(/\/.*$/u, '');
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}s`;
}

function lacking(key: string, because?: string): ProblemError {
  return new ProblemError(412, `Needed data did not come along: ${key}`, {
    detail:
      because === undefined
        ? 'Send it as prefetch, or an address and a token to ask for it'
        : `It was asked for, and ${because}`,
  });
}

function coveragesOf(pool: readonly Held[], patientRef: string): readonly Element[] {
  const own = ofType(pool, 'Coverage').filter((one) => refOf(textAt(one, 'beneficiary', 'reference')) === patientRef);
  const active = own.filter(({ status }) => status === 'active');
  return active.length > 0 ? active : own;
}

function oneCoverage(found: readonly Element[]): Element {
  const [coverage, another] = found;
  if (coverage === undefined || another !== undefined)
    throw new ProblemError(
      400,
      coverage === undefined ? 'The patient has no coverage that is accessible' : 'The patient has several coverages',
      {
        detail: 'Send the one that is most likely to be primary',
      },
    );
  return coverage;
}

function payerOf(coverage: Element, pool: readonly Held[], insurers: readonly Insurer[], own: string): Insurer {
  const identifiers = payersOf(coverage, pool);
  const insurer = insurerBy(insurers, identifiers);
  const where = `Coverage/${String(coverage['id'])}.payor`;
  if (insurer === undefined || (insurerOf(insurers, own) !== undefined && insurer.organisation !== own))
    throw new ProblemError(400, 'The coverage is of no payer that is answered for here', {
      faults: [
        {
          where,
          what: identifiers.length === 0 ? 'it has no identifier of the payer' : 'its identifier is of another payer',
          mend: 'Send the identifier in the reference, or the Organization with it',
        },
      ],
    });
  return insurer;
}

function lookedUp(ref: string, pool: readonly Held[]): Order {
  const resource = pool.find((one) => one.ref === ref)?.resource;
  if (resource === undefined)
    throw new ProblemError(422, 'An order that is named does not exist', {
      faults: [{ where: 'context.dispatchedOrders', what: `${ref} was not found`, mend: 'Send orders that exist' }],
    });
  return { ref, where: ref, resource };
}

/**
 * Orders in the context were judged with the call; those that it only names are judged the same way, since they are sent
 * back as they are.
 */
function refuseUnsound(orders: readonly Order[]): void {
  if (orders.length === 0) return;
  const entry = orders.map(({ resource }) => ({ resource }));
  const draftOrders = { resourceType: 'Bundle', type: 'collection', entry };
  const { faults } = validateCrdRequest('order-sign', {
    ...{ hook: 'order-sign', hookInstance: '00000000-0000-4000-8000-000000000000' },
    context: { userId: 'Practitioner/none', patientId: 'none', draftOrders },
  });
  if (faults.length > 0)
    throw new ProblemError(400, 'An order that is named is no sound resource', {
      faults: faults.map((fault) => ({ ...fault, where: placed(fault.where, orders) })),
    });
}

function placed(where: string, orders: readonly Order[]): string {
  const found = /^context\.draftOrders\.entry\[(\d+)\]\.resource(.*)$/su.exec(where);
  return found === null ? where : `${orders[Number(found[1])]?.ref ?? ''}${found[2] ?? ''}`;
}

/** Orders without an id cannot be answered to, and those of another patient have no place in the call. */
function refuseStrangers(orders: readonly Order[], patientRef: string): void {
  const faults = orders.flatMap(({ resource, where }) => {
    const subject = refOf(textAt(resource, 'subject', 'reference') ?? textAt(resource, 'patient', 'reference'));
    return [
      ...(textAt(resource, 'id') === undefined
        ? [{ where: `${where}.id`, what: 'the order has no id', mend: 'Send the id by which it is updated' }]
        : []),
      ...(subject !== undefined && subject !== patientRef
        ? [{ where: `${where}.subject`, what: 'the order is of another patient', mend: `Send orders of ${patientRef}` }]
        : []),
    ];
  });
  if (faults.length > 0) throw new ProblemError(422, 'Not every order can be answered to', { faults });
}

/** References that lead to nothing at hand. */
function unheld(references: readonly Element[], pool: readonly Held[], from: Element): readonly string[] {
  return references.flatMap((reference) =>
    resolve(pool, from, reference) === undefined ? (refOf(textAt(reference, 'reference')) ?? []) : [],
  );
}

/** Asks for what would help; without it the answer says less. */
async function askQuietly(
  refs: readonly string[],
  ask: (path: string) => Promise<void>,
  ehr: Ehr | undefined,
): Promise<void> {
  if (ehr === undefined) return;
  await Promise.all(
    [...new Set(refs)].slice(0, MOST_ASKED).map((ref) =>
      ask(ref).catch((error: unknown) => {
        if (!(error instanceof EhrError)) throw error;
      }),
    ),
  );
}

const MOST_ASKED = 20;
