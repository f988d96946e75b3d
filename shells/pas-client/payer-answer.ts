import { below } from '../chart/elm.ts';
import { codesOfExtension, codingsOf, extensionsAt, listAt, textAt, type Element } from '../pas/element.ts';
import { entriesOfBundle, type Entry } from '../pas/entries.ts';
import { EXTENSION } from '../pas/systems.ts';

/** What a payer says of one line of a request. */
export interface AnsweredItem {
  readonly sequence: number;
  /** The review action of X12 306, such as A1; undefined where there is none. */
  readonly action: string | undefined;
  /** Of the authorization. */
  readonly number: string | undefined;
  /** By which the payer finds what is still open. */
  readonly reference: string | undefined;
  /** First and last day, YYYY-MM-DD. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly issued: string | undefined;
  readonly units: number | undefined;
  /** Why, by the payer's codes and words. */
  readonly reasons: readonly string[];
}

/** What a payer answered to a request. */
export interface RequestAnswer {
  /** complete, partial, queued or error. */
  readonly outcome: string;
  readonly items: readonly AnsweredItem[];
  /** What was authorized in place of what was asked for. */
  readonly instead: readonly AnsweredItem[];
  /** What the payer wants besides, in words or codes. */
  readonly wanted: readonly string[];
  readonly notes: readonly string[];
  /** Faults of the business: the request could be read, and cannot be dealt with as it is. */
  readonly errors: readonly Remark[];
  /** Who looked at it, where the payer says so. */
  readonly reviewer: Reviewer | undefined;
}

export interface Reviewer {
  readonly human: boolean;
  readonly npi?: string;
  readonly specialty?: string;
}

/** Something remarked on, or wrong, at its place: a path in the request. */
export interface Remark {
  readonly where: string;
  readonly what: string;
}

/**
 * The answers in what a payer sent: a response, the result of an inquiry, or a notification. A response without a claim
 * response holds none.
 */
export function answersIn(document: unknown): readonly RequestAnswer[] {
  return [...bundlesIn(document)].flatMap((bundle) => {
    const entries = entriesOfBundle(bundle);
    const responses = entries.filter(({ resource }) => resource['resourceType'] === 'ClaimResponse');
    return responses.map(({ resource }) => answerOf(resource, entries));
  });
}

/** What the payer remarks beside answers that stand. */
export function remarksIn(document: unknown): readonly Remark[] {
  const beside = listAt(document, 'parameter').map(({ resource }) => resource);
  const within = [...bundlesIn(document)].flatMap((bundle) => entriesOfBundle(bundle).map(({ resource }) => resource));
  return [document, ...beside, ...within].flatMap(issuesOf);
}

/** A bundle by itself, those that an inquiry returns, and those inside the entries of a notification. */
function* bundlesIn(document: unknown): Generator {
  if (below(document, 'resourceType') === 'Parameters')
    for (const { resource } of listAt(document, 'parameter')) yield* bundlesIn(resource);
  if (below(document, 'resourceType') !== 'Bundle') return;
  yield document;
  for (const { resource } of entriesOfBundle(document)) yield* bundlesIn(resource);
}

function answerOf(response: Element, entries: readonly Entry[]): RequestAnswer {
  const [reviewer] = extensionsAt(response, EXTENSION.reviewer);
  return {
    outcome: textAt(response, 'outcome') ?? '',
    items: listAt(response, 'item').map((item) => itemOf(item, Number(item['itemSequence']))),
    instead: listAt(response, 'addItem').map((item) => {
      const [sequence] = Array.isArray(item['itemSequence']) ? (item['itemSequence'] as unknown[]) : [];
      return itemOf(item, Number(sequence ?? 0));
    }),
    wanted: entries.flatMap(wantedOf),
    notes: listAt(response, 'processNote').flatMap((note) => textAt(note, 'text') ?? []),
    errors: listAt(response, 'error').map((error) => ({
      where: pathOf(error),
      what: [...codingsOf(error['code']).map(({ code }) => code), ...wordsOf(error['code'])].join(', '),
    })),
    reviewer: reviewer && reviewerOf(reviewer),
  };
}

function itemOf(item: Element, sequence: number): AnsweredItem {
  const adjudications = listAt(item, 'adjudication');
  const [action] = adjudications.flatMap((one) => extensionsAt(one, EXTENSION.reviewAction));
  const part = (url: string): readonly Element[] => (action === undefined ? [] : extensionsAt(action, url));
  const [period] = extensionsAt(item, EXTENSION.preAuthPeriod);
  const quantity = below(item['quantity'], 'value');
  const day = (text: string | undefined): string | undefined => text?.slice(0, 10);
  return {
    sequence,
    action: codesOfExtension(action, EXTENSION.reviewActionCode)[0],
    number: textAt(part('number')[0], 'valueString'),
    reference: textAt(extensionsAt(item, EXTENSION.administrationReferenceNumber)[0], 'valueString'),
    from: day(textAt(period, 'valuePeriod', 'start')),
    to: day(textAt(period, 'valuePeriod', 'end')),
    issued: day(textAt(extensionsAt(item, EXTENSION.preAuthIssueDate)[0], 'valueDate')),
    units: typeof quantity === 'number' ? quantity : undefined,
    reasons: part('reasonCode').flatMap(({ valueCodeableConcept: concept }) => {
      const words = wordsOf(concept);
      return words.length > 0 ? words : codingsOf(concept).map(({ code }) => code);
    }),
  };
}

function reviewerOf(reviewer: Element): Reviewer {
  const part = (url: string): Element | undefined => extensionsAt(reviewer, url)[0];
  const npi = textAt(part('reviewerNPI'), 'valueIdentifier', 'value');
  const specialty = wordsOf(part('reviewerSpecialty')?.['valueCodeableConcept'])[0];
  return {
    human: part('wasHumanReviewedFlag')?.['valueBoolean'] === true,
    ...(npi === undefined ? {} : { npi }),
    ...(specialty === undefined ? {} : { specialty }),
  };
}

/** What a request for more information asks for. */
function wantedOf({ resource }: Entry): readonly string[] {
  if (resource['resourceType'] !== 'CommunicationRequest') return [];
  return listAt(resource, 'payload').flatMap((payload) => {
    const words = textAt(payload, 'contentString');
    const coded = listAt(payload, 'extension').flatMap(({ valueCodeableConcept: concept }) => [
      ...wordsOf(concept),
      ...codingsOf(concept).map(({ code }) => code),
    ]);
    return words === undefined ? coded.slice(0, 1) : [words];
  });
}

/** The issues of an OperationOutcome, each with the path of what it is about. */
function issuesOf(resource: unknown): readonly Remark[] {
  if (below(resource, 'resourceType') !== 'OperationOutcome') return [];
  return listAt(resource, 'issue').map((issue) => {
    const [expression] = Array.isArray(issue['expression']) ? (issue['expression'] as unknown[]) : [];
    const what = textAt(issue, 'diagnostics') ?? wordsOf(issue['details'])[0] ?? textAt(issue, 'code') ?? '';
    return { where: typeof expression === 'string' ? expression : '', what };
  });
}

/** The path that an error names, in FHIRPath, or as the line of the claim. */
function pathOf(error: Element): string {
  const told = textAt(extensionsAt(error, EXTENSION.errorPath)[0], 'valueString');
  if (told !== undefined) return told;
  const line = error['itemSequence'];
  return typeof line === 'number' ? `Claim.item[${String(line - 1)}]` : '';
}

function wordsOf(concept: unknown): readonly string[] {
  const text = textAt(concept, 'text');
  if (text !== undefined) return [text];
  return listAt(concept, 'coding').flatMap((coding) => textAt(coding, 'display') ?? []);
}
