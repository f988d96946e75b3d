import { describe, expect, it } from 'vitest';
import type { Determination } from '../../core/coverage/determination.ts';
import { failing } from '../../core/explain/say.ts';
import { example, stepwise } from '../support/cli.ts';

const PAYERS = [
  'fep-5.21.223',
  'prime-ic-0789',
  'bcbsnd-tarlatamab',
  'wha-gl-461267',
  'credence-vp-0756',
  'tmhp-tarlatamab',
] as const;
/** Read in pages that are not held. */
const READ_ELSEWHERE: readonly string[] = PAYERS.slice(2);

type Six = readonly [fep: string, prime: string, bcbsnd: string, wha: string, credence: string, tmhp: string];

/** What each example patient comes to under all six policies on 2026-06-15: months where met, else what fails or is asked. */
const GOLDEN: readonly (readonly [chart: string, kind: string, six: Six, status: number])[] = [
  [
    'second-line',
    'initial',
    [
      'met for 12 months',
      'not met: further-prior-line',
      'not applicable',
      'met for 6 months',
      'met for 6 months, 141 units',
      'met, length not stated',
    ],
    0,
  ],
  [
    'third-line',
    'initial',
    [
      'met for 12 months',
      'met for 6 months, 141 units',
      'met, length not stated',
      'met for 6 months',
      'met for 6 months, 141 units',
      'needed: plan.embryo-fetal-risk-counselled',
    ],
    0,
  ],
  [
    'progression-undocumented',
    'initial',
    [
      'needed: therapy.progressed-on-or-after-platinum',
      'needed: therapy.progressed-on-or-after-platinum, therapy.other-prior-lines',
      'needed: therapy.progressed-on-or-after-platinum, nccn.category',
      'needed: therapy.progressed-on-or-after-platinum',
      'needed: therapy.progressed-on-or-after-platinum',
      'met, length not stated',
    ],
    0,
  ],
  [
    'untreated-brain-metastases',
    'initial',
    [
      'met for 12 months',
      'not met: no-open-brain-metastases',
      'met, length not stated',
      'met for 6 months',
      'not met: no-open-brain-metastases',
      'met, length not stated',
    ],
    0,
  ],
  [
    'active-infection',
    'initial',
    [
      'met for 12 months',
      'not met: no-active-infection',
      'met, length not stated',
      'not met: performance-status',
      'not met: no-active-infection',
      'not met: no-active-infection',
    ],
    0,
  ],
  [
    'aged-17',
    'initial',
    ['not met: adult', 'not met: adult', 'not met: adult', 'met for 6 months', 'not met: adult', 'not met: adult'],
    0,
  ],
  [
    'limited-stage',
    'initial',
    [
      'not met: extensive-stage',
      'not met: extensive-stage',
      'needed: nccn.category',
      'not met: extensive-stage',
      'not met: extensive-stage',
      'not met: extensive-stage',
    ],
    10,
  ],
  [
    'medicare-part-b',
    'initial',
    [
      'met for 12 months',
      'not applicable',
      'met, length not stated',
      'met for 6 months',
      'met for 6 months, 141 units',
      'met, length not stated',
    ],
    0,
  ],
  [
    'renewal-response',
    'renewal',
    [
      'met for 12 months',
      'met for 6 months',
      'no rules are held',
      'met for 12 months',
      'met for 6 months',
      'no rules are held',
    ],
    0,
  ],
  [
    'renewal-progression',
    'renewal',
    [
      'not met: no-progression-recorded',
      'not met: no-progression',
      'no rules are held',
      'not met: no-progression-recorded',
      'not met: no-progression',
      'no rules are held',
    ],
    10,
  ],
];

function inShort({ outcome, authorization, criteria, needed }: Determination): string {
  switch (outcome) {
    case 'criteria-met': {
      const { months, units } = authorization ?? { months: null, units: null };
      if (months === null) return 'met, length not stated';
      return `met for ${months} months${units === null ? '' : `, ${units} units`}`;
    }
    case 'criteria-not-met':
      return `not met: ${(criteria ? failing(criteria) : []).map(({ id }) => id).join(', ')}`;
    case 'information-needed':
      return criteria ? `needed: ${needed.map(({ fact }) => fact).join(', ')}` : 'no rules are held';
    case 'policy-not-applicable':
      return 'not applicable';
    default:
      return outcome satisfies never;
  }
}

async function underAllSix(chart: string, kind: string): Promise<readonly [readonly Determination[], number]> {
  const { out, err, status } = await stepwise(
    ...['check', '--policy', PAYERS.join(','), '--request', kind, '--on', '2026-06-15', '--json'],
    ...['--chart', example('charts', `${chart}.json`), '--answers', example('answers', `${chart}.yaml`)],
  );
  expect(err).toBe('');
  return [(JSON.parse(out) as { determinations: Determination[] }).determinations, status];
}

const cautions = ({ cautions: all }: Determination): readonly string[] => all.map(({ id }) => id);
const under = (all: readonly Determination[], id: (typeof PAYERS)[number]): Determination => {
  const found = all.find(({ policy }) => policy.id === id);
  if (found === undefined) throw new Error(`${id} was asked for`);
  return found;
};

describe('one patient, six payers', () => {
  it.each(GOLDEN)('%s', async (chart, kind, six, status) => {
    const [all, exit] = await underAllSix(chart, kind);
    expect(all.map(({ policy }) => policy.id)).toEqual([...PAYERS]);
    expect(all.map(inShort)).toEqual([...six]);
    expect(exit).toBe(status);
  });

  it.each(GOLDEN)(
    '%s: what was only read elsewhere says so, what stands in a document does not',
    async (chart, kind) => {
      const [all] = await underAllSix(chart, kind);
      for (const found of all.filter(({ outcome, criteria }) => criteria && outcome !== 'policy-not-applicable'))
        expect(cautions(found).includes('basis-secondary'), found.policy.id).toBe(
          READ_ELSEWHERE.includes(found.policy.id),
        );
    },
  );

  it('each authorization has the length of its own policy, and none is invented', async () => {
    const [all] = await underAllSix('third-line', 'initial');
    const ends = all.map(({ authorization }) => authorization?.to ?? null);
    expect(ends).toEqual(['2027-06-14', '2026-12-14', null, '2026-12-14', '2026-12-14', null]);
    expect(cautions(under(all, 'bcbsnd-tarlatamab'))).toContain('length-not-stated');
  });

  it('only the payer that asks for a diagnosis code in a criterion asks for it', async () => {
    const [all] = await underAllSix('second-line', 'initial');
    const asking = all.filter(({ criteria }) => JSON.stringify(criteria).includes('"disease.icd10"'));
    expect(asking.map(({ policy }) => policy.id)).toEqual(['tmhp-tarlatamab']);
  });

  it('a federal employee is sent elsewhere by the one payer that says so, with the reason and its citation', async () => {
    const [all] = await underAllSix('second-line', 'initial');
    const { reason, criteria, cites } = under(all, 'bcbsnd-tarlatamab');
    expect(reason).toContain('retail pharmacy program');
    expect(criteria).toBeNull();
    expect(cites.map(({ basis }) => basis)).toEqual(['secondary']);
  });

  it('readings of an unclear sentence are told with the answer that rests on them', async () => {
    const [initial] = await underAllSix('third-line', 'initial');
    expect(cautions(under(initial, 'bcbsnd-tarlatamab'))).toEqual(
      expect.arrayContaining(['effective-date-not-read', 'age-governs-both-reading', 'nccn-branch-reading']),
    );
    expect(cautions(under(initial, 'tmhp-tarlatamab'))).toEqual(
      expect.arrayContaining(['received-not-progressed', 'childbearing-age-reading', 'basis-unconfirmed']),
    );
    expect(cautions(under(initial, 'credence-vp-0756'))).toEqual(
      expect.arrayContaining(['vial-limits-disagree', 'cycle-2-limit-not-encoded', 'later-version-may-exist']),
    );
    const [renewal] = await underAllSix('renewal-response', 'renewal');
    expect(cautions(under(renewal, 'credence-vp-0756'))).toEqual(
      expect.arrayContaining(['renewal-text-cut', 'basis-unconfirmed']),
    );
  });

  it('where a page says nothing of renewal the answer is to ask the payer, never yes or no', async () => {
    const [all] = await underAllSix('renewal-progression', 'renewal');
    for (const id of ['bcbsnd-tarlatamab', 'tmhp-tarlatamab'] as const) {
      const found = under(all, id);
      expect([found.outcome, found.authorization, found.criteria]).toEqual(['information-needed', null, null]);
      expect(found.reason).toContain('ask the payer');
    }
  });
});
