/**
 * Who has to be told of what was decided. A decision notes itself in the transaction that writes it, so that none is
 * missed; what is told to whom is worked out afterwards, and kept until it has been heard.
 */
export const NOTICES = [
  `create table notice_due (
     stream text not null,
     sequence integer not null,
     organisation text not null,
     primary key (stream, sequence))`,
  `create function note_decision() returns trigger language plpgsql as $$
     begin
       insert into notice_due (stream, sequence, organisation) values (new.stream, new.sequence, new.organisation);
       return null;
     end $$`,
  `create trigger decision_is_due after insert on event for each row
     when (new.type in ('approved', 'decided', 'appeal-decided', 'withdrawn', 'information-requested', 'referred')
       -- What follows from a program's own call is told in its answer.
       and new.actor not like '%"role":"machine"%')
     execute function note_decision()`,
  `grant insert on notice_due to stepwise_service`,
  `alter table notice_due enable row level security`,
  `alter table notice_due force row level security`,
  `create policy own on notice_due to stepwise_service
     using (organisation = current_setting('stepwise.organisation', true))
     with check (organisation = current_setting('stepwise.organisation', true))`,
  `create policy whole on notice_due to current_user using (true) with check (true)`,
  // Of the service as a whole, which delivers for all: its role sees nothing of them.
  `create table notice (
     id bigint generated always as identity primary key,
     organisation text not null references organisation (id),
     subscription text not null,
     number integer not null,
     body text not null,
     attempts integer not null default 0,
     next_at timestamptz not null default now())`,
  `create index notice_next on notice (next_at)`,
  `create index notice_of_subscription on notice (subscription, number)`,
  `create table notice_count (subscription text primary key, count integer not null)`,
] as const;
