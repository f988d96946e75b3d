import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { GuideName, StatementsFile } from './guides.ts';

/** The parts of a guide's Requirements resource that are read. */
interface Requirements {
  readonly statement: readonly {
    readonly key: string;
    readonly conformance?: readonly string[];
    readonly extension?: readonly { readonly url: string; readonly valueId?: string }[];
  }[];
}

const EXTENSION = 'http://hl7.org/fhir/tools/StructureDefinition/requirements-statement';

/** Under which folder of the fixtures each guide lies, and what it is called. */
const HELD: Readonly<Record<GuideName, Readonly<Record<'title' | 'version', string>>>> = {
  crd: { title: 'Coverage Requirements Discovery', version: '2.2.1' },
  dtr: { title: 'Documentation Templates and Rules', version: '2.2.0' },
  pas: { title: 'Prior Authorization Support', version: '2.2.1' },
};

/** The file as text, one line for each statement. */
export function statementsText(file: StatementsFile): string {
  const guides = Object.entries(file).map(([name, { title, version, statements }]) => {
    const lines = Object.entries(statements).map(([id, { strength, actors }]) => {
      const list = (words: readonly string[]): string => `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
      return `      ${JSON.stringify(id)}: { "strength": ${list(strength)}, "actors": ${list(actors)} }`;
    });
    const head = `    "title": ${JSON.stringify(title)},\n    "version": ${JSON.stringify(version)},\n`;
    return `  ${JSON.stringify(name)}: {\n${head}    "statements": {\n${lines.join(',\n')}\n    }\n  }`;
  });
  return `{\n${guides.join(',\n')}\n}\n`;
}

/**
 * The ids, strengths and actors of the statements of the guides; none of their text.
 * @param fixtures a folder with `<guide>-<version>/Requirements-fromNarrative.json`
 */
export function statementsFile(fixtures: string): StatementsFile {
  return { crd: guideOf('crd', fixtures), dtr: guideOf('dtr', fixtures), pas: guideOf('pas', fixtures) };
}

function guideOf(name: GuideName, fixtures: string): StatementsFile[GuideName] {
  const { title, version } = HELD[name];
  const file = path.join(fixtures, `${name}-${version}`, 'Requirements-fromNarrative.json');
  const { statement } = JSON.parse(readFileSync(file, 'utf8')) as Requirements;
  const statements = statement.map(({ key, conformance = [], extension = [] }) => {
    const forbids = extension.some(({ url }) => url === `${EXTENSION}shallnot`);
    const actors = extension.flatMap(({ url, valueId }) =>
      url === `${EXTENSION}actor` && valueId !== undefined ? [valueId] : [],
    );
    const strength = [...conformance.map((word) => word.replace('-', ' ')), ...(forbids ? ['SHALL NOT'] : [])];
    return [key, { strength, actors }] as const;
  });
  return { title, version, statements: Object.fromEntries(statements) };
}
