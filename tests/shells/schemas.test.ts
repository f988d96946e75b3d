import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FILE_KINDS } from '../../shells/knowledge/json-schemas.ts';
import { publishedSchemas } from '../../tools/published-schemas.ts';
import { ROOT } from '../support/knowledge.ts';

const schemas = publishedSchemas();
const validator = (name: string): ValidateFunction => {
  const ajv = new Ajv2020({ strict: false, formats: { date: /^\d{4}-\d{2}-\d{2}$/u } });
  return ajv.compile(JSON.parse(schemas.get(name) ?? '{}') as object);
};

describe('the published schemas', () => {
  it.each([...schemas.keys()])('%s is that of the code (else: npm run schemas)', (name) => {
    expect(readFileSync(path.join(ROOT, 'schemas', name), 'utf8')).toBe(schemas.get(name));
  });

  it.each(globSync('examples/answers/*.yaml', { cwd: ROOT }))('accepts %s', (file) => {
    const accepts = validator('answers.schema.json');
    expect(accepts(parse(readFileSync(path.join(ROOT, file), 'utf8'))), JSON.stringify(accepts.errors)).toBe(true);
  });

  it.each(globSync('examples/courses/*.json', { cwd: ROOT }))('accepts %s', (file) => {
    const accepts = validator('course.schema.json');
    expect(accepts(JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'))), JSON.stringify(accepts.errors)).toBe(true);
  });

  it('takes no answer to a fact that does not exist, and no value that the fact does not take', () => {
    const accepts = validator('answers.schema.json');
    expect(accepts({ 'disease.stag': 'extensive' })).toBe(false);
    expect(accepts({ 'disease.stage': 'extensiv' })).toBe(false);
    expect(accepts({ 'performance.ecog': 6 })).toBe(false);
    expect(accepts({ 'nccn.category': 1 })).toBe(true);
    expect(accepts({ 'performance.ecog': { value: 2, by: 'Example' } })).toBe(true);
  });

  it('takes no course with a field that does not exist', () => {
    const accepts = validator('course.schema.json');
    const course = JSON.parse(readFileSync(path.join(ROOT, 'examples/courses/renewal.json'), 'utf8')) as object;
    expect(accepts({ ...course, evnts: [] })).toBe(false);
  });
});

type Json = Record<string, unknown> | unknown[] | string | number | boolean | null;

/** The document, changed in one place at a time: an object of it without one of its keys, or with one that is not known. */
function* changedOnce(value: Json): Generator<readonly [what: string, changed: Json]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) {
    yield ['an unknown key', { ...value, 'not-a-key': 1 }];
    for (const key of Object.keys(value))
      yield [`no ${key}`, Object.fromEntries(Object.entries(value).filter(([other]) => other !== key))];
  }
  for (const [key, part] of Object.entries(value) as [string, Json][]) {
    for (const wrong of [typeof part === 'number' ? 'a text' : 1.5, null])
      yield [`${key} is ${wrong}`, replaced(value, key, wrong)];
    for (const [what, changed] of changedOnce(part)) yield [`${key}: ${what}`, replaced(value, key, changed)];
  }
}

/** Shorter lists are read whole: what they name may be named elsewhere in the file. */
const LONG = 5;

/** The document with one item of each form in its long lists: two items with the same keys are refused and taken alike. */
function oneOfEachForm(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value))
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, oneOfEachForm(part as Json)]));
  const items = (value as Json[]).map(oneOfEachForm);
  return items.length <= LONG ? items : [...new Map(items.map((item) => [formOf(item), item])).values()];
}

/** The keys; of what has none, itself. */
function formOf(value: Json): string {
  return JSON.stringify(typeof value === 'object' && value !== null ? Object.keys(value) : value);
}

function replaced(value: Exclude<Json, string | number | boolean | null>, key: string, part: Json): Json {
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === key ? part : item));
  return { ...value, [key]: part };
}

describe('the schemas of knowledge files', () => {
  const read = (file: string): Json => parse(readFileSync(path.join(ROOT, 'knowledge', file), 'utf8')) as Json;
  const kinds = Object.entries(FILE_KINDS).map(([name, { files, schema }]) => ({
    name,
    schema,
    files: globSync(files, { cwd: path.join(ROOT, 'knowledge') }).sort(),
  }));

  it('every YAML file of the knowledge folder is of exactly one kind', () => {
    const all = globSync('**/*.yaml', { cwd: path.join(ROOT, 'knowledge') }).sort();
    expect(kinds.flatMap(({ files }) => files).sort()).toEqual(all);
  });

  it('the editor’s settings name the schema of every kind', () => {
    const settings = JSON.parse(readFileSync(path.join(ROOT, '.vscode', 'settings.json'), 'utf8')) as object;
    expect(settings).toEqual({
      'yaml.schemas': Object.fromEntries(
        Object.entries(FILE_KINDS).map(([name, { files }]) => [
          `./schemas/knowledge/${name}.json`,
          `knowledge/${files}`,
        ]),
      ),
    });
  });

  describe.each(kinds)('$name', ({ name, files, schema }) => {
    const accepts = validator(`knowledge/${name}.json`);

    it('there is such a file, and each is accepted', () => {
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) expect(accepts(read(file)), `${file} ${JSON.stringify(accepts.errors)}`).toBe(true);
    });

    it('what the loader takes is accepted, and an unknown, a missing and a wrong part that it refuses is refused', () => {
      let refused = 0;
      for (const [what, changed] of files.slice(0, 2).flatMap((file) => [...changedOnce(oneOfEachForm(read(file)))])) {
        const loads = schema.safeParse(changed).success;
        if (!loads) refused++;
        // Of a worked example the loader looks at the facts only when it knows them; the schema knows them already.
        if (loads && name === 'cases') continue;
        expect(accepts(changed), what).toBe(loads);
      }
      expect(refused).toBeGreaterThan(10);
    });
  });

  it('a criterion of an unknown fact, of no kind and of two kinds is refused, however deep it stands', () => {
    const accepts = validator('knowledge/policy.json');
    const policy = read('payers/prime/tarlatamab/2025-05-05.yaml');
    const text = JSON.stringify(policy);
    const changed = (from: string, to: string): boolean => {
      expect(text).toContain(from);
      return accepts(JSON.parse(text.replace(from, to)));
    };
    expect(changed('"fact":"cns.leptomeningeal-disease"', '"fact":"cns.leptomeningeal-diseas"')).toBe(false);
    expect(changed('"fact":"cns.leptomeningeal-disease","is":"no"', '"fact":"cns.leptomeningeal-disease"')).toBe(false);
    expect(changed('"at-least":18', '"at-least":18,"at-most":99')).toBe(false);
    expect(changed('"at-least":18', '"at-least":21')).toBe(true);
  });
});
