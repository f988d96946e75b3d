import { codesOfExtension, codingsOf, extensionsAt, listAt, textAt, type Element } from './element.ts';
import { entriesOfBundle, referred, type Entry } from './entries.ts';
import { itemsOf, type ClaimItem } from './item.ts';
import { EXTENSION, NPI_SYSTEM, URGENT } from './systems.ts';

/** A claim for prior authorization with everything that came with it, as it was sent. */
export interface Submission {
  readonly entries: readonly Entry[];
  readonly claim: Entry;
  /** The claim that this one changes, where it does. */
  readonly prior?: Entry;
  readonly items: readonly ClaimItem[];
  readonly parties: Parties;
  /** It cannot wait: by its priority, or by its level of service. */
  readonly isUrgent: boolean;
  /** When the bundle was made, as it is written; '' where it does not say. */
  readonly timestamp: string;
  /** Of the bundle. */
  readonly identifier: Element;
}

/** Who is in it. */
export interface Parties {
  readonly patient?: Entry;
  readonly insurer?: Entry;
  readonly provider?: Entry;
  readonly coverage?: Entry;
  /** By which the payer knows the patient: identifiers of the coverage, and of the patient. */
  readonly memberIds: readonly string[];
  /** The coverage is of somebody else, or does not say whose it is: its ids are not known to be the patient's. */
  readonly isOfAnother: boolean;
  /** Of the patient, YYYY-MM-DD: members of one family may share an id. */
  readonly birthDate?: string;
  /** Of those who ask for it, order it, and give it. */
  readonly npis: readonly string[];
}

/** Reads a bundle whose first entry is a claim. @returns undefined where it is none */
export function submissionOf(bundle: unknown): Submission | undefined {
  const entries = entriesOfBundle(bundle);
  const [claim] = entries;
  if (claim?.resource['resourceType'] !== 'Claim') return undefined;
  const related = listAt(claim.resource, 'related').map(({ claim: reference }) => referred(entries, claim, reference));
  const prior = related.find((entry) => entry?.resource['resourceType'] === 'Claim');
  const urgent =
    codesOfExtension(claim.resource, EXTENSION.levelOfService).includes(URGENT) ||
    listAt(claim.resource, 'priority', 'coding').some(({ code }) => code === 'stat');
  return {
    ...{ entries, claim, items: itemsOf(entries, claim), parties: partiesOf(entries, claim), isUrgent: urgent },
    ...(prior === undefined ? {} : { prior }),
    timestamp: textAt(bundle, 'timestamp') ?? '',
    identifier: listAt(bundle, 'identifier')[0] ?? {},
  };
}

/** An identifier as one word: what two have to have in common to be the same. */
export function wordOf(identifier: unknown): string | undefined {
  const value = textAt(identifier, 'value');
  return value === undefined ? undefined : `${textAt(identifier, 'system') ?? ''}|${value}`;
}

/** The identifiers of a claim, each as one word. */
export function identifiersOf({ resource }: Entry): readonly string[] {
  return listAt(resource, 'identifier').flatMap((identifier) => wordOf(identifier) ?? []);
}

function partiesOf(entries: readonly Entry[], claim: Entry): Parties {
  const { resource } = claim;
  const to = (reference: unknown): Entry | undefined => referred(entries, claim, reference);
  const [patient, insurer, provider] = [to(resource['patient']), to(resource['insurer']), to(resource['provider'])];
  const insurances = listAt(resource, 'insurance');
  const focal = insurances.find((insurance) => insurance['focal'] === true) ?? insurances[0];
  const coverage = focal && to(focal['coverage']);
  const birthDate = textAt(patient?.resource, 'birthDate');
  return {
    ...(patient === undefined ? {} : { patient }),
    ...(insurer === undefined ? {} : { insurer }),
    ...(provider === undefined ? {} : { provider }),
    ...(coverage === undefined ? {} : { coverage }),
    memberIds: memberIdsOf(patient, coverage),
    isOfAnother: coverage !== undefined && referred(entries, coverage, coverage.resource['beneficiary']) !== patient,
    ...(birthDate === undefined ? {} : { birthDate }),
    npis: npisOf(entries, claim),
  };
}

function memberIdsOf(patient: Entry | undefined, coverage: Entry | undefined): readonly string[] {
  const values = (entry: Entry | undefined): readonly string[] =>
    listAt(entry?.resource, 'identifier')
      .filter(isOfPayer)
      .flatMap((identifier) => textAt(identifier, 'value') ?? []);
  const subscriber = textAt(coverage?.resource, 'subscriberId');
  return [...new Set([...values(coverage), ...(subscriber === undefined ? [] : [subscriber]), ...values(patient)])];
}

/** A member number, or one that does not say what it is: a hospital's number of the patient is nothing to the payer. */
function isOfPayer({ type }: Element): boolean {
  const codes = codingsOf(type).map(({ code }) => code);
  return codes.length === 0 || codes.includes('MB');
}

/** NPIs of the provider, of the care team, and of whoever signed the orders behind the lines. */
function npisOf(entries: readonly Entry[], claim: Entry): readonly string[] {
  const { resource } = claim;
  const named = [
    referred(entries, claim, resource['provider']),
    ...listAt(resource, 'careTeam').map(({ provider }) => referred(entries, claim, provider)),
    ...listAt(resource, 'item').flatMap((item) =>
      extensionsAt(item, EXTENSION.requestedService).map(({ valueReference }) => {
        const order = referred(entries, claim, valueReference);
        return order && referred(entries, order, order.resource['requester']);
      }),
    ),
  ].filter((entry) => entry !== undefined);
  const behind = named.flatMap((entry) =>
    ['practitioner', 'organization'].map((key) => referred(entries, entry, entry.resource[key])),
  );
  return [
    ...new Set([...named, ...behind].flatMap((entry) => (entry === undefined ? [] : npisOfResource(entry.resource)))),
  ];
}

/** The NPIs that a practitioner, a role or an organization has. */
function npisOfResource(resource: Element): readonly string[] {
  return listAt(resource, 'identifier')
    .filter(({ system }) => system === NPI_SYSTEM)
    .flatMap((identifier) => textAt(identifier, 'value') ?? []);
}
