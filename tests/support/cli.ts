import path from 'node:path';
import { run } from '../../shells/cli/run.ts';
import type { Clock } from '../../shells/cli/today.ts';
import { ROOT } from './knowledge.ts';

export interface Call {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** One call of the command line inside this process, without colors. */
export function stepwise(...args: readonly string[]): Promise<Call> {
  return call(args);
}

/** The same with a clock that shows `now`, as `2026-06-15T08:30:00-04:00`. */
export function stepwiseAt(now: string, ...args: readonly string[]): Promise<Call> {
  return call(args, () => now);
}

async function call(args: readonly string[], clock?: Clock): Promise<Call> {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    colors: false,
    debug: false,
  };
  const status = await run(args, terminal, clock);
  return { status, out, err };
}

export const example = (...parts: readonly string[]): string => path.join(ROOT, 'examples', ...parts);
