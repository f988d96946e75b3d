/**
 * What the record is read and written with, inside the database: each is one call and one transaction, so that a look and
 * its change cost two ways to the database and one write to its disk. Both take the role that owns nothing before they
 * touch a row, so that row security holds for them as for every other statement of the service.
 */
export const ROUTINES = [
  // The answer of a key, where one is asked for and there is one, as row 0; then the events, oldest first. The key comes
  // first: what it was answered with stands among the events that are read after it.
  `create function record_read(
     for_organisation text, of_stream text, of_key text, by_actor text, what_for text, on_instant text)
   returns table (sequence integer, type text, at text, recorded_at text, actor text, body text, hash text)
   language plpgsql as $$
   #variable_conflict use_column
   begin
     perform set_config('role', 'stepwise_service', true),
       set_config('stepwise.organisation', for_organisation, true);
     if of_key is not null then
       return query select 0, '', '', '', '', i.answer, i.request_hash
         from idempotency i where i.organisation = for_organisation and i.key = of_key;
     end if;
     return query select e.sequence, e.type, e.at, e.recorded_at, e.actor, e.body, e.hash
       from event e where e.stream = of_stream order by e.sequence;
     if found and what_for is not null then
       insert into access (organisation, stream, actor, what, at)
         values (for_organisation, of_stream, by_actor, what_for, on_instant);
     end if;
   end $$`,
  // Writes events with all that goes with them, or nothing: `written` is false where the stream has another head than
  // the writer knows, and `head` says which; -1 is a stream that somebody else has.
  `create function record_append(
     for_organisation text, to_stream text, of_kind text, known_head integer, known_hash text,
     by_actor text, on_instant text, types text[], ats text[], bodies text[], hashes text[],
     its_title text, its_summary text, lists text[], sinces text[], reasons text[], actions text[],
     of_key text, request_hash text, its_answer text, what_for text,
     out written boolean, out head integer)
   language plpgsql as $$
   #variable_conflict use_column
   declare
     found_hash text;
   begin
     perform set_config('role', 'stepwise_service', true),
       set_config('stepwise.organisation', for_organisation, true);
     written := false;
     if known_head = 0 then
       insert into stream (id, organisation, kind, head, head_hash)
         values (to_stream, for_organisation, of_kind, 0, known_hash) on conflict (id) do nothing;
     end if;
     select s.head, s.head_hash into record_append.head, found_hash from stream s where s.id = to_stream for update;
     if not found then
       record_append.head := case when known_head = 0 then -1 else 0 end;
       return;
     end if;
     -- Asked once the stream is held: of two calls with one key the second is told what the first was answered.
     if of_key is not null
        and exists (select from idempotency i where i.organisation = for_organisation and i.key = of_key) then
       raise unique_violation using constraint = 'idempotency_pkey', message = 'the key was used';
     end if;
     if record_append.head <> known_head then
       return;
     end if;
     if found_hash <> known_hash then
       raise data_corrupted using message = 'the chain of a stream ends otherwise than its head says';
     end if;
     insert into event (stream, sequence, organisation, type, at, recorded_at, actor, body, hash)
       select to_stream, known_head + one.place::integer, for_organisation, one.type, one.at, on_instant, by_actor,
         one.body, one.hash
       from unnest(types, ats, bodies, hashes) with ordinality as one (type, at, body, hash, place);
     record_append.head := known_head + cardinality(types);
     update stream s set head = record_append.head, head_hash = hashes[cardinality(hashes)] where s.id = to_stream;
     insert into summary as kept (stream, organisation, kind, sequence, title, body)
       values (to_stream, for_organisation, of_kind, record_append.head, its_title, its_summary)
       on conflict (stream) do update
         set kind = excluded.kind, sequence = excluded.sequence, title = excluded.title, body = excluded.body;
     if known_head > 0 then
       delete from work w where w.stream = to_stream;
     end if;
     insert into work (stream, organisation, list, since, title, reason, action)
       select to_stream, for_organisation, one.list, one.since, its_title, one.reason, one.action
       from unnest(lists, sinces, reasons, actions) as one (list, since, reason, action);
     if of_key is not null then
       insert into idempotency (organisation, key, request_hash, answer, at)
         values (for_organisation, of_key, request_hash, its_answer, on_instant);
     end if;
     if what_for is not null then
       insert into access (organisation, stream, actor, what, at)
         values (for_organisation, to_stream, by_actor, what_for, on_instant);
     end if;
     written := true;
   end $$`,
  // They say for whom they work: whoever works for one organisation only may not call them.
  `revoke execute on function record_read, record_append from public`,
] as const;
