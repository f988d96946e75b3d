import { barChart, dollars, monthChart, type BarRow } from './audit-charts.ts';
import type { Finding } from '../../bulk/audit/audit.ts';
import { PAGE_STYLE } from './audit-page-style.ts';
import type { AuditReport, ReportRule } from './audit-report.ts';
import { escaped } from './svg-text.ts';

/** The report as one HTML file: no script, no other file, light or dark as the reader's machine, printable. */
export function auditPage(report: AuditReport): string {
  const { policy, on } = report;
  const title = `Claims audit: ${policy.payer}, ${policy.id}`;
  const sections = [
    header(report),
    figures(report),
    ...(report.rules.length === 0 ? [] : charts(report)),
    ...openSection(report),
    ...asideSection(report),
    ...(report.findings.length === 0 ? [] : [findings(report)]),
    ...(report.rules.length === 0 ? [] : [sources(report)]),
    `<footer><p>Written by Stepwise on ${escaped(on)}. This page names members and claims: keep it as you keep the claims.</p></footer>`,
  ];
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(title)}</title>`,
    `<style>${PAGE_STYLE}</style>`,
    '</head>',
    '<body>',
    PATTERN,
    '<main>',
    ...sections,
    '</main>',
    '</body>',
    '</html>\n',
  ].join('\n');
}

/** What a rule of severity `review` is drawn with: told apart from `error` without its color. */
const PATTERN =
  '<svg width="0" height="0" class="defs" aria-hidden="true"><defs><pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="stripe-ground" width="5" height="5"/><rect class="stripe" width="2.2" height="5"/></pattern></defs></svg>';

function header({ policy, on, files }: AuditReport): string {
  const rows = files.map(([what, file]) => `<div><dt>${what}</dt><dd>${escaped(file)}</dd></div>`);
  return `<header><p class="over">Claims audit · ${escaped(on)}</p>
<h1>${escaped(policy.payer)}</h1>
<p class="sub">${escaped(policy.id)}, ${policy.versions.length === 1 ? 'version' : 'versions'} ${escaped(policy.versions.join(', '))}; each line is judged by the version of its day</p>
<dl class="files">${rows.join('')}</dl></header>`;
}

function figures({ lines, total }: AuditReport): string {
  const all: readonly (readonly [string, string, string])[] = [
    [dollars(total.centsInQuestion), 'in question', 'each line once'],
    [count(total.findings), 'findings', `on ${count(total.lines)} lines`],
    [count(total.members), 'members', 'with a finding'],
    [count(lines.ofDrug), 'lines of the drug', `of ${count(lines.read)} read`],
    [count(lines.setAside), 'set aside', lines.setAside === 0 ? 'every line could be used' : 'could not be used'],
  ];
  const boxes = all.map(
    ([number, what, note]) => `<li><b>${number}</b><span>${what}</span><small>${note}</small></li>`,
  );
  return `<ul class="figures">${boxes.join('')}</ul>
<p class="note">A finding is for a person to look at. It decides nothing.</p>`;
}

function charts({ rules, providers, moreProviders, months }: AuditReport): readonly string[] {
  const byRule = rules.map((rule): BarRow => ({
    ...rule,
    label: rule.what,
    look: rule.severity === 'error' ? 'error' : 'review',
  }));
  const byProvider = providers.map((row): BarRow => ({ ...row, label: row.name, look: 'plain' }));
  const more = moreProviders === 0 ? '' : `<p class="note">and ${count(moreProviders)} more</p>`;
  return [
    `<section><h2>By rule</h2><p class="key"><i class="error"></i> error <i class="review"></i> review</p>${barChart('Findings and money in question by rule', 'What has to be so', byRule)}</section>`,
    ...(months.length < 2
      ? []
      : [
          `<section><h2>By month of service</h2>${monthChart('Money in question and findings by month of service', months)}</section>`,
        ]),
    ...(byProvider.length < 2
      ? []
      : [
          `<section><h2>By provider</h2>${barChart('Findings and money in question by provider', 'Billing provider', byProvider)}${more}</section>`,
        ]),
  ];
}

function findings({ findings: all, moreFindings, rules }: AuditReport): string {
  const severities = new Map(rules.map(({ name, severity }) => [name, severity] as const));
  const rows = all.map((one) => findingRow(one, severities.get(one.rule) === 'error' ? 'error' : 'review'));
  const more =
    moreFindings > 0 ? `<p class="note">and ${count(moreFindings)} more: the file of --out has all of them</p>` : '';
  return `<section><h2>${moreFindings > 0 ? 'First findings' : 'Findings'}</h2>
<div class="scroll"><table><thead><tr><th>Rule</th><th>Claim / line</th><th>Member</th><th>Provider</th><th>Day</th><th class="number">Units</th><th class="number">In question</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>${more}</section>`;
}

function findingRow(finding: Finding, look: 'error' | 'review'): string {
  const { rule, claim, line, member, provider, date, units, centsInQuestion, lines, draft, file, fileLine } = finding;
  const small = (text: string, look = 'soft'): string => `<br><small class="${look}">${escaped(text)}</small>`;
  const told = [
    `<span class="tag ${look}">${escaped(rule)}</span>`,
    ...(lines.length < 2 ? [] : [small(`shown by ${lines.join(', ')}`)]),
    ...(draft === undefined ? [] : [small(draft, 'draft')]),
    small(`${file}:${fileLine}`),
  ];
  const { unitsInQuestion: asked } = finding;
  const cells: readonly (readonly [look: string, inside: string])[] = [
    ['', told.join('')],
    ['name', `${escaped(claim)} / ${line}`],
    ['name', escaped(member)],
    ['name', escaped(provider ?? '')],
    ['name', escaped(date)],
    ['number', `${units}${asked === 0 || asked === units ? '' : small(`${asked} in question`)}`],
    ['number', centsInQuestion === null ? 'not stated' : centsInQuestion === 0 ? '–' : dollars(centsInQuestion)],
  ];
  return `<tr>${cells.map(([name, inside]) => `<td class="${name}">${inside}</td>`).join('')}</tr>`;
}

function openSection({ open }: AuditReport): readonly string[] {
  if (open.length === 0) return [];
  const rows = open.map(
    ({ rule, what, lines }) =>
      `<tr><td>${escaped(rule)}</td><td>${escaped(what)}</td><td class="number">${count(lines)}</td></tr>`,
  );
  return [
    `<section><h2>Could not be judged</h2><p class="note">The lines do not say what these rules ask. They are no findings, and not in order either.</p>
<table><thead><tr><th>Rule</th><th>What has to be so</th><th class="number">Lines</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>`,
  ];
}

function asideSection({ setAside, moreSetAside }: AuditReport): readonly string[] {
  if (setAside.length === 0) return [];
  const rows = setAside.map(
    ({ file, line, what, mend }) =>
      `<tr><td>${escaped(file)}:${line}</td><td>${escaped(what)}</td><td>${escaped(mend)}</td></tr>`,
  );
  const more =
    moreSetAside === 0
      ? ''
      : `<p class="note">and ${count(moreSetAside)} more: the file of --set-aside has all of them</p>`;
  return [
    `<section><h2>Set aside</h2><p class="note">These could not be used, and nothing is said of them.</p>
<table><thead><tr><th>Where</th><th>What is wrong</th><th>How to mend it</th></tr></thead><tbody>${rows.join('')}</tbody></table>${more}</section>`,
  ];
}

function sources({ rules }: AuditReport): string {
  const row = ({ name, what, places, basis }: ReportRule): string =>
    `<tr><td>${escaped(name)}<br><small>${escaped(what)}</small></td><td><ul>${places.map((place) => `<li>${escaped(place)}</li>`).join('')}</ul></td><td>${BASIS[basis]}</td></tr>`;
  return `<section><h2>What the rules rest on</h2>
<table class="sources"><thead><tr><th>Rule</th><th>Passages</th><th>Caution</th></tr></thead><tbody>${rules.map(row).join('')}</tbody></table></section>`;
}

const BASIS = {
  document: '',
  secondary: 'Rests in part on a page that is not the authority.',
  unconfirmed: 'Rests in part on what nobody has confirmed yet: look into the source before relying on it.',
} as const;

function count(number: number): string {
  return number.toLocaleString('en');
}
