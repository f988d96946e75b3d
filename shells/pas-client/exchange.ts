import { toTheSecond } from '../export/course-record.ts';
import { InputError } from '../input/input-error.ts';
import { newId } from './addresses.ts';
import { jsonOf, post, type Connection } from './connection.ts';
import { inquiryBundle } from './inquiry.ts';
import { answersIn, remarksIn, type Remark, type RequestAnswer } from './payer-answer.ts';
import { answersSubscription, practiceNpi, standingOf } from './subscription.ts';

/** What a payer said. */
export interface Exchange {
  /** One for a request; for an inquiry one for each request that fits, or none. */
  readonly answers: readonly RequestAnswer[];
  readonly remarks: readonly Remark[];
}

/**
 * Sends a request. Sent again, it is the same request to the payer: its bundle carries its own identifier.
 * @throws InputError where it cannot be sent, or is refused as it is: with every fault at its path
 */
export async function send(connection: Connection, bundle: unknown): Promise<Exchange> {
  return exchanged(connection, 'Claim/$submit', bundle);
}

/**
 * Asks once what became of a request.
 * @param now a moment with its offset
 * @throws InputError as `send` does
 */
export async function follow(connection: Connection, request: unknown, now: string): Promise<Exchange> {
  return exchanged(connection, 'Claim/$inquire', inquiryBundle(request, toTheSecond(now), newId));
}

/**
 * Has the payer tell the practice by itself, at an address of the practice, what becomes of its requests.
 * @param request of the practice: it says who is asking
 * @returns how the payer took it: `requested` until it has reached the address, then `active`
 * @throws InputError as `send` does
 */
export async function subscribe(connection: Connection, request: unknown, endpoint: string): Promise<string> {
  const { status, body } = await post(connection, 'Subscription', answersSubscription(practiceNpi(request), endpoint));
  const standing = standingOf(body);
  if (status >= 400 || standing === undefined) throw refused(connection.base, status, remarksIn(body));
  return standing;
}

/** What a payer posted to the practice by itself. @throws InputError where it is no answer */
export function received(text: string, file: string): Exchange {
  const document = jsonOf(text);
  const answers = answersIn(document);
  if (answers.length === 0)
    throw new InputError([
      { where: file, what: 'there is no answer of a payer in it', mend: 'Name the file of what was posted' },
    ]);
  return { answers, remarks: remarksIn(document) };
}

async function exchanged(connection: Connection, operation: string, document: unknown): Promise<Exchange> {
  const { status, body } = await post(connection, operation, document);
  const remarks = remarksIn(body);
  const answers = answersIn(body);
  if (status >= 400 || (answers.length === 0 && remarks.length > 0)) throw refused(connection.base, status, remarks);
  return { answers, remarks };
}

function refused(base: string, status: number, remarks: readonly Remark[]): InputError {
  const mend = 'Mend it and send it again, or ask the payer';
  if (remarks.length === 0) return new InputError([{ where: base, what: `it answered ${String(status)}`, mend }]);
  return new InputError(
    remarks.map(({ where, what }) => ({ where: where === '' ? base : where, what: what.replace(/\.$/u, ''), mend })),
  );
}
