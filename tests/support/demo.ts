import type { LightMyRequestResponse } from 'fastify';
import { fillDemo } from '../../shells/server/demo.ts';
import type { Role } from '../../shells/server/caller.ts';
import { summariser } from '../../shells/server/summarise.ts';
import { LiveKnowledge } from '../../shells/knowledge/live.ts';
import { Store } from '../../shells/store/store.ts';
import path from 'node:path';
import { ROOT } from './knowledge.ts';
import { NOW, openService, type OpenService } from './service.ts';

export interface OpenDemo {
  readonly open: OpenService;
  /** Writes the demo once more; false where nothing was written. */
  readonly again: () => Promise<boolean>;
  readonly get: (role: Role, organisation: string, url: string) => Promise<LightMyRequestResponse>;
  /** Requests of an organisation, their status by their id. */
  readonly requests: (organisation: string) => Promise<ReadonlyMap<string, string>>;
}

/** A service whose record is the demo's. */
export async function openDemo(): Promise<OpenDemo> {
  const open = await openService();
  const knowledge = new LiveKnowledge(path.join(ROOT, 'knowledge'));
  const store = new Store(open.database, summariser(knowledge));
  const fill = (): Promise<boolean> => fillDemo(open.database, store, knowledge.current(), NOW);
  if (!(await fill())) throw new Error('The demo fills an empty record');
  const get: OpenDemo['get'] = (role, organisation, url) => open.call(role, { method: 'GET', url, organisation });
  return {
    open,
    again: fill,
    get,
    requests: async (organisation) => {
      const told = await get('auditor', organisation, '/v1/requests?limit=200');
      const { rows } = told.json<{ rows: { id: string; state: { status: string } }[] }>();
      return new Map(rows.map(({ id, state }) => [id, state.status]));
    },
  };
}
