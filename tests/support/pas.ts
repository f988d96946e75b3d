import { codesOfExtension, extensionsAt, listAt, textAt } from '../../shells/pas/element.ts';
import type { Caller, Role } from '../../shells/server/caller.ts';
import type { Json } from './pas-request.ts';
import type { OpenService } from './service.ts';

export { knowledgeThatApproves, requestBundle, updateBundle, type Asked, type Json } from './pas-request.ts';

const PAS = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition';

/** What an operation answered. */
export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: Json;
}

/** A call by the program of a sender; `machine-1` of the payer where none is named. */
export async function sent(open: OpenService, path: string, body: unknown, client = 'machine-1'): Promise<Answered> {
  return asked(open, 'POST', path, body, client);
}

/** The same by any method. */
export async function asked(
  open: OpenService,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  client = 'machine-1',
): Promise<Answered> {
  const caller: Caller = {
    organisation: 'payer',
    id: client,
    name: `Program ${client}`,
    role: 'machine',
    kind: 'machine',
  };
  const token = await open.tokens.make(caller, 'access', 300);
  const answer = await open.app.inject({
    ...{ method, url: `/fhir/${path}` },
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const type = answer.headers['content-type'] ?? '';
  return { status: answer.statusCode, type, body: answer.payload === '' ? {} : answer.json<Json>() };
}

export const submit = (open: OpenService, bundle: unknown, client?: string): Promise<Answered> =>
  sent(open, 'Claim/$submit', bundle, client);
export const inquire = (open: OpenService, bundle: unknown, client?: string): Promise<Answered> =>
  sent(open, 'Claim/$inquire', bundle, client);

/** The claim response of an answer. */
export function claimResponse(bundle: unknown): Json {
  const [first] = listAt(bundle, 'entry');
  const resource = listAt(first, 'resource')[0];
  if (resource?.['resourceType'] !== 'ClaimResponse') throw new Error('an answer begins with a ClaimResponse');
  return resource;
}

/** What became of each line: its code of X12 306 and its authorization number. */
export function decisions(bundle: unknown): readonly { sequence: number; action: string; number?: string }[] {
  return listAt(claimResponse(bundle), 'item').map((item) => ({
    sequence: Number(item['itemSequence']),
    ...decisionOf(item),
  }));
}

export function decisionOf(item: unknown): { action: string; number?: string } {
  const [review] = listAt(item, 'adjudication').flatMap((one) => extensionsAt(one, `${PAS}/extension-reviewAction`));
  const [action = ''] = codesOfExtension(review, `${PAS}/extension-reviewActionCode`);
  const number = textAt(
    listAt(review, 'extension').find(({ url }) => url === 'number'),
    'valueString',
  );
  return number === undefined ? { action } : { action, number };
}

/** What the answer says of who looked at it. */
export function reviewer(bundle: unknown): Json {
  const [extension] = extensionsAt(claimResponse(bundle), `${PAS}/extension-claimResponseReviewer`);
  return Object.fromEntries(
    listAt(extension, 'extension').map(({ url, valueBoolean, valueIdentifier, valueCodeableConcept }) => [
      String(url),
      valueBoolean ?? textAt(valueIdentifier, 'value') ?? textAt(valueCodeableConcept, 'text'),
    ]),
  );
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly state: Json;
}

/** The requests of the payer as its reviewers see them. */
export async function requestsOf(open: OpenService, search = ''): Promise<readonly Row[]> {
  const url = `/v1/requests?limit=200${search === '' ? '' : `&search=${encodeURIComponent(search)}`}`;
  const answer = await open.call('reviewer', { method: 'GET', url, organisation: 'payer' });
  return answer.json<{ readonly rows: readonly Row[] }>().rows;
}

let keys = 0;
/** An entry that somebody of the payer adds to a request; its status. */
export async function decide(open: OpenService, role: Role, request: string, entry: Json): Promise<number> {
  keys += 1;
  const answer = await open.call(role, {
    ...{ method: 'POST', url: `/v1/requests/${request}/entries`, organisation: 'payer' },
    headers: { 'idempotency-key': `decision-${String(keys).padStart(6, '0')}` },
    payload: { entries: [entry] },
  });
  return answer.statusCode;
}

export const SIGNATURE = {
  ...{ name: 'Dr. Payer', npi: '1999999984', specialty: 'medical oncology' },
  reason: 'An invented reason, in words',
};
