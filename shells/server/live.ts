import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Database } from '../store/database.ts';
import { callerOf } from './guard.ts';
import type { Limits } from './limits.ts';

/** How often a silent line is shown to be alive: proxies close those that are not. */
const BEAT_MS = 15_000;
/** What may wait for one that does not read: then its line ends. */
const MOST_WAITING = 1_000_000;

/** Tells whoever looks on what was written to the record of their organisation, by whichever instance of the service. */
export function liveRoute(app: FastifyInstance, database: Database, { lineMs }: Limits): void {
  const listeners = new Map<FastifyReply, string>();
  const tell = (reply: FastifyReply, text: string): void => {
    if (reply.raw.writableLength > MOST_WAITING) reply.raw.destroy();
    else reply.raw.write(text);
  };
  const endAll = (): void => {
    for (const reply of listeners.keys()) reply.raw.end();
  };
  const stop = database.onWritten(({ organisation, stream: id, kind, sequence }) => {
    const text = `event: written\ndata: ${JSON.stringify({ id, kind, sequence })}\n\n`;
    for (const [reply, listener] of listeners) if (listener === organisation) tell(reply, text);
    // What is written while nobody hears it would be missed: whoever listens comes again, and reads anew.
  }, endAll);
  const beat = setInterval(() => {
    for (const reply of listeners.keys()) tell(reply, ': still here\n\n');
  }, BEAT_MS);
  beat.unref();

  app.get(
    '/v1/live',
    {
      config: { route: 'live' },
      exposeHeadRoute: false,
      schema: {
        summary: 'What is written, as it is written',
        description:
          'Server-sent events; a line ends now and then, and whenever something may have been missed: listen again, and read anew.',
        response: { 200: { content: { 'text/event-stream': { schema: z.string() } } } },
      },
    },
    (request, reply) => {
      const { organisation } = callerOf(request);
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        connection: 'keep-alive',
      });
      reply.raw.write(': listening\n\n');
      listeners.set(reply, organisation);
      const end = setTimeout(() => reply.raw.end(), lineMs);
      request.raw.once('close', () => {
        clearTimeout(end);
        listeners.delete(reply);
      });
    },
  );
  app.addHook('preClose', async () => {
    clearInterval(beat);
    // Open lines would keep the service from closing.
    endAll();
    await stop();
  });
}
