import { createHash } from 'node:crypto';

/** What stands before the first event of a stream. */
export const BEFORE_FIRST = '0'.repeat(64);

/** One event as it is stored: the texts that are hashed. */
export interface StoredEvent {
  readonly stream: string;
  readonly sequence: number;
  readonly type: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly body: string;
}

/**
 * SHA-256 (64 hex digits) over the event and the hash of the one before it: whoever changes, removes or exchanges an
 * event changes every hash after it. Each part is preceded by its length, so that no two events are hashed alike.
 */
export function chainHash(event: StoredEvent, before: string): string {
  const { stream, sequence, type, at, recordedAt, actor, body } = event;
  const hash = createHash('sha256');
  for (const part of [before, stream, String(sequence), type, at, recordedAt, actor, body])
    hash.update(`${Buffer.byteLength(part)}:${part};`);
  return hash.digest('hex');
}

/** JSON with its keys in order and nothing undefined: the same value is always the same text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
