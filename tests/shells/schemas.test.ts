import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
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
