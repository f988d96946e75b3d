import type { HookCall } from './hook-call.ts';

/** The client's FHIR server, as far as it may be asked. */
export interface Ehr {
  /**
   * Reads `Type/id` or `Type?query` below the server's address.
   * @returns null where there is no such resource
   * @throws EhrError where the server cannot be asked, or answers with nothing that is JSON
   */
  readonly read: (path: string) => Promise<unknown>;
}

/** The client's server did not answer as it should. What it said is not told: it may hold anything. */
export class EhrError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'EhrError';
  }
}

const MILLISECONDS = 3_000;
const LARGEST = 2_000_000;

/**
 * The server of a call, where its origin is one of those that may be asked: an address that a caller chose is never asked
 * otherwise, since it might be of a machine beside this one.
 * @param allowed origins such as `https://ehr.example`
 * @param deadline ends whatever is still asked
 */
export function ehrOf(server: HookCall['server'], allowed: readonly string[], deadline: AbortSignal): Ehr | undefined {
  if (server === undefined || !allowed.includes(new URL(server.base).origin)) return undefined;
  const { base, token } = server;
  return {
    read: async (path) => {
      const signal = AbortSignal.any([deadline, AbortSignal.timeout(MILLISECONDS)]);
      try {
        const answer = await fetch(`${base}/${path}`, {
          // One that sends elsewhere could send to what is not allowed.
          redirect: 'error',
          signal,
          headers: {
            accept: 'application/fhir+json',
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          },
        });
        if (answer.status === 404 || answer.status === 410) {
          await answer.body?.cancel();
          return null;
        }
        if (!answer.ok) {
          await answer.body?.cancel();
          throw new EhrError(`the server answered ${String(answer.status)}`);
        }
        return JSON.parse(await textOf(answer)) as unknown;
      } catch (error) {
        if (error instanceof EhrError) throw error;
        throw new EhrError(signal.aborted ? 'the server did not answer in time' : 'the server could not be read');
      }
    },
  };
}

/** The body as text, as long as it is of a size that a record has. */
async function textOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > LARGEST) throw new EhrError('the server answered with more than is read');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
