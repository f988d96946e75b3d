// Compiles knowledge/facts.cql to ELM at set-up, so that reading a chart needs neither the translator (100 ms to load)
// nor FHIR's model description (760 kB of XML, 50 ms to parse). Writes build/facts.elm.json, the library, and
// build/fhir-elements.json, the types of those FHIR elements that the library reads.
// With a path as argument that file is compiled instead and nothing is written: a check while editing.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { elementsReadBy } from '../shells/chart/fhir-elements.ts';
import { fhirModel, loadTranslator } from '../shells/fhir/cql/translate.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts: readonly string[]): string => path.join(root, ...parts);

const checked = process.argv[2];
const source = checked ?? at('knowledge', 'facts.cql');
const cql = readFileSync(source, 'utf8');
const { elmOf } = await loadTranslator();
try {
  const library = elmOf(cql, path.relative(root, source));
  if (checked === undefined) {
    // Forms were made with the translator and the library as they were.
    rmSync(at('build', 'forms'), { recursive: true, force: true });
    mkdirSync(at('build'), { recursive: true });
    writeFileSync(at('build', 'facts.elm.json'), JSON.stringify(library));
    writeFileSync(at('build', 'fhir-elements.json'), JSON.stringify(elementsReadBy(library, fhirModel())));
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
