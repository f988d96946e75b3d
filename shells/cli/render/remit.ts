import { Temporal } from 'temporal-polyfill';
import { describeFault, type InputFault } from '../../input/input-error.ts';
import type { AccountInFile, RemittanceLists } from '../../remittance/lists.ts';
import type { NewEntry } from '../../remittance/record.ts';
import { TITLES } from '../../remittance/words.ts';
import type { Paint } from '../paint.ts';
import { table, wrap } from './table.ts';

export interface RemittanceShown {
  readonly added: readonly { readonly course: string; readonly entry: NewEntry }[];
  readonly recorded: boolean;
  readonly rejects: readonly InputFault[];
  readonly lists: RemittanceLists;
  /** YYYY-MM-DD, for the age of what is open. */
  readonly today: string;
}

/** What was read, and the lists that a biller works through. */
export function remittanceText({ added, recorded, rejects, lists, today }: RemittanceShown, paint: Paint): string {
  const { totals } = lists;
  const ORDER = ['denials', 'underpayments', 'overpayments', 'unclear', 'open', 'paid'] as const;
  const counted = ORDER.reduce((sum, key) => sum + lists[key].length, 0);
  return [
    paint('bold', counted === 1 ? '1 claim' : `${counted} claims`),
    ...addedLines(added, recorded, paint),
    ...rejectLines(rejects, paint),
    ...ORDER.flatMap((key) => listLines(TITLES[key], lists[key], today, paint)),
    ...numberLines(lists, paint),
    '',
    `Paid in all ${money(totals.paidCents)}, short by ${money(totals.shortCents)}.${uncompared(totals.withoutExpected)}`,
  ].join('\n');
}

function addedLines(added: RemittanceShown['added'], recorded: boolean, paint: Paint): readonly string[] {
  if (added.length === 0) return [];
  const title = recorded ? 'Recorded' : 'To be recorded (nothing is written without --record)';
  return ['', paint('bold', title), ...added.map(({ course, entry }) => `  ${course}: ${JSON.stringify(entry)}`)];
}

function rejectLines(rejects: readonly InputFault[], paint: Paint): readonly string[] {
  if (rejects.length === 0) return [];
  return [
    '',
    paint('bold', 'Set aside'),
    ...rejects.map((fault) => `  ${paint('yellow', '!')} ${wrap(describeFault(fault), 4)}`),
  ];
}

function listLines(title: string, accounts: readonly AccountInFile[], today: string, paint: Paint): readonly string[] {
  if (accounts.length === 0) return [];
  const columns = COLUMNS.filter(({ cell }) => accounts.some((account) => cell(account, today) !== ''));
  const rows = accounts.map((account) => columns.map(({ cell }) => cell(account, today)));
  return ['', paint('bold', title), table([columns.map(({ head }) => paint('bold', head)), ...rows])];
}

interface Column {
  readonly head: string;
  readonly cell: (account: AccountInFile, today: string) => string;
}

const amount = (cents: number | null): string => (cents === null ? '' : money(cents));

const COLUMNS: readonly Column[] = [
  { head: 'Claim', cell: ({ claim }) => claim },
  { head: 'Course', cell: ({ course }) => course },
  { head: 'Doses', cell: ({ doses }) => doses.join(' ') },
  { head: 'Claimed', cell: ({ claimedOn }) => claimedOn ?? '' },
  { head: 'Answered', cell: ({ answeredOn }) => answeredOn ?? '' },
  {
    head: 'Days',
    cell: ({ claimedOn, answeredOn }, today) =>
      claimedOn === null || answeredOn !== null ? '' : String(daysBetween(claimedOn, today)),
  },
  { head: 'Charge', cell: ({ chargeCents }) => amount(chargeCents) },
  { head: 'Expected', cell: ({ expectedCents }) => amount(expectedCents) },
  { head: 'Paid', cell: ({ paidCents }) => amount(paidCents) },
  { head: 'Patient', cell: ({ patientCents }) => (patientCents === 0 ? '' : money(patientCents)) },
  { head: 'Short', cell: ({ shortCents }) => (shortCents === null || shortCents === 0 ? '' : money(shortCents)) },
  { head: 'Reason', cell: ({ reason }) => reason ?? '' },
  {
    head: 'Codes',
    cell: ({ adjustments, remarks }) => [...new Set([...adjustments.map(({ code }) => code), ...remarks])].join(' '),
  },
];

function numberLines({ withoutNumber }: RemittanceLists, paint: Paint): readonly string[] {
  if (withoutNumber.length === 0) return [];
  const rows = withoutNumber.map(
    ({ course, dose }) => `  ${course}: ${dose} was claimed without a number. Which was it?`,
  );
  return ['', paint('bold', 'Needed'), ...rows];
}

function uncompared(claims: number): string {
  if (claims === 0) return '';
  return ` ${claims === 1 ? '1 claim has' : `${claims} claims have`} no expected amount on record, so nothing to compare with.`;
}

/** Dollars and cents, from whole cents. */
function money(cents: number): string {
  const whole = String(Math.floor(Math.abs(cents) / 100)).replace(/\B(?=(\d{3})+$)/gu, ',');
  return `${cents < 0 ? '-' : ''}${whole}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
}

function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to).days;
}
