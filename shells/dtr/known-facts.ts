import type { Evidence, FactRecord } from '../../core/values/fact.ts';
import { below } from '../chart/elm.ts';
import { readChart } from '../chart/read-chart.ts';
import { InputError } from '../input/input-error.ts';
import { holds, type Membership } from '../insurers/insurer.ts';
import type { PackageInput } from './package-input.ts';

const LINE = 'member.line-of-business';

/**
 * What the payer knows before anybody is asked: its own list of members, and what coverage and orders say. What cannot
 * be read is not known; it is asked then.
 * @param on YYYY-MM-DD
 */
export async function knownFacts(
  input: PackageInput,
  membership: readonly Membership[] | undefined,
  on: string,
): Promise<FactRecord> {
  return new Map([...(await sentFacts(input, on)), ...memberFacts(membership ?? [], on)]);
}

/**
 * The line of business, where all spans of the day are of one. A day of birth or a state is not told by a number alone:
 * whoever asks has to know them.
 */
function memberFacts(membership: readonly Membership[], on: string): FactRecord {
  const lines = new Set(membership.filter((span) => holds(span, on)).map(({ lineOfBusiness }) => lineOfBusiness));
  const [line] = lines;
  if (line === undefined || lines.size > 1) return new Map();
  const evidence: readonly Evidence[] = [{ kind: 'resource', ref: 'List of members' }];
  return new Map([[LINE, { value: line, origin: 'chart', evidence }]]);
}

/** Coverage and orders as the chart that they are a part of; where an order cannot be read, the coverage by itself. */
async function sentFacts({ coverages, orders }: PackageInput, on: string): Promise<FactRecord> {
  const patient = String(below(coverages[0], 'beneficiary', 'reference'))
    .split('/')
    .at(-1);
  if (patient === undefined || !/^[A-Za-z0-9.-]{1,64}$/u.test(patient)) return new Map();
  const member = [{ resourceType: 'Patient', id: patient }, ...coverages];
  return (await factsIn(collected([...member, ...orders]), on)) ?? (await factsIn(collected(member), on)) ?? new Map();
}

function collected(resources: readonly unknown[]): unknown {
  return { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) };
}

/** The facts of a chart; undefined where it cannot be read as one: that does not keep a form from being sent. */
export async function factsIn(chart: unknown, on: string): Promise<FactRecord | undefined> {
  try {
    const { facts } = await readChart(JSON.stringify(chart), 'Parameters', on);
    return facts;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
