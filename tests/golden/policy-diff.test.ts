import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { find } from '../../core/coverage/determine.ts';
import { diffPolicies } from '../../core/coverage/diff/diff.ts';
import type { Policy } from '../../core/coverage/policy.ts';
import type { FactValue, RecordedFact } from '../../core/values/fact.ts';
import { stepwise } from '../support/cli.ts';
import { attested } from '../support/facts.ts';
import { knowledge, ROOT } from '../support/knowledge.ts';

interface WitnessData {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly decisive: readonly { readonly fact: string; readonly value: FactValue }[];
  readonly separating: readonly { readonly fact: string; readonly value: FactValue }[];
  readonly outcome: string;
  readonly notMet: readonly string[];
}
interface DiffData {
  readonly from: { readonly id: string; readonly version: string };
  readonly to: { readonly id: string; readonly version: string };
  readonly requests: readonly {
    readonly kind: string;
    readonly relation: string;
    readonly reason?: string;
    readonly onlyFrom: WitnessData | null;
    readonly onlyTo: WitnessData | null;
  }[];
  readonly other: readonly string[];
}

const ON = ['--on', '2026-06-15'];

async function diff(from: string, to: string, ...more: readonly string[]): Promise<readonly [DiffData, number]> {
  const { status, out, err } = await stepwise('policy', 'diff', '--from', from, '--to', to, '--json', ...ON, ...more);
  expect(err).toBe('');
  return [JSON.parse(out) as DiffData, status];
}

/** What separates in each direction, as `fact=value` with the criteria that fail; null where there is no witness. */
function inShort(witness: WitnessData | null): string | null {
  if (witness === null) return null;
  const apart = witness.separating.map(({ fact, value }) => `${fact}=${String(value)}`).join(', ');
  return `${apart} | ${witness.notMet.join(', ') || witness.outcome}`;
}

const PRIME = 'prime-ic-0789';
const FEP = 'fep-5.21.223';
const CREDENCE = 'credence-vp-0756';
const WHA = 'wha-gl-461267';
const SILENT = ['bcbsnd-tarlatamab', 'tmhp-tarlatamab'];

type Golden = readonly [
  from: string,
  to: string,
  kind: 'initial' | 'renewal',
  relation: string,
  onlyFrom: string | null,
  onlyTo: string | null,
];

/** Read off the documents: what separates in each direction, and the criteria that do not hold there. */
const GOLDEN: readonly Golden[] = [
  [
    PRIME,
    FEP,
    'initial',
    'incomparable',
    'plan.step-up-dosing=false | step-up-agreed',
    'therapy.other-prior-lines=0 | further-prior-line',
  ],
  [
    PRIME,
    FEP,
    'renewal',
    'incomparable',
    'plan.contraception-advised=false | renewal-contraception-advised',
    'cns.leptomeningeal-disease=true | no-leptomeningeal-disease',
  ],
  [PRIME, PRIME, 'initial', 'equivalent', null, null],
  [PRIME, PRIME, 'renewal', 'equivalent', null, null],
  [PRIME, CREDENCE, 'initial', 'looser', null, 'therapy.other-prior-lines=0 | further-prior-line'],
  [CREDENCE, PRIME, 'initial', 'stricter', 'therapy.other-prior-lines=0 | further-prior-line', null],
  [PRIME, CREDENCE, 'renewal', 'looser', null, 'member.line-of-business=medicare-advantage | policy-not-applicable'],
  [
    FEP,
    WHA,
    'initial',
    'incomparable',
    'performance.ecog=2 | performance-status',
    'plan.monitors-crs-and-neurotoxicity=false | monitoring-agreed',
  ],
  [FEP, WHA, 'renewal', 'looser', null, 'plan.monitors-crs-and-neurotoxicity=false | renewal-monitoring-agreed'],
];

const policy = (id: string): Policy =>
  knowledge().policies.find((one) => one.id === id) ?? expect.fail(`${id} is held`);

describe('the comparison of held policies', () => {
  it.each(GOLDEN)('%s and %s, %s: %s', async (from, to, kind, relation, onlyFrom, onlyTo) => {
    const [{ requests }, status] = await diff(from, to, '--request', kind);
    const [found] = requests;
    expect(found?.relation).toBe(relation);
    expect(inShort(found?.onlyFrom ?? null)).toBe(onlyFrom);
    expect(inShort(found?.onlyTo ?? null)).toBe(onlyTo);
    expect(status).toBe(relation === 'equivalent' ? 0 : 20);
  });

  it('every witness of every two held policies, given to check as answers, comes out as said', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-witness-'));
    const ids = [...new Set(knowledge().policies.map(({ id }) => id))];
    let tried = 0;
    try {
      for (const [index, from] of ids.entries())
        for (const to of ids.slice(index + 1)) {
          const [{ requests }] = await diff(from, to);
          for (const { kind, onlyFrom, onlyTo } of requests)
            for (const [witness, by, other] of [
              [onlyFrom, from, to],
              [onlyTo, to, from],
            ] as const) {
              if (witness === null) continue;
              const answers = path.join(folder, 'answers.json');
              writeFileSync(answers, JSON.stringify(witness.facts));
              const check = ['check', '--policy', `${by},${other}`, '--request', kind, '--answers', answers, '--json'];
              const { out } = await stepwise(...check, ...ON);
              const { determinations } = JSON.parse(out) as { determinations: { outcome: string }[] };
              expect(determinations.map(({ outcome }) => outcome)).toEqual(['criteria-met', witness.outcome]);
              expect(witness.outcome).not.toBe('criteria-met');
              tried++;
            }
        }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    expect(tried).toBeGreaterThan(20);
  });

  it('where a text is silent nothing is claimed', async () => {
    for (const silent of SILENT) {
      const [{ requests }, status] = await diff(PRIME, silent, '--request', 'renewal');
      expect(requests).toEqual([
        {
          kind: 'renewal',
          relation: 'incomparable',
          reason: expect.stringContaining('ask the payer') as string,
          onlyFrom: null,
          onlyTo: null,
        },
      ]);
      expect(status).toBe(20);
    }
  });

  it('says what else differs: length, lines, unit limits, codes', async () => {
    const [{ from, to, other }] = await diff(PRIME, FEP);
    expect([from, to]).toEqual([
      { id: PRIME, version: '2025-05-05' },
      { id: FEP, version: '2026-04-01' },
    ]);
    expect(other[0]).toBe(`Length of an authorization, initial request: ${PRIME} 6 months; ${FEP} 12 months.`);
    for (const about of ['Lines of business', 'Unit limits', 'Codes (icd10)'])
      expect(other.some((line) => line.startsWith(about))).toBe(true);
  });

  it('agrees with every combination of the facts that the two initial requests ask for', () => {
    const domains: Readonly<Record<string, readonly FactValue[]>> = {
      'member.line-of-business': [
        'commercial',
        'fehb',
        'exchange',
        'medicaid',
        'medicare-advantage',
        'medicare-part-b',
      ],
      'patient.age': [0, 17, 18, 130],
      'disease.diagnosis': ['sclc', 'nsclc', 'other'],
      'disease.stage': ['limited', 'extensive'],
      'therapy.other-prior-lines': [0, 1, 20],
      ...Object.fromEntries(
        [
          'plan.monitors-crs-and-neurotoxicity',
          'plan.step-up-dosing',
          'plan.contraception-advised',
          'patient.reproductive-potential',
          'infection.active-systemic',
          'cns.untreated-or-symptomatic-metastases',
          'cns.leptomeningeal-disease',
          'therapy.progressed-on-or-after-platinum',
        ].map((id) => [id, [true, false]]),
      ),
    };
    const [prime, fep] = [policy(PRIME), policy(FEP)];
    let [neither, onlyPrime, onlyFep] = [0, 0, 0];
    const facts = new Map<string, RecordedFact>();
    const visit = ([first, ...rest]: readonly (readonly [string, readonly FactValue[]])[]): void => {
      if (first === undefined) {
        const [a, b] = [prime, fep].map((one) => find(one, 'initial', facts).outcome === 'criteria-met');
        if (a && !b) onlyPrime++;
        else if (b && !a) onlyFep++;
        else neither++;
        return;
      }
      for (const value of first[1]) {
        const [[, recorded]] = [...attested({ value })] as [[string, RecordedFact]];
        facts.set(first[0], recorded);
        visit(rest);
      }
    };
    visit(Object.entries(domains));
    expect(neither + onlyPrime + onlyFep).toBe(6 * 4 * 3 * 2 * 3 * 2 ** 8);
    expect(onlyPrime).toBeGreaterThan(0);
    expect(onlyFep).toBeGreaterThan(0);
    expect(diffPolicies(prime, fep, 'initial', knowledge().facts).relation).toBe('incomparable');
  });
});

describe('the comparison of two versions of one policy', () => {
  it('a raised threshold is stricter, by the patients between the two, and the versions are told apart', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-versions-'));
    try {
      cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
      const home = path.join(folder, 'payers/fep/tarlatamab');
      const before = readFileSync(path.join(home, '2026-04-01.yaml'), 'utf8');
      const ended = before.replace('  from: 2026-04-01\n', '  from: 2026-04-01\n  to: 2026-12-31\n');
      const after = before
        .replace('version: 2026-04-01', 'version: 2027-01-01')
        .replace('  from: 2026-04-01\n', '  from: 2027-01-01\n')
        .replace('at-least: 18', 'at-least: 21');
      writeFileSync(path.join(home, '2026-04-01.yaml'), ended);
      writeFileSync(path.join(home, '2027-01-01.yaml'), after);
      const versions = ['--from', `${FEP}@2026-04-01`, '--to', `${FEP}@2027-01-01`, '--knowledge', folder];
      const { status, out, err } = await stepwise('policy', 'diff', ...versions, '--json');
      expect(err).toBe('');
      const { requests, other } = JSON.parse(out) as DiffData;
      expect(requests.map(({ relation }) => relation)).toEqual(['stricter', 'equivalent']);
      expect(inShort(requests[0]?.onlyFrom ?? null)).toBe('patient.age=18 | adult');
      expect(other).toEqual([]);
      expect(status).toBe(20);
      const text = await stepwise('policy', 'diff', ...versions);
      expect(text.out).toContain(`${FEP}@2027-01-01 is stricter: every patient approved by it is approved by`);
      expect(text.out).toContain('Age: 18 years');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each([
    [['--from', PRIME], "required option '--to <policy>' not specified"],
    [['--from', PRIME, '--to', 'fep-5.21.22'], `Did you mean "${FEP}"?`],
    [['--from', `${PRIME}@2020-01-01`, '--to', FEP], `there is no version of ${PRIME} "2020-01-01"`],
    [['--from', PRIME, '--to', FEP, '--on', '2025-05-04'], '--from: the policy did not exist before 2025-05-05'],
    [['--from', PRIME, '--to', FEP, '--request', 'first'], '--request: there is no request "first"'],
  ])('%j is bad input', async (args, message) => {
    const { status, out, err } = await stepwise('policy', 'diff', ...args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
  });
});
