import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import type { Policy } from '../../core/coverage/policy.ts';
import type { InputFault } from '../input/input-error.ts';
import { draftHead, lintDraft, type DraftReport } from '../knowledge/draft.ts';
import type { LiveKnowledge } from '../knowledge/live.ts';
import { errorsOf } from '../knowledge/lint.ts';
import { YamlFile } from '../knowledge/yaml-file.ts';
import { ProblemError } from './problem.ts';

/** A draft of a new version of a held policy, as somebody has typed it. */
interface PolicyDraft {
  readonly text: string;
  readonly cases: string;
}

/** A draft beside the files that are there. */
export interface PlacedDraft extends DraftReport {
  /** What keeps it from being published; empty where nothing does. */
  readonly errors: readonly InputFault[];
  /** The version that it begins; null where it does not say one. */
  readonly version: string | null;
  /** The version before it that would end on the day before; null where none has to. */
  readonly ends: string | null;
  /** What would be written, by the names of the files; of a new version only where there is none of its day. */
  readonly writes: ReadonlyMap<string, string>;
  /** Where they stand. */
  readonly folder: string;
}

/**
 * Looks at a draft as if it stood in the folder beside the other versions, the one before it ended. Nothing is written.
 * @param of the policy whose new version it is
 */
export function placeDraft(live: LiveKnowledge, of: Policy, { text, cases }: PolicyDraft): PlacedDraft {
  const folder = path.join(live.folder, 'payers', of.payer.id, of.drug);
  const { version, id } = toNull(draftHead(text));
  const held = textsIn(folder);
  const name = `${version ?? 'draft'}.yaml`;
  const before = version === null ? undefined : versionBefore(live, of, version);
  const ended = before && endedText(held.get(`${before.version}.yaml`) ?? '', dayBefore(version ?? ''));
  const writes = new Map([
    [name, text],
    ...(cases === held.get('cases.yaml') ? [] : [['cases.yaml', cases] as const]),
    ...(before === undefined || ended === undefined ? [] : [[`${before.version}.yaml`, ended] as const]),
  ]);
  const shown = [of.payer.id, of.drug, name].join('/');
  const own: InputFault[] = [];
  const say = (key: string, what: string, mend: string): void => {
    const file = YamlFile.parse(shown, text);
    own.push(
      file instanceof YamlFile ? file.fault([key], what, mend) : { where: shown, line: 1, column: 1, what, mend },
    );
  };
  if (id !== null && id !== of.id)
    say('id', `this is a draft of ${of.id}`, 'Keep the id; another policy begins with `policy new`');
  if (version !== null && held.has(name))
    say(
      'version',
      `the version ${version} is held already, and findings may rest on it`,
      'Give the new version its own first day, here and under inForce',
    );
  if (before !== undefined && ended === undefined)
    say(
      'inForce',
      `the version ${before.version} before it cannot be ended by itself`,
      'End it in its file with inForce.to',
    );
  const report = lintDraft(
    live.current(),
    { payer: of.payer.id, drug: of.drug, texts: new Map([...held, ...writes]) },
    version ?? '',
  );
  const faults = [...own, ...report.faults];
  const errors = [...faults, ...(report.report === undefined ? [] : errorsOf(report.report))];
  return { ...report, faults, errors, version, ends: before?.version ?? null, writes, folder };
}

/**
 * Writes a draft that was found sound. A version that is there is never written over, also where somebody else publishes
 * it at the same moment; what has to change beside it is put back where the folder cannot be used with it.
 * @returns what to do where it turns out that it cannot stand
 * @throws ProblemError 409 where a file of the version is there
 */
export function writeDraft(root: string, { folder, writes, version }: PlacedDraft): () => void {
  const begins = `${version ?? ''}.yaml`;
  const before = new Map([...writes.keys()].map((name) => [name, textOf(path.join(folder, name))]));
  // Beside the policies it would be read as one: it stands above them until it is whole.
  const whole = path.join(root, `.publish-${randomUUID()}.tmp`);
  const put = (name: string, text: string): void => {
    const file = path.join(folder, name);
    writeFileSync(whole, text, { flag: 'wx' });
    try {
      // A link is refused where the name is taken; a rename takes the place of what is there at once.
      if (name === begins) linkSync(whole, file);
      else renameSync(whole, file);
    } finally {
      rmSync(whole, { force: true });
    }
  };
  const done: string[] = [];
  const undo = (): void => {
    for (const name of done) {
      const text = before.get(name);
      if (text === undefined) rmSync(path.join(folder, name), { force: true });
      else writeFileSync(path.join(folder, name), text);
    }
  };
  try {
    for (const [name, text] of writes) {
      put(name, text);
      done.push(name);
    }
  } catch (error) {
    undo();
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new ProblemError(409, 'The version is there already: somebody else was faster');
    throw error;
  }
  return undo;
}

/** The version in force on the day on which another begins, where it began earlier: it has to end. */
function versionBefore(live: LiveKnowledge, { id }: Policy, version: string): Policy | undefined {
  return live
    .current()
    .policies.findLast(
      (one) => one.id === id && one.version < version && (one.inForce.to === undefined || one.inForce.to >= version),
    );
}

/** The text with its last day in force set, all else as it is; undefined where its form is another. */
function endedText(text: string, to: string): string | undefined {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => /^inForce:\s*$/u.test(line));
  if (head < 0) return undefined;
  const end = lines.findIndex((line, index) => index > head && /^\S/u.test(line));
  const within = lines.slice(head + 1, end < 0 ? undefined : end);
  const from = within.findIndex((line) => /^ {2}from: /u.test(line));
  if (from < 0) return undefined;
  const kept = within.filter((line) => !/^ {2}to: /u.test(line));
  return [
    ...lines.slice(0, head + 1),
    ...kept.slice(0, from + 1),
    `  to: ${to}`,
    ...kept.slice(from + 1),
    ...(end < 0 ? [] : lines.slice(end)),
  ].join('\n');
}

function dayBefore(day: string): string {
  try {
    return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
  } catch {
    // A day that is none is told by the schema.
    return day;
  }
}

function textsIn(folder: string): ReadonlyMap<string, string> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  return new Map(names.sort().map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function toNull({ id, version }: ReturnType<typeof draftHead>): {
  readonly id: string | null;
  readonly version: string | null;
} {
  return { id: id ?? null, version: version ?? null };
}
