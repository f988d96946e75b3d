import type { Determination } from '../../core/coverage/determination.ts';
import type { Approval, Determined } from '../../core/requests/entry.ts';
import { notEnough } from '../../core/requests/not-enough.ts';
import { HCPCS } from '../fhir/claim/systems.ts';
import { InputError } from '../input/input-error.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { determination, type KeptDetermination } from '../server/determination.ts';
import type { Clinical } from './clinical.ts';
import { codingsOf } from './element.ts';
import type { ClaimItem } from './item.ts';
import type { Matter } from './matter.ts';

/** What the program made of a line, and what it may do about it: it approves, asks, or gives it to a person. */
export interface Looked {
  /** Undefined where the program did not look, or could not. */
  readonly kept?: KeptDetermination;
  readonly notEnough: Determined['notEnough'];
  readonly then: Then;
}

type Then =
  | { readonly does: 'approve'; readonly approval: Omit<Approval, 'number'> }
  | { readonly does: 'ask'; readonly what: readonly string[] }
  | { readonly does: 'refer'; readonly reason: string };

const LINE = 'member.line-of-business';
/** X12 673: billing units. A line without a unit counts in those of its code. */
const UNITS: readonly (string | undefined)[] = ['UN', undefined];

/**
 * Looks at one line by its policy.
 * @param on YYYY-MM-DD: the day of the answer, or of a service that was given before it
 * @param approvesAlone the payer lets the program approve without a person
 */
export async function look(
  item: ClaimItem,
  matter: Matter,
  clinical: Clinical,
  knowledge: Knowledge,
  on: string,
  approvesAlone: boolean,
  now: () => string,
): Promise<Looked> {
  const toPerson = (reason: string, kept?: KeptDetermination): Looked => ({
    ...(kept === undefined ? {} : { kept }),
    notEnough: [],
    then: { does: 'refer', reason },
  });
  if (matter.person !== undefined) return toPerson(matter.person);
  const { chart, answers, faults } = clinical;
  const line = matter.lineOfBusiness;
  const given = answers[LINE]?.value;
  if (line !== undefined && given !== undefined && given !== line)
    return toPerson(`The answers say ${LINE} ${String(given)}, the list of members ${line}`);
  const known = line === undefined ? answers : { ...answers, [LINE]: { value: line, source: 'list of members' } };
  const asked = {
    ...{ on, answers: known, drug: matter.drug },
    ...(chart === undefined ? {} : { chart }),
    ...(item.from !== undefined && item.from >= on ? { start: item.from } : {}),
  };
  let kept: KeptDetermination;
  try {
    kept = await determination(matter, asked, knowledge, now);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const some = error.faults.slice(0, 3).map(({ where, what }) => `${where}: ${what}`);
    return toPerson(`The clinical content cannot be read: ${some.join('; ')}`);
  }
  if (faults.length > 0) return toPerson(`Something in it cannot be used: ${faults.slice(0, 3).join('; ')}`, kept);
  return { kept, ...judged(kept.found, item, matter, clinical, approvesAlone) };
}

function judged(
  found: Determination,
  item: ClaimItem,
  { used }: Matter,
  { unattested }: Clinical,
  approvesAlone: boolean,
): Omit<Looked, 'kept'> {
  const refer = (reason: string): Omit<Looked, 'kept'> => ({ notEnough: [], then: { does: 'refer', reason } });
  switch (found.outcome) {
    case 'criteria-met': {
      const weak = [...notEnough(found), ...weakOf(found, unattested)];
      if (weak.length > 0)
        return { notEnough: weak, then: { does: 'ask', what: [...new Set(weak.map(({ fact }) => fact))] } };
      const { approval, person } = approvable(found, item, used);
      if (approval === undefined) return refer(person);
      if (!approvesAlone) return refer('The criteria are met; this payer has a person approve');
      return { notEnough: [], then: { does: 'approve', approval } };
    }
    case 'information-needed': {
      const what = found.needed.map(({ fact }) => fact);
      return what.length === 0
        ? refer(found.reason ?? 'Nothing that could be asked settles it')
        : { notEnough: [], then: { does: 'ask', what } };
    }
    case 'criteria-not-met':
      return refer('As it is recorded, the criteria are not met: a clinician decides');
    case 'policy-not-applicable':
      return refer(`The policy does not apply: ${found.reason ?? 'no reason is held'}`);
    default:
      return found.outcome satisfies never;
  }
}

/** Facts that no person attested, where each way to rest the finding needs one of them. */
function weakOf({ restsOn = [] }: Determination, unattested: ReadonlySet<string>): Determined['notEnough'] {
  if (restsOn.some((facts) => facts.every((fact) => !unattested.has(fact)))) return [];
  const facts = restsOn.length === 0 ? [...unattested] : restsOn.flat().filter((fact) => unattested.has(fact));
  return [...new Set(facts)].map((fact) => ({ fact, because: 'chart-only' }));
}

interface Approvable {
  readonly approval?: Omit<Approval, 'number'>;
  readonly person: string;
}

/** All that is asked for, where it lies inside what the policy gives; less than all is never the program's to say. */
function approvable(
  { authorization }: Determination,
  { quantity, from, to, json }: ClaimItem,
  used: Matter['used'] = 0,
): Approvable {
  if (authorization?.to == null) return { person: 'The criteria are met; the policy states no period' };
  const period = { from: from ?? authorization.from, to: to ?? authorization.to };
  if (period.from < authorization.from || period.to > authorization.to || period.to < period.from)
    return {
      person: `The criteria are met; ${period.from} to ${period.to} is asked for, and the policy gives ${authorization.from} to ${authorization.to}`,
    };
  if (used === null || (used > 0 && quantity === undefined))
    return {
      person: 'The criteria are met; another line of the claim was given for the same, and a person says what is left',
    };
  // A package number counts packages: as many of them are another amount.
  const isBilled = codingsOf(json['productOrService']).every(({ system }) => system === HCPCS);
  if (!isBilled && (quantity !== undefined || authorization.units !== null))
    return { person: 'The criteria are met; the line has no billing code, and a person says what its units are' };
  if (quantity === undefined) return { approval: { ...period, units: authorization.units }, person: '' };
  const { value, unit } = quantity;
  if (!UNITS.includes(unit) || !Number.isInteger(value) || value < 1)
    return { person: `The criteria are met; a person says what ${String(value)} ${unit ?? ''} is in billing units` };
  if (authorization.units !== null && value + used > authorization.units)
    return {
      person: `The criteria are met; ${String(value + used)} units are asked for, and the policy plans ${String(authorization.units)}`,
    };
  return { approval: { ...period, units: value }, person: '' };
}
