import { extensionsAt, listAt, type Element } from './element.ts';
import { reachedFrom, type Entry } from './entries.ts';
import { addedItem, responseItem, type AnsweredLine } from './response-item.ts';
import type { Standing } from './standing.ts';
import type { Submission } from './submission.ts';
import { EXTENSION, NPI_SYSTEM, PROFILE, QUESTIONNAIRE_WANTED } from './systems.ts';

/** What an answer is made with. */
export interface Answering {
  /** UUID of this answer. */
  readonly id: string;
  /** ISO 8601 with an offset. */
  readonly at: string;
  /** An inquiry is answered with its own profiles, and with the claim itself. */
  readonly inquiry?: { readonly identifier: Element };
}

/**
 * The bundle that answers a claim: its lines as they stand, and the resources that the answer speaks of under the
 * addresses that they came with.
 */
export function responseBundle(submission: Submission, standings: readonly Standing[], answering: Answering): Element {
  const { entries, parties, claim } = submission;
  const { id, at, inquiry } = answering;
  const wanted = standings.filter(({ needs }) => needs.length > 0);
  const asked = wanted.map((standing) => questionnaireWanted(standing, submission));
  const named = [parties.patient, parties.insurer, parties.provider, ...(inquiry ? [parties.coverage] : [])];
  const echoed = reachedFrom(
    entries,
    named.filter((entry) => entry !== undefined),
  );
  // The profile of the answer has no place for a claim that changes another: then the reference to it has to do.
  const claims = inquiry === undefined || claim.resource['related'] !== undefined ? [] : [claim];
  return {
    resourceType: 'Bundle',
    id,
    meta: { profile: [inquiry === undefined ? PROFILE.response : PROFILE.inquiryResponse] },
    identifier: inquiry?.identifier ?? submission.identifier,
    type: 'collection',
    timestamp: at,
    entry: [
      { fullUrl: `urn:uuid:${id}`, resource: claimResponse(submission, standings, asked, answering) },
      ...[...echoed, ...claims].map(({ fullUrl, resource }) => ({ fullUrl, resource })),
      ...(inquiry === undefined ? asked : []),
    ],
  };
}

interface Asked {
  readonly fullUrl: string;
  readonly resource: Element;
}

function claimResponse(
  { claim, parties, items }: Submission,
  standings: readonly Standing[],
  asked: readonly Asked[],
  { id, at, inquiry }: Answering,
): Element {
  const { resource } = claim;
  const notes = notesOf(standings);
  const lines = standings.map((standing): AnsweredLine => {
    const { sequence } = standing;
    return {
      standing,
      item: items.find((item) => item.sequence === sequence),
      notes: notes.filter((note) => note.sequence === sequence).map(({ number }) => number),
      provider: parties.provider,
    };
  });
  const added = lines.flatMap((line) => addedItem(line) ?? []);
  const to = (entry: Entry | undefined): Element => ({ reference: entry?.fullUrl ?? '' });
  const periods = standings.flatMap(({ authorization }) => authorization ?? []);
  const reviewed = standings.filter(({ action }) => action !== 'A4' && action !== 'C');
  const extension = [
    ...extensionsAt(resource, EXTENSION.transmissionIdentifiers).map(sentBack),
    ...(reviewed.length === 0 ? [] : [reviewerOf(reviewed)]),
  ];
  return {
    resourceType: 'ClaimResponse',
    id,
    meta: { profile: [inquiry === undefined ? PROFILE.claimResponse : PROFILE.inquiryClaimResponse] },
    ...(extension.length === 0 ? {} : { extension }),
    identifier: resource['identifier'],
    status: 'active',
    type: resource['type'],
    use: 'preauthorization',
    patient: to(parties.patient),
    created: at,
    insurer: to(parties.insurer),
    ...(parties.provider === undefined ? {} : { requestor: to(parties.provider) }),
    request: to(claim),
    outcome: 'complete',
    ...(periods.length > 0 && periods.every(({ from, to: last }) => from === periods[0]?.from && last === periods[0].to)
      ? { preAuthPeriod: { start: periods[0]?.from, end: periods[0]?.to } }
      : {}),
    item: lines.map(responseItem),
    ...(added.length === 0 ? {} : { addItem: added }),
    ...(notes.length === 0
      ? {}
      : { processNote: notes.map(({ number, text }) => ({ number, type: 'display', text })) }),
    ...(inquiry !== undefined || asked.length === 0
      ? {}
      : { communicationRequest: asked.map(({ fullUrl }) => ({ reference: fullUrl })) }),
    ...(inquiry !== undefined && parties.coverage !== undefined
      ? { insurance: [{ sequence: 1, focal: true, coverage: to(parties.coverage) }] }
      : {}),
  };
}

const OPPOSITE: Readonly<Record<string, string>> = {
  applicationSenderCode: 'applicationReceiverCode',
  applicationReceiverCode: 'applicationSenderCode',
  interchangeSenderID: 'interchangeReceiverID',
  interchangeReceiverID: 'interchangeSenderID',
};

/** The names of a transmission, from the one who received it to the one who sent it. */
function sentBack(identifiers: Element): Element {
  const turned = listAt(identifiers, 'extension').map(({ url, ...value }) => ({
    url: OPPOSITE[String(url)] ?? url,
    ...value,
  }));
  return { ...identifiers, extension: turned };
}

/** Who looked: of several answers the adverse one's reviewer, whom the claim has to know. */
function reviewerOf(reviewed: readonly Standing[]): Element {
  const signed = reviewed.findLast(({ reviewer }) => reviewer?.npi !== undefined);
  const person = signed ?? reviewed.findLast(({ reviewer }) => reviewer !== null);
  const { npi, specialty } = person?.reviewer ?? {};
  return {
    url: EXTENSION.reviewer,
    extension: [
      { url: 'wasHumanReviewedFlag', valueBoolean: person !== undefined },
      ...(npi === undefined ? [] : [{ url: 'reviewerNPI', valueIdentifier: { system: NPI_SYSTEM, value: npi } }]),
      ...(specialty === undefined ? [] : [{ url: 'reviewerSpecialty', valueCodeableConcept: { text: specialty } }]),
    ],
  };
}

interface Note {
  readonly number: number;
  readonly sequence: number;
  readonly text: string;
}

/** In words: why a person decided as they did, and what is still needed. */
function notesOf(standings: readonly Standing[]): readonly Note[] {
  return standings
    .flatMap(({ sequence, note, needs }) => [
      ...(note === undefined ? [] : [{ sequence, text: note }]),
      ...(needs.length === 0
        ? []
        : [{ sequence, text: `Needed: ${needs.map(({ fact, ask }) => ask ?? fact).join(' ')}` }]),
    ])
    .map((note, index) => ({ number: index + 1, ...note }));
}

/** Sends the provider to the questionnaire: the id of the request is the context under which it is asked for. */
function questionnaireWanted({ sequence, request }: Standing, { parties }: Submission): Asked {
  const { insurer } = parties;
  const id = request;
  return {
    fullUrl: `urn:uuid:${id}`,
    resource: {
      resourceType: 'CommunicationRequest',
      id,
      meta: { profile: [PROFILE.communicationRequest] },
      extension: [{ url: EXTENSION.serviceLineNumber, valuePositiveInt: sequence }],
      identifier: [{ value: request }],
      status: 'active',
      payload: [{ contentString: QUESTIONNAIRE_WANTED }],
      ...(insurer === undefined ? {} : { requester: { reference: insurer.fullUrl } }),
    },
  };
}
