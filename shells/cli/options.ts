import { inForce } from '../../core/coverage/in-force.ts';
import type { Policy } from '../../core/coverage/policy.ts';
import { InputError } from '../input/input-error.ts';
import { isCalendarDate } from '../knowledge/schema-parts.ts';
import type { Drug } from '../knowledge/drug.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { nearest } from '../knowledge/nearest.ts';

import type { Options } from './verb.ts';

/** A text option; absent is undefined. */
export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** A day given as an option. @throws InputError where it is none */
export function dayOption(options: Options, name: string): string | undefined {
  const value = textOption(options, name);
  if (value === undefined || isCalendarDate(value)) return value;
  throw new InputError([
    { where: `--${name}`, what: `"${value}" is not a day of the calendar`, mend: 'Write it as YYYY-MM-DD' },
  ]);
}

/** An option that takes one of a few words. @throws InputError */
export function choiceOption<Choice extends string>(
  options: Options,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = textOption(options, name);
  const found = choices.find((choice) => choice === value);
  if (value === undefined || found !== undefined) return found;
  throw unknownName(`--${name}`, name, value, choices);
}

/** The fault of a name that is not known, with the one that was probably meant. */
export function unknownName(where: string, what: string, typed: string, known: readonly string[]): InputError {
  const near = nearest(typed, known);
  const mend = near ? `Did you mean "${near}"?` : `Use one of: ${known.join(', ')}`;
  return new InputError([{ where, what: `there is no ${what} "${typed}"`, mend }]);
}

/** The drug that --drug names, or the only one. @throws InputError */
export function drugOf(knowledge: Knowledge, options: Options): Drug {
  const ids = [...knowledge.drugs.keys()];
  const typed = textOption(options, 'drug') ?? (ids.length === 1 ? ids[0] : undefined);
  const drug = knowledge.drugs.get(typed ?? '');
  if (drug) return drug;
  if (typed !== undefined) throw unknownName('--drug', 'drug', typed, ids);
  throw new InputError([{ where: '--drug', what: 'several drugs are held', mend: `Name one of: ${ids.join(', ')}` }]);
}

/** All held versions of each policy that --policy (ids) or --payer names, in the order named. @throws InputError */
export function policiesOf(knowledge: Knowledge, options: Options): readonly (readonly Policy[])[] {
  const drug = textOption(options, 'drug');
  if (drug !== undefined && !knowledge.drugs.has(drug))
    throw unknownName('--drug', 'drug', drug, [...knowledge.drugs.keys()]);
  const held = knowledge.policies.filter((policy) => drug === undefined || policy.drug === drug);
  const versions = (id: string): readonly Policy[] => held.filter((policy) => policy.id === id);
  const named = textOption(options, 'policy');
  const payer = textOption(options, 'payer');
  if ((named === undefined) === (payer === undefined)) {
    const what = named === undefined ? 'no policy is named' : 'policies and a payer are both named';
    throw new InputError([{ where: '--policy', what, mend: 'Give --policy ID[,ID…] or --payer ID' }]);
  }
  if (named !== undefined) {
    const ids = [...new Set(named.split(',').map((id) => id.trim()))];
    const known = [...new Set(held.map((policy) => policy.id))];
    for (const id of ids) if (!known.includes(id)) throw unknownName('--policy', 'policy', id, known);
    return ids.map(versions);
  }
  const ofPayer = [...new Set(held.filter((policy) => policy.payer.id === payer).map((policy) => policy.id))];
  if (ofPayer.length > 0) return ofPayer.map(versions);
  throw unknownName('--payer', 'payer', payer ?? '', [...new Set(held.map((policy) => policy.payer.id))]);
}

/** The version that --from or --to names as `ID@VERSION`, or the one in force on the day. @throws InputError */
export function versionOption(knowledge: Knowledge, options: Options, option: 'from' | 'to', on: string): Policy {
  const where = `--${option}`;
  const [id = '', version] = (textOption(options, option) ?? '').split('@');
  const versions = knowledge.policies.filter((policy) => policy.id === id);
  if (versions.length === 0)
    throw unknownName(where, 'policy', id, [...new Set(knowledge.policies.map((policy) => policy.id))]);
  if (version !== undefined) {
    const named = versions.find((policy) => policy.version === version);
    if (named) return named;
    throw unknownName(
      where,
      `version of ${id}`,
      version,
      versions.map((policy) => policy.version),
    );
  }
  const governing = inForce(versions, on);
  if (governing.policy) return governing.policy;
  const mend = 'Give --on a day of a held version, or name the version as ID@VERSION';
  throw new InputError([{ where, what: governing.reason, mend }]);
}
