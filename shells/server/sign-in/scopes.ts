/**
 * What a program's token is good for: SMART scopes of version 2, `system/<resource>.<cruds>`, `*` for every resource;
 * version 1 (`.read`, `.write`, `.*`) is read as well. The role still has to allow the route: a scope only narrows.
 *
 * A route that speaks FHIR names what it wants in its config, `scope: 'Questionnaire.r'`, and the guard looks at it (one
 * that hangs on the body asks `mayScope` itself, too). A route that names nothing wants every resource: `system/*.r` to
 * read, `system/*.c` to change something.
 */
import type { Caller } from '../caller.ts';

/** Create, read, update, delete, search. */
const ACTS = 'cruds';
export type Act = 'c' | 'r' | 'u' | 'd' | 's';

/** What a route wants of a token: a resource type and an act. */
export type WantedScope = `${string}.${Act}`;

const OLDER: Readonly<Record<string, string>> = { '*': ACTS, read: 'rs', write: 'cud' };
const SCOPE = /^system\/(\*|[A-Za-z]{1,64})\.(\*|read|write|c?r?u?d?s?)$/u;

/** Everything that a program's role may do: what a client has whose entry names no scopes. */
export const EVERYTHING = 'system/*.cruds';

/** What may be asked for, as it is published. Others of the same form are understood too. */
export const SCOPES_TOLD: readonly string[] = [
  ...[EVERYTHING, 'system/*.rs'],
  ...['system/Questionnaire.rs', 'system/ValueSet.rs', 'system/Library.rs'],
  ...[
    'system/QuestionnaireResponse.cruds',
    'system/Claim.cruds',
    'system/ClaimResponse.rs',
    'system/Subscription.cruds',
  ],
];

interface Scope {
  /** As it was written: guides differ in upper and lower case, and mean the same. */
  readonly resource: string;
  readonly acts: string;
}

function scopeOf(text: string): Scope | undefined {
  const [, resource, asked = ''] = SCOPE.exec(text) ?? [];
  const acts = OLDER[asked] ?? asked;
  return resource === undefined || acts === '' ? undefined : { resource, acts };
}

/** A text that is a scope as they are understood here. */
export function isScope(text: string): boolean {
  return scopeOf(text) !== undefined;
}

/**
 * What of that which a client asks for it gets: where it may have all of a scope, in its own words, else the part that
 * it may have. Empty where nothing is left.
 * @param asked separated by spaces; empty asks for all that the client may have
 */
export function granted(asked: string, allowed: readonly string[]): readonly string[] {
  const words = asked.split(' ').filter((word) => word !== '');
  return words.length === 0 ? allowed : [...new Set(words.flatMap((word) => partsOf(word, allowed)))];
}

function partsOf(word: string, allowed: readonly string[]): readonly string[] {
  const wanted = scopeOf(word);
  if (wanted === undefined) return [];
  const parts = allowed.flatMap((one) => {
    const scope = scopeOf(one);
    const part = scope && common(wanted, scope);
    if (part === undefined) return [];
    return isSame(part, wanted) ? [word] : [`system/${part.resource}.${part.acts}`];
  });
  return parts.includes(word) ? [word] : parts;
}

function common(one: Scope, other: Scope): Scope | undefined {
  const resource = one.resource === '*' ? other.resource : one.resource;
  if (other.resource !== '*' && !isType(other.resource, resource)) return undefined;
  const acts = Array.from(ACTS)
    .filter((act) => one.acts.includes(act) && other.acts.includes(act))
    .join('');
  return acts === '' ? undefined : { resource, acts };
}

const isType = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const isSame = (one: Scope, other: Scope): boolean => isType(one.resource, other.resource) && one.acts === other.acts;

/**
 * Whether a caller's token is good for an act on resources of a type. People, and programs whose token names no scopes,
 * are bound by their role alone.
 * @param resource a type such as `Questionnaire`, upper and lower case alike; `*` where every type is wanted
 */
export function mayScope({ scopes }: Pick<Caller, 'scopes'>, resource: string, act: Act): boolean {
  if (scopes === undefined) return true;
  return scopes.some((text) => {
    const scope = scopeOf(text);
    if (scope?.acts.includes(act) !== true) return false;
    return scope.resource === '*' || isType(scope.resource, resource);
  });
}

/** The same, of a route by what its config names; one that names nothing wants every resource. */
export function mayCall(caller: Pick<Caller, 'scopes'>, wanted: WantedScope | undefined, reads: boolean): boolean {
  const [resource = '*', act] = (wanted ?? (reads ? '*.r' : '*.c')).split('.');
  return mayScope(caller, resource, act as Act);
}
