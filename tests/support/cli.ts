import path from 'node:path';
import { run } from '../../shells/cli/run.ts';
import { ROOT } from './knowledge.ts';

export interface Call {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** One call of the command line inside this process, without colors. */
export async function stepwise(...args: readonly string[]): Promise<Call> {
  let out = '';
  let err = '';
  const status = await run(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colors: false,
    debug: false,
  });
  return { status, out, err };
}

export const example = (...parts: readonly string[]): string => path.join(ROOT, 'examples', ...parts);
