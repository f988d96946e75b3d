/** A running PostgreSQL server. */
export interface Server {
  readonly url: string;
  /** Stops the server where this process is the one that answers for it. */
  readonly close: () => Promise<void>;
}

/** How often a server is looked after. */
const LOOK_MS = 500;

/**
 * A server that nobody else looks after, started again where it has ended without being asked to: killed, or stopped for
 * want of room. It tries again and again; meanwhile whoever asks the server is told that it is away.
 * @param isUp says whether a server runs
 * @param again starts it at the same address, or rejects
 */
export function keptUp(first: Server, isUp: () => boolean, again: () => Promise<Server>): Server {
  let current = first;
  let starting: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (starting !== undefined || isUp()) return;
    starting = restarted().finally(() => {
      starting = undefined;
    });
  }, LOOK_MS);
  timer.unref();

  async function restarted(): Promise<void> {
    try {
      await current.close();
      current = await again();
    } catch {
      // It is looked at again in a moment.
    }
  }

  return {
    url: first.url,
    close: async () => {
      clearInterval(timer);
      await starting;
      await current.close();
    },
  };
}
