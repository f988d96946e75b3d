/** What the service bears of those who call it. */
export interface Limits {
  /** Larger than any chart; what is larger is refused before it is read. */
  readonly bodyBytes: number;
  /** How deep a document may be nested: deeper than any chart is. */
  readonly depth: number;
  /** Calls from one address. */
  readonly callsPerMinute: number;
  /** Of them such as sign somebody in: a guesser is slowed down, a clinic behind one address is not. */
  readonly signInsPerMinute: number;
  /** A request has to have come whole in this time, milliseconds. */
  readonly requestMs: number;
  /** A connection on which nothing moves for so long is closed, milliseconds: longer than the longest answer takes. */
  readonly idleMs: number;
  /** After so long a live line ends, so that whoever listens shows anew that they may, milliseconds. */
  readonly lineMs: number;
}

export const LIMITS: Limits = {
  bodyBytes: 25_000_000,
  depth: 100,
  callsPerMinute: 60_000,
  signInsPerMinute: 300,
  requestMs: 60_000,
  idleMs: 300_000,
  lineMs: 300_000,
};

/** A document that is nested deeper than `most` levels, whatever it is. */
export function isDeeperThan(most: number, document: unknown): boolean {
  let level: readonly unknown[] = [document];
  for (let depth = 0; level.length > 0; depth++) {
    const within = level.filter((one) => typeof one === 'object' && one !== null);
    if (depth >= most && within.length > 0) return true;
    level = within.flatMap((one): readonly unknown[] => Object.values(one));
  }
  return false;
}
