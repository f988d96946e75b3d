import { COMMON, PREFETCH } from './prefetch.ts';
import { HOOKS, KIND, serviceId, VERSIONS, type Hook } from './hooks.ts';
import { OPTIONS } from './options.ts';

/** A service as the discovery of CDS Hooks shows it. */
interface CdsService {
  readonly hook: Hook;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly prefetch: Readonly<Record<string, string>>;
  readonly extension: Readonly<Record<string, unknown>>;
}

const TITLES: Readonly<Record<Hook, readonly [title: string, description: string]>> = {
  'order-sign': [
    'Coverage of signed orders',
    'Says of each order whether it is covered, needs authorization, and which documents.',
  ],
  'order-dispatch': [
    'Coverage of dispatched orders',
    'Says the same of orders when it is known who will carry them out.',
  ],
  'appointment-book': ['Coverage of appointments', 'Says the same of what an appointment is booked for.'],
  'order-select': [
    'Coverage of selected orders',
    'Says early whether an order needs authorization, and asks for nothing.',
  ],
  'encounter-start': ['Start of an encounter', 'Has nothing to add: coverage is told with the orders.'],
  'encounter-discharge': ['End of an encounter', 'Has nothing to add: coverage is told with the orders.'],
};

/** The services, each with its version of the guide, what can be switched, and what is wanted beforehand. */
export const SERVICES: readonly CdsService[] = HOOKS.map((hook) => ({
  hook,
  id: serviceId(hook),
  title: TITLES[hook][0],
  description: TITLES[hook][1],
  prefetch: KIND[hook] === 'nothing' ? {} : { ...COMMON, ...PREFETCH[hook] },
  extension: {
    'davinci-crd.version': VERSIONS,
    'davinci-crd.configuration-options': KIND[hook] === 'nothing' ? [OPTIONS.at(-1)] : OPTIONS,
  },
}));
