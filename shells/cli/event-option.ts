import { InputError } from '../input/input-error.ts';
import { textOption } from './options.ts';
import type { Desk, Options } from './verb.ts';

/** The file that --event names, with its text. @throws InputError where it is missing or cannot be read */
export function neededEvent(
  desk: Pick<Desk, 'read'>,
  options: Options,
): { readonly file: string; readonly text: string } {
  const file = textOption(options, 'event');
  if (file === undefined)
    throw new InputError([{ where: '--event', what: 'the entry is missing', mend: 'Name the file with it' }]);
  return { file, text: desk.read(file, '--event') };
}
