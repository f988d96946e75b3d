import type { ChartReading } from '../chart/read-chart.ts';
import { fhirBase } from '../dtr/held-form.ts';
import { InputError } from '../input/input-error.ts';
import type { Element } from '../pas/element.ts';
import { utc } from '../server/record.ts';
import type { Service } from '../server/service.ts';
import type { Actor } from '../store/events.ts';
import { byChart, byRecord, type Assessed } from './assess.ts';
import { authorizationsOf } from './authorizations.ts';
import { chartOf, fetchChart } from './chart.ts';
import type { Ehr } from './ehr.ts';
import { TECHNICAL } from './finding.ts';
import type { Gathered } from './gather.ts';
import type { HookCall } from './hook-call.ts';
import { memberOf } from './member.ts';
import type { Order } from './orders.ts';

/** What the orders of a call are assessed with. */
interface Working {
  readonly call: HookCall;
  readonly service: Service;
  /** Who asks, in the organisation of the payer. */
  readonly actor: Actor;
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly ehr: Ehr | undefined;
  /** Is told what failed. */
  readonly report: (error: unknown) => void;
}

export interface AssessedOrder {
  readonly order: Order;
  readonly assessment: Assessed;
}

export interface Assessments {
  readonly assessed: readonly AssessedOrder[];
  /** What was asked of the client's server for it. */
  readonly fetched: readonly Element[];
}

/** What can be said of each order. What fails here is told as a technical matter, and as nothing of the order. */
export async function assessAll(gathered: Gathered, working: Working): Promise<Assessments> {
  const { orders } = gathered;
  try {
    return await assessments(gathered, working);
  } catch (error) {
    working.report(error);
    return { assessed: orders.map((order) => ({ order, assessment: { finding: TECHNICAL } })), fetched: [] };
  }
}

async function assessments(
  { insurer, coverage, patient, orders, pool }: Gathered,
  { call, service, actor, on, ehr }: Working,
): Promise<Assessments> {
  const member = memberOf(insurer, coverage, patient, on);
  const isMember = member.kind === 'member';
  const known = {
    ...{ insurer, knowledge: service.knowledge.current(), member, pool, on },
    authorizations: isMember ? await authorizationsOf(service, actor, member, utc(service.now())) : [],
    ...{ base: fhirBase(service.origin()), numbers: call.configuration.unsolicited },
  };
  const answered = orders.map((order) => ({ order, assessment: byRecord(order, known) }));
  if (answered.every(isAssessed)) return { assessed: answered, fetched: [] };
  const more = await fetchChart(pool, call.patientId, ehr);
  const reading = await readingOf(chartOf([...pool, ...more], orders, patient, coverage), on);
  return {
    assessed: answered.map(({ order, assessment }) => ({
      ...{ order, assessment: assessment ?? byChart(order, known, reading) },
    })),
    fetched: more.map(({ resource }) => resource),
  };
}

function isAssessed(one: { readonly order: Order; readonly assessment: Assessed | undefined }): one is AssessedOrder {
  return one.assessment !== undefined;
}

async function readingOf(chart: unknown, on: string): Promise<ChartReading | undefined> {
  if (chart === undefined) return undefined;
  // The CQL engine takes 100 ms to load: only a call with a chart pays for it.
  const { readChart } = await import('../chart/read-chart.ts');
  try {
    return await readChart(JSON.stringify(chart), 'prefetch', on);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
