import { createReadStream } from 'node:fs';
import type { Claim837, Reject837 } from './claim-line.ts';
import { EnvelopeReader } from './envelope.ts';
import { SegmentCutter } from './segments.ts';

/**
 * The claims of an 837 file, in its order, and what could not be used. It never throws for what the file holds, holds
 * one claim at a time, and reads on behind a fault: one bad claim is set aside, the others are given.
 * @param chunks UTF-8 text or its bytes, in pieces of any size
 * @param file the name that claims and rejects carry
 */
export async function* read837(
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  file: string,
): AsyncGenerator<Claim837 | Reject837, void, undefined> {
  const cutter = new SegmentCutter();
  const reader = new EnvelopeReader(file);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const chunk of chunks) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    for (const piece of cutter.push(text)) reader.take(piece);
    yield* reader.found();
  }
  for (const piece of [...cutter.push(decoder.decode()), ...cutter.end()]) reader.take(piece);
  reader.end();
  yield* reader.found();
}

const PIECE = 1 << 20;

/** The claims of a file on disk. @throws what the file system throws where the file cannot be read */
export function read837File(path: string): AsyncGenerator<Claim837 | Reject837, void, undefined> {
  return read837(createReadStream(path, { highWaterMark: PIECE }), path);
}
