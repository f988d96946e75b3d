import type { Insurer } from '../insurers/insurer.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Element } from '../pas/element.ts';
import type { Caller } from '../server/caller.ts';
import { todayFor } from '../server/zones.ts';
import type { Service } from '../server/service.ts';
import type { Actor } from '../store/events.ts';
import { assessAll, type AssessedOrder, type Assessments } from './assess-all.ts';
import { early } from './assess.ts';
import { cardId, newAssertion, type Assertion } from './assertions.ts';
import { cardOf, type Card } from './cards.ts';
import { ehrOf } from './ehr.ts';
import { gather } from './gather.ts';
import type { HookCall } from './hook-call.ts';
import { KIND } from './hooks.ts';
import { informationOf, isSaid, withInformation } from './information.ts';
import { memberIdsOf } from './member.ts';

/** What a hook is answered with. */
export interface HookResponse {
  readonly cards: readonly Card[];
  readonly systemActions?: readonly { readonly type: 'update'; readonly resource: Element }[];
}

interface HookAnswer {
  readonly response: HookResponse;
  /** The payer that answers. */
  readonly insurer: Insurer;
  readonly id: string;
  readonly said: Omit<Assertion, 'request' | 'response'>;
}

/** A call is answered within five seconds: by then everything that is asked of others has ended. */
const ASKS_MS = 4_000;
/** The cards of an answer are numbered by one digit. */
const MOST_CARDS = 15;

/**
 * Answers a call of a hook.
 * @param report is told what failed, where the answer says that something did
 * @throws ProblemError where the guide wants an error
 */
export async function answerCall(
  call: HookCall,
  caller: Caller,
  service: Service,
  report: (error: unknown) => void,
): Promise<HookAnswer> {
  const ehr = ehrOf(call.server, askable(caller, service), AbortSignal.timeout(ASKS_MS));
  const gathered = await gather(call, ehr, service.insurers, caller.organisation);
  const { insurer, coverage, patient } = gathered;
  const { coverageInfo, guideline } = call.configuration;
  const actor: Actor = { organisation: insurer.organisation, id: caller.id, role: caller.role };
  const on = todayFor(service, insurer.organisation);
  const nothing: Assessments = { assessed: [], fetched: [] };
  const { assessed, fetched } =
    coverageInfo || guideline ? await assessAll(gathered, { call, service, actor, on, ehr, report }) : nothing;
  const id = newAssertion();
  const reference = `Coverage/${String(coverage['id'])}`;
  const isSecondary = KIND[call.hook] === 'secondary';
  const informed = coverageInfo
    ? assessed.map(({ order, assessment }) => {
        const finding = isSecondary ? early(assessment.finding) : assessment.finding;
        const said = { coverage: reference, date: on, assertion: id, version: call.version };
        return { order, assessment, information: informationOf(finding, said) };
      })
    : [];
  // What an order says already is not said again.
  const told = informed.filter(({ order, information }) => !isSaid(order.resource, information));
  const systemActions = told.map(({ order, information }) => ({
    type: 'update' as const,
    resource: withInformation(order.resource, information),
  }));
  const { drugs } = service.knowledge.current();
  const cards = guideline && !isSecondary ? cardsOf(assessed, { insurer, call, id, drugs }) : [];
  const birthDate = patient?.['birthDate'];
  return {
    response: { cards, ...(systemActions.length === 0 ? {} : { systemActions }) },
    ...{ insurer, id },
    said: {
      ...{ hook: call.hook, instance: call.instance, coverage: reference },
      fetched: [...gathered.fetched, ...fetched],
      member: { ids: memberIdsOf(coverage), ...(typeof birthDate === 'string' ? { birthDate } : {}) },
      orders: told.map(({ order, assessment: { drug, policy, kind }, information }) => ({
        ...{ order: order.ref, information },
        ...(drug === undefined ? {} : { drug }),
        ...(policy === undefined ? {} : { policy: { id: policy.id, version: policy.version } }),
        ...(kind === undefined ? {} : { kind }),
      })),
    },
  };
}

/** The servers that may be asked for a caller: those of its own, and those that the payers name. */
function askable({ id, kind }: Caller, { clients, insurers }: Service): readonly string[] {
  const own = kind === 'machine' ? clients.find((client) => client.id === id)?.hooks?.fhirServers : undefined;
  return [...(own ?? []), ...insurers.flatMap(({ resourceServers }) => resourceServers)];
}

interface Carded {
  readonly insurer: Insurer;
  readonly call: HookCall;
  readonly id: string;
  readonly drugs: Knowledge['drugs'];
}

function cardsOf(assessed: readonly AssessedOrder[], { insurer, call, id, drugs }: Carded): readonly Card[] {
  return assessed
    .slice(0, MOST_CARDS)
    .flatMap(
      ({ order, assessment }, index) =>
        cardOf(order, assessment, { insurer, drugs, uuid: cardId(id, index + 1) }) ?? [],
    )
    .slice(0, call.configuration.maxCards);
}
