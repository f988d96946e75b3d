import type { Rule, Rules } from './rules.ts';

const BUNDLE: Rule = { types: ['Bundle'], invariants: ['cds-ids'] };

/** What the context of each hook asks beyond its shape. */
export const CONTEXTS: Readonly<Record<string, Rule>> = {
  'order-sign': { elements: { context: { elements: { draftOrders: BUNDLE } } } },
  'order-select': { elements: { context: { elements: { draftOrders: BUNDLE } } } },
  'appointment-book': { elements: { context: { elements: { appointments: BUNDLE } } } },
  'order-dispatch': {
    elements: {
      context: {
        invariants: ['cds-orders'],
        elements: { fulfillmentTasks: { types: ['Task'] }, task: { types: ['Task'] } },
      },
    },
  },
  'encounter-start': {},
  'encounter-discharge': {},
};

const ACTIONS: Rule = { invariants: ['cds-actions'] };

/** What an answer's cards and actions are asked. */
export const ANSWER: Rule = {
  elements: {
    cards: {
      invariants: ['cds-summary', 'cds-behavior'],
      elements: { suggestions: { elements: { actions: ACTIONS } } },
    },
    systemActions: ACTIONS,
  },
};

export const HOOK_INVARIANTS: Rules['invariants'] = {
  'cds-actions': {
    severity: 'error',
    expression: "iif(type = 'delete', resourceId.exists() or resource.exists(), resource.exists())",
  },
  'cds-behavior': { severity: 'error', expression: 'suggestions.exists() implies selectionBehavior.exists()' },
  'cds-ids': { severity: 'error', expression: 'entry.resource.all(id.exists())' },
  'cds-orders': { severity: 'error', expression: 'dispatchedOrders.exists() or order.exists()' },
  'cds-summary': { severity: 'error', expression: 'summary.length() < 140' },
};
