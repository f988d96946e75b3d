import { openDatabase } from '../../shells/store/database.ts';
import { Store } from '../../shells/store/store.ts';
import { CLINIC, counted } from './store.ts';

/** Writes to one stream without end, three events at a time, and says of each what was acknowledged. Killed by the test. */
const [folder = '', stream = ''] = process.argv.slice(2);
const store = new Store(await openDatabase({ folder }), counted);
const now = '2026-06-15T12:00:00Z';
const known = await store.read(CLINIC, stream, 'writer', now);
for (let expected = known.length; ; expected += 3) {
  const events = [1, 2, 3].map((part) => ({ type: 'note', at: now, body: { after: expected, part } }));
  const { sequence } = await store.append({ actor: CLINIC, stream, kind: 'course', expected, events, now });
  process.stdout.write(`${String(sequence)}\n`);
}
