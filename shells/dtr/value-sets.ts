import type { CodeSystem, ValueSet } from 'fhir/r4.js';
import { below } from '../chart/elm.ts';
import { valueSetsFor } from '../fhir/cql/valuesets.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { ProblemError } from '../server/problem.ts';
import { parametersOf } from './package-input.ts';

/** Code lists of the policies and the answers of the forms, each once. */
export function codesHeld(
  { policies, facts }: Pick<Knowledge, 'policies' | 'facts'>,
  base: string,
): readonly (ValueSet | CodeSystem)[] {
  const all = policies.flatMap((policy) =>
    (['initial', 'renewal'] as const).flatMap((kind) => valueSetsFor(policy, kind, facts, base)),
  );
  return [...new Map(all.map((one) => [`${one.url ?? ''}|${one.version ?? ''}`, one])).values()];
}

/** What `$expand` is asked for. */
export interface ExpandInput {
  readonly url: string;
  readonly version?: string;
  /** Only codes of which code or words have this text in them. */
  readonly filter: string;
  readonly offset: number;
  readonly count: number;
}

/** The whole of a list is smaller. */
const ALL = 10_000;

/**
 * Reads what `$expand` is asked with: parameters in the body, or in the address.
 * @param url the value set of the address, where that names one
 * @throws ProblemError 400 where no value set is named
 */
export function readExpandInput(body: unknown, query: unknown, url: string | undefined): ExpandInput {
  const sent = new Map<string, unknown>(
    body === undefined || body === null
      ? Object.entries(typeof query === 'object' && query !== null ? query : {})
      : parametersOf(body).map(({ name, value }) => [name, value]),
  );
  const text = (name: string): string | undefined => {
    const value = sent.get(name);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const inline = below(sent.get('valueSet'), 'url');
  const named = url ?? text('url') ?? (typeof inline === 'string' ? inline : undefined);
  if (named === undefined)
    throw wrong('url', 'no value set is named', 'Send the parameter url with the address of the value set');
  const [plain = '', ownVersion] = named.split('|');
  const version = ownVersion ?? text('valueSetVersion');
  const number = (name: string, otherwise: number): number => {
    const value = text(name);
    if (value === undefined) return otherwise;
    if (!/^\d{1,6}$/u.test(value)) throw wrong(name, `${name} is no whole number`, 'Send a number from 0');
    return Number(value);
  };
  return {
    url: plain,
    ...(version === undefined ? {} : { version }),
    filter: (text('filter') ?? '').toLowerCase(),
    offset: number('offset', 0),
    count: number('count', ALL),
  };
}

/**
 * A value set with its codes of this moment; undefined where none of that address is held.
 * @param now ISO 8601
 */
export function expanded(
  held: readonly (ValueSet | CodeSystem)[],
  { url, version, filter, offset, count }: ExpandInput,
  now: string,
): ValueSet | undefined {
  const found = held.find(
    (one) => one.resourceType === 'ValueSet' && one.url === url && (version === undefined || one.version === version),
  );
  if (found?.resourceType !== 'ValueSet') return undefined;
  const codes = (found.expansion?.contains ?? []).filter(({ code = '', display = '' }) =>
    `${code} ${display}`.toLowerCase().includes(filter),
  );
  const contains = codes.slice(offset, offset + count);
  return {
    ...found,
    expansion: { timestamp: now, total: codes.length, offset, ...(contains.length > 0 ? { contains } : {}) },
  };
}

function wrong(where: string, what: string, mend: string): ProblemError {
  return new ProblemError(400, 'The value set cannot be found', { faults: [{ where, what, mend }] });
}
