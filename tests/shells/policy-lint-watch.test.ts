import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stepwise } from '../support/cli.ts';
import { ROOT } from '../support/knowledge.ts';

let folder: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-watch-'));
  cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts watching; `next` waits for text that came since it was asked last. */
function watching(): { readonly process: ChildProcess; readonly next: (text: RegExp) => Promise<string> } {
  const main = path.join(ROOT, 'shells/cli/main.ts');
  const started = spawn(process.execPath, [main, 'policy', 'lint', '--watch', '--knowledge', folder], { cwd: ROOT });
  child = started;
  let printed = '';
  let read = 0;
  for (const stream of [started.stdout, started.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const next = async (text: RegExp): Promise<string> => {
    while (!text.test(printed.slice(read)))
      await Promise.race([once(started.stdout, 'data'), once(started.stderr, 'data')]);
    const fresh = printed.slice(read);
    read = printed.length;
    return fresh;
  };
  return { process: started, next };
}

describe('policy lint --watch, as a process', () => {
  it('reports each save, goes on after a fault with its place, says when it is mended, and ends with Ctrl-C', async () => {
    const { process: watcher, next } = watching();
    expect(await next(/sound\.\n\n/u)).toContain('worked examples come out. Every file is sound.');

    const policy = path.join(folder, 'payers/fep/tarlatamab/2026-04-01.yaml');
    const before = readFileSync(policy, 'utf8');
    const line = before.split('\n').findIndex((text) => text.startsWith('governs:')) + 1;
    writeFileSync(policy, before.replace('governs:', 'govern:'));
    const fault = await next(/mended\.\n\n/u);
    expect(fault).toContain(`2026-04-01.yaml:${line}:1: the key "govern" is not known here. Did you mean "governs"?`);
    expect(fault).toContain('the last sound version stays in use');

    writeFileSync(policy, before.replace('at-least: 18', 'at-least: 21'));
    expect(await next(/mended\.\n\n/u)).toMatch(/✗ .*cases\.yaml: /u);

    writeFileSync(policy, before);
    expect(await next(/sound\.\n\n/u)).toMatch(/^✓ \d+ of \d+ worked examples come out\. Every file is sound\.\n\n$/u);

    watcher.kill('SIGINT');
    expect(await once(watcher, 'exit')).toEqual([0, null]);
  });

  it.each([['--json'], ['--policy', 'fep-5.21.223']])('takes no %s beside it', async (...option) => {
    const { status, out, err } = await stepwise('policy', 'lint', '--watch', ...option);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^--watch: --(json|policy) is given as well\./u);
  });
});
