import { useSyncExternalStore } from 'react';

/** Whether the service was reached by the last call that was made, for all of the page. */
let away = false;
const listeners = new Set<() => void>();

/** A call came through. */
export function reached(): void {
  set(false);
}

/** A call did not come through. */
export function unreached(): void {
  set(true);
}

/** Whether the network, or the service, is away. */
export function useAway(): boolean {
  return useSyncExternalStore(listen, () => away || !navigator.onLine);
}

function set(now: boolean): void {
  if (away === now) return;
  away = now;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}
