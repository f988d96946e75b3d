import { readdirSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import { InputError } from '../input/input-error.ts';

/** An editor writes a file in several steps; this long after the last of them it is read (milliseconds). */
const QUIET = 150;

/**
 * Gives one turn as soon as it watches, and then one for each save below the folder, however many steps it took, until
 * `signal` is aborted: 0, 1, 2 and so on. Each folder is
 * watched by itself: so files that are replaced by a new one of the same name, as many editors save, are seen on every
 * system.
 * @throws InputError where there is no such folder, or no longer
 */
export async function* savesBelow(folder: string, signal: AbortSignal): AsyncGenerator<number> {
  const watchers = new Map<string, FSWatcher>();
  let changed = true;
  let turn = 0;
  let wake: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const onChange = (): void => {
    watchNew();
    clearTimeout(timer);
    timer = setTimeout(() => {
      changed = true;
      wake();
    }, QUIET);
  };
  const watchNew = (): void => {
    const found = foldersOf(folder);
    for (const [name, watcher] of watchers) {
      if (found.includes(name)) continue;
      watcher.close();
      watchers.delete(name);
    }
    for (const name of found) if (!watchers.has(name)) watchers.set(name, watchFolder(name, onChange));
  };
  const stop = (): void => {
    wake();
  };
  signal.addEventListener('abort', stop);
  try {
    watchNew();
    while (!signal.aborted) {
      if (watchers.size === 0)
        throw new InputError([{ where: folder, what: 'there is no such folder', mend: 'Give a knowledge folder' }]);
      if (changed) {
        changed = false;
        yield turn++;
      } else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener('abort', stop);
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  }
}

function watchFolder(name: string, onChange: () => void): FSWatcher {
  // A folder that is removed while it is watched is a change like any other.
  return watch(name, onChange).on('error', onChange);
}

/** The folder and all below it; none where it does not exist. */
function foldersOf(folder: string): readonly string[] {
  try {
    const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return [folder, ...below.flatMap(({ name }) => foldersOf(path.join(folder, name)))];
  } catch {
    return [];
  }
}
