import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadKnowledge } from '../shells/knowledge/load.ts';
import { write837Folder } from './claims/as-837.ts';
import { generateClaims, type Wanted } from './claims/generate.ts';
import { claimsPlan } from './claims/plan.ts';

// `npm run claims -- --members 1000 --seed 1 --out FOLDER`: claim files of invented members, and a list of what is wrong
// in them. --x12 N writes the claims of the first N members as 837 files too; --first begins with another member.
const { values } = parseArgs({
  options: {
    members: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '1' },
    out: { type: 'string' },
    policy: { type: 'string' },
    format: { type: 'string', default: 'parquet' },
    infusions: { type: 'boolean', default: false },
    x12: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
  },
});

function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function whole(option: 'members' | 'seed' | 'first' | 'x12', least: number): number {
  const number = Number(values[option]);
  return Number.isSafeInteger(number) && number >= least ? number : stop(`--${option} is a whole number from ${least}`);
}

function formOf(format: string): Wanted['form'] {
  return format === 'csv' || format === 'parquet' ? format : stop('--format is csv or parquet');
}

const folder = path.resolve(values.out ?? stop('Name the folder to write to, as --out FOLDER'));
const wanted: Wanted = {
  members: whole('members', 1),
  seed: whole('seed', 0),
  first: whole('first', 1),
  form: formOf(values.format),
  infusions: values.infusions,
};
const of837 = whole('x12', 0);
const { policies, ...knowledge } = loadKnowledge(path.resolve(import.meta.dirname, '..', 'knowledge'));
// A policy with limits and a list of diagnoses has the most to be broken.
const usual = policies.find(({ limits, codes }) => limits.length > 0 && codes.icd10 !== undefined);
const policy = policies.find(({ id }) => id === (values.policy ?? usual?.id));
if (policy === undefined) stop(`--policy is one of ${[...new Set(policies.map(({ id }) => id))].join(', ')}`);

const made = await generateClaims(claimsPlan({ policies, ...knowledge }, policy.id), wanted, folder);
if (of837 > 0) await write837Folder(made.claims, made.members, of837, path.join(folder, 'x12'));
const count = (number: number): string => number.toLocaleString('en');
const said = [
  `${count(made.lines)} lines of ${count(wanted.members)} members for ${policy.id}`,
  `${count(made.errors)} findings to be made, listed in ${made.planted}`,
];
process.stdout.write(`${values.json ? JSON.stringify(made) : said.join('\n')}\n`);
