import { timingSafeEqual } from 'node:crypto';
import type { IncomingCall } from './service.ts';

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/**
 * Who may have the service's figures without a sign-in: a program that brings the word of the settings; and, where one
 * person works on one machine, whatever runs on it. Behind a proxy everybody comes from the machine, so that it is the
 * word alone there.
 * @param alone one person on one machine: nothing else reaches the service
 */
export function figuresTo(
  token: string | undefined,
  alone: boolean,
): (request: IncomingCall & { readonly ip: string }) => boolean {
  return ({ headers: { authorization }, ip }) => {
    if (token !== undefined && typeof authorization === 'string' && isSame(authorization, `Bearer ${token}`))
      return true;
    return alone && LOOPBACK.includes(ip);
  };
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}
