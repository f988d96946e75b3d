import { fork } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Temporal } from 'temporal-polyfill';
import type { InputFault } from '../../input/input-error.ts';
import { ProblemError } from '../problem.ts';
import type { JobAsked, JobTold } from './told.ts';

/** The files that an audit takes. */
export const TAKEN = ['claims', 'members', 'authorizations'] as const;
export type Taken = (typeof TAKEN)[number];
/** All files of one audit together, bytes. */
const MOST_BYTES = 2_000_000_000;
const KEPT_HOURS = 24;
const STATUS = 'audit.json';
const SHOWN = 5;

/** Whose an audit is: nobody else sees it. */
export interface Owner {
  readonly organisation: string;
  readonly id: string;
}

/** An audit as it stands. */
export interface Audit {
  readonly id: string;
  readonly owner: Owner;
  readonly policy: string;
  /** What the columns of the claims are called, where that is not known. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
  readonly encoding?: string | undefined;
  /** ISO 8601. */
  readonly made: string;
  /** It is gone after that. */
  readonly until: string;
  readonly state: 'receiving' | 'waiting' | 'running' | 'done' | 'refused' | 'broken';
  readonly files: Readonly<Partial<Record<Taken, { readonly name: string; readonly bytes: number }>>>;
  readonly progress: { readonly part: string; readonly percent: number } | null;
  readonly faults: readonly InputFault[];
  /** Of an audit that is done, as the command line prints it with --json. */
  readonly answer: unknown;
}

/** The audits of this service: files that people sent, and what was found in them, each for a day at most. */
export class Audits {
  readonly #folder: string;
  readonly #knowledge: string;
  readonly #now: () => string;
  readonly #audits = new Map<string, Audit>();
  /** One at a time: each takes what the machine has. */
  #queue: readonly string[] = [];
  #stop: (() => void) | undefined;

  constructor(folder: string | undefined, knowledge: string, now: () => string) {
    this.#folder = folder ?? mkdtempSync(path.join(tmpdir(), 'stepwise-audits-'));
    this.#knowledge = knowledge;
    this.#now = now;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    for (const id of readdirSync(this.#folder)) this.#take(id);
    this.sweep();
  }

  /** Those of an owner, the newest first. */
  of({ organisation, id }: Owner): readonly Audit[] {
    this.sweep();
    return [...this.#audits.values()]
      .filter(({ owner }) => owner.organisation === organisation && owner.id === id)
      .sort((one, other) => (one.made < other.made ? 1 : -1));
  }

  /** @throws ProblemError 404 where there is none of this owner */
  find(id: string, { organisation, id: who }: Owner): Audit {
    const audit = this.#audits.get(id);
    if (audit?.owner.organisation !== organisation || audit.owner.id !== who)
      throw new ProblemError(404, 'There is no such audit', {
        detail: 'An audit is kept for a day, for whoever made it',
      });
    return audit;
  }

  /** Begins one, to which files are sent. @throws ProblemError 409 where there is one, or too many */
  begin(id: string, owner: Owner, asked: Pick<Audit, 'policy' | 'columns' | 'encoding'>): Audit {
    if (this.#audits.has(id)) throw new ProblemError(409, 'There is an audit with this id');
    if (this.of(owner).length >= SHOWN)
      throw new ProblemError(409, `There are ${String(SHOWN)} audits of yours already`, {
        detail: 'Take away one that is not wanted any more',
      });
    const made = Temporal.Instant.from(this.#now());
    const audit: Audit = {
      ...{ id, owner, ...asked, made: made.toString(), until: made.add({ hours: KEPT_HOURS }).toString() },
      ...{ state: 'receiving', files: {}, progress: null, faults: [], answer: null },
    };
    mkdirSync(this.#at(id), { mode: 0o700 });
    return this.#keep(audit);
  }

  /**
   * Puts a piece of a file behind those that came.
   * @param from how many bytes are there already, as whoever sends it knows
   * @throws ProblemError 409 where others are there, 413 where it is too much
   */
  async receive(audit: Audit, what: Taken, name: string, from: number, piece: Readable): Promise<Audit> {
    if (audit.state !== 'receiving') throw new ProblemError(409, 'This audit takes no more files');
    const { files, id } = audit;
    if (Object.entries(files).some(([other, file]) => other !== what && file.name === name))
      throw new ProblemError(409, 'Another file of this audit has the same name');
    const file = path.join(this.#at(id), name);
    const held = existsSync(file) ? statSync(file).size : 0;
    if (held !== from) throw new ProblemError(409, 'Another piece of this file is wanted', { sequence: held });
    let room = MOST_BYTES - Object.values(files).reduce((sum, one) => sum + one.bytes, 0);
    const counted = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const bytes of pieces) {
        room -= bytes.length;
        if (room < 0) throw new ProblemError(413, 'The files are too large', { detail: 'Two gigabytes together' });
        yield bytes;
      }
    };
    await pipeline(piece, counted, createWriteStream(file, { flags: 'a', mode: 0o600 }));
    return this.#keep({ ...audit, files: { ...files, [what]: { name, bytes: statSync(file).size } } });
  }

  /** Has it looked at, after those that wait. @throws ProblemError 409 */
  start(audit: Audit): Audit {
    if (audit.state !== 'receiving') return audit;
    if (audit.files.claims === undefined)
      throw new ProblemError(409, 'There are no claims yet', { detail: 'Send a file first' });
    const waiting = this.#keep({ ...audit, state: 'waiting' });
    this.#queue = [...this.#queue, audit.id];
    this.#next();
    return waiting;
  }

  remove({ id }: Audit): void {
    this.#audits.delete(id);
    this.#queue = this.#queue.filter((one) => one !== id);
    rmSync(this.#at(id), { recursive: true, force: true });
  }

  /** Where a file of an audit that is done stands. @throws ProblemError 409 where it is not done */
  fileOf({ id, state }: Audit, name: string): string {
    if (state !== 'done') throw new ProblemError(409, 'The audit is not done');
    return path.join(this.#at(id), name);
  }

  /** Takes away what was kept long enough. */
  sweep(): void {
    const now = Temporal.Instant.from(this.#now());
    for (const audit of this.#audits.values())
      if (Temporal.Instant.compare(Temporal.Instant.from(audit.until), now) <= 0) this.remove(audit);
  }

  close(): void {
    this.#queue = [];
    this.#stop?.();
  }

  #next(): void {
    const [id, ...rest] = this.#queue;
    const audit = id === undefined ? undefined : this.#audits.get(id);
    if (this.#stop !== undefined || audit === undefined) return;
    this.#queue = rest;
    this.#keep({ ...audit, state: 'running' });
    // Nothing of the service's settings is handed on: the job needs none of them.
    const { PATH, TMPDIR } = process.env;
    const env = { ...(PATH === undefined ? {} : { PATH }), ...(TMPDIR === undefined ? {} : { TMPDIR }) };
    const job = fork(new URL('job.ts', import.meta.url), {
      ...{ cwd: this.#at(audit.id), execArgv: [], env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
    });
    let end: JobTold = { kind: 'broken' };
    this.#stop = () => job.kill();
    job.on('message', (told: JobTold) => {
      const held = this.#audits.get(audit.id);
      if (told.kind !== 'progress') end = told;
      else if (held === undefined) job.kill();
      else this.#audits.set(audit.id, { ...held, progress: { part: told.part, percent: told.percent } });
    });
    job.once('close', () => {
      this.#stop = undefined;
      this.#ended(audit.id, end);
      this.#next();
    });
    const asked: JobAsked = { options: optionsOf(audit), knowledge: this.#knowledge, now: this.#now() };
    if (audit.columns !== undefined)
      writeFileSync(path.join(this.#at(audit.id), COLUMNS), JSON.stringify(audit.columns));
    job.send(asked);
  }

  /** What was sent is not needed any more: only what was found in it is kept. */
  #ended(id: string, told: JobTold): void {
    const audit = this.#audits.get(id);
    if (audit === undefined) return;
    for (const { name } of Object.values(audit.files)) rmSync(path.join(this.#at(id), name), { force: true });
    const ended = { ...audit, progress: null };
    if (told.kind === 'done') this.#keep({ ...ended, state: 'done', answer: told.answer });
    else if (told.kind === 'refused') this.#keep({ ...ended, state: 'refused', faults: told.faults });
    else this.#keep({ ...ended, state: 'broken' });
  }

  #keep(audit: Audit): Audit {
    this.#audits.set(audit.id, audit);
    if (existsSync(this.#at(audit.id)))
      writeFileSync(path.join(this.#at(audit.id), STATUS), JSON.stringify(audit), { mode: 0o600 });
    return audit;
  }

  /** One that an earlier run of the service left; what it had not ended it does not end. */
  #take(id: string): void {
    try {
      const audit = JSON.parse(readFileSync(path.join(this.#at(id), STATUS), 'utf8')) as Audit;
      const ended = ['done', 'refused', 'broken'].includes(audit.state);
      this.#audits.set(id, ended ? audit : { ...audit, state: 'broken', progress: null });
    } catch {
      rmSync(this.#at(id), { recursive: true, force: true });
    }
  }

  #at(id: string): string {
    return path.join(this.#folder, id);
  }
}

const COLUMNS = 'columns.json';

/** The files are named as whoever sent them named them: so are they in what is said of them. */
function optionsOf({ policy, columns, encoding, files }: Audit): JobAsked['options'] {
  return {
    ...{ policy, file: files.claims?.name },
    ...(files.members === undefined ? {} : { members: files.members.name }),
    ...(files.authorizations === undefined ? {} : { authorizations: files.authorizations.name }),
    ...(columns === undefined ? {} : { columns: COLUMNS }),
    ...(encoding === undefined ? {} : { encoding }),
  };
}
