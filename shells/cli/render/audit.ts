import type { Policy } from '../../../core/coverage/policy.ts';
import type { AuditAnswer, Finding, Tally } from '../../bulk/audit/audit.ts';
import type { Paint } from '../paint.ts';
import { count } from './impact.ts';
import { table, wrap } from './table.ts';

/** An audit, ready to be shown, with the files that were written. */
export interface ShownAudit {
  readonly answer: AuditAnswer;
  readonly versions: readonly Policy[];
  readonly out: string | undefined;
  readonly aside: string | undefined;
  readonly report: string | undefined;
}

const PROVIDERS = 5;
const FINDINGS = 5;
const ASIDE = 5;

/** The audit as a person reads it: what was read, findings by rule, provider and month, the first of them, what is open. */
export function auditText({ answer, versions, out, aside, report }: ShownAudit, paint: Paint): string {
  const { total, byRule, byProvider, byMonth, open, first, setAside } = answer;
  const [policy] = versions;
  const sections = [
    [
      paint('bold', policy?.payer.name ?? '') +
        paint('dim', `  ${policy?.id ?? ''}, ${versions.map(({ version }) => version).join(', ')}`),
    ],
    [sayRead(answer), paint('bold', sayTotal(total))],
    ...(byRule.length === 0 ? [] : [[ruleTable(answer, paint)]]),
    ...(byProvider.length < 2
      ? []
      : [
          [
            listed(
              'provider',
              byProvider.slice(0, PROVIDERS).map((row) => [row.provider ?? 'not stated', row]),
              paint,
            ),
          ],
        ]),
    ...(byMonth.length < 2
      ? []
      : [
          [
            listed(
              'month of service',
              byMonth.map((row) => [row.month, row]),
              paint,
            ),
          ],
        ]),
    ...(first.length === 0
      ? []
      : [[paint('bold', 'First findings'), ...first.slice(0, FINDINGS).map((finding) => findingText(finding, paint))]]),
    ...(open.length === 0 ? [] : [openLines(answer, paint)]),
    ...(setAside.length === 0 ? [] : [asideLines(answer, paint)]),
    written(out, aside, report),
    ...(total.findings === 0 ? [] : [[paint('dim', 'A finding is for a person to look at. It decides nothing.')]]),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function sayRead({ lines }: AuditAnswer): string {
  const aside = lines.setAside === 0 ? '' : `, ${count(lines.setAside)} set aside`;
  return `${many(lines.read, 'line')} read, ${count(lines.ofDrug)} of the drug${aside}`;
}

function sayTotal({ findings, lines, members, centsInQuestion }: Tally): string {
  if (findings === 0) return 'No findings';
  return `${many(findings, 'finding')} on ${many(lines, 'line')} of ${many(members, 'member')}, ${dollars(centsInQuestion)} in question`;
}

function ruleTable({ byRule }: AuditAnswer, paint: Paint): string {
  const head = ['rule', '', 'findings', 'members', 'in question', 'what has to be so'].map((cell) =>
    paint('dim', cell),
  );
  const rows = byRule.map(({ rule, severity, what, findings, members, centsInQuestion }) => [
    rule,
    severity === 'error' ? paint('red', 'error') : paint('yellow', 'review'),
    count(findings),
    count(members),
    dollars(centsInQuestion),
    what,
  ]);
  return table([head, ...rows]);
}

function listed(name: string, rows: readonly (readonly [string, Tally])[], paint: Paint): string {
  const head = [name, 'findings', 'lines', 'in question'].map((cell) => paint('dim', cell));
  return table([
    head,
    ...rows.map(([key, tally]) => [key, count(tally.findings), count(tally.lines), dollars(tally.centsInQuestion)]),
  ]);
}

function findingText(finding: Finding, paint: Paint): string {
  const { rule, member, claim, line, date, units, lines, file, fileLine, draft } = finding;
  const head = `  ${paint('bold', `${claim} line ${line}`)}  ${date}  member ${member}  ${units} ${units === 1 ? 'unit' : 'units'}  ${rule}`;
  const proof = lines.length < 2 ? [] : [`    shown by ${wrap(lines.join(', '), 4)}`];
  const ask = draft === undefined ? [] : [`    ${wrap(draft, 4)}`];
  return [head, ...proof, ...ask, paint('dim', `    ${file}:${fileLine}`)].join('\n');
}

function openLines({ open }: AuditAnswer, paint: Paint): readonly string[] {
  const rows = open.map(({ rule, what, lines }) => [`  ${rule}`, many(lines, 'line'), what]);
  return [paint('bold', 'Could not be judged on what the lines say'), table(rows)];
}

function asideLines({ setAside }: AuditAnswer, paint: Paint): readonly string[] {
  const shown = setAside
    .slice(0, ASIDE)
    .map(({ file, line, what, mend }) => `  ${file}:${line}: ${wrap(`${what}. ${mend}`, 4)}`);
  const more = setAside.length - shown.length;
  return [paint('bold', 'Set aside'), ...shown, ...(more > 0 ? [`  and ${count(more)} more`] : [])];
}

function written(out: string | undefined, aside: string | undefined, report: string | undefined): readonly string[] {
  return [
    ...(out === undefined ? [] : [`Findings: ${out}`]),
    ...(aside === undefined ? [] : [`Set aside: ${aside}`]),
    ...(report === undefined ? [] : [`Report: ${report}`]),
  ];
}

function many(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}

function dollars(cents: number): string {
  return `$${(cents / 100).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
