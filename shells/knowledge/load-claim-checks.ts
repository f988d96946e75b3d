import type { ClaimCheck } from '../../core/billing/checks/claim-check.ts';
import { compile } from '../../core/criteria/compile.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import type { InputFault } from '../input/input-error.ts';
import { defined } from './defined.ts';
import { CriteriaLinker, type KeyPath } from './link-criteria.ts';
import { unknownFact } from './loose-faults.ts';
import type { ReadFile } from './read-file.ts';
import type { ClaimChecksEntry } from './schemas/claim-checks.ts';

/** More would not fit into one number of findings a line. */
const MOST = 30;

/** What `claim-checks.yaml` says, its criteria linked over the facts of a claim line; what does not fit goes to `faults`. */
export function linkClaimChecks(
  { file, value }: ReadFile<ClaimChecksEntry>,
  lineFacts: ReadonlyMap<string, FactDefinition>,
  faults: InputFault[],
): readonly ClaimCheck[] {
  const wrong = (at: KeyPath, what: string, mend: string): void => {
    faults.push(file.fault(at, what, mend));
  };
  if (value.checks.length > MOST) wrong(['checks'], `there are more than ${MOST} checks`, 'Join some of them');
  const linker = new CriteriaLinker(file, lineFacts, faults, {});
  for (const [index, { criteria }] of value.checks.entries()) linker.register(criteria, ['checks', index, 'criteria']);
  return value.checks.map(({ criteria, ...check }, index): ClaimCheck => {
    if (value.checks.some(({ id }, at) => at < index && id === check.id))
      wrong(['checks', index, 'id'], `the check "${check.id}" stands twice`, 'Give one of them another id');
    if (typeof check.money === 'object') checkUnits(check.money.fact, index);
    return { ...defined(check), criteria: compile(linker.link(criteria, ['checks', index, 'criteria'])) };
  });

  function checkUnits(fact: string, index: number): void {
    const at = ['checks', index, 'money', 'fact'];
    const type = lineFacts.get(fact)?.type;
    if (type === undefined) faults.push(unknownFact(file, at, fact, lineFacts));
    else if (type.kind !== 'integer' || type.unit !== 'units')
      wrong(at, `${fact} counts no units`, 'Name a fact of units, or write all or none');
  }
}
