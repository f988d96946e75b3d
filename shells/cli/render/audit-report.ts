import type { ClaimCheck } from '../../../core/billing/checks/claim-check.ts';
import type { Policy } from '../../../core/coverage/policy.ts';
import { sayCite } from '../../../core/explain/say.ts';
import { leastBasis, type Basis, type Citation } from '../../../core/values/citation.ts';
import type { AuditAnswer, AuditFiles, Finding, Tally } from '../../bulk/audit/audit.ts';
import type { SetAside } from '../../bulk/audit/set-aside.ts';

/** All that a report of an audit says, before it takes the shape of a page. */
export interface AuditReport {
  readonly policy: { readonly payer: string; readonly id: string; readonly versions: readonly string[] };
  /** YYYY-MM-DD, the day of the report. */
  readonly on: string;
  readonly files: readonly (readonly [what: string, file: string])[];
  readonly lines: AuditAnswer['lines'];
  readonly total: Tally;
  /** The one with most cents in question first, then the one with most findings. */
  readonly rules: readonly ReportRule[];
  readonly providers: readonly ReportRow[];
  /** Providers that are not shown. */
  readonly moreProviders: number;
  /** In their order, those without a finding between the first and the last included. */
  readonly months: readonly ReportRow[];
  readonly findings: readonly Finding[];
  readonly moreFindings: number;
  readonly open: AuditAnswer['open'];
  readonly setAside: readonly SetAside[];
  readonly moreSetAside: number;
}

export interface ReportRow extends Tally {
  readonly name: string;
}

export interface ReportRule extends ReportRow {
  readonly severity: string;
  readonly what: string;
  /** Where it stands, in words, each once. */
  readonly places: readonly string[];
  readonly basis: Basis;
}

const PROVIDERS = 15;
const SET_ASIDE = 100;
const MONTHS = 12;

/**
 * @param cites every passage that a check rests on
 * @param on YYYY-MM-DD
 */
export function auditReport(
  answer: AuditAnswer,
  versions: readonly Policy[],
  checks: readonly ClaimCheck[],
  cites: (check: ClaimCheck) => readonly Citation[],
  files: AuditFiles,
  on: string,
): AuditReport {
  const { lines, total, byRule, byProvider, byMonth, open, first, setAside } = answer;
  const [policy] = versions;
  const rules = byRule.map((row): ReportRule => {
    const check = checks.find(({ id }) => id === row.rule);
    const passages = check === undefined ? [] : cites(check);
    return {
      ...tallyOf(row),
      name: row.rule,
      severity: row.severity,
      what: row.what,
      places: [...new Set(passages.map(sayCite))],
      basis: leastBasis(passages),
    };
  });
  return {
    policy: { payer: policy?.payer.name ?? '', id: policy?.id ?? '', versions: versions.map(({ version }) => version) },
    on,
    files: (
      [
        ['Claims', files.claims],
        ['Members', files.members],
        ['Authorizations', files.authorizations],
      ] as const
    ).flatMap(([what, file]) => (file === undefined ? [] : [[what, file] as const])),
    lines,
    total,
    rules: rules.toSorted((one, other) => other.centsInQuestion - one.centsInQuestion || other.findings - one.findings),
    providers: byProvider.slice(0, PROVIDERS).map((row) => ({ ...tallyOf(row), name: row.provider ?? 'not stated' })),
    moreProviders: Math.max(0, byProvider.length - PROVIDERS),
    months: everyMonth(byMonth),
    findings: first,
    moreFindings: total.findings - first.length,
    open,
    setAside: setAside.slice(0, SET_ASIDE),
    moreSetAside: Math.max(0, setAside.length - SET_ASIDE),
  };
}

/** A month without findings is shown as such, so that the months stand at equal distances. */
function everyMonth(byMonth: AuditAnswer['byMonth']): readonly ReportRow[] {
  const [first, last] = [byMonth[0]?.month, byMonth.at(-1)?.month];
  if (first === undefined || last === undefined) return [];
  const held = new Map(byMonth.map((row) => [numberOf(row.month), row] as const));
  const from = numberOf(first);
  return Array.from({ length: numberOf(last) - from + 1 }, (_, index) => {
    const row = held.get(from + index);
    const none = { findings: 0, lines: 0, members: 0, centsInQuestion: 0 };
    return { ...(row === undefined ? none : tallyOf(row)), name: monthOf(from + index) };
  });
}

/** @param month YYYY-MM */
function numberOf(month: string): number {
  return Number(month.slice(0, 4)) * MONTHS + Number(month.slice(5, 7)) - 1;
}

function monthOf(number: number): string {
  return `${String(Math.floor(number / MONTHS)).padStart(4, '0')}-${String((number % MONTHS) + 1).padStart(2, '0')}`;
}

function tallyOf({ findings, lines, members, centsInQuestion }: Tally): Tally {
  return { findings, lines, members, centsInQuestion };
}
