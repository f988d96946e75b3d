import { claimAccounts, type ClaimAccount, type ClaimStanding } from '../../core/billing/remittance.ts';
import type { Course } from '../../core/course/event.ts';
import { entries } from '../../core/course/timeline.ts';

/** A claim with the file of its course. */
export interface AccountInFile extends ClaimAccount {
  readonly course: string;
}

/** How the claims of some courses stand, sorted into the lists a biller works through. Money is whole cents. */
export interface RemittanceLists {
  /** Not paid by the payer's last answer, the largest expected amount first. */
  readonly denials: readonly AccountInFile[];
  /** Paid below what was expected, the largest gap first. */
  readonly underpayments: readonly AccountInFile[];
  readonly overpayments: readonly AccountInFile[];
  /** Without an answer, the oldest first. */
  readonly open: readonly AccountInFile[];
  /** Answered without an amount, or answers to a claim that the course does not have. */
  readonly unclear: readonly AccountInFile[];
  readonly paid: readonly AccountInFile[];
  /** Claimed without the number by which the payer's answer would be found. */
  readonly withoutNumber: readonly { readonly course: string; readonly dose: string }[];
  readonly totals: {
    readonly claims: number;
    readonly paidCents: number;
    readonly shortCents: number;
    /** Claims that nothing can be compared with, because no expected amount is on record. */
    readonly withoutExpected: number;
  };
}

/**
 * @param courses with the name of the file each stands in
 * @param claim the one claim to speak of; all of them where left out
 */
export function remittanceLists(
  courses: readonly { readonly path: string; readonly course: Course }[],
  claim?: string,
): RemittanceLists {
  const accounts = courses
    .flatMap(({ path, course }) =>
      claimAccounts(course).map((account): AccountInFile => ({ course: path, ...account })),
    )
    .filter((account) => claim === undefined || account.claim === claim);
  const of = (...standings: readonly ClaimStanding[]): readonly AccountInFile[] =>
    accounts.filter(({ standing }) => standings.includes(standing));
  const most = (key: 'expectedCents' | 'shortCents') => (a: AccountInFile, b: AccountInFile) =>
    (b[key] ?? 0) - (a[key] ?? 0);
  const underpayments = of('short').toSorted(most('shortCents'));
  return {
    denials: of('denied').toSorted(most('expectedCents')),
    underpayments,
    overpayments: of('over'),
    open: of('open').toSorted((a, b) => (a.claimedOn ?? '').localeCompare(b.claimedOn ?? '', 'en')),
    unclear: of('unclear', 'unmatched'),
    paid: of('paid'),
    withoutNumber: (claim === undefined ? courses : []).flatMap(({ path, course }) =>
      entries(course, 'claimed')
        .filter((entry) => entry.claim === undefined)
        .map(({ dose }) => ({ course: path, dose })),
    ),
    totals: {
      claims: accounts.length,
      paidCents: accounts.reduce((sum, { paidCents }) => sum + (paidCents ?? 0), 0),
      shortCents: underpayments.reduce((sum, { shortCents }) => sum + (shortCents ?? 0), 0),
      withoutExpected: accounts.filter(({ expectedCents }) => expectedCents === null).length,
    },
  };
}
