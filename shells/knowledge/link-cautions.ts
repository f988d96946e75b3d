import { compile } from '../../core/criteria/compile.ts';
import type { PolicyCaution } from '../../core/coverage/policy.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import type { InputFault } from '../input/input-error.ts';
import { defined } from './defined.ts';
import type { CriteriaLinker } from './link-criteria.ts';
import { unknownFact } from './loose-faults.ts';
import type { CautionEntry } from './schemas/policy.ts';
import type { YamlFile } from './yaml-file.ts';

/** The `cautions` of one file with their conditions compiled; a condition on a fact that does not exist is a fault. */
export function linkCautions(
  written: readonly CautionEntry[],
  file: YamlFile,
  linker: CriteriaLinker,
  definitions: ReadonlyMap<string, FactDefinition>,
  faults: InputFault[],
): readonly PolicyCaution[] {
  return written.map(({ when, ...caution }, index) => {
    for (const [at, fact] of (caution.whenUnknown ?? []).entries())
      if (!definitions.has(fact))
        faults.push(unknownFact(file, ['cautions', index, 'whenUnknown', at], fact, definitions));
    return {
      ...defined(caution),
      ...(when ? { when: compile(linker.link(when, ['cautions', index, 'when'])) } : {}),
    };
  });
}
