/** Where a text stops being JSON: line and column from 1, as editors count. */
export interface JsonPlace {
  readonly line: number;
  readonly column: number;
}

function messageOf(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Whether a text could still become JSON if it went on: what is wrong with it is only that it ends. */
function isUnfinished(text: string): boolean {
  const message = messageOf(text);
  if (message === null || /unexpected end|unterminated string/iu.test(message)) return true;
  const position = /at position (\d+)/u.exec(message)?.[1];
  return position !== undefined && Number(position) >= text.length;
}

/** The engine's message names the position for most faults; for the rest it is the end of the longest good beginning. */
function positionOf(text: string): number {
  const position = /at position (\d+)/u.exec(messageOf(text) ?? '')?.[1];
  if (position !== undefined) return Number(position);
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isUnfinished(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Line and column of the first fault of a text that is not JSON. */
export function jsonFaultPlace(text: string): JsonPlace {
  const before = text.slice(0, positionOf(text)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
