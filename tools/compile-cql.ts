// Compiles knowledge/facts.cql to ELM at set-up, so that reading a chart needs neither the translator (100 ms to load)
// nor FHIR's model description (760 kB of XML, 50 ms to parse). Writes build/facts.elm.json, the library, and
// build/fhir-elements.json, the types of those FHIR elements that the library reads.
// With a path as argument that file is compiled instead and nothing is written: a check while editing.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { elementsReadBy } from '../shells/chart/fhir-elements.ts';
import { compileFailure, withFlatCodeLists } from '../shells/chart/elm.ts';

const require = createRequire(import.meta.url);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts: readonly string[]): string => path.join(root, ...parts);

// The translator's file layer looks for a global `require` when it loads.
Object.assign(globalThis, { require });
const { CqlCompilerOptions, CqlTranslator, LibraryManager, ModelManager, createModelInfoProvider, stringAsSource } =
  await import('@cqframework/cql/cql-to-elm');

const models: ReadonlyMap<string, string> = new Map([
  ['System', readFileSync(at('shells', 'chart', 'system-modelinfo.xml'), 'utf8')],
  ['FHIR', readFileSync(require.resolve('cql-exec-fhir/lib/modelInfos/fhir-modelinfo-4.0.1.xml'), 'utf8')],
]);

function elmOf(cql: string): string {
  const manager = new ModelManager();
  manager.modelInfoLoader.registerModelInfoProvider(
    createModelInfoProvider((id: string): unknown => {
      const xml = models.get(id);
      return xml === undefined ? null : stringAsSource(xml);
    }),
  );
  // Errors carry their lines without it; the library itself needs no annotations, locators or result types.
  const options = new CqlCompilerOptions();
  options.setOptions([CqlCompilerOptions.Options.DisableListDemotion, CqlCompilerOptions.Options.DisableListPromotion]);
  return CqlTranslator.fromText(cql, new LibraryManager(manager, options)).toJson();
}

const checked = process.argv[2];
const source = checked ?? at('knowledge', 'facts.cql');
const cql = readFileSync(source, 'utf8');
const elm: unknown = JSON.parse(elmOf(cql));
const failure = compileFailure(elm, cql, path.relative(root, source));
if (failure !== null) {
  process.stderr.write(`${failure}\n`);
  process.exitCode = 1;
} else if (checked === undefined) {
  const library = withFlatCodeLists(elm);
  mkdirSync(at('build'), { recursive: true });
  writeFileSync(at('build', 'facts.elm.json'), JSON.stringify(library));
  writeFileSync(at('build', 'fhir-elements.json'), JSON.stringify(elementsReadBy(library, models.get('FHIR') ?? '')));
}
