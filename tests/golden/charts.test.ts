import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Determination } from '../../core/coverage/determination.ts';
import type { Comparison } from '../../core/explain/compare.ts';
import { failing } from '../../core/explain/say.ts';
import { example, stepwise } from '../support/cli.ts';

/** What each example patient comes to under both policies on 2026-06-15, the whole path from chart to finding. */
const GOLDEN: readonly (readonly [chart: string, kind: string, fep: string, prime: string, status: number])[] = [
  ['second-line', 'initial', 'criteria-met to 2027-06-14', 'criteria-not-met: further-prior-line', 0],
  ['third-line', 'initial', 'criteria-met to 2027-06-14', 'criteria-met to 2026-12-14 with 141 units', 0],
  [
    'progression-undocumented',
    'initial',
    'information-needed: therapy.progressed-on-or-after-platinum',
    'information-needed: therapy.progressed-on-or-after-platinum, therapy.other-prior-lines',
    10,
  ],
  [
    'untreated-brain-metastases',
    'initial',
    'criteria-met to 2027-06-14',
    'criteria-not-met: no-open-brain-metastases',
    0,
  ],
  ['active-infection', 'initial', 'criteria-met to 2027-06-14', 'criteria-not-met: no-active-infection', 0],
  ['aged-17', 'initial', 'criteria-not-met: adult', 'criteria-not-met: adult', 20],
  ['limited-stage', 'initial', 'criteria-not-met: extensive-stage', 'criteria-not-met: extensive-stage', 20],
  ['medicare-part-b', 'initial', 'criteria-met to 2027-06-14', 'policy-not-applicable, contractor L', 0],
  ['renewal-response', 'renewal', 'criteria-met to 2027-06-14', 'criteria-met to 2026-12-14', 0],
  [
    'renewal-progression',
    'renewal',
    'criteria-not-met: no-progression-recorded',
    'criteria-not-met: no-progression',
    20,
  ],
];

function inShort({ outcome, authorization, criteria, needed, mac }: Determination): string {
  if (authorization) {
    const units = authorization.units === null ? '' : ` with ${authorization.units} units`;
    return `${outcome} to ${authorization.to}${units}`;
  }
  if (mac && 'contractor' in mac) return `${outcome}, contractor ${mac.jurisdiction}`;
  const reasons =
    outcome === 'criteria-not-met' && criteria ? failing(criteria).map(({ id }) => id) : needed.map(({ fact }) => fact);
  return `${outcome}: ${reasons.join(', ')}`;
}

const call = (chart: string, kind: string, ...more: readonly string[]): ReturnType<typeof stepwise> =>
  stepwise(
    ...['check', '--policy', 'fep-5.21.223,prime-ic-0789', '--request', kind, '--on', '2026-06-15'],
    ...['--chart', example('charts', `${chart}.json`), '--answers', example('answers', `${chart}.yaml`)],
    ...more,
  );

describe('example patients from chart to finding', () => {
  it.each(GOLDEN)('%s', async (chart, kind, fep, prime, status) => {
    const { out, err, ...rest } = await call(chart, kind, '--json');
    expect(err).toBe('');
    const { determinations } = JSON.parse(out) as { determinations: Determination[] };
    expect(determinations.map(({ policy }) => policy.id)).toEqual(['fep-5.21.223', 'prime-ic-0789']);
    expect(determinations.map(inShort)).toEqual([fep, prime]);
    expect(rest.status).toBe(status);
  });

  it.each(GOLDEN)(
    '%s names in every criterion on a fact the passage it comes from and the evidence it rests on',
    async (chart, kind) => {
      const { out } = await call(chart, kind, '--json');
      const { determinations } = JSON.parse(out) as { determinations: Determination[] };
      const visit = (criterion: NonNullable<Determination['criteria']>): void => {
        criterion.children.forEach(visit);
        if (criterion.fact === undefined) return;
        expect(criterion.cite.length, criterion.id).toBeGreaterThan(0);
        if (criterion.value !== null) expect(criterion.evidence.length, criterion.id).toBeGreaterThan(0);
        if (criterion.value === null) expect(criterion.truth, criterion.id).toBe('unknown');
      };
      for (const { criteria, cites } of determinations) {
        if (criteria) visit(criteria);
        expect(cites.length).toBeGreaterThan(0);
      }
    },
  );

  it('the finding for people says the same, with marks', async () => {
    const { out } = await call('second-line', 'initial');
    expect(out).toContain(
      'CRITERIA MET  initial request, on 2026-06-15\nAuthorization for 12 months, 2026-06-15 to 2027-06-14.',
    );
    expect(out).toContain(
      'CRITERIA NOT MET  initial request, on 2026-06-15\nNot met: At least one other prior line, besides the platinum line.',
    );
    expect(out).toContain('✗ At least one other prior line, besides the platinum line [§ III]');
    expect(out).toContain('– Contraception, for females of reproductive potential only (does not apply)');
  });

  it('several policies are compared, with the sentence of what separates them', async () => {
    const { out } = await call('second-line', 'initial', '--json');
    const { comparison } = JSON.parse(out) as { comparison: Comparison };
    expect(comparison.policies).toEqual(['fep-5.21.223', 'prime-ic-0789']);
    const truths = new Map(comparison.facts.map((row) => [row.fact, row.truths]));
    expect(truths.get('patient.age')).toEqual(['met', 'met']);
    expect(truths.get('therapy.other-prior-lines')).toEqual(['not-asked', 'not-met']);
    expect(truths.get('plan.contraception-advised')).toEqual(['does-not-apply', 'not-asked']);
    expect(comparison.separates).toEqual([
      'prime-ic-0789 is not met for: Other prior lines (not asked by fep-5.21.223).',
    ]);
  });

  it('a finding says what it rests on, what it hangs on, and what to ask first', async () => {
    const find = async (chart: string): Promise<readonly Determination[]> => {
      const { out } = await call(chart, 'initial', '--json');
      return (JSON.parse(out) as { determinations: Determination[] }).determinations;
    };
    const [met, notMet] = await find('second-line');
    expect(met?.restsOn).toHaveLength(1);
    expect(met?.restsOn?.[0]).toContain('therapy.progressed-on-or-after-platinum');
    expect(notMet?.wouldDiffer).toEqual([
      {
        recorded: [{ fact: 'therapy.other-prior-lines', recorded: 0, allows: { kind: 'range', min: 1, max: 20 } }],
        answers: [],
      },
    ]);
    const [open] = await find('progression-undocumented');
    expect(open?.next).toBe('therapy.progressed-on-or-after-platinum');
  });

  it('an answer that a person gave goes before the chart, and the disagreement is shown with both places', async () => {
    const chart = example('charts', 'third-line.json');
    const answers = `${readFileSync(example('answers', 'third-line.yaml'), 'utf8')}\ntherapy.other-prior-lines: 0\n`;
    const { checkCoverage } = await import('../../core/foresight/check-coverage.ts');
    const { readChart } = await import('../../shells/chart/read-chart.ts');
    const { readAnswers } = await import('../../shells/input/read-answers.ts');
    const { knowledge } = await import('../support/knowledge.ts');
    const held = knowledge();
    const drug = held.drugs.get('tarlatamab');
    const found = checkCoverage(
      held.policies.filter(({ id }) => id === 'prime-ic-0789'),
      {
        kind: 'initial',
        on: '2026-06-15',
        answers: readAnswers(answers, 'third-line.yaml', '2026-06-15', held.facts),
        chart: await readChart(readFileSync(chart, 'utf8'), chart, '2026-06-15'),
      },
      held,
      { labels: drug?.labels ?? fail(), mgPerUnit: 1, notBilled: [] },
    );
    expect(found.outcome).toBe('criteria-not-met');
    const conflict = found.cautions.find(({ id }) => id === 'sources-disagree');
    expect(conflict?.facts).toEqual(['therapy.other-prior-lines']);
    expect(conflict?.text).toMatch(/attested says 0 lines \(third-line\.yaml\), chart says 1 line \(/u);
  });
});

function fail(): never {
  throw new Error('the drug is held');
}
