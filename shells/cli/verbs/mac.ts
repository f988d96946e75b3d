import {
  findContractor,
  findContractorOfCity,
  stateOf,
  type ContractorAnswer,
  type ContractorTable,
} from '../../../core/coverage/contractor.ts';
import type { Caution } from '../../../core/values/caution.ts';
import { InputError } from '../../input/input-error.ts';
import { nearest } from '../../knowledge/nearest.ts';
import { textOption } from '../options.ts';
import { contractorText } from '../render/mac.ts';
import type { Options, Verb } from '../verb.ts';

/** `stepwise mac`: Medicare's contractor for the place where the drug is given. */
export const macVerb: Verb = {
  name: 'mac',
  summary: 'The Medicare contractor (MAC) of a place of service',
  examples: ['stepwise mac --state VA --county Fairfax', 'stepwise mac --state "Puerto Rico" --json'],
  argument: 'state',
  configure: (command) =>
    command
      .option('--state <state>', 'state or territory of the place of service: VA, or its name')
      .option('--county <name>', 'county, or independent city (Fairfax City), where contractors share the state')
      .option('--city <name>', 'city, where the county is not at hand'),
  run: (options, desk) => {
    const [county, city] = [placeOption(options, 'county'), placeOption(options, 'city')];
    const typed = placeOption(options, 'state');
    if (typed === undefined)
      throw new InputError([{ where: '--state', what: 'the state is missing', mend: 'Give its postal code, as VA' }]);
    const { contractors: table, facts } = desk.knowledge();
    const state = stateOption(table, typed);
    const answer =
      county === undefined && city !== undefined
        ? findContractorOfCity(table, state, city)
        : findContractor(table, state, county);
    if (answer.known !== undefined) throw unknownPlace('--county', 'county', county ?? '', answer.known);
    const cautions: readonly Caution[] =
      answer.caution === undefined ? [] : [{ id: 'contractor-unsettled', text: answer.caution, cite: answer.cite }];
    const ask = facts.get('service.county')?.ask ?? 'In which county will the drug be given?';
    const text = contractorText(answer, cautions, ask, desk.paint);
    if (answer.found !== undefined)
      return { json: { ...answer.found, cites: citesOf(answer), cautions }, text, exit: 0 };
    const needed = [{ fact: 'service.county', ask }];
    return { json: { state, candidates: answer.candidates, needed, cites: citesOf(answer), cautions }, text, exit: 10 };
  },
};

function citesOf({ cite }: ContractorAnswer): readonly unknown[] {
  return cite.map((one) => ({ ...one, rule: 'Medicare contractors by place of service' }));
}

/** A name with something in it. @throws InputError */
function placeOption(options: Options, name: string): string | undefined {
  const typed = textOption(options, name);
  if (typed === undefined || /\p{L}/u.test(typed)) return typed?.trim();
  throw new InputError([{ where: `--${name}`, what: `"${typed}" is no name of a place`, mend: 'Write its name' }]);
}

function stateOption(table: ContractorTable, typed: string): string {
  const state = stateOf(table, typed);
  if (state !== undefined) return state;
  const names = (table.stateNames ?? []).flatMap((entry) => [entry.name, ...(entry.also ?? [])]);
  const isCode = typed.length <= 2;
  const codes = (table.stateNames ?? []).map((entry) => entry.state);
  throw unknownPlace('--state', 'state or territory', typed, isCode ? codes : names);
}

/** Names the nearest places, not all of them. */
function unknownPlace(where: string, what: string, typed: string, known: readonly string[]): InputError {
  const near = typed.length > 2 ? nearest(typed, known) : undefined;
  const [first = ''] = typed.toUpperCase();
  const isAlike = (name: string): boolean =>
    typed.length > 2 ? name.startsWith(first) : Array.from(typed.toUpperCase()).some((letter) => name.includes(letter));
  const alike = known.filter(isAlike);
  const some =
    alike.length === 0 ? 'Write its postal code, as VA, or its name' : `The nearest are: ${alike.join(', ')}`;
  const mend = near === undefined ? some : `Did you mean "${near}"?`;
  return new InputError([{ where, what: `there is no ${what} "${typed}"`, mend }]);
}
