import type { Caller } from '../server/caller.ts';
import type { Service } from '../server/service.ts';
import { NPI_SYSTEM } from './systems.ts';

/** Who sends claims through a program that may call: the provider organisation behind it. */
export interface Submitter {
  /** What is theirs in the record carries it. */
  readonly key: string;
  readonly name: string;
  /** By which a subscription may name it. */
  readonly identifiers: readonly { readonly system?: string | undefined; readonly value: string }[];
  /** Origins that may be told of its claims. */
  readonly notify: readonly string[];
}

/** The organisation behind a caller; a program that says none stands for itself. */
export function submitterOf({ clients }: Pick<Service, 'clients'>, { id, name }: Caller): Submitter {
  const submitter = clients.find((client) => client.id === id)?.submitter;
  if (submitter === undefined) return { key: `client|${id}`, name, identifiers: [{ value: id }], notify: [] };
  const { npi, identifiers = [], notify = [] } = submitter;
  const all = [...(npi === undefined ? [] : [{ system: NPI_SYSTEM, value: npi }]), ...identifiers];
  const [first] = all;
  return {
    // Several programs of one organisation share what is theirs.
    key: first === undefined ? `client|${id}` : `${first.system ?? ''}|${first.value}`,
    name: submitter.name,
    identifiers: all,
    notify,
  };
}
