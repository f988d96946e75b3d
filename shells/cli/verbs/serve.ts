import { InputError } from '../../input/input-error.ts';
import type { Settings } from '../../server/settings.ts';
import { textOption } from '../options.ts';
import type { Paint } from '../paint.ts';
import type { Desk, Options, Verb, VerbAnswer } from '../verb.ts';

/** Both ask the service to end. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** What a shell sees of a program that was ended a second time before it was done. */
const AT_ONCE = 130;

/** The service, until it is asked to end. Its settings are the environment's; its log goes to standard error. */
export const serveVerb: Verb = {
  name: 'serve',
  summary: 'Keep the record of courses and requests, and answer over HTTP, until Ctrl-C',
  examples: ['stepwise serve', 'stepwise serve --no-demo'],
  configure: (command) => command.option('--no-demo', 'leave a new record on this machine empty'),
  run: async (options, desk): Promise<VerbAnswer> => {
    if (options['json'] === true)
      throw new InputError([{ where: '--json', what: 'the service answers over HTTP', mend: 'Leave it out' }]);
    const { settingsOf } = await import('../../server/settings.ts');
    const folder = textOption(options, 'knowledge');
    const settings = settingsOf({ ...process.env, ...(folder === undefined ? {} : { STEPWISE_KNOWLEDGE: folder }) });
    return serveUntilStopped(settings, options, desk);
  },
};

async function serveUntilStopped(settings: Settings, options: Options, desk: Desk): Promise<VerbAnswer> {
  const { trace } = await import('../../server/tracing.ts');
  const traced = await trace(process.env);
  const [{ serve }, { default: pino }] = await Promise.all([import('../../server/serve.ts'), import('pino')]);
  const { asked, leave } = stoppedBySignal();
  try {
    const log = pino({ base: null }, pino.destination({ fd: 2, sync: true }));
    const running = await serve(settings, log, desk.now, options['demo'] !== false).catch((error: unknown) => {
      throw explained(error, settings);
    });
    process.stdout.write(`${greeting(running.origin, running.link, running.demo, desk.paint)}\n`);
    await asked;
    process.stdout.write('Ending: calls that run are finished. Ctrl-C again ends at once.\n');
    await running.close();
  } finally {
    leave();
    await traced();
  }
  return { json: null, text: 'Ended.', exit: 0 };
}

interface Stopping {
  /** Comes true at the first signal. */
  readonly asked: Promise<void>;
  /** Listens no more. */
  readonly leave: () => void;
}

/** Waits to be asked to end; who asks a second time does not want to wait for anything. */
function stoppedBySignal(): Stopping {
  let asked: (() => void) | undefined;
  const first = new Promise<void>((resolve) => (asked = resolve));
  const onSignal = (): void => {
    if (asked === undefined) process.exit(AT_ONCE);
    asked();
    asked = undefined;
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  const leave = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, onSignal);
  };
  return { asked: first, leave };
}

function greeting(origin: string, link: string | undefined, demo: boolean, paint: Paint): string {
  return [
    `${paint('bold', 'Stepwise')} listens at ${origin}`,
    ...(link === undefined ? [`Sign in at ${origin}/sign-in`] : [`Sign in once, on this machine: ${link}`]),
    ...(demo
      ? ['The record holds invented courses and requests, of a practice and of a payer, to look around in.']
      : []),
    'Ctrl-C ends.',
  ].join('\n');
}

/** What keeps a service from starting and is no fault of the program, said so that it can be mended. */
function explained(error: unknown, { STEPWISE_HOST, STEPWISE_PORT, DATABASE_URL, OIDC_ISSUER }: Settings): unknown {
  const code = codeOf(error);
  const fault = (where: string, what: string, mend: string): InputError => new InputError([{ where, what, mend }]);
  const at = `${STEPWISE_HOST}:${STEPWISE_PORT}`;
  if (code === 'EADDRINUSE')
    return fault('STEPWISE_PORT', `${at} is in use`, 'Stop what listens there, or set another port');
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
    return fault('STEPWISE_HOST', `${at} cannot be listened at (${code})`, 'Set another host or port');
  // What the driver says may hold the address with its password: only its code is told.
  if (DATABASE_URL !== undefined && /^(?:ECONN|ENOTFOUND|EAI_|ETIMEDOUT|28|3D|08)/u.test(code))
    return fault('DATABASE_URL', `the database cannot be reached (${code})`, 'Check the address, user and password');
  if (OIDC_ISSUER !== undefined && error instanceof Error && /fetch|OAUTH|discover/iu.test(`${error.message} ${code}`))
    return fault('OIDC_ISSUER', `the provider does not answer as one (${code})`, 'Check the address');
  return error;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
