import { useEffect } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { KEYS } from './keys.ts';
import { reached, unreached } from './reach.ts';

/** What was written to a record, as the service tells it. */
interface Written {
  readonly id: string;
  readonly kind: 'course' | 'request';
  readonly sequence: number;
}

/** Many writes at once make one reading. */
const GATHER_MS = 150;

/** Keeps what is shown in step with the record, as long as the page is open. @param may listen to it */
export function useLive(may: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!may) return undefined;
    const source = new EventSource('/v1/live');
    const waiting: Written[] = [];
    let timer: number | undefined;
    let broken = false;
    source.addEventListener('written', ({ data }: MessageEvent<string>) => {
      waiting.push(JSON.parse(data) as Written);
      timer ??= window.setTimeout(() => {
        timer = undefined;
        void readAnew(client, waiting.splice(0));
      }, GATHER_MS);
    });
    source.addEventListener('open', () => {
      reached();
      // While nobody listened something may have been written.
      if (broken) void client.invalidateQueries();
      broken = false;
    });
    source.addEventListener('error', () => {
      broken = true;
      // A line that ended is opened again by the browser; one that it gives up was refused.
      if (!navigator.onLine) unreached();
    });
    return () => {
      window.clearTimeout(timer);
      source.close();
    };
  }, [client, may]);
}

async function readAnew(client: QueryClient, written: readonly Written[]): Promise<void> {
  const ids = new Set<unknown>(written.map(({ id }) => id));
  const lists = new Set<unknown>([KEYS.work[0]]);
  for (const { kind } of written) lists.add(kind === 'course' ? KEYS.courses[0] : KEYS.requests[0]);
  await client.invalidateQueries({
    predicate: ({ queryKey: [first, second] }) => ids.has(second) || (lists.has(first) && !isId(second)),
  });
}

const ID = /^[\da-f]{8}-/u;
const isId = (word: unknown): boolean => typeof word === 'string' && ID.test(word);
