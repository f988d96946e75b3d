import type { FactDefinition } from '../../core/values/fact.ts';
import { InputError, type InputFault } from '../input/input-error.ts';
import { defined } from '../knowledge/defined.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { faultsOf, YamlFile } from '../knowledge/yaml-file.ts';
import type { Insurer } from './insurer.ts';
import { insurersSchema } from './insurers-schema.ts';
import { readMembers } from './read-members.ts';

const LINE = 'member.line-of-business';

type Held = Pick<Knowledge, 'policies' | 'drugs' | 'facts'>;

/**
 * The payers that this service answers for, from the file that the setting names.
 * @param readFile gives the text of a member list, by the path as it is written
 * @throws InputError with every fault of the file and of the member lists, each with its place
 */
export function readInsurers(
  text: string,
  file: string,
  knowledge: Held,
  readFile: (path: string) => string,
): readonly Insurer[] {
  const read = YamlFile.parse(file, text);
  if (!(read instanceof YamlFile)) throw new InputError(read);
  const parsed = insurersSchema.safeParse(read.value);
  if (!parsed.success) throw new InputError(faultsOf(read, parsed.error));
  const { insurers } = defined(parsed.data);
  const faults = insurers.flatMap((insurer, index) => [
    ...unknownParts(insurer, index, knowledge, read),
    ...namedTwice(insurers, index, read),
  ]);
  const lines = linesOf(knowledge.facts);
  const whole = insurers.map(({ members, ...insurer }): Insurer => {
    if (members === undefined) return insurer;
    const listed = readMembers(readFile(members), members, lines);
    if ('faults' in listed) faults.push(...listed.faults);
    return 'faults' in listed ? insurer : { ...insurer, members: listed.members };
  });
  if (faults.length > 0) throw new InputError(faults);
  return whole;
}

/** Everything that the knowledge has no file for. */
function unknownParts(
  { policies, benefitExclusions }: Pick<Insurer, 'policies' | 'benefitExclusions'>,
  index: number,
  held: Held,
  file: YamlFile,
): readonly InputFault[] {
  const ids = new Set(held.policies.map(({ id }) => id));
  const mend = `Use one of: ${[...ids].join(', ')}`;
  const drugs = [...held.drugs.keys()];
  return [
    ...policies.flatMap((id, at) =>
      ids.has(id) ? [] : [file.fault(['insurers', index, 'policies', at], `there is no policy "${id}"`, mend)],
    ),
    ...benefitExclusions.flatMap(({ drug }, at) =>
      drug === undefined || drugs.includes(drug)
        ? []
        : [
            file.fault(
              ['insurers', index, 'benefitExclusions', at, 'drug'],
              `there is no drug "${drug}"`,
              `Use one of: ${drugs.join(', ')}`,
            ),
          ],
    ),
  ];
}

type Named = Pick<Insurer, 'organisation' | 'identifiers'>;

/** An identifier or an organisation that an insurer before it has already: a call could mean either. */
function namedTwice(insurers: readonly Named[], index: number, file: YamlFile): readonly InputFault[] {
  const before = insurers.slice(0, index);
  const { organisation, identifiers } = insurers[index] ?? { organisation: '', identifiers: [] };
  const mend = 'Give each insurer its own';
  return [
    ...(before.some((one) => one.organisation === organisation)
      ? [file.fault(['insurers', index, 'organisation'], `${organisation} is an insurer before it`, mend)]
      : []),
    ...identifiers.flatMap(({ system, value }, at) =>
      before.some((one) =>
        one.identifiers.some(
          (other) =>
            other.value === value && (other.system === undefined || system === undefined || other.system === system),
        ),
      )
        ? [file.fault(['insurers', index, 'identifiers', at], `${value} names an insurer before it`, mend)]
        : [],
    ),
  ];
}

function linesOf(facts: ReadonlyMap<string, FactDefinition>): readonly string[] {
  const type = facts.get(LINE)?.type;
  return type?.kind === 'one-of' ? type.choices.map(({ value }) => value) : [];
}
