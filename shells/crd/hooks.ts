/** The hooks of CDS Hooks that this service has an answer for. */
export const HOOKS = [
  'order-sign',
  'order-dispatch',
  'appointment-book',
  'order-select',
  'encounter-start',
  'encounter-discharge',
] as const;
export type Hook = (typeof HOOKS)[number];

/** How each stands in the guide: a primary hook is always told about coverage, a secondary one is never asked for documents. */
export const KIND: Readonly<Record<Hook, 'primary' | 'secondary' | 'nothing'>> = {
  'order-sign': 'primary',
  'order-dispatch': 'primary',
  'appointment-book': 'primary',
  'order-select': 'secondary',
  'encounter-start': 'nothing',
  'encounter-discharge': 'nothing',
};

/** Versions of the guide that are spoken, as their first two numbers. */
export const VERSIONS = ['2.0', '2.2'] as const;
export type GuideVersion = (typeof VERSIONS)[number];

/** The id of the service of a hook, the last part of its address. */
export const serviceId = (hook: Hook): string => `${hook}-crd`;

export const hookOf = (id: string): Hook | undefined => HOOKS.find((hook) => serviceId(hook) === id);

/** Where orders stand in the context of a hook, and those of them that it is about. */
export const ORDERS: Readonly<Record<Hook, string | undefined>> = {
  'order-sign': 'draftOrders',
  'order-select': 'draftOrders',
  'appointment-book': 'appointments',
  'order-dispatch': undefined,
  'encounter-start': undefined,
  'encounter-discharge': undefined,
};
