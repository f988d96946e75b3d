import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { machineClock } from '../shells/cli/today.ts';
import { serve } from '../shells/server/serve.ts';
import { settingsOf } from '../shells/server/settings.ts';
import { Tokens } from '../shells/server/sign-in/tokens.ts';

/** The service of the hooks, in a process that has nothing else; tells its address and a token, and ends when told to. */
export interface HooksStarted {
  readonly origin: string;
  readonly authorization: string;
  /** Of somebody at the payer, who approves. */
  readonly reviewer: string;
}

const ORGANISATION = 'bench';
const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-bench-'));
const insurers = path.join(folder, 'insurers.json');
const insurer = {
  ...{ organisation: ORGANISATION, name: 'bench', policies: ['prime-ic-0789'] },
  identifiers: [{ system: 'https://bench.example', value: 'BENCH' }],
};
writeFileSync(insurers, JSON.stringify({ insurers: [insurer] }));
const running = await serve(
  settingsOf({ STEPWISE_DATA: folder, STEPWISE_PORT: '0', STEPWISE_INSURERS: insurers }),
  pino({ level: 'silent' }),
  machineClock,
);
const tokens = await Tokens.of(running.database);
const bearer = async (role: 'machine' | 'reviewer'): Promise<string> => {
  const kind = role === 'machine' ? 'machine' : 'person';
  return `Bearer ${await tokens.make({ organisation: ORGANISATION, id: role, name: role, role, kind }, 'access', 3600)}`;
};
process.send?.({
  ...{ origin: running.origin, authorization: await bearer('machine'), reviewer: await bearer('reviewer') },
} satisfies HooksStarted);
process.once('message', () => {
  void running.close().then(() => {
    rmSync(folder, { recursive: true, force: true });
    process.disconnect();
  });
});
