import type { StreamEvents, Summary } from '../store/summary.ts';
import { ANSWERED, type Assertion } from './assertions.ts';

/** What lists show of a call of a hook and what it was answered. */
export function assertionSummary({ events }: StreamEvents): Summary {
  const [first, ...feedback] = events;
  if (first?.type !== ANSWERED) {
    const { hook, status } = (first?.body ?? {}) as { readonly hook?: string; readonly status?: number };
    return { title: `${hook ?? 'a hook'}, refused`, body: { hook, status }, work: [] };
  }
  const { hook, orders } = first.body as Assertion;
  const drugs = [...new Set(orders.flatMap(({ drug }) => drug ?? []))];
  return {
    title: [hook, ...drugs].join(', '),
    body: { hook, orders: orders.length, drugs, feedback: feedback.length },
    work: [],
  };
}
