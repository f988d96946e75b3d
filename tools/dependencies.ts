import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { audited } from './audit-answer.ts';
import { notAllowed, type LockedPackage } from './licences.ts';

/**
 * Looks after what the program is made of: writes the list of it (CycloneDX), checks the licences, and asks the registry
 * whether something of it is known to be unsafe. Where no registry answers it says so, and nothing is taken for sound.
 */
const ROOT = path.resolve(import.meta.dirname, '..');
const BILL = path.join('build', 'sbom.cdx.json');
const SECONDS = 120;

const said: string[] = [];
const wrong: string[] = [];

function npm(...args: readonly string[]): string {
  const shell = process.platform === 'win32';
  const done = spawnSync('npm', args, { cwd: ROOT, encoding: 'utf8', timeout: SECONDS * 1_000, shell, maxBuffer: 1e8 });
  return done.error === undefined ? done.stdout : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const bill = npm('sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev');
const components = (parsed(bill) as { readonly components?: readonly unknown[] } | undefined)?.components;
if (components === undefined) wrong.push('npm made no bill of materials');
else {
  mkdirSync(path.join(ROOT, 'build'), { recursive: true });
  writeFileSync(path.join(ROOT, BILL), bill);
  said.push(`${BILL}: ${String(components.length)} packages are shipped`);
}

const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
const refused = notAllowed(packages);
wrong.push(...refused.map((one) => `a licence that is not allowed: ${one}`));
if (refused.length === 0) said.push(`licences: ${String(Object.keys(packages).length - 1)} packages, all allowed`);

const { line, stops } = audited(parsed(npm('audit', '--omit', 'dev', '--json')));
(stops ? wrong : said).push(line);

process.stdout.write(said.map((line) => `${line}\n`).join(''));
process.stderr.write(wrong.map((line) => `${line}\n`).join(''));
process.exitCode = wrong.length === 0 ? 0 : 1;
