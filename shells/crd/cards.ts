import type { Insurer } from '../insurers/insurer.ts';
import type { Assessed } from './assess.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Order } from './orders.ts';

/** A card of CDS Hooks. */
export interface Card {
  readonly uuid: string;
  readonly summary: string;
  readonly indicator: 'info';
  readonly detail: string;
  readonly source: {
    readonly label: string;
    readonly topic: { readonly system: string; readonly code: string; readonly display: string };
  };
  readonly extension: { readonly 'davinci-crd.associated-resource': readonly { readonly reference: string }[] };
}

const TOPIC = {
  system: 'http://terminology.hl7.org/CodeSystem/cdshooks-card-type',
  code: 'guideline',
  display: 'Guideline',
};
const LONGEST = 139;
const MOST = 12;

interface Of {
  readonly insurer: Insurer;
  readonly drugs: Knowledge['drugs'];
  readonly uuid: string;
}

/** A card with what the policy asks and the record does not answer; undefined where there is nothing of the kind. */
export function cardOf(
  order: Order,
  { determination, policy, drug }: Assessed,
  { insurer, drugs, uuid }: Of,
): Card | undefined {
  const asks = determination?.needed ?? [];
  if (policy === undefined || asks.length === 0) return undefined;
  const name = drugs.get(drug ?? '')?.name ?? order.ref;
  const lines = asks.slice(0, MOST).map(({ ask }) => `- ${ask}`);
  const more = asks.length > MOST ? [`- and ${String(asks.length - MOST)} more`] : [];
  return {
    uuid,
    summary: clipped(
      `${name} needs authorization: ${String(asks.length)} ${asks.length === 1 ? 'question' : 'questions'} to answer beforehand`,
    ),
    indicator: 'info',
    detail: [
      `For ${name} (${order.ref}), ${policy.title} of ${policy.version} asks, and the record does not say:`,
      '',
      ...lines,
      ...more,
    ].join('\n'),
    source: { label: insurer.name, topic: TOPIC },
    extension: { 'davinci-crd.associated-resource': [{ reference: order.ref }] },
  };
}

function clipped(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
