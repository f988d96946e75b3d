import { PROFILES_KNOWN, validateResource, type Judged } from '../../fhir/validate/validate.ts';
import { InputError } from '../../input/input-error.ts';
import { textOption, unknownName } from '../options.ts';
import type { Paint } from '../paint.ts';
import type { Verb } from '../verb.ts';

/** `stepwise validate`: is a FHIR resource what R4 and the profiles of Da Vinci ask for. */
export const validateVerb: Verb = {
  name: 'validate',
  summary: 'Check a FHIR R4 resource against the standard and the profiles of prior authorization (Da Vinci)',
  examples: [
    'stepwise validate examples/charts/second-line.json',
    'stepwise validate examples/fhir/request-with-faults.json --json',
  ],
  argument: 'file',
  configure: (command) =>
    command
      .option('--file <file>', 'the resource as JSON')
      .option(
        '--profile <address>',
        'a profile that it has to keep beside those it claims; the end of the address will do',
      ),
  run: (options, desk) => {
    const file = textOption(options, 'file');
    if (file === undefined) {
      throw new InputError([{ where: '--file', what: 'the file is missing', mend: 'Name the file to check' }]);
    }
    const profile = profileOf(textOption(options, 'profile'));
    const { faults, warnings } = validateResource(jsonOf(desk.read(file, '--file'), file), profile);
    return {
      json: { file, profile: profile === '' ? null : profile, valid: faults.length === 0, faults, warnings },
      text: judgedText(file, { faults, warnings }, desk.paint),
      exit: faults.length === 0 ? 0 : 20,
    };
  },
};

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new InputError([{ where: file, what: `no JSON: ${what}`, mend: 'Export the resource as JSON' }]);
  }
}

/** The profile that a whole address or its end names; '' where none is asked for. */
function profileOf(typed: string | undefined): string {
  if (typed === undefined) return '';
  const ends = new Map(PROFILES_KNOWN.map((address) => [address.replace(/^.*\//u, ''), address]));
  if (PROFILES_KNOWN.includes(typed)) return typed;
  const found = ends.get(typed);
  if (found !== undefined) return found;
  throw unknownName('--profile', 'profile', typed, [...ends.keys()]);
}

/** What a file says does not steer the terminal. */
const shown = (text: string): string => text.replace(/\p{Cc}/gu, '\ufffd');

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** The same said of many places, once, with the first of them. */
function together(all: Judged['warnings']): readonly (readonly [string, Judged['warnings'][number]])[] {
  const places = new Map<string, Judged['warnings'][number][]>();
  for (const one of all) places.set(one.what, [...(places.get(one.what) ?? []), one]);
  return [...places.values()].flatMap(([first, ...more]) =>
    first === undefined
      ? []
      : [[more.length === 0 ? '' : ` and at ${counted(more.length, 'other place')}`, first] as const],
  );
}

function judgedText(file: string, { faults, warnings }: Judged, paint: Paint): string {
  const line = (mark: string, { where, what, mend }: Judged['faults'][number], also = ''): readonly string[] => [
    `${mark} ${shown(where === '' ? 'The whole' : where)}${also}`,
    `    ${shown(what)}. ${shown(mend)}.`,
  ];
  const told = [
    ...faults.flatMap((fault) => line(paint('red', '✗'), fault)),
    ...together(warnings).flatMap(([also, fault]) => line(paint('yellow', '!'), fault, also)),
  ];
  const sound = warnings.length === 0 ? 'no fault' : `no fault, ${counted(warnings.length, 'warning')}`;
  const summary =
    faults.length === 0
      ? paint('green', `✓ ${shown(file)}: ${sound}.`)
      : `${shown(file)}: ${counted(faults.length, 'fault')}, ${counted(warnings.length, 'warning')}.`;
  return [...told, summary].join('\n');
}
