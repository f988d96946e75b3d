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
  return JSON.stringify(inOrder(value));
}

/**
 * A JSON value with the keys of its objects in order and nothing undefined: what the text of `canonical` is read as.
 * Objects that are so already are not copied, so that a value may be put in order first and asked about often.
 */
export function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // A date and its like: the text that JSON has for it.
  const { toJSON } = value as { readonly toJSON?: unknown };
  if (typeof toJSON === 'function') return inOrder(JSON.parse(JSON.stringify(value)));
  if (Array.isArray(value)) {
    const parts: unknown[] = value.map((part: unknown) => (part === undefined ? null : inOrder(part)));
    return parts.every((part, index) => part === value[index]) ? value : parts;
  }
  return objectInOrder(value as Readonly<Record<string, unknown>>);
}

function objectInOrder(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const keys = Object.keys(value);
  const made: Record<string, unknown> = {};
  let isSame = true;
  for (const [index, key] of (isSorted(keys) ? keys : keys.toSorted()).entries()) {
    const part = value[key];
    const ordered = inOrder(part);
    isSame &&= part !== undefined && ordered === part && keys[index] === key;
    if (ordered === undefined) continue;
    // A key of a special name is a key as any other.
    if (key === '__proto__')
      Object.defineProperty(made, key, { value: ordered, enumerable: true, writable: true, configurable: true });
    else made[key] = ordered;
  }
  return isSame ? value : made;
}

function isSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index++) if ((keys[index - 1] ?? '') > (keys[index] ?? '')) return false;
  return true;
}
