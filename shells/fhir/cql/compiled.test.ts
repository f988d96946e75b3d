import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { knowledge } from '../../../tests/support/knowledge.ts';
import { elmOf } from './compiled.ts';
import type { Reading } from './fact-defines.ts';
import { factsLibrary } from './facts-library.ts';
import { policyCql } from './policy-cql.ts';
import { loadTranslator } from './translate.ts';

const { policies, facts } = knowledge();
const TINY = `library Tiny version '1'\n\ndefine "One": 1\n`;

/** Runs a program in a process of its own; what it tells, and what of the translator was loaded, and how many threads began. */
function told(program: string): unknown {
  const root = new URL('../../../', import.meta.url);
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'stepwise-')), 'program.mts');
  const watch = `
    import { registerHooks } from 'node:module';
    const seen = { threads: 0, loaded: 0 };
    process.on('worker', () => { seen.threads += 1; });
    registerHooks({ load: (url, context, next) => {
      if (url.includes('@cqframework') || url.endsWith('/translate.ts')) seen.loaded += 1;
      return next(url, context);
    } });
    const part = (place) => import('${root.href}' + place);
    ${program}
    process.stdout.write(JSON.stringify({ ...seen, answer }));`;
  writeFileSync(file, watch);
  const done = spawnSync(process.execPath, [file], { encoding: 'utf8', cwd: fileURLToPath(root), timeout: 60_000 });
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout);
}

describe('the ELM of a library', () => {
  it('is that of the translator, of every form that set-up knows', async () => {
    const all = await factsLibrary();
    const translator = await loadTranslator(new Map([[all.name, all.cql]]));
    const readings: readonly Reading[] = [{ from: 'chart', library: all }, { from: 'answers' }];
    let count = 0;
    for (const policy of policies)
      for (const kind of ['initial', 'renewal'] as const)
        for (const reading of readings) {
          const library = policyCql(policy, kind, facts, reading);
          if (library === null) continue;
          const held = await elmOf(library, reading.from === 'chart' ? all : undefined);
          expect(held).toEqual(JSON.parse(JSON.stringify(translator.elmOf(library.cql, library.name))));
          count += 1;
        }
    expect(count).toBeGreaterThan(policies.length);
  }, 60_000);

  it('needs no translator in a process that begins with a package, whatever form it is of', () => {
    const answer = told(`
      const knowledge = (await part('shells/knowledge/load.ts')).loadKnowledge('knowledge');
      const { formFor } = await part('shells/dtr/held-form.ts');
      const { librariesOf } = await part('shells/dtr/published-libraries.ts');
      const answer = [];
      for (const policy of knowledge.policies)
        for (const kind of ['initial', 'renewal']) {
          const held = formFor(policy, kind, false, knowledge, 'http://127.0.0.1/fhir');
          if (held !== undefined) answer.push((await librariesOf(held, knowledge.facts)).length);
        }`);
    const forms = policies.flatMap(({ requests }) => [requests.initial, requests.renewal]).filter(Boolean);
    expect(answer).toEqual({ threads: 0, loaded: 0, answer: forms.map(() => 2) });
  }, 60_000);

  it('is made in a thread of its own where set-up did not know the text', async () => {
    const tiny = `{ name: 'Tiny', cql: ${JSON.stringify(TINY)} }`;
    const answer = told(`
      const { elmOf } = await part('shells/fhir/cql/compiled.ts');
      const answer = await elmOf(${tiny}, undefined);`);
    const elm: unknown = JSON.parse(JSON.stringify((await loadTranslator()).elmOf(TINY, 'Tiny')));
    expect(answer).toEqual({ threads: 1, loaded: 0, answer: elm });
  }, 60_000);

  it('is refused with the place where the text is wrong, and the next one is made', async () => {
    const wrong = elmOf({ name: 'Wrong', cql: TINY.replace(': 1', ': Missing') }, undefined);
    const right = elmOf({ name: 'Tiny', cql: `${TINY}\n// Again\n` }, undefined);
    await expect(wrong).rejects.toThrow(/^Wrong:3:\d+: in "One": /u);
    expect(await right).toHaveProperty('library.identifier.id', 'Tiny');
  }, 60_000);
});
