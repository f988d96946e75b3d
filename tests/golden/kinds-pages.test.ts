import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compile } from '../../core/criteria/compile.ts';
import { inReadingOrder, REQUEST_DATE, type Criterion } from '../../core/criteria/node.ts';
import { waysToMeet } from '../../core/criteria/settle.ts';
import { writeOut } from '../../core/criteria/trace.ts';
import { sayAllowed } from '../../core/explain/say.ts';
import { whys } from '../../core/explain/why.ts';
import { InputError } from '../../shells/input/input-error.ts';
import { YamlFile } from '../../shells/knowledge/yaml-file.ts';
import { linked, recordOfFacts } from '../support/kind-cases.ts';
import { knowledge, ROOT } from '../support/knowledge.ts';

const PAGES = 'docs/guide/criteria';
const WORDS = { met: 'met', 'not-met': 'not met', unknown: 'unknown' } as const;
const SHOWN = 20;

/** One criterion that a page writes, with the table that says what it comes to. */
interface Example {
  readonly tree: Criterion;
  readonly rows: readonly (readonly string[])[];
}

const pages = globSync('*.md', { cwd: path.join(ROOT, PAGES) }).sort();
const read = (page: string): string => readFileSync(path.join(ROOT, PAGES, page), 'utf8');

type CodeLists = Readonly<Record<string, { readonly codes: readonly string[] }>>;

function fileOf(page: string, text: string): YamlFile {
  const file = YamlFile.parse(page, text);
  if (file instanceof YamlFile) return file;
  throw new InputError(file);
}

/** The YAML blocks up to each table, and the table's rows below its head. */
function examplesOf(page: string): readonly Example[] {
  const parts = read(page).split(/^\| Recorded .*\n\|[ |-]+\n/mu);
  return parts.slice(1).map((part, index) => {
    const [written, ...more] = [...(parts[index] ?? '').matchAll(/^```yaml\n([\s\S]*?)^```$/gmu)].map(([, text = '']) =>
      fileOf(page, text),
    );
    if (written === undefined) throw new Error(`${page} has a table without a criterion`);
    const lists = more.map((file) => file.get('codes') as CodeLists | undefined).find((one) => one !== undefined);
    const rows = part.split(/\n(?!\|)/u)[0] ?? '';
    return {
      tree: linked(written.value, {
        beside: more.filter((file) => file.get('codes') === undefined).map(({ value }) => value),
        codes: Object.fromEntries(Object.entries(lists ?? {}).map(([name, { codes }]) => [name, codes])),
        definitions: knowledge().facts,
        ...{ file: written, at: [] },
      }),
      rows: rows.split('\n').map((row) =>
        row
          .slice(1, -1)
          .split(/(?<!\\)\|/u)
          .map((cell) => cell.trim()),
      ),
    };
  });
}

/** What the row has to say of what its first cell records. */
function rowOf(tree: Criterion, recorded: string): readonly string[] {
  const { facts: definitions } = knowledge();
  const written =
    recorded === 'nothing' ? {} : (parse(`{ ${recorded.replaceAll('`', '')} }`) as Record<string, unknown>);
  const facts = recordOfFacts(written, definitions);
  const trace = compile(tree).evaluate(facts);
  const traced = writeOut(trace, facts);
  const day = facts.get(REQUEST_DATE)?.value;
  const said = whys(tree, traced, { definitions, on: day === undefined ? undefined : String(day) });
  const ways = traced.truth === 'unknown' ? waysToMeet(trace, definitions, SHOWN).ways : [];
  const settled = ways.map((way) =>
    [...way].map(
      ([fact, allows]) => `${definitions.get(fact)?.name ?? fact}: ${sayAllowed(allows, definitions.get(fact))}`,
    ),
  );
  return [
    recorded,
    WORDS[traced.truth],
    said.get(traced) ?? '',
    settled.map((way) => way.join('; ')).join(' _or_ ') || '–',
  ];
}

describe('the pages of the kinds of criterion', () => {
  it.each(pages)('%s: what its YAML comes to is what its tables say', (page) => {
    const examples = examplesOf(page);
    expect(examples.length).toBeGreaterThan(0);
    for (const { tree, rows } of examples) {
      expect(rows).toEqual(rows.map(([recorded = '']) => rowOf(tree, recorded)));
      expect(new Set(rows.map(([, finding]) => finding))).toEqual(new Set(Object.values(WORDS)));
    }
  });

  it('every kind has one, named after its file and about it, and the index of criteria names it', () => {
    const kinds = globSync('*.cases.yaml', { cwd: path.join(ROOT, 'core/criteria/kinds') });
    expect(pages).toEqual(kinds.map((file) => `${path.basename(file, '.cases.yaml')}.md`).sort());
    const index = readFileSync(path.join(ROOT, `${PAGES}.md`), 'utf8');
    for (const page of pages) {
      expect(index).toContain(`(criteria/${page})`);
      const kind = path.basename(page, '.md');
      const comparisons = ['at-least', 'more-than', 'at-most', 'less-than'];
      const told = examplesOf(page).map(({ tree }) => tree.kind);
      expect([...told].sort()).toEqual(kind === 'compare' ? [...comparisons].sort() : [kind]);
    }
  });

  it('the example of a held policy is of that kind, and a page without one is right that there is none', () => {
    const nodes = knowledge().policies.flatMap(({ id, requests }) =>
      [requests.initial, requests.renewal].flatMap((request) =>
        request === null ? [] : inReadingOrder(request.criteria.root).map((node) => ({ policy: id, node })),
      ),
    );
    for (const page of pages) {
      const kinds: ReadonlySet<string> = new Set(examplesOf(page).map(({ tree }) => tree.kind));
      const line = /^Held examples?: (.*)\.$/mu.exec(read(page))?.[1] ?? '';
      const named = [...line.matchAll(/`([^`]+)` of `([^`]+)`/gu)];
      for (const [, criterion, policy] of named) {
        const found = nodes.filter(({ policy: id, node }) => id === policy && node.id === criterion);
        expect(
          found.some(({ node }) => kinds.has(node.kind)),
          `${page}: ${criterion ?? ''}`,
        ).toBe(true);
      }
      const held = nodes.some(({ node }) => kinds.has(node.kind));
      expect(named.length > 0, page).toBe(held);
      expect(read(page).includes('No held policy uses it.'), page).toBe(!held);
    }
  });
});
