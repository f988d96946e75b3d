import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { checkLines } from '../core/billing/checks/check-lines.ts';
import { checkGround } from '../core/billing/checks/ground.ts';
import type { CheckedLine } from '../core/billing/checks/line.ts';
import type { MemberClaims } from '../core/billing/checks/line-facts.ts';
import { dayNumber } from '../core/values/day-number.ts';
import { audit } from '../shells/bulk/audit/audit.ts';
import { openAuditDatabase } from '../shells/bulk/audit/audit-database.ts';
import type { AuditQuestion } from '../shells/bulk/audit/judged-sql.ts';
import type { Drug } from '../shells/knowledge/drug.ts';
import type { Knowledge } from '../shells/knowledge/knowledge.ts';
import type { Generated } from '../tools/claims/generate.ts';
import { claimsPlan } from '../tools/claims/plan.ts';
import { median } from './measure.ts';

const POLICY = 'prime-ic-0789';
/** Lines of one member in the generated files, rather fewer than there are. */
const LINES_A_MEMBER = 9;
const SEED = 11;

export interface AuditTimes {
  /** Lines of all parts, all of them of the drug. */
  readonly lines: number;
  readonly parts: number;
  readonly findings: number;
  /** Milliseconds of the whole audit of all parts: from opening a database to the answer, findings written. */
  readonly audit: number;
  /** Milliseconds of one bare window query over the same parts: days since the claim before, per member. */
  readonly window: number;
  /** Most memory that the process had at any time, in MB. */
  readonly memory: number;
}

/**
 * Audits generated claims in Parquet, all rules, members and authorizations beside them, in turns with a bare window
 * query over the same files in the same process.
 * @param parts the members are split into so many files, audited one after another
 */
export async function auditTimes(
  knowledge: Knowledge,
  lines: number,
  parts: number,
  rounds: number,
): Promise<AuditTimes> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-bench-audit-'));
  try {
    const members = Math.ceil(lines / parts / LINES_A_MEMBER);
    const times: { audit: number; window: number; lines: number; findings: number }[] = [];
    for (let part = 0; part < parts; part++) {
      const inPart = path.join(folder, String(part));
      const made = generated(members, 1 + part * members, inPart);
      times.push(await timesOf(knowledge, made, path.join(inPart, 'findings.parquet'), rounds));
      rmSync(inPart, { recursive: true, force: true });
    }
    const sum = (value: (one: (typeof times)[number]) => number): number =>
      times.reduce((all, one) => all + value(one), 0);
    return {
      lines: sum((one) => one.lines),
      parts,
      findings: sum((one) => one.findings),
      audit: sum((one) => one.audit),
      window: sum((one) => one.window),
      memory: process.resourceUsage().maxRSS / 1024,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In a process of its own: what it needs of memory is not the audit's. */
function generated(members: number, first: number, folder: string): Generated {
  const tool = path.resolve(import.meta.dirname, '..', 'tools', 'claims.ts');
  const options = { members, first, seed: SEED, policy: POLICY, out: folder };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return JSON.parse(execFileSync(process.execPath, [tool, '--json', ...args], { encoding: 'utf8' })) as Generated;
}

async function timesOf(
  knowledge: Knowledge,
  made: Generated,
  out: string,
  rounds: number,
): Promise<{ audit: number; window: number; lines: number; findings: number }> {
  const { question } = asked(knowledge);
  const audits: number[] = [];
  const windows: number[] = [];
  // The first round warms up and is not counted, where there are others.
  for (let round = rounds === 1 ? 1 : 0; round <= rounds; round++) {
    const start = performance.now();
    const database = await openAuditDatabase();
    const files = { claims: made.claims, members: made.members, authorizations: made.authorizations, out };
    const answer = await audit(
      files,
      question,
      { columns: {}, encoding: undefined },
      () => '',
      database,
      () => undefined,
    );
    database.close();
    const time = performance.now() - start;
    if (answer.lines.ofDrug !== made.lines || answer.total.findings !== made.errors)
      throw new Error(
        `${answer.total.findings} findings on ${answer.lines.ofDrug} lines; ${made.errors} on ${made.lines} are planted`,
      );
    const window = await windowTime(made.claims);
    if (round === 0) continue;
    audits.push(time);
    windows.push(window);
  }
  return { audit: median(audits), window: median(windows), lines: made.lines, findings: made.errors };
}

/** What a database needs at least to look at neighbours: days since the claim before of the same member. */
async function windowTime(claims: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const start = performance.now();
  await connection.runAndReadAll(
    `SELECT max(gap), sum(gap) FROM (SELECT date_of_service - lag(date_of_service) OVER (PARTITION BY member_id ORDER BY date_of_service) AS gap FROM read_parquet('${claims}'))`,
  );
  const time = performance.now() - start;
  connection.closeSync();
  instance.closeSync();
  return time;
}

function asked(knowledge: Knowledge): { readonly question: Omit<AuditQuestion, 'tables'>; readonly drug: Drug } {
  const versions = knowledge.policies.filter(({ id }) => id === POLICY);
  const drug = knowledge.drugs.get(versions[0]?.drug ?? '');
  if (drug === undefined) throw new Error(`The policy ${POLICY} is not held`);
  const ground = checkGround(drug.billing, drug.products, drug.labels.at(-1) ?? drug.labels[0], versions);
  return { question: { checks: drug.claimChecks, definitions: knowledge.lineFacts, ground }, drug };
}

/** Milliseconds of one claim held against all rules, with the earlier claims of its member. */
export function singleClaimTime(
  knowledge: Knowledge,
  rounds: number,
): { readonly lines: number; readonly millis: number } {
  const { question, drug } = asked(knowledge);
  const plan = claimsPlan(knowledge, POLICY);
  const first = dayNumber(plan.policyFrom);
  let day = first;
  const lines = plan.places.slice(0, 14).map(({ gap, units, ndc11, packages }, index): CheckedLine => {
    day += gap;
    return {
      claimId: `K${index + 1}`,
      lineNo: 1,
      day,
      lineOfBusiness: plan.lines.governed[0] ?? null,
      hcpcs: plan.code,
      units,
      modifiers: [plan.modifiers.none],
      ndc: ndc11,
      packageThousandths: packages * 1000,
      diagnoses: [plan.diagnoses.encounter, ...plan.diagnoses.listed.slice(0, 1)],
      authorization: 'A1',
    };
  });
  const authorizations = [{ number: 'A1', from: first, to: day, units: 1000 }];
  const claims: MemberClaims = { lines, authorizations, otherDoses: [] };
  const times = Array.from({ length: rounds + 1 }, () => {
    const start = performance.now();
    const checked = checkLines(drug.claimChecks, claims, question.ground);
    if (checked.some(({ found }) => found.length > 0)) throw new Error('A course that keeps the rules has findings');
    return performance.now() - start;
  });
  return { lines: lines.length, millis: median(times.slice(1)) };
}
