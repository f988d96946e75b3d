import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { NOTICES } from './notices.ts';
import { ROUTINES } from './routines.ts';
import type { Tables } from './tables.ts';

/** The role under which the service works: it owns nothing, so that row security holds for it. */
export const SERVICE_ROLE = 'stepwise_service';
/** The setting that says for whom a transaction works. */
export const ORGANISATION_SETTING = 'stepwise.organisation';

/** On which every write is told. */
export const WRITTEN_CHANNEL = 'stepwise_written';

const STATEMENTS = [
  `create table organisation (
     id text primary key check (id <> ''),
     name text not null,
     kind text not null check (kind in ('practice', 'payer')))`,
  `create table stream (
     id text primary key check (id <> ''),
     organisation text not null references organisation (id),
     kind text not null,
     head integer not null default 0 check (head >= 0),
     head_hash text not null,
     unique (id, organisation))`,
  `create table event (
     stream text not null,
     sequence integer not null check (sequence > 0),
     organisation text not null,
     type text not null,
     at text not null,
     recorded_at text not null,
     actor text not null,
     body text not null,
     hash text not null,
     primary key (stream, sequence),
     foreign key (stream, organisation) references stream (id, organisation))`,
  `create table idempotency (
     organisation text not null references organisation (id),
     key text not null,
     request_hash text not null,
     answer text not null,
     at text not null,
     primary key (organisation, key))`,
  `create table access (
     id bigint generated always as identity primary key,
     organisation text not null references organisation (id),
     stream text not null,
     actor text not null,
     what text not null,
     at text not null)`,
  `create index access_of_stream on access (organisation, stream, at)`,
  `create table summary (
     stream text primary key,
     organisation text not null,
     kind text not null,
     sequence integer not null,
     title text not null,
     body text not null,
     foreign key (stream, organisation) references stream (id, organisation))`,
  `create index summary_of_kind on summary (organisation, kind, stream)`,
  `create table work (
     stream text not null,
     organisation text not null,
     list text not null,
     since text not null,
     title text not null,
     reason text not null,
     action text not null,
     foreign key (stream, organisation) references stream (id, organisation))`,
  `create index work_of_list on work (organisation, list, since, stream)`,
  `create index work_of_stream on work (stream)`,
  // Of the service as a whole and of no organisation: the key of its tokens, and assertions that were used up.
  `create table secret (name text primary key, value text not null)`,
  `create table used_assertion (client text not null, jti text not null, expires bigint not null, primary key (client, jti))`,
  // An event that stands cannot be changed or taken out, whoever asks, the owner included.
  `create function refuse_change() returns trigger language plpgsql as $$
     begin raise exception 'events are only ever added' using errcode = 'restrict_violation'; end $$`,
  `create trigger event_stands before update or delete or truncate on event
     for each statement execute function refuse_change()`,
  `do $$ begin
     if not exists (select from pg_roles where rolname = '${SERVICE_ROLE}') then
       create role ${SERVICE_ROLE} nologin nosuperuser nobypassrls nocreatedb nocreaterole;
     end if;
     execute format('grant ${SERVICE_ROLE} to %I', current_user);
     execute format('grant usage on schema %I to ${SERVICE_ROLE}', current_schema());
   end $$`,
  `grant select on organisation, stream, event, idempotency, access, summary, work to ${SERVICE_ROLE}`,
  `grant insert on stream, event, idempotency, access, summary, work to ${SERVICE_ROLE}`,
  `grant update (head, head_hash) on stream to ${SERVICE_ROLE}`,
  `grant update on summary to ${SERVICE_ROLE}`,
  `grant delete on summary, work to ${SERVICE_ROLE}`,
  ...(['stream', 'event', 'idempotency', 'access', 'summary', 'work'] as const).flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    // Without the setting nothing equals it, so that nobody sees anything.
    `create policy own on ${table} to ${SERVICE_ROLE}
       using (organisation = current_setting('${ORGANISATION_SETTING}', true))
       with check (organisation = current_setting('${ORGANISATION_SETTING}', true))`,
    // The owner works on the store as a whole: verify, rebuild, backup, restore.
    `create policy whole on ${table} to current_user using (true) with check (true)`,
  ]),
  `alter table organisation enable row level security`,
  `alter table organisation force row level security`,
  `create policy own on organisation for select to ${SERVICE_ROLE}
     using (id = current_setting('${ORGANISATION_SETTING}', true))`,
  `create policy whole on organisation to current_user using (true) with check (true)`,
];

/** The requests of each member, kept with their summaries: whoever writes a summary writes its members. */
const MEMBERS = [
  `create table request_member (
     organisation text not null,
     member text not null,
     stream text not null,
     primary key (organisation, member, stream),
     foreign key (stream, organisation) references stream (id, organisation))`,
  `create function keep_request_members() returns trigger language plpgsql as $$
     begin
       if new.kind = 'request' then
         insert into request_member (organisation, member, stream)
           select distinct new.organisation, one, new.stream
           from jsonb_array_elements_text(coalesce(new.body::jsonb #> '{member,ids}', '[]'::jsonb)) as one
           on conflict do nothing;
       end if;
       return null;
     end $$`,
  `create trigger request_members after insert or update on summary
     for each row execute function keep_request_members()`,
  `grant select, insert on request_member to ${SERVICE_ROLE}`,
  `alter table request_member enable row level security`,
  `alter table request_member force row level security`,
  `create policy own on request_member to ${SERVICE_ROLE}
     using (organisation = current_setting('${ORGANISATION_SETTING}', true))
     with check (organisation = current_setting('${ORGANISATION_SETTING}', true))`,
  `create policy whole on request_member to current_user using (true) with check (true)`,
];

/** What lists show of the requests of a member, the reading logged: one call, under the role that owns nothing. */
const MEMBERS_READ = `create function member_requests(
     for_organisation text, members text[], by_actor text, what_for text, on_instant text)
   returns table (body text)
   language plpgsql as $$
   #variable_conflict use_column
   begin
     perform set_config('role', '${SERVICE_ROLE}', true),
       set_config('${ORGANISATION_SETTING}', for_organisation, true);
     insert into access (organisation, stream, actor, what, at)
       select distinct for_organisation, m.stream, by_actor, what_for, on_instant
       from request_member m where m.organisation = for_organisation and m.member = any (members);
     return query select s.body from summary s
       where s.stream in (
         select m.stream from request_member m where m.organisation = for_organisation and m.member = any (members));
   end $$`;

/** What lists are filtered by, read out of each summary as it is written. */
const FACETS = [
  ...(['drug', 'policy', 'status', 'side', 'prescriber', 'of', 'course', 'due'] as const).map(
    (key) => `alter table summary add column its_${key} text generated always as (body::jsonb ->> '${key}') stored`,
  ),
  `create index summary_of_earlier on summary (its_of) where its_of is not null`,
  `create index summary_for_course on summary (its_course) where its_course is not null`,
  `create index summary_due on summary (organisation, its_due) where its_due is not null`,
];

/** In order of their names. One that stands in a release is never changed: another one is added. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-record': {
    up: async (database: Kysely<Tables>) => {
      for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
    },
  },
  '0002-ended-sessions': {
    up: async (database: Kysely<Tables>) => {
      await sql
        .raw('create table ended_session (token_hash text primary key, expires bigint not null)')
        .execute(database);
    },
  },
  '0003-routines': {
    up: async (database: Kysely<Tables>) => {
      for (const statement of ROUTINES) await sql.raw(statement).execute(database);
    },
  },
  '0004-requests-of-members': {
    up: async (database: Kysely<Tables>) => {
      for (const statement of MEMBERS) await sql.raw(statement).execute(database);
    },
  },
  '0005-facets': {
    up: async (database: Kysely<Tables>) => {
      for (const statement of FACETS) await sql.raw(statement).execute(database);
    },
  },
  '0006-notices': {
    up: async (database: Kysely<Tables>) => {
      for (const statement of NOTICES) await sql.raw(statement).execute(database);
    },
  },
  '0007-requests-of-a-member': {
    up: async (database: Kysely<Tables>) => {
      await sql.raw(MEMBERS_READ).execute(database);
    },
  },
};
