import { createHash } from 'node:crypto';

/** The id of a stream that follows from what it is of: the same each time, so that what is sent again is found again. */
export function uuidOf(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${String(Buffer.byteLength(part))}:${part};`);
  const bytes = hash.digest().subarray(0, 16);
  // RFC 9562: version 8, of a form of one's own.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
