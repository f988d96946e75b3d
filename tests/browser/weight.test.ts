import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/knowledge.ts';

const BUILT = path.join(ROOT, 'build', 'page');
const MOST_BYTES = 250_000;

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

/** The scripts that have to come before a screen is shown: its own, and all that these import at once. */
function needed(manifest: Readonly<Record<string, Chunk>>, names: readonly string[]): ReadonlySet<string> {
  const files = new Set<string>();
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`the build has no ${name}`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  names.forEach(visit);
  return files;
}

describe.skipIf(!existsSync(BUILT))('the weight of the page', () => {
  const text = readFileSync(path.join(BUILT, '.vite', 'manifest.json'), 'utf8');
  const manifest = JSON.parse(text) as Readonly<Record<string, Chunk>>;

  it.each(['screens/today/index.tsx', 'screens/patients/index.tsx'])(
    'needs at most 250 kB of compressed script for %s',
    (screen) => {
      const files = [...needed(manifest, ['index.html', screen])];
      expect(files.length).toBeGreaterThan(1);
      const bytes = files.map((file) => gzipSync(readFileSync(path.join(BUILT, file))).length);
      expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(MOST_BYTES);
    },
  );

  it('loads every other screen only when it is opened', () => {
    const first = needed(manifest, ['index.html']);
    const screens = Object.keys(manifest).filter((name) => name.startsWith('screens/') && name.endsWith('/index.tsx'));
    expect(screens.length).toBeGreaterThan(3);
    expect(screens.filter((name) => first.has(manifest[name]?.file ?? ''))).toEqual([]);
  });
});
