import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERBS } from '../../shells/cli/verbs.ts';
import { stepwise } from '../support/cli.ts';
import { ROOT } from '../support/knowledge.ts';
import { HAS_SOURCES } from '../support/sources.ts';

/** A command line that the documentation shows, the lines shown below it, and the exit status it names. */
interface Shown {
  readonly place: string;
  readonly command: string;
  readonly output: readonly string[];
  readonly status: number | undefined;
}

const PROMPT = /^(?:\$ )?(?:npm run -s stepwise -- |stepwise )/u;
const STATUS = /\s+# exit (\d+)$/u;
const BLOCK = /^```(?:sh|console)\n([\s\S]*?)^```$/gmu;
const ANSWERED = [0, 10, 20];
/** A page with such a line changes files: its commands run, in their order, in a scratch copy of the folders it names. */
const COPY = /^cp -r (\S+) (\S+)$/u;
const COPIED = ['knowledge', 'examples'];

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

function shownIn(file: string): Shown[] {
  const text = read(file);
  return [...text.matchAll(BLOCK)].flatMap((block) => {
    const first = text.slice(0, block.index).split('\n').length + 1;
    const shown: (Shown & { readonly output: string[] })[] = [];
    let carried = '';
    for (const [index, raw] of (block[1] ?? '').split('\n').entries()) {
      // A backslash at the end of a line carries the command on, as in a shell.
      const line = carried + (carried === '' ? raw : raw.trim());
      carried = line.endsWith('\\') && PROMPT.test(line) ? `${line.slice(0, -1).trimEnd()} ` : '';
      if (carried !== '') continue;
      if (!PROMPT.test(line) && !COPY.test(line.replace(/^\$ /u, ''))) {
        shown.at(-1)?.output.push(raw);
        continue;
      }
      const status = STATUS.exec(line)?.[1];
      const command = line.replace(STATUS, '').replace(PROMPT, '').replace(/^\$ /u, '');
      shown.push({
        place: `${file}:${first + index}`,
        command,
        output: [],
        status: status === undefined ? undefined : Number(status),
      });
    }
    return shown;
  });
}

/** The arguments of a command line: separated by spaces, double quotes keeping words together. */
function argumentsOf(command: string): string[] {
  return [...command.matchAll(/(?:[^\s"]|"[^"]*")+/gu)].map(([word]) => word.replaceAll('"', ''));
}

/** Lines in the order shown; `…` stands for lines left out, and empty lines are not compared. */
const wordsOf = (lines: readonly string[]): string[] =>
  lines.map((line) => line.trim()).filter((line) => line !== '' && line !== '…');

function firstLineMissing(shown: readonly string[], printed: string): string | undefined {
  const lines = wordsOf(printed.split('\n'));
  let from = 0;
  return wordsOf(shown).find((line) => {
    const at = lines.indexOf(line, from);
    from = at + 1;
    return at < 0;
  });
}

const guides = globSync('docs/guide/**/*.md', { cwd: ROOT }).sort();
const shown: readonly Shown[] = [
  ...['README.md', ...guides].flatMap(shownIn),
  ...VERBS.flatMap(({ name, examples }) =>
    examples.map((line) => ({
      place: `stepwise ${name} --help`,
      command: line.replace(PROMPT, ''),
      output: [],
      status: undefined,
    })),
  ),
];

const fileOf = ({ place }: Shown): string => place.replace(/:\d+$/u, '');
const changing = new Set(shown.filter(({ command }) => COPY.test(command)).map(fileOf));
const scratch = new Map<string, string>();

/** The folder in which the commands of a page run. */
function homeOf(page: string): string {
  if (!changing.has(page)) return ROOT;
  const made = scratch.get(page) ?? mkdtempSync(path.join(tmpdir(), 'stepwise-docs-'));
  if (!scratch.has(page))
    for (const name of COPIED) cpSync(path.join(ROOT, name), path.join(made, name), { recursive: true });
  scratch.set(page, made);
  return made;
}

beforeAll(() => {
  process.chdir(ROOT);
});
afterAll(() => {
  for (const folder of scratch.values()) rmSync(folder, { recursive: true, force: true });
});

describe('every command line of the documentation runs and prints what is shown below it', () => {
  const run = async (one: Shown): Promise<void> => {
    const { command, output, status: wanted } = one;
    process.chdir(homeOf(fileOf(one)));
    try {
      const [, from, to] = COPY.exec(command) ?? [];
      if (from !== undefined && to !== undefined) {
        cpSync(from, to, { recursive: true });
        return;
      }
      const { status, out, err } = await stepwise(...argumentsOf(command));
      expect(wanted === undefined ? ANSWERED : [wanted], err).toContain(status);
      expect(firstLineMissing(output, out + err)).toBeUndefined();
    } finally {
      process.chdir(ROOT);
    }
  };
  const needsSources = ({ command }: Shown): boolean => command.includes('../shared/sources');
  const title = ({ place, command }: Shown): string => `${place}: ${command}`;

  for (const one of shown) {
    it.skipIf(needsSources(one) && !HAS_SOURCES)(title(one), async () => {
      await run(one);
    });
  }

  it('there are such lines in the README, in the guides and in the help of every verb', () => {
    expect(shown.some(({ place }) => place.startsWith('README.md'))).toBe(true);
    expect(shown.filter(({ place }) => place.startsWith('docs/guide/')).length).toBeGreaterThan(10);
    expect(VERBS.every(({ name }) => shown.some(({ command }) => command.startsWith(name)))).toBe(true);
  });
});

describe('the walk through a change of a rule in the README', () => {
  it('makes the examples fail that it names', async () => {
    const told = read('README.md')
      .split('\n')
      .filter((line) => line.startsWith('✗ knowledge/'));
    expect(told.length).toBeGreaterThan(0);
    const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-docs-'));
    try {
      cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
      const policy = path.join(folder, 'payers/fep/tarlatamab/2026-04-01.yaml');
      writeFileSync(policy, readFileSync(policy, 'utf8').replace('at-least: 18', 'at-least: 21'));
      const { status, out } = await stepwise('policy', 'lint', '--knowledge', folder);
      const names = (lines: readonly string[]): string[] =>
        lines.filter((line) => line.startsWith('✗')).map((line) => line.replace(/^.*cases\.yaml: /u, ''));
      expect(names(out.split('\n'))).toEqual(names(told));
      expect(status).toBe(20);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the Markdown files', () => {
  const files = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT }).sort();

  it.each(files)('%s: every relative link leads somewhere', (file) => {
    const prose = read(file).replace(/^```[\s\S]*?^```$/gmu, '');
    const links = [...prose.matchAll(/\]\(([^)\s]+)\)/gu)].map(([, target = '']) => target);
    const relative = links.filter((target) => !/^(?:[a-z]+:|#)/u.test(target)).map((target) => target.split('#')[0]);
    const broken = relative.filter((target) => !existsSync(path.join(ROOT, path.dirname(file), target ?? '')));
    expect(broken).toEqual([]);
  });

  it('the index of the guide names every guide, and ARCHITECTURE every decision', () => {
    const index = read('docs/guide/index.md');
    const inFolder = guides.filter((file) => path.dirname(file) === 'docs/guide');
    for (const guide of inFolder.filter((file) => !file.endsWith('index.md')))
      expect(index).toContain(path.basename(guide));
    // Pages in a folder below are named by the guide that the folder is called after.
    for (const page of guides.filter((file) => !inFolder.includes(file)))
      expect(read(`${path.dirname(page)}.md`)).toContain(
        `(${path.basename(path.dirname(page))}/${path.basename(page)})`,
      );
    const architecture = read('ARCHITECTURE.md');
    for (const decision of globSync('docs/decisions/*.md', { cwd: ROOT })) expect(architecture).toContain(decision);
  });

  it('every version in the change log has a part on knowledge and one on software', () => {
    const [, ...versions] = read('CHANGELOG.md').split(/^## /mu);
    expect(versions.length).toBeGreaterThan(0);
    for (const version of versions) {
      expect(version).toMatch(/^\d+\.\d+\.\d+ — \d{4}-\d{2}-\d{2}\n/u);
      expect([...version.matchAll(/^### (.+)$/gmu)].map(([, part]) => part)).toEqual(['Knowledge', 'Software']);
    }
  });
});
