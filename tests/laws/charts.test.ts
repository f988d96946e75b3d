import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { determine } from '../../core/coverage/determine.ts';
import type { Outcome } from '../../core/coverage/determination.ts';
import { inForce } from '../../core/coverage/in-force.ts';
import { mergeFacts, withConsequences } from '../../core/coverage/merge-facts.ts';
import type { RequestKind } from '../../core/coverage/policy.ts';
import type { FactRecord } from '../../core/values/fact.ts';
import { readChart } from '../../shells/chart/read-chart.ts';
import { readAnswers } from '../../shells/input/read-answers.ts';
import { example } from '../support/cli.ts';
import { knowledge } from '../support/knowledge.ts';

interface Bundle {
  readonly entry: readonly { readonly resource: { readonly resourceType: string; readonly id: string } }[];
}

const ON = '2026-06-15';
const NEGATIVE = new Set<unknown>([false, 0]);

/** The outcome of one chart under every policy, together with the answers file that belongs to it. */
function outcomes(facts: FactRecord, answers: FactRecord, kind: RequestKind): ReadonlyMap<string, Outcome> {
  const held = knowledge();
  const merged = withConsequences(mergeFacts([answers, facts], held.facts), held.facts, ON);
  return new Map(
    held.policies.map((policy) => [
      policy.id,
      determine(inForce([policy], ON), { kind, on: ON, facts: merged.facts }, held).outcome,
    ]),
  );
}

const charts = readdirSync(example('charts'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));

describe('removing any resources from any chart', () => {
  it.each(charts)('never turns unknown into no, and never approves: %s', async (name) => {
    const bundle = JSON.parse(readFileSync(example('charts', `${name}.json`), 'utf8')) as Bundle;
    const answers = readAnswers(readFileSync(example('answers', `${name}.yaml`), 'utf8'), name, ON, knowledge().facts);
    const kind = name.startsWith('renewal') ? 'renewal' : 'initial';
    const whole = await readChart(JSON.stringify(bundle), name, ON);
    const before = outcomes(whole.facts, answers, kind);

    const holds = async (kept: readonly Bundle['entry'][number][]): Promise<void> => {
      const { facts } = await readChart(JSON.stringify({ ...bundle, entry: kept }), name, ON);
      for (const [id, { value }] of facts) {
        const known = whole.facts.get(id);
        if (known === undefined) expect(NEGATIVE.has(value), `${id} became ${String(value)}`).toBe(false);
      }
      for (const [policy, outcome] of outcomes(facts, answers, kind))
        if (before.get(policy) !== 'criteria-met') expect(outcome, policy).not.toBe('criteria-met');
    };
    // A chart without its patient is bad input and no chart.
    const removable = bundle.entry.filter(({ resource }) => resource.resourceType !== 'Patient');
    for (const left of removable) await holds(bundle.entry.filter((entry) => entry !== left));
    await fc.assert(
      fc.asyncProperty(fc.subarray([...removable]), async (left) => {
        await holds(bundle.entry.filter((entry) => !left.includes(entry)));
      }),
      { numRuns: 60 },
    );
  });
});
