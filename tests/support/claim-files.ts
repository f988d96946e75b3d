import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Claim837, Reject837 } from '../../shells/x12/claim-line.ts';
import { read837 } from '../../shells/x12/read837.ts';
import { ROOT } from './knowledge.ts';

/** An invented claim file: `professional`, `institutional`. */
export const claimFile = (name: string): string => path.join(ROOT, 'tests', 'golden', 'x12', `${name}.837`);
export const claimFileText = (name: string): string => readFileSync(claimFile(name), 'utf8');

/** Everything that is found, in its order. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** What is found in a text that is read as the file `in.837`. */
export function foundIn(...pieces: readonly (string | Uint8Array)[]): Promise<readonly (Claim837 | Reject837)[]> {
  return all(read837(pieces, 'in.837'));
}

/** The same, each in one line: `claim ID`, or `scope ID @segment: what`. */
export async function toldOf(text: string): Promise<readonly string[]> {
  return (await foundIn(text)).map((one) =>
    one.kind === 'claim'
      ? `claim ${one.claimId}`
      : `${one.scope} ${one.claimId ?? '-'} @${one.segment}: ${one.faults.map(({ what }) => what).join('; ')}`,
  );
}
