import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFailure, withFlatCodeLists } from '../../chart/elm.ts';

/** Turns CQL into ELM, the form that engines run. */
export interface Translator {
  /** @returns the ELM as JSON. @throws with every error of the translator, each with its line */
  readonly elmOf: (cql: string, name: string) => unknown;
}

const require = createRequire(import.meta.url);

/** FHIR's description for translators: the types of all its elements (760 kB). */
export const fhirModel = (): string =>
  readFileSync(require.resolve('cql-exec-fhir/lib/modelInfos/fhir-modelinfo-4.0.1.xml'), 'utf8');

const systemModel = (): string => readFileSync(new URL('../../chart/system-modelinfo.xml', import.meta.url), 'utf8');

/**
 * Loads the translator, which takes 100 ms, and the description of FHIR. One translator serves many libraries.
 * @param included the text of each library that others may include, by name
 */
export async function loadTranslator(included: ReadonlyMap<string, string> = new Map()): Promise<Translator> {
  // The translator's file layer looks for a global `require` when it loads.
  Object.assign(globalThis, { require });
  const translator = await import('@cqframework/cql/cql-to-elm');
  const { CqlCompilerOptions, CqlTranslator, LibraryManager, ModelManager } = translator;
  const { createLibrarySourceProvider, createModelInfoProvider, createUcumService, stringAsSource } = translator;
  const source = (text: string | undefined): unknown => (text === undefined ? null : stringAsSource(text));
  const models = new Map([
    ['System', systemModel()],
    ['FHIR', fhirModel()],
  ]);
  const manager = new ModelManager();
  manager.modelInfoLoader.registerModelInfoProvider(createModelInfoProvider((id) => source(models.get(id))));
  // Errors carry their lines without it; the library itself needs no annotations, locators or result types.
  const options = new CqlCompilerOptions();
  options.setOptions([CqlCompilerOptions.Options.DisableListDemotion, CqlCompilerOptions.Options.DisableListPromotion]);
  // Periods are in days and months of the calendar: no unit ever has to be converted.
  const noUnits = (): never => {
    throw new Error('The libraries count in days and months; they have no other units');
  };
  const units: unknown = createUcumService(noUnits, () => null, noUnits, noUnits);
  const libraries = new LibraryManager(manager, options, null, units);
  libraries.librarySourceLoader.registerProvider(createLibrarySourceProvider((id) => source(included.get(id))));
  return {
    elmOf: (cql, name) => {
      const elm: unknown = JSON.parse(withoutGreeting(() => CqlTranslator.fromText(cql, libraries).toJson()));
      const failure = compileFailure(elm, cql, name);
      if (failure !== null) throw new Error(failure);
      return withFlatCodeLists(elm);
    },
  };
}

/** The translator's logger greets on standard output, where only the answer may stand: nothing is printed meanwhile. */
function withoutGreeting<Result>(work: () => Result): Result {
  const { stdout } = process;
  const own = Object.getOwnPropertyDescriptor(stdout, 'write');
  Object.defineProperty(stdout, 'write', { value: () => true, configurable: true, writable: true });
  try {
    return work();
  } finally {
    if (own === undefined) Reflect.deleteProperty(stdout, 'write');
    else Object.defineProperty(stdout, 'write', own);
  }
}
