import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { compareInstants, instantOf } from '../../core/course/instant.ts';
import type { Insurer } from '../insurers/insurer.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Database } from '../store/database.ts';
import type { Actor, NewEvent, RecordedEvent } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import type { Caller, Role } from './caller.ts';
import { addedTo, openedBy } from './course-record.ts';
import { daysBefore, moved } from './demo-days.ts';
import { readDemo, type Demo, type DemoCourse, type DemoEntry, type DemoRequest } from './demo-file.ts';
import { determination, determinedBody } from './determination.ts';
import { utc } from './record.ts';
import { entriesBy } from './request-record.ts';

const EXAMPLES = path.resolve(import.meta.dirname, '..', '..', 'examples');
const FILE = path.join(EXAMPLES, 'demo.yaml');

/** What the invented record is written with. */
interface Desk {
  readonly demo: Demo;
  readonly store: Store;
  readonly knowledge: Knowledge;
  /** This moment, ISO 8601 with an offset. */
  readonly now: string;
}

/** The organisations of the invented record, as the record has them; empty where it is not there. */
export async function demoOrganisations({ owner }: Pick<Database, 'owner'>): Promise<readonly string[]> {
  const { practice, payer } = readDemo(readFileSync(FILE, 'utf8'), FILE).organisations;
  const there = await owner
    .selectFrom('organisation')
    .select('id')
    .where('id', 'in', [practice.id, payer.id])
    .execute();
  return [practice.id, payer.id].filter((id) => there.some((one) => one.id === id));
}

/** The payer of the invented record as one that answers others; it decides by all that is held of its list. */
export function demoInsurers(there: readonly string[], { policies }: Knowledge): readonly Insurer[] {
  const { organisations, insurer } = readDemo(readFileSync(FILE, 'utf8'), FILE);
  const { id, name } = organisations.payer;
  if (!there.includes(id)) return [];
  const held = insurer.policies.filter((policy) => policies.some((one) => one.id === policy));
  const { identifiers } = insurer;
  return [{ ...{ organisation: id, name, identifiers, policies: held }, benefitExclusions: [], resourceServers: [] }];
}

/**
 * Fills a record that has nothing in it with invented courses and requests at every stage, through the same rules as any
 * others. Each name in it says that it is invented.
 * @returns false where the record has something in it: nothing is written then
 */
export async function fillDemo(
  { owner }: Pick<Database, 'owner'>,
  store: Store,
  knowledge: Knowledge,
  now: string,
): Promise<boolean> {
  const demo = readDemo(readFileSync(FILE, 'utf8'), FILE);
  const held = await owner.selectFrom('stream').select('id').limit(1).execute();
  if (held.length > 0) return false;
  const { practice, payer } = demo.organisations;
  const begun = await owner
    .insertInto('organisation')
    .values([
      { ...practice, kind: 'practice' },
      { ...payer, kind: 'payer' },
    ])
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  // Of two services that start at once, one fills the record.
  if (begun.numInsertedOrUpdatedRows !== 2n) return false;
  const desk: Desk = { demo, store, knowledge, now };
  const opened: string[] = [];
  for (const course of demo.courses) opened.push(await fillCourse(course, desk));
  for (const { course, draft, ...request } of demo.requests) {
    const of = course === undefined ? undefined : opened[course - 1];
    await fillRequest({ ...request, draft: of === undefined ? draft : { ...draft, course: of } }, desk);
  }
  return true;
}

/** @returns the id of the record of the course */
async function fillCourse(
  { file, name, mrn, today, until, then = [] }: DemoCourse,
  { demo, store, now }: Desk,
): Promise<string> {
  const text = readFileSync(path.join(EXAMPLES, file), 'utf8');
  const { timeZone } = JSON.parse(text) as { readonly timeZone?: string };
  const day = now.slice(0, 10);
  const { events, patient, ...rest } = JSON.parse(moved(text, today, day, timeZone)) as CourseFile;
  const head = { ...rest, patient: { name, mrn, ...patient } };
  const last = until === undefined ? undefined : moved(until, today, day);
  const happened = events
    .filter(
      ({ at }) =>
        compareInstants(instantOf(at), instantOf(now)) <= 0 && (last === undefined || at.slice(0, 10) <= last),
    )
    .map((entry) => without(entry, ['id']));
  const more = then.map(({ days, ...entry }) => ({ ...entry, at: daysBefore(now, days, 9) }));
  const caller = somebody(demo.organisations.practice.id, 'nurse');
  const opened = recorded([openedBy(head, now)], [], caller);
  const added = [...happened, ...more];
  const stream = randomUUID();
  await store.append({
    ...{ actor: caller.actor, stream, kind: 'course', expected: 0, now: utc(now) },
    events: [...opened, ...(added.length === 0 ? [] : addedTo(opened, added, caller.caller.name, now))],
  });
  return stream;
}

interface CourseFile extends Readonly<Record<string, unknown>> {
  readonly patient: Readonly<Record<string, unknown>>;
  readonly events: readonly { readonly id?: string; readonly at: string; readonly type: string }[];
}

async function fillRequest(request: DemoRequest, desk: Desk): Promise<void> {
  const stream = randomUUID();
  const organisation = desk.demo.organisations[request.draft.side].id;
  let before: readonly RecordedEvent[] = [];
  for (const [index, entry] of request.entries.entries()) {
    const one = somebody(organisation, 'role' in entry ? entry.role : 'reviewer');
    // Later entries of a day are of a later hour: what the clock has not reached is of this moment.
    const at = daysBefore(desk.now, entry.days, 8 + Math.min(index, 14));
    const events = [await eventOf(entry, request, before, one.caller, at, desk)].flat();
    const { store, now } = desk;
    await store.append({
      ...{ actor: one.actor, stream, kind: 'request', expected: before.length, events, now: utc(now) },
    });
    before = [...before, ...recorded(events, before, one)];
  }
}

interface Looks {
  readonly chart: string;
  readonly answers?: string;
  readonly today: string;
}

async function eventOf(
  entry: DemoEntry,
  { draft }: DemoRequest,
  before: readonly RecordedEvent[],
  caller: Caller,
  at: string,
  { demo, knowledge, now }: Desk,
): Promise<readonly NewEvent[] | NewEvent> {
  if ('looks' in entry) {
    const { chart, answers, today } = entry.looks as Looks;
    const on = at.slice(0, 10);
    const document = (name: string): string => moved(readFileSync(path.join(EXAMPLES, name), 'utf8'), today, on);
    const asked = {
      ...{ on, chart: JSON.parse(document(chart)) as unknown },
      ...(answers === undefined ? {} : { answers: document(answers) }),
    };
    const { policy, kind } = draft as unknown as { readonly policy: string; readonly kind: 'initial' | 'renewal' };
    const kept = await determination({ policy, kind }, asked, knowledge, () => at);
    return { type: 'determined', at: utc(at), body: determinedBody(kept, utc(at)) };
  }
  const { approval, signature } = entry;
  const given = {
    ...without(entry, ['days', 'role', 'approval', 'signature']),
    at,
    ...(entry.type === 'drafted' ? draft : {}),
    ...(approval === undefined ? {} : { approval: approvalOf(approval, now) }),
    ...(signature === undefined ? {} : { signature: { ...demo.signers[signature.signer], reason: signature.reason } }),
  };
  return entriesBy(caller, before, [given], knowledge, now);
}

function approvalOf(
  {
    days,
    months,
    ...rest
  }: { readonly number: string; readonly days: number; readonly months: number; readonly units: number | null },
  now: string,
): Readonly<Record<string, unknown>> {
  const from = Temporal.PlainDate.from(now.slice(0, 10)).subtract({ days });
  return { ...rest, from: from.toString(), to: from.add({ months }).subtract({ days: 1 }).toString() };
}

interface Somebody {
  readonly caller: Caller;
  readonly actor: Actor;
}

function somebody(organisation: string, role: Role): Somebody {
  const id = `demo-${role}`;
  return {
    caller: { organisation, id, name: `Invented ${role.replaceAll('-', ' ')}`, role, kind: 'person' },
    actor: { organisation, id, role },
  };
}

/** Events as the record will have them, so that the next ones are judged after them. */
function recorded(
  events: readonly NewEvent[],
  before: readonly RecordedEvent[],
  { actor }: Somebody,
): readonly RecordedEvent[] {
  return events.map((event, index) => ({
    ...{ ...event, sequence: before.length + index + 1, recordedAt: event.at, actor, hash: '' },
  }));
}

function without(entry: object, keys: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => !keys.includes(key)));
}
