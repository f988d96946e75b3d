import path from 'node:path';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../cli/today.ts';
import { LiveKnowledge } from '../knowledge/live.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { Store } from '../store/store.ts';
import { appOf } from './app.ts';
import type { Caller } from './caller.ts';
import { demoInsurers, demoOrganisations, fillDemo } from './demo.ts';
import { figuresTo } from './figures.ts';
import { deskRoutes } from './desk.ts';
import { LIMITS, type Limits } from './limits.ts';
import { insurersBy, settingFile } from './setting-files.ts';
import type { Settings } from './settings.ts';
import { readClients } from './sign-in/clients.ts';
import { localSignIn } from './sign-in/local.ts';
import { machineSignIn } from './sign-in/machine.ts';
import { oidcSignIn } from './sign-in/oidc.ts';
import { readPeople } from './sign-in/people.ts';
import { renewedSession, whoCalls } from './sign-in/sign-in.ts';
import { signOut } from './sign-in/sign-out.ts';
import { Tokens } from './sign-in/tokens.ts';
import { summariser } from './summarise.ts';
import { zonesBy } from './zones.ts';

/** Whom the link of a service without a provider signs in: one practice on one machine. */
const LOCAL: Caller = {
  organisation: 'local',
  id: 'local',
  name: 'Local user',
  role: 'administrator',
  kind: 'person',
};

/** In which role one looks around among what is invented: it sees most of it. */
const DEMO_ROLE = 'prior-authorization-specialist';

/** A service that listens. */
export interface Running {
  readonly origin: string;
  /** To be opened once, where there is no provider. */
  readonly link?: string;
  /** The record has the invented courses and requests. */
  readonly demo: boolean;
  readonly database: Database;
  readonly app: FastifyInstance;
  /** Lets calls that run end, then closes the record. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the service.
 * @param withDemo a record on this machine that has nothing in it is filled with invented courses and requests
 * @throws InputError where a setting or a file that it names is wrong
 */
export async function serve(
  settings: Settings,
  logger: FastifyBaseLogger,
  clock: Clock,
  withDemo = false,
  limits: Limits = LIMITS,
): Promise<Running> {
  const knowledge = new LiveKnowledge(settings.STEPWISE_KNOWLEDGE);
  knowledge.current();
  const people = settings.STEPWISE_PEOPLE === undefined ? undefined : settingFile(settings.STEPWISE_PEOPLE, readPeople);
  const clients = settings.STEPWISE_CLIENTS === undefined ? [] : settingFile(settings.STEPWISE_CLIENTS, readClients);
  const given = insurersBy(settings, knowledge.current());
  const database = await openDatabase({
    folder: settings.STEPWISE_DATA,
    ...(settings.DATABASE_URL === undefined ? {} : { url: settings.DATABASE_URL }),
  });
  try {
    const { STEPWISE_TIME_ZONE: timeZone } = settings;
    const tokens = await Tokens.of(database, {
      idle: settings.STEPWISE_IDLE_MINUTES * 60,
      longest: settings.STEPWISE_SESSION_HOURS * 3_600,
    });
    const seconds = (): number => Math.floor(Temporal.Instant.from(clock()).epochMilliseconds / 1000);
    const store = new Store(database, summariser(knowledge, zonesBy(given ?? [], timeZone)));
    const { STEPWISE_HOST: host, STEPWISE_PORT: port } = settings;
    // Known once it listens: a port of 0 is any free one.
    let origin = settings.STEPWISE_ORIGIN ?? '';
    const originNow = (): string => origin;
    const alone = people === undefined;
    // What is invented is for one who looks around on one machine: never beside other people's records.
    if (withDemo && alone && settings.DATABASE_URL === undefined)
      await fillDemo(database, store, knowledge.current(), clock());
    const demo = alone ? await demoOrganisations(database) : [];
    const insurers = given ?? demoInsurers(demo, knowledge.current());
    const app = await appOf(
      {
        ...{ knowledge, database, store, now: clock, origin: originNow, insurers, clients, timeZone },
        sources: settings.STEPWISE_SOURCES,
        audits: path.join(settings.STEPWISE_DATA, 'audits'),
        hookOrigins: settings.STEPWISE_HOOK_ORIGINS,
        callerOf: (call) => whoCalls(call, tokens, origin, seconds()),
        renewed: (call) => renewedSession(call, tokens, origin, seconds()),
        figuresTo: figuresTo(settings.STEPWISE_METRICS_TOKEN, alone),
      },
      logger,
      limits,
    );
    signOut(app, tokens, originNow, seconds);
    machineSignIn(app, clients, database, tokens, originNow, seconds);
    if (people !== undefined) await oidcSignIn(app, settings, people, tokens, originNow);
    const [practice] = demo;
    const first: Caller = practice === undefined ? LOCAL : { ...LOCAL, organisation: practice, role: DEMO_ROLE };
    const here = [LOCAL.organisation, ...demo];
    const local = alone ? localSignIn(app, tokens, first, here, originNow) : undefined;
    deskRoutes(app, database, clock, { local: alone ? here : undefined, timeZone });
    await begin(
      database,
      insurers.map(({ organisation }) => organisation),
      'payer',
    );
    await begin(database, [
      ...(local === undefined ? [] : [LOCAL.organisation]),
      ...clients.map(({ organisation }) => organisation),
      ...(people?.rules.map(({ organisation }) => organisation) ?? []),
    ]);
    await app.listen({ host, port });
    if (origin === '') {
      const [address] = app.addresses();
      const bound = typeof address === 'object' ? address.port : port;
      origin = `http://${host.includes(':') ? `[${host}]` : host}:${String(bound)}`;
    }
    return {
      origin,
      ...(local === undefined ? {} : { link: local.link() }),
      demo: demo.length > 0,
      database,
      app,
      close: async () => {
        await app.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Organisations that the settings speak of are there from the first start on. */
async function begin(
  { owner }: Database,
  ids: readonly string[],
  kind: 'practice' | 'payer' = 'practice',
): Promise<void> {
  for (const id of new Set(ids))
    await owner
      .insertInto('organisation')
      .values({ id, name: id, kind })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
}
