import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import pino from 'pino';
import { appOf } from '../../shells/server/app.ts';
import type { Caller, Role } from '../../shells/server/caller.ts';
import type { Service } from '../../shells/server/service.ts';
import { whoCalls } from '../../shells/server/sign-in/sign-in.ts';
import { Tokens } from '../../shells/server/sign-in/tokens.ts';
import { summariser } from '../../shells/server/summarise.ts';
import type { Insurer } from '../../shells/insurers/insurer.ts';
import { LiveKnowledge } from '../../shells/knowledge/live.ts';
import { openDatabase, type Database } from '../../shells/store/database.ts';
import { Store } from '../../shells/store/store.ts';
import { ROOT } from './knowledge.ts';

export const ORIGIN = 'http://127.0.0.1:8080';
const ZONE = 'America/New_York';
export const NOW = '2026-07-20T09:00:00-04:00';

/** The payer of the record, as programs of others name it. */
export const INSURER: Insurer = {
  ...{ organisation: 'payer', name: 'A payer' },
  identifiers: [{ system: 'http://example.org/payers', value: 'PAYER-1' }],
  policies: ['prime-ic-0789', 'fep-5.21.223'],
  benefitExclusions: [],
  resourceServers: [],
};

export interface OpenService {
  readonly app: FastifyInstance;
  readonly database: Database;
  readonly tokens: Tokens;
  /** What the service wrote to its log. */
  readonly log: readonly string[];
  /** A call by somebody of a role of an organisation; by nobody where `role` is null. */
  readonly call: (
    role: Role | null,
    options: InjectOptions & { readonly organisation?: string },
  ) => Promise<LightMyRequestResponse>;
  readonly close: () => Promise<void>;
}

/** A service over a record of its own, asked without a port. */
export async function openService(
  knowledgeFolder = path.join(ROOT, 'knowledge'),
  {
    insurers = [INSURER],
    clients = [],
    now = () => NOW,
    sources,
  }: Partial<Pick<Service, 'insurers' | 'clients' | 'now' | 'sources'>> = {},
): Promise<OpenService> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-service-'));
  const database = await openDatabase({ folder });
  await database.owner
    .insertInto('organisation')
    .values([
      { id: 'clinic', name: 'A clinic', kind: 'practice' },
      { id: 'other', name: 'Another clinic', kind: 'practice' },
      { id: 'payer', name: 'A payer', kind: 'payer' },
    ])
    .execute();
  const knowledge = new LiveKnowledge(knowledgeFolder);
  const tokens = await Tokens.of(database);
  const log: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line) => void log.push(line) });
  const app = await appOf(
    {
      knowledge,
      database,
      sources,
      store: new Store(
        database,
        summariser(knowledge, () => ZONE),
      ),
      now,
      origin: () => ORIGIN,
      insurers,
      clients,
      hookOrigins: ['https://ehr.example'],
      timeZone: ZONE,
      callerOf: (request) => whoCalls(request, tokens, ORIGIN, Date.now() / 1000),
    },
    logger,
  );
  return {
    app,
    database,
    tokens,
    log,
    call: async (role, { organisation = 'clinic', ...options }) => {
      const caller: Caller | null = role && { organisation, id: `${role}-1`, name: `A ${role}`, role, kind: 'person' };
      const token = caller && (await tokens.make(caller, 'access', 300));
      return app.inject({
        ...options,
        headers: { ...options.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      });
    },
    close: async () => {
      await app.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
