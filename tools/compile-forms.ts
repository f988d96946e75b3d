// Compiles the criteria of every request of every policy to ELM at set-up, so that the service publishes its forms
// without the translator (seconds, and hundreds of megabytes). Writes build/forms/, one file for each library, named by
// its text: what is there already stays, and what no policy says any longer goes.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { elmFile, FORMS } from '../shells/fhir/cql/compiled.ts';
import type { Reading } from '../shells/fhir/cql/fact-defines.ts';
import { factsLibrary } from '../shells/fhir/cql/facts-library.ts';
import { policyCql } from '../shells/fhir/cql/policy-cql.ts';
import { loadTranslator } from '../shells/fhir/cql/translate.ts';
import { loadKnowledge } from '../shells/knowledge/load.ts';

const facts = await factsLibrary();
mkdirSync(FORMS, { recursive: true });
try {
  const { policies, facts: definitions } = loadKnowledge(fileURLToPath(new URL('../knowledge', import.meta.url)));
  const readings: readonly Reading[] = [{ from: 'chart', library: facts }, { from: 'answers' }];
  const wanted = policies
    .flatMap((policy) => readings.map((reading) => ({ policy, reading })))
    .flatMap(({ policy, reading }) =>
      (['initial', 'renewal'] as const).flatMap((kind) => {
        const library = policyCql(policy, kind, definitions, reading);
        const included = reading.from === 'chart' ? facts : undefined;
        return library === null ? [] : [{ library, file: elmFile(library, included) }];
      }),
    );
  const files = new Set(wanted.map(({ file }) => file));
  for (const file of readdirSync(FORMS)) if (!files.has(file)) rmSync(new URL(file, FORMS));
  const missing = wanted.filter(({ file }) => !existsSync(new URL(file, FORMS)));
  if (missing.length > 0) {
    const { elmOf } = await loadTranslator(new Map([[facts.name, facts.cql]]));
    for (const { library, file } of missing)
      writeFileSync(new URL(file, FORMS), JSON.stringify(elmOf(library.cql, library.name)));
  }
} catch (error) {
  // A policy that is being written is no reason not to start: whoever uses it is told what is wrong with it.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
