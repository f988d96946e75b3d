import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../tests/support/knowledge.ts';
import { InputError } from '../input/input-error.ts';
import { LiveKnowledge } from './live.ts';
import { savesBelow } from './watch.ts';

const POLICY = 'payers/fep/tarlatamab/2026-04-01.yaml';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-live-'));
  cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Changes the policy's file and gives back what puts it right again. */
function change(from: string, to: string): () => void {
  const name = path.join(folder, POLICY);
  const before = readFileSync(name, 'utf8');
  expect(before).toContain(from);
  writeFileSync(name, before.replace(from, to));
  return () => {
    writeFileSync(name, before);
  };
}

describe('knowledge that is edited while it is in use', () => {
  it.each([
    ['a file that cannot be read', 'governs:', 'governs: [', /2026-04-01\.yaml:\d+:\d+: .*Correct the YAML here/u],
    [
      'a worked example that fails',
      'at-least: 18',
      'at-least: 21',
      /cases\.yaml: the worked example ".*" does not come out/u,
    ],
    [
      'criteria that nobody meets',
      'fact: toxicity.unacceptable\n          is: no',
      'fact: response.status\n          is: progression',
      /fep-5\.21\.223 2026-04-01: renewal: no patient can meet the criteria/u,
    ],
  ])(
    '%s is never used: the last sound version stays, the fault is shown, and mending heals it',
    (_what, from, to, said) => {
      const live = new LiveKnowledge(folder);
      const sound = live.current();
      expect(live.fault()).toBeUndefined();

      const mend = change(from, to);
      live.reload();
      expect(live.current()).toBe(sound);
      expect(live.fault()).toBeInstanceOf(InputError);
      expect(live.fault()?.message).toMatch(said);

      mend();
      live.reload();
      expect(live.fault()).toBeUndefined();
      expect(live.current()).not.toBe(sound);
      expect(live.current().policies).toHaveLength(sound.policies.length);
    },
  );

  it('a warning does not keep it from being used', () => {
    const source = path.join(folder, 'sources/policy-fep-5.21.223.yaml');
    writeFileSync(
      source,
      readFileSync(source, 'utf8').replace('supersededBy: null', 'supersededBy: policy-prime-ic-0789'),
    );
    const live = new LiveKnowledge(folder);
    expect(live.fault()).toBeUndefined();
    expect(live.latest().report?.findings.map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('a folder that was never sound gives its faults, and nothing to use, until it is mended', () => {
    const mend = change('governs:', 'govern:');
    const live = new LiveKnowledge(folder);
    expect(() => live.current()).toThrow(/the key "govern" is not known here/u);
    mend();
    live.reload();
    expect(live.current().policies.length).toBeGreaterThan(0);
  });
});

describe('watching a folder', () => {
  const name = (...parts: readonly string[]): string => path.join(folder, 'payers', ...parts);
  const saves: readonly (readonly [what: string, save: () => void])[] = [
    [
      'a file that is written over',
      () => {
        writeFileSync(name('fep', 'tarlatamab', 'cases.yaml'), 'a: 1');
      },
    ],
    [
      'a file that is replaced by another of its name, and that again',
      () => {
        for (const text of ['a: 1', 'a: 2']) {
          writeFileSync(name('fep', 'tarlatamab', 'new'), text);
          renameSync(name('fep', 'tarlatamab', 'new'), name('fep', 'tarlatamab', 'cases.yaml'));
        }
      },
    ],
    [
      'a folder that is added',
      () => {
        cpSync(name('fep'), name('other'), { recursive: true });
      },
    ],
    [
      'a folder that is removed',
      () => {
        rmSync(name('fep'), { recursive: true });
      },
    ],
  ];

  it.each(saves)('%s is one turn, after the one at the start', async (_what, save) => {
    const stop = new AbortController();
    let turns = 0;
    for await (const turn of savesBelow(folder, stop.signal)) {
      turns = turn + 1;
      if (turns === 1) save();
      else
        setTimeout(() => {
          stop.abort();
        }, 500);
    }
    expect(turns).toBe(2);
  });

  it('what is saved in a folder that was added later is seen', async () => {
    const stop = new AbortController();
    let turns = 0;
    for await (const turn of savesBelow(folder, stop.signal)) {
      turns = turn + 1;
      if (turns === 1) cpSync(name('fep'), name('other'), { recursive: true });
      if (turns === 2) writeFileSync(name('other', 'tarlatamab', 'cases.yaml'), 'a: 1');
      if (turns === 3) stop.abort();
    }
    expect(turns).toBe(3);
  });

  it('a folder that does not exist is an error', async () => {
    await expect(savesBelow(path.join(folder, 'none'), new AbortController().signal).next()).rejects.toThrow(
      /there is no such folder/u,
    );
  });
});
