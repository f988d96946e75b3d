import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from './hooks.ts';

/** How a server behaves that is not as it should be. */
type Ailment = 'slow' | 'redirects' | 'endless' | 'broken' | 'not-json';

/** A FHIR server of a practice, as small as one can be: reads by id, and searches by patient, `_id` and status. */
export interface FhirServer {
  readonly origin: string;
  readonly base: string;
  /** What it was asked, in order: the path below its base, with the token. */
  readonly asked: readonly { readonly path: string; readonly token: string | undefined }[];
  /** What is wrong with it, by the type that is asked for; '*' for every type. */
  readonly ails: Map<string, Ailment>;
  readonly close: () => Promise<void>;
}

const OWNERS = ['patient', 'subject', 'beneficiary'];

/**
 * Starts one on a port of its own.
 * @param token what it wants to be asked with
 */
export async function fhirServer(resources: readonly Json[], token: string): Promise<FhirServer> {
  const ails = new Map<string, Ailment>();
  const asked: { path: string; token: string | undefined }[] = [];
  const server = createServer((request, answer) => {
    const path = (request.url ?? '').replace(/^\/fhir\//u, '');
    const given = /^Bearer (.+)$/u.exec(request.headers.authorization ?? '')?.[1];
    asked.push({ path, token: given });
    const type = /^\w+/u.exec(path)?.[0] ?? '';
    const ailment = ails.get(type) ?? ails.get('*');
    if (ailment !== undefined) ail(ailment, request, answer);
    else if (given !== token) send(answer, 401, { resourceType: 'OperationOutcome', issue: [] });
    else serve(path, resources, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    ...{ origin, base: `${origin}/fhir`, asked, ails },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serve(path: string, resources: readonly Json[], answer: ServerResponse): void {
  const [where = '', query] = path.split('?');
  const [type = '', id] = where.split('/');
  const all = resources.filter(({ resourceType }) => resourceType === type);
  if (query === undefined) {
    const found = all.find((one) => one['id'] === id);
    send(answer, found === undefined ? 404 : 200, found ?? { resourceType: 'OperationOutcome', issue: [] });
    return;
  }
  const wanted = new URLSearchParams(query);
  const [patient, ids, status] = [wanted.get('patient'), wanted.get('_id')?.split(','), wanted.get('status')];
  const found = all.filter(
    (one) =>
      (patient === null || OWNERS.some((key) => refers(one[key], patient))) &&
      (ids === undefined || ids.includes(String(one['id']))) &&
      (status === null || one['status'] === status),
  );
  send(answer, 200, { resourceType: 'Bundle', type: 'searchset', entry: found.map((resource) => ({ resource })) });
}

function refers(reference: unknown, patient: string): boolean {
  return typeof reference === 'object' && reference !== null && 'reference' in reference
    ? String(reference.reference).endsWith(`Patient/${patient}`)
    : false;
}

function send(answer: ServerResponse, status: number, body: Json): void {
  answer.writeHead(status, { 'content-type': 'application/fhir+json' }).end(JSON.stringify(body));
}

function ail(ailment: Ailment, request: IncomingMessage, answer: ServerResponse): void {
  switch (ailment) {
    case 'slow':
      return;
    case 'redirects':
      answer.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end();
      return;
    case 'broken':
      send(answer, 500, { resourceType: 'OperationOutcome', issue: [] });
      return;
    case 'not-json':
      answer.writeHead(200).end('<html>');
      return;
    case 'endless': {
      answer.writeHead(200, { 'content-type': 'application/fhir+json' });
      const more = setInterval(() => answer.write(' '.repeat(500_000)), 1);
      request.once('close', () => {
        clearInterval(more);
      });
      answer.once('close', () => {
        clearInterval(more);
      });
      return;
    }
    default:
      ailment satisfies never;
  }
}
