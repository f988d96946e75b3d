import type { FastifyInstance } from 'fastify';
import type { Service } from '../server/service.ts';
import { deliverOne } from './deliver.ts';
import { isSomethingDue, noteDecisions } from './outbox.ts';

/** How often is looked for what is due, where nothing was written that says so. */
const LOOK_MS = 1_000;

/**
 * Tells subscribers of decisions while the service runs: at once where one is written, and again where somebody did not
 * hear. What is due is in the database, so that nothing is lost when the service ends.
 */
export function notify(app: FastifyInstance, service: Service): void {
  const state = { working: undefined as Promise<void> | undefined, isWanted: false, isClosed: false };
  const wake = (): void => {
    if (state.isClosed) return;
    state.isWanted = true;
    state.working ??= work().finally(() => {
      state.working = undefined;
    });
  };
  async function work(): Promise<void> {
    while (isWanted()) {
      state.isWanted = false;
      try {
        // Most of what is written to a request tells nobody anything.
        if (!(await isSomethingDue(service))) continue;
        while (isOpen() && (await noteDecisions(service)) > 0);
        while (isOpen() && (await deliverOne(service)));
      } catch (error) {
        // The record is away, or somebody wrote meanwhile: it is looked at again in a moment.
        app.log.warn({ fault: { name: error instanceof Error ? error.name : 'unknown' } }, 'notices wait');
      }
    }
  }
  const isOpen = (): boolean => !state.isClosed;
  const isWanted = (): boolean => state.isWanted && isOpen();
  const stop = service.database.onWritten(({ kind }) => {
    if (kind === 'request') wake();
  }, wake);
  const timer = setInterval(wake, LOOK_MS);
  timer.unref();
  app.addHook('preClose', async () => {
    state.isClosed = true;
    clearInterval(timer);
    await state.working;
    await stop();
  });
}
