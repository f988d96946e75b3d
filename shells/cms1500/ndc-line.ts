import type { ClaimCoverage } from '../../core/billing/parties.ts';
import type { Caution } from '../../core/values/caution.ts';
import type { FormDrug } from '../claim-forms/form.ts';
import { InputError } from '../input/input-error.ts';
import { nearest } from '../knowledge/nearest.ts';
import type { ClaimFormRules, NdcLayout } from '../knowledge/schemas/claim-forms.ts';

export interface ChosenLayout {
  readonly layout: NdcLayout;
  /** Where nothing is known of the payer. */
  readonly cautions: readonly Caution[];
}

/**
 * The layout of the shaded line: the one that the billing file names, that of the coverage, or the default with a caution.
 * @throws InputError where the billing file names one that is not held
 */
export function layoutFor(
  { ndcLines }: ClaimFormRules,
  named: string | undefined,
  line: ClaimCoverage,
  state: string | undefined,
): ChosenLayout {
  const find = (id: string): NdcLayout | undefined => ndcLines.layouts.find((layout) => layout.id === id);
  if (named !== undefined) {
    const layout = find(named);
    if (layout !== undefined) return { layout, cautions: [] };
    const ids = ndcLines.layouts.map(({ id }) => id);
    const near = nearest(named, ids);
    const mend = near === undefined ? `Use one of: ${ids.join(', ')}` : `Did you mean "${near}"?`;
    throw new InputError([{ where: '--billing', what: `payer.ndcLine: there is no layout "${named}"`, mend }]);
  }
  const ofCoverage = ndcLines.layouts.find(
    (layout) =>
      line !== null &&
      state !== undefined &&
      layout.for?.lines.includes(line) === true &&
      layout.for.states.includes(state),
  );
  if (ofCoverage !== undefined) return { layout: ofCoverage, cautions: [] };
  const layout = find(ndcLines.default);
  if (layout === undefined) throw new Error('claim-forms.yaml names a default layout that it does not hold');
  return { layout, cautions: [{ id: 'ndc-line-layout', ...ndcLines.caution }] };
}

/** The shaded line above a drug line: `N400000000001 UN1`; empty where the number or the count is not known. */
export function ndcLine(
  { qualifier, ndc11, unit, quantity }: FormDrug,
  { blanks, quantity: fixed }: NdcLayout,
): string {
  if (ndc11 === null || quantity === null) return '';
  const count =
    fixed === undefined
      ? String(quantity)
      : String(Math.round(quantity * 10 ** fixed.decimals)).padStart(fixed.digits, '0');
  return `${qualifier}${ndc11}${' '.repeat(blanks)}${unit}${count}`;
}
