import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { chartOfSize } from '../../bench/chart-of-size.ts';
import {
  CHART_STATEMENTS,
  CONCLUSIONS,
  COUNTED_STATEMENT,
  DISEASE_STATUSES,
  SNOMED,
  STAGES,
  YES_NO,
  YES_NO_STATEMENTS,
} from './check-codes.ts';
import { below, compileFailure } from './elm.ts';
import { readChart } from './read-chart.ts';
import { ON } from './test-chart.ts';

const at = (place: string): string => fileURLToPath(new URL(`../../${place}`, import.meta.url));
const json = (place: string): unknown => JSON.parse(readFileSync(at(place), 'utf8'));
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

const definitions = listOf(below(parse(readFileSync(at('knowledge/facts.yaml'), 'utf8')), 'facts'));

/** Whether a value is what its definition in knowledge/facts.yaml takes. */
function fits(fact: string, value: unknown): boolean {
  const definition = definitions.find((candidate) => below(candidate, 'id') === fact);
  const type = below(definition, 'type');
  if (type === 'yes-no') return typeof value === 'boolean';
  if (type === 'integer') return Number.isInteger(value) && Number(value) >= Number(below(definition, 'min'));
  if (typeof value !== 'string') return false;
  if (type === 'date') return /^\d{4}-\d{2}-\d{2}$/u.test(value);
  if (type === 'code') return new RegExp(String(below(definition, 'pattern')), 'u').test(value);
  if (type === 'one-of') return listOf(below(definition, 'choices')).some((choice) => below(choice, 'value') === value);
  return type === 'text' && value !== '';
}

describe('knowledge/facts.cql', () => {
  const statements = listOf(below(json('build/facts.elm.json'), 'library', 'statements', 'def'));
  const facts = statements
    .map((define) => String(below(define, 'name')))
    .filter((name) => /^[a-z0-9-]+\.[a-z0-9-]+$/u.test(name));

  it('names its defines by facts that exist', () => {
    const ids = new Set(definitions.map((definition) => below(definition, 'id')));
    expect(facts.filter((fact) => !ids.has(fact))).toEqual([]);
  });

  it('does not read what a person has to say', () => {
    expect(facts.filter((fact) => /^(?:plan|toxicity|judgement|nccn)\./u.test(fact))).toEqual([]);
  });

  it('has every code that the checks of a chart accept', () => {
    const codes = listOf(below(json('build/facts.elm.json'), 'library', 'codes', 'def'));
    const inSystem = (system: string): readonly string[] =>
      codes.flatMap((code) => (below(code, 'codeSystem', 'name') === system ? [String(below(code, 'id'))] : []));
    const statementsRead = new Set([...YES_NO_STATEMENTS, COUNTED_STATEMENT, ...CONCLUSIONS, ...STAGES]);
    expect(new Set(inSystem('Chart Statements'))).toEqual(statementsRead);
    expect(inSystem('SNOMED')).toEqual(expect.arrayContaining([...DISEASE_STATUSES, ...YES_NO]));
    const systems = listOf(below(json('build/facts.elm.json'), 'library', 'codeSystems', 'def')).map((system) =>
      below(system, 'id'),
    );
    expect(systems).toEqual(expect.arrayContaining([CHART_STATEMENTS, SNOMED]));
  });

  it('gives every example values that their facts take', async () => {
    for (const file of readdirSync(at('examples/charts'))) {
      const { facts: read } = await readChart(readFileSync(at(`examples/charts/${file}`), 'utf8'), file, ON);
      expect([...read].filter(([fact, { value }]) => !fits(fact, value))).toEqual([]);
      expect([...read].filter(([, { evidence }]) => evidence.length === 0)).toEqual([]);
    }
  });

  it('reads a chart of any size made for measuring', async () => {
    const deciding = (await readChart(chartOfSize(12), 'chart', ON)).facts;
    expect(deciding.get('therapy.other-prior-lines')?.value).toBe(1);
    expect((await readChart(chartOfSize(300), 'chart', ON)).facts).toEqual(deciding);
    expect((await readChart(chartOfSize(0), 'chart', ON)).facts.size).toBe(2);
  });
});

describe('compiling', () => {
  it('names the define and the line of a mistake', () => {
    const source = readFileSync(at('knowledge/facts.cql'), 'utf8').replace(
      "in { 'female', 'male', 'other' }",
      'in "Genders"',
    );
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'stepwise-cql-')), 'facts.cql');
    writeFileSync(file, source);
    const done = spawnSync(process.execPath, [at('tools/compile-cql.ts'), file], { encoding: 'utf8' });
    expect(done.status).toBe(1);
    expect(done.stderr).toMatch(/facts\.cql:\d+:\d+: in "patient\.sex": Could not resolve identifier Genders/u);
    expect(done.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('says nothing where there is nothing wrong', () => {
    expect(
      compileFailure({ library: { annotation: [{ errorSeverity: 'warning', message: 'x' }] } }, '', 'a.cql'),
    ).toBeNull();
  });
});
