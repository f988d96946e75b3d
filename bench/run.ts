import os from 'node:os';
import path from 'node:path';
import { loadKnowledge } from '../shells/knowledge/load.ts';
import { auditTimes, singleClaimTime } from './audit.ts';
import { calendarTimes } from './calendar.ts';
import { chartTimes } from './chart-reading.ts';
import { hookTimes, type HookRate } from './crd.ts';
import { determinationRates } from './determination.ts';
import { formTimes } from './dtr.ts';
import { impactTimes } from './impact.ts';
import { manyPolicies } from './many-policies.ts';
import { pageTimes } from './page.ts';
import { submitTimes } from './pas.ts';
import { serviceTimes, type Rate } from './service.ts';
import { stateTime } from './state.ts';

/**
 * `npm run bench`: prints what stands in RESULTS.md. Ratios within one run count; rates depend on the machine. With names
 * of parts behind it, those alone: `npm run bench -- service`.
 */
const folder = path.resolve(import.meta.dirname, '..', 'knowledge');
const knowledge = loadKnowledge(folder);
const out = (line = ''): void => void process.stdout.write(`${line}\n`);

const PARTS = [
  'impact',
  'audit',
  'determination',
  'chart',
  'course',
  'policies',
  'service',
  'forms',
  'claims',
  'hooks',
  'page',
] as const;
const named = process.argv.slice(2).filter((one) => !one.startsWith('-'));
for (const one of named)
  if (!PARTS.some((part) => part === one)) throw new Error(`${one} is no part of it: ${PARTS.join(', ')}`);
const isWanted = (part: (typeof PARTS)[number]): boolean => named.length === 0 || named.includes(part);

out(`Node ${process.version}, ${os.availableParallelism()} cores`);
out();
if (isWanted('impact')) {
  // First, because the most memory that a process had is counted from its start.
  out('Impact of two policies on a population in Parquet, beside count(column) of every column they use, median of 5');
  out();
  const impact = await impactTimes(knowledge, 10_000_000, 5);
  out('| patients | columns | ms | ms of count | times count | most memory, MB |');
  out('| ---: | ---: | ---: | ---: | ---: | ---: |');
  out(
    `| ${impact.patients.toLocaleString('en')} | ${impact.columns} | ${Math.round(impact.impact)} | ${Math.round(impact.count)} | ${(impact.impact / impact.count).toFixed(1)} | ${Math.round(impact.memory)} |`,
  );
}

if (isWanted('audit')) {
  out();
  out(
    'All rules over generated claim lines of the drug in Parquet, findings written, beside one bare window query; `npm run bench -- --long` for 100 million',
  );
  out();
  out('| lines | files | findings | s | s of window query | times window query | most memory, MB |');
  out('| ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const [lines, parts, rounds] of [
    [1e6, 1, 3],
    [1e7, 1, 3],
    ...(process.argv.includes('--long') ? [[1e8, 10, 1]] : []),
  ] as [number, number, number][]) {
    const made = await auditTimes(knowledge, lines, parts, rounds);
    const [all, window] = [made.audit / 1000, made.window / 1000];
    out(
      `| ${made.lines.toLocaleString('en')} | ${parts} | ${made.findings.toLocaleString('en')} | ${all.toFixed(1)} | ${window.toFixed(2)} | ${(all / window).toFixed(1)} | ${Math.round(made.memory)} |`,
    );
  }
  const single = singleClaimTime(knowledge, 200);
  out();
  out(`One claim with the ${single.lines} lines of its member: ${single.millis.toFixed(2)} ms, median of 200`);
}

if (isWanted('determination')) {
  out();
  out('IC-0789, initial request, 64 complete patients in turns, median of 7 rounds');
  out();
  const rates = await determinationRates(knowledge, { rounds: 7, millis: 400 });
  const engine = rates['json-rules-engine'];
  out('| | a second | times json-rules-engine |');
  out('| --- | ---: | ---: |');
  for (const [name, rate] of Object.entries(rates) as [string, number][])
    out(
      `| ${name} | ${Math.round(rate).toLocaleString('en')} | ${(rate / engine).toFixed(rate < engine * 10 ? 1 : 0)} |`,
    );
}

if (isWanted('chart')) {
  out();
  out('Reading a chart, from the text of the Bundle to its facts, median of 60');
  out();
  out('| resources | ms | times JSON.parse of the same text |');
  out('| ---: | ---: | ---: |');
  for (const { resources, read, parse } of await chartTimes([5, 60, 100, 300], 60))
    out(`| ${resources} | ${read.toFixed(1)} | ${(read / parse).toFixed(0)} |`);
}

if (isWanted('course')) {
  out();
  const state = stateTime(knowledge, 60);
  out(
    `State of a course of ${state.doses} doses and ${state.events} entries: ${state.millis.toFixed(2)} ms, median of 60`,
  );
  const calendars = calendarTimes(knowledge, 10_000);
  out(
    `Calendars of six cycles for 10,000 patients: ${calendars.planned.toFixed(1)} s from a start date, ${calendars.courses.toFixed(1)} s from a course`,
  );
}

if (isWanted('policies')) {
  out();
  out('A determination written out, found by the id of its policy, among few and among many policies');
  out();
  const [one, many] = await manyPolicies(folder, 10_000, { rounds: 7, millis: 400 });
  out('| policies held | ms to load | determinations a second | times as long as with one |');
  out('| ---: | ---: | ---: | ---: |');
  for (const { policies, load, rate } of [one, many])
    out(
      `| ${policies.toLocaleString('en')} | ${Math.round(load).toLocaleString('en')} | ${Math.round(rate).toLocaleString('en')} | ${(one.rate / rate).toFixed(2)} |`,
    );
}

if (isWanted('service')) {
  out();
  out('The service in a process of its own, signed in and every answer kept in the record, called with 8 connections');
  out();
  const service = await serviceTimes(10, 100_000);
  const row = (name: string, { perSecond, p99, cpu }: Rate): string =>
    `| ${name} | ${Math.round(perSecond).toLocaleString('en')} | ${p99.toFixed(0)} | ${cpu.toFixed(2)} |`;
  out('| | a second | p99, ms | ms of a core |');
  out('| --- | ---: | ---: | ---: |');
  out(row('determination, answers given', service.answers.service));
  out(row('a bare server that takes the same body', service.answers.bare));
  out(row('determination, chart of 60 resources', service.chart.service));
  out(row('a bare server that takes the same body', service.chart.bare));
  out();
  out(`An event added to the record: ${service.append.toFixed(1)} ms p99`);
  out(
    `Over ${service.courses.toLocaleString('en')} courses, the slowest of 19 turns: a page of a work list ${service.workList.toFixed(0)} ms, the counts of all lists ${service.workCounts.toFixed(0)} ms`,
  );
  out(`Most memory of the process of the service: ${Math.round(service.memory)} MB`);
}

if (isWanted('forms')) {
  out();
  const forms = await formTimes(100);
  out(
    `Forms asked question by question, ${forms.walks} walks with ${forms.questions} questions, one client: the first question ${forms.first.toFixed(0)} ms p99, later ones ${forms.later.toFixed(0)} ms p99; the very first after the start ${forms.coldQuestion.toFixed(0)} ms`,
  );
  out(
    `A package ${forms.package.toFixed(0)} ms p99; the very first of a form after the start, for which its libraries are made, ${(forms.coldPackage / 1000).toFixed(1)} s`,
  );
}

if (isWanted('claims')) {
  out();
  const { one, four, resources } = await submitTimes(300);
  out(
    `A claim for prior authorization with a chart of ${resources} resources, from the call to its answer, kept in the record: ${one.p50.toFixed(0)} ms p50, ${one.p99.toFixed(0)} ms p99, one after another; ${four.p50.toFixed(0)} ms p50, ${four.p99.toFixed(0)} ms p99, four at once`,
  );
}

if (isWanted('hooks')) {
  const { stored, standard, chart, resources } = await hookTimes(10);
  out();
  out(
    `order-sign with a chart of ${String(resources)} resources as prefetch, in a process of its own, every answer kept in the record`,
  );
  out();
  out('| | clients | a second | p50, ms | p99, ms |');
  out('| --- | ---: | ---: | ---: | ---: |');
  const row = (name: string, clients: number, { perSecond, p50, p99 }: HookRate): string =>
    `| ${name} | ${String(clients)} | ${String(Math.round(perSecond))} | ${p50.toFixed(0)} | ${p99.toFixed(0)} |`;
  out(row('an authorization on record covers the order', 1, stored.one));
  out(row('an authorization on record covers the order', 8, stored.eight));
  out(row('none does, and the standard prefetch came along', 1, standard.one));
  out(row('none does, and the standard prefetch came along', 8, standard.eight));
  out(row('none does, and the whole chart came along', 1, chart.one));
  out(row('none does, and the whole chart came along', 8, chart.eight));
}

if (isWanted('page')) {
  const page = await pageTimes(7);
  out();
  out('The page in Chromium over the record of the demo, each in a window with an empty cache, median of 7');
  out();
  if (page === undefined) out('Not measured: there is no Chromium, or the page is not built.');
  else {
    const { firstScreen, bareAnswer, evaluation, call } = page;
    out('| | ms | beside | ms of that | times |');
    out('| --- | ---: | --- | ---: | ---: |');
    const row = (what: string, ms: number, beside: string, other: number): string =>
      `| ${what} | ${ms.toFixed(0)} | ${beside} | ${other.toFixed(0)} | ${(ms / other).toFixed(1)} |`;
    out(row('Today, until its first row can be pressed', firstScreen, 'one line of the service', bareAnswer));
    out(row('an answer, until the criteria are shown anew', evaluation, 'its call of the service', call));
  }
}
