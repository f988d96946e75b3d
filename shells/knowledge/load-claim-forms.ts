import type { InputFault } from '../input/input-error.ts';
import { defined } from './defined.ts';
import type { ReadFile } from './read-file.ts';
import type { ClaimFormRules, ClaimFormsEntry } from './schemas/claim-forms.ts';

const NONE: ClaimFormRules = { ndcLines: { default: '', caution: { text: '', cite: [] }, layouts: [] } };

/** What `claim-forms.yaml` says. A layout has its own id, and the default is one of them. */
export function linkClaimForms(read: ReadFile<ClaimFormsEntry> | undefined, faults: InputFault[]): ClaimFormRules {
  if (read === undefined) return NONE;
  const { ndcLines } = read.value;
  const ids = ndcLines.layouts.map(({ id }) => id);
  if (!ids.includes(ndcLines.default))
    faults.push(
      read.file.fault(
        ['ndcLines', 'default'],
        `there is no layout "${ndcLines.default}"`,
        `Use one of: ${ids.join(', ')}`,
      ),
    );
  ids.forEach((id, index) => {
    if (ids.indexOf(id) !== index)
      faults.push(
        read.file.fault(['ndcLines', 'layouts', index, 'id'], `the id "${id}" is used twice`, 'Give each its own'),
      );
  });
  return defined(read.value);
}
