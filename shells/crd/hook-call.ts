import { below, isTree } from '../chart/elm.ts';
import type { OutcomeFault } from '../fhir/outcome.ts';
import { listAt, textAt, type Element } from '../pas/element.ts';
import { ORDERS, VERSIONS, type GuideVersion, type Hook } from './hooks.ts';
import { configurationOf, type Configuration } from './options.ts';

/** A call of a hook, as far as its answer rests on it. */
export interface HookCall {
  readonly hook: Hook;
  readonly instance: string;
  readonly context: Element;
  /** The id of the patient, without its type. */
  readonly patientId: string;
  /** By the keys that the client chose; null is what was looked for and is not there. */
  readonly prefetch: Element;
  /** The client's own server, where it says how to ask it. */
  readonly server?: { readonly base: string; readonly token: string | undefined };
  readonly version: GuideVersion;
  readonly configuration: Configuration;
}

/** Either the call, or everything that keeps it from being one. */
type ReadCall = HookCall | { readonly faults: readonly OutcomeFault[] };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;
const SERVER = /^https?:\/\/[^\s?#]+$/u;
const ID = /^(?:Patient\/)?([A-Za-z0-9.-]{1,64})$/u;

/** What the context of a hook has to have besides the patient, as texts. */
const WANTED: Readonly<Record<Hook, readonly string[]>> = {
  'order-sign': ['userId'],
  'order-select': ['userId'],
  'order-dispatch': [],
  'appointment-book': ['userId'],
  'encounter-start': ['userId', 'encounterId'],
  'encounter-discharge': ['userId', 'encounterId'],
};

/** Reads the body of a call. Elements that are not known are left aside. */
export function readCall(hook: Hook, body: unknown): ReadCall {
  const faults: OutcomeFault[] = [];
  const miss = (where: string, what: string, mend: string): void => void faults.push({ where, what, mend });
  if (!isTree(body)) return { faults: [{ where: '', what: 'the body is no JSON object', mend: 'Send a hook call' }] };
  if (body['hook'] !== hook) miss('hook', `this service is of the hook ${hook}`, `Send hook: "${hook}"`);
  const instance = textAt(body, 'hookInstance') ?? '';
  if (!UUID.test(instance)) miss('hookInstance', 'the call has no id of its own', 'Send a UUID');
  const context = isTree(body['context']) ? body['context'] : {};
  if (body['context'] !== context) miss('context', 'the context is missing', 'Send what the hook is about');
  const [, patientId = ''] = ID.exec(textAt(context, 'patientId') ?? '') ?? [];
  if (patientId === '') miss('context.patientId', 'the patient is not named', 'Send the id of the Patient');
  for (const key of WANTED[hook])
    if (textAt(context, key) === undefined) miss(`context.${key}`, 'this is missing', 'Send it as text');
  contextFaults(hook, context, miss);
  const prefetch = body['prefetch'] ?? {};
  if (!isTree(prefetch)) miss('prefetch', 'this is no object', 'Send resources by their keys');
  const server = serverOf(body, miss);
  if (faults.length > 0) return { faults };
  const { extension } = body;
  const asked = below(extension, 'davinci-crd.requestedVersion');
  return {
    ...{ hook, instance, context, patientId },
    prefetch: isTree(prefetch) ? prefetch : {},
    ...(server === undefined ? {} : { server }),
    version: VERSIONS.find((version) => version === asked) ?? '2.2',
    configuration: configurationOf(extension),
  };
}

type Miss = (where: string, what: string, mend: string) => void;

function contextFaults(hook: Hook, context: Element, miss: Miss): void {
  const key = ORDERS[hook];
  if (key !== undefined) {
    const bundle = context[key];
    const where = `context.${key}`;
    if (textAt(bundle, 'resourceType') !== 'Bundle') miss(where, 'this is no Bundle', 'Send the orders in a Bundle');
    else if (listAt(bundle, 'entry').length === 0) miss(`${where}.entry`, 'the Bundle is empty', 'Send the orders');
    else
      listAt(bundle, 'entry').forEach((entry, index) => {
        if (textAt(entry, 'resource', 'resourceType') === undefined)
          miss(`${where}.entry[${String(index)}].resource`, 'the entry has no resource', 'Send the order itself');
      });
  }
  if (hook === 'order-dispatch' && dispatchedIn(context).length === 0)
    miss('context.dispatchedOrders', 'no order is named', 'Send references such as MedicationRequest/1');
  if (hook === 'order-select' && !isTexts(context['selections']))
    miss('context.selections', 'nothing is selected', 'Send references such as MedicationRequest/1');
}

/** The orders that are dispatched: a list, or the single one of version 2.0 of the guide. */
export function dispatchedIn(context: Element): readonly string[] {
  const { dispatchedOrders, order } = context;
  if (isTexts(dispatchedOrders)) return dispatchedOrders;
  return typeof order === 'string' && order !== '' ? [order] : [];
}

/** A list of texts that is not empty. */
function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && one !== '');
}

function serverOf(body: Element, miss: Miss): HookCall['server'] {
  const { fhirServer: base, fhirAuthorization: given } = body;
  if (given !== undefined && !isTree(given)) miss('fhirAuthorization', 'this is no object', 'Send the access token');
  if (base !== undefined && (typeof base !== 'string' || !SERVER.test(base) || !URL.canParse(base)))
    miss('fhirServer', 'this is not the address of a server', 'Send an https address, or leave it out');
  if (isTree(given)) {
    if (base === undefined) miss('fhirServer', 'it is missing', 'Send it with the token that is good for it');
    if (textAt(given, 'access_token') === undefined)
      miss('fhirAuthorization.access_token', 'the token is missing', 'Send it, or leave the authorization out');
    if (given['token_type'] !== 'Bearer')
      miss('fhirAuthorization.token_type', 'it is not Bearer', 'Send "Bearer" as it is written here');
  }
  if (typeof base !== 'string') return undefined;
  return { base: base.replace(/\/+$/u, ''), token: textAt(given, 'access_token') };
}
