import { below, isTree } from '../chart/elm.ts';
import { InputError, type InputFault } from '../input/input-error.ts';

/** A resource as it was sent: nothing of it has been looked at but its type. */
export type SentResource = Readonly<Record<string, unknown>> & { readonly resourceType: string };

/** What `$questionnaire-package` is asked with. */
export interface PackageInput {
  /** At least one; several from clients of DTR 2.0. */
  readonly coverages: readonly [SentResource, ...SentResource[]];
  readonly orders: readonly SentResource[];
  /** Canonical addresses of forms, with a version or not. */
  readonly questionnaires: readonly string[];
  /** The id of an assertion of CRD, or the trace number of a PAS answer. */
  readonly context?: string;
  /** A moment, ISO 8601: what has not changed since then is not wanted. */
  readonly changedSince?: string;
  /** Resources that the others refer to. */
  readonly referenced: readonly SentResource[];
  /** The caller speaks DTR 2.0. */
  readonly older: boolean;
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  coverage: (value) => below(value, 'resourceType') === 'Coverage',
  order: isResource,
  referenced: isResource,
  questionnaire: isText,
  context: isText,
  changedsince: (value) => isText(value) && /^\d{4}(?:-\d{2}(?:-\d{2}(?:T.+)?)?)?$/u.test(value),
};
const WANTED: Readonly<Record<string, string>> = {
  coverage: 'a Coverage',
  order: 'a resource',
  referenced: 'a resource',
  questionnaire: 'the canonical address of a questionnaire',
  context: 'the id that CRD or PAS gave',
  changedsince: 'a moment',
};
const ONCE = ['context', 'changedsince'];

/** @throws InputError with every fault, each at its FHIRPath */
export function readPackageInput(body: unknown): PackageInput {
  const parameters = parametersOf(body);
  const faults: InputFault[] = parameters.flatMap(({ where, name, value }) => {
    const isRight = TYPES[name];
    // What is not known here may be of a later guide.
    if (isRight === undefined || isRight(value)) return [];
    return [{ where, what: `${name} has to be ${WANTED[name] ?? 'something else'}`, mend: 'Correct the parameter' }];
  });
  const all = (name: string): readonly unknown[] =>
    parameters.filter((one) => one.name === name).map(({ value }) => value);
  const [coverage, ...coverages] = all('coverage') as readonly SentResource[];
  if (coverage === undefined)
    faults.push({
      where: 'Parameters.parameter',
      what: 'there is no coverage',
      mend: 'Send the Coverage of the member',
    });
  for (const name of ONCE)
    if (all(name).length > 1)
      faults.push({ where: 'Parameters.parameter', what: `${name} stands more than once`, mend: 'Send one' });
  if (['order', 'questionnaire', 'context'].every((name) => all(name).length === 0))
    faults.push({
      where: 'Parameters.parameter',
      what: 'neither an order, nor a questionnaire, nor a context is given (dtr-1)',
      mend: 'Send at least one of them',
    });
  if (coverage === undefined || faults.length > 0) throw new InputError(faults);
  const [context] = all('context') as readonly string[];
  const [changedSince] = all('changedsince') as readonly string[];
  const referenced = all('referenced') as readonly SentResource[];
  return {
    coverages: [coverage, ...coverages],
    orders: all('order') as readonly SentResource[],
    questionnaires: all('questionnaire') as readonly string[],
    ...(context === undefined ? {} : { context }),
    ...(changedSince === undefined ? {} : { changedSince }),
    referenced,
    older: coverages.length > 0 || referenced.length > 0 || isOlder(body),
  };
}

interface SentParameter {
  readonly where: string;
  readonly name: string;
  /** The resource, or the value of whatever type. */
  readonly value: unknown;
}

/** The parts of a Parameters resource. @throws InputError where it is none */
export function parametersOf(body: unknown): readonly SentParameter[] {
  const fault = (where: string, what: string, mend: string): InputError => new InputError([{ where, what, mend }]);
  if (below(body, 'resourceType') !== 'Parameters')
    throw fault('Parameters', 'the body is no Parameters resource', 'Send a Parameters resource');
  const sent = below(body, 'parameter');
  if (sent === undefined) return [];
  if (!Array.isArray(sent)) throw fault('Parameters.parameter', 'parameters are a list', 'Send a list');
  return sent.map((one: unknown, index) => {
    const where = `Parameters.parameter[${String(index)}]`;
    const name = below(one, 'name');
    if (!isTree(one) || typeof name !== 'string')
      throw fault(`${where}.name`, 'the parameter has no name', 'Name each parameter');
    const key = Object.keys(one).find((other) => other.startsWith('value'));
    return { where, name, value: one['resource'] ?? (key === undefined ? undefined : one[key]) };
  });
}

/** The profile that the parameters claim is of version 2.0. */
function isOlder(body: unknown): boolean {
  const profiles = below(body, 'meta', 'profile');
  return Array.isArray(profiles) && profiles.some((one) => typeof one === 'string' && /\|2\.0(?:\.|$)/u.test(one));
}

function isResource(value: unknown): boolean {
  return typeof below(value, 'resourceType') === 'string';
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
