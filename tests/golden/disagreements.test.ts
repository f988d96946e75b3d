import { describe, expect, it } from 'vitest';
import { ndc11 } from '../../core/billing/ndc.ts';
import type { Determination } from '../../core/coverage/determination.ts';
import { inReadingOrder, isFactNode } from '../../core/criteria/node.ts';
import type { Calendar } from '../../core/regimen/calendar.ts';
import { calendarVerb } from '../../shells/cli/verbs/calendar.ts';
import { checkVerb } from '../../shells/cli/verbs/check.ts';
import { example } from '../support/cli.ts';
import { TestDesk } from '../support/desk.ts';
import { knowledge } from '../support/knowledge.ts';
import { sheetOf } from '../support/preparations.ts';
import { normalVisit, toxicity, uneventful } from '../support/visits.ts';

// Where the documents disagree: both are told, and neither is picked in silence. One test each, in the order of the list.

const desk = new TestDesk();
const [FEP, PRIME] = ['fep-5.21.223', 'prime-ic-0789'];

/** What a patient of the examples comes to under policies, by their ids. */
async function found(patient: string, ...policies: readonly string[]): Promise<readonly Determination[]> {
  const kind = patient.startsWith('renewal') ? 'renewal' : 'initial';
  const { json } = await desk.call(
    checkVerb,
    ...['--policy', policies.join(','), '--request', kind, '--on', '2026-06-15'],
    ...['--chart', example('charts', `${patient}.json`), '--answers', example('answers', `${patient}.yaml`)],
  );
  return (json as { determinations: readonly Determination[] }).determinations;
}

async function calendarFrom(start: string): Promise<Calendar> {
  return (await desk.call(calendarVerb, '--start', start, '--cycles', '6')).json as Calendar;
}

const said = (cautions: readonly { readonly id: string; readonly text: string }[], id: string): string | undefined =>
  cautions.find((caution) => caution.id === id)?.text;

/** The caution stands with the dose, and its text with the answer. */
const beside = ({ doses, cautions }: Calendar, dose: string, id: string): string | undefined =>
  doses.find((one) => one.dose === dose)?.cautions.includes(id) === true ? said(cautions, id) : undefined;

describe('policies', () => {
  it('1: six months and twelve are each of their policy', async () => {
    const both = await found('third-line', FEP, PRIME);
    expect(both.map(({ authorization }) => authorization?.to)).toEqual(['2027-06-14', '2026-12-14']);
  });

  it('2: a second line is enough for the one and not for the other', async () => {
    const both = await found('second-line', FEP, PRIME);
    expect(both.map(({ outcome }) => outcome)).toEqual(['criteria-met', 'criteria-not-met']);
  });

  it('3: performance status is named in the renewal section only: no criterion, a caution', async () => {
    const [renewal] = await found('renewal-response', PRIME);
    expect(said(renewal?.cautions ?? [], 'performance-status-not-asked')).toMatch(/names performance status/u);
    const [first] = await found('third-line', PRIME);
    expect(said(first?.cautions ?? [], 'performance-status-not-asked')).toBeUndefined();
    const policy = knowledge().policies.find(({ id }) => id === PRIME);
    const { initial, renewal: again } = policy?.requests ?? {};
    const facts = [initial, again].flatMap((rules) =>
      rules ? inReadingOrder(rules.criteria.root).filter(isFactNode) : [],
    );
    expect(facts.map(({ fact }) => fact)).toContain('response.status');
    expect(facts.map(({ fact }) => fact)).not.toContain('performance.ecog');
  });

  it('4: a second step-up takes 21 units where the policy has 20: told before it is needed', async () => {
    const [first] = await found('third-line', PRIME);
    expect(said(first?.cautions ?? [], 'restart-exceeds-limit')).toMatch(/21 units.*one more than the limit/u);
  });

  it('5: the number of the package, with its zero, is the one that the policy prints', () => {
    const held = knowledge();
    const printed = held.policies.find(({ id }) => id === PRIME)?.codes.ndc?.codes ?? [];
    const products = held.drugs.get('tarlatamab')?.products ?? [];
    expect(products.map(({ ndc }) => ndc)).toEqual(['55513-059-01', '55513-077-01']);
    expect(products.map(({ ndc, ndcFormat }) => ndc11(ndc, ndcFormat))).toEqual(['55513005901', '55513007701']);
    const digits = printed.map((code) => code.replace(/\D/gu, ''));
    expect(digits).toEqual(['555130059', '555130077']);
  });
});

describe('the label and the short dosing guide', () => {
  it('6: observation, premedication, approval and the way back after grade 3 are told from both', async () => {
    const calendar = await calendarFrom('2026-06-15');
    expect(beside(calendar, 'C1D8', 'guide-observes-from-end')).toMatch(/from the start.*The label wins/u);
    expect(beside(calendar, 'C4D15', 'guide-premedicates-every-dose')).toMatch(/The label wins/u);
    expect(beside(calendar, 'C1D1', 'guide-says-accelerated-approval')).toMatch(/2025-11-19.*The label wins/u);
    const after = normalVisit([...uneventful(3), toxicity('crs', 3, '2026-03-17', '2026-03-19')], '2026-03-30');
    expect(after.needed[0]?.paths?.map(({ id, cite }) => [id, cite[0]?.basis])).toEqual([
      ['resume', 'unconfirmed'],
      ['step-up', 'secondary'],
    ]);
  });
});

describe('versions of the label', () => {
  it('7: tests before day 15 from cycle 6 on', async () => {
    const [now, then] = [await calendarFrom('2026-06-15'), await calendarFrom('2024-06-17')];
    const labs = ({ doses }: Calendar): readonly string[] => doses.find(({ dose }) => dose === 'C6D15')?.labs ?? ['?'];
    expect([labs(then), labs(now)]).toEqual([['cbc', 'liver', 'bilirubin'], []]);
    expect(beside(now, 'C6D15', 'labs-relaxed')).toMatch(/May 2024.*November 2025/u);
  });

  it('8: shorter observation since about 2026-09-15: the hours held are shown, and no others', async () => {
    const calendar = await calendarFrom('2026-09-15');
    expect(beside(calendar, 'C1D1', 'observation-shortened-later')).toMatch(/No document held here gives the hours/u);
    expect(calendar.doses[0]?.observation.hours).toEqual([22, 24]);
    expect(beside(await calendarFrom('2026-09-14'), 'C1D1', 'observation-shortened-later')).toBeUndefined();
  });

  it('11: saline after cycle 1 day 15, and moderate hepatic impairment', async () => {
    const calendar = await calendarFrom('2026-06-15');
    expect(beside(calendar, 'C1D15', 'saline-after-c1d15')).toMatch(/The prescriber decides/u);
    const first = normalVisit([], '2026-03-02');
    expect(said(first.cautions, 'hepatic-moderate-sources-differ')).toMatch(/One page says.*guide says.*prescriber/u);
  });
});

describe('what one document leaves open', () => {
  it('9: whether the 8 hours start anew when a bag leaves the refrigerator', () => {
    const reconstituted = '2026-06-22T15:00-04:00';
    const { useBy, cautions } = sheetOf(10, {
      times: { reconstituted, refrigerated: '2026-06-22T18:00-04:00', outOfRefrigerator: '2026-06-23T08:00-04:00' },
    });
    // Three of the eight hours were spent before.
    expect(useBy.infusionMustEnd).toBe('2026-06-23T13:00:00-04:00');
    expect(said(cautions, 'hours-out-of-refrigerator')).toMatch(/does not say whether they start anew/u);
  });

  it('10: a member of Medicare Part B is none of the policy, and is told the contractor', async () => {
    const [one] = await found('medicare-part-b', PRIME);
    expect(one?.outcome).toBe('policy-not-applicable');
    expect(one?.mac).toMatchObject({ jurisdiction: 'L', contractor: 'Novitas Solutions, Inc.' });
  });

  it('12: a covered code does not prove the diagnosis', async () => {
    const chart = { resourceType: 'Bundle', type: 'collection', entry: [patient(), coveredCode()] };
    desk.files.set('code-only.json', JSON.stringify(chart));
    const { json } = await desk.call(
      checkVerb,
      ...['--policy', PRIME, '--request', 'initial', '--on', '2026-06-15', '--chart', 'code-only.json'],
    );
    const [one] = (json as { determinations: readonly Determination[] }).determinations;
    expect(one?.outcome).toBe('information-needed');
    expect(one?.needed.map(({ fact }) => fact)).toEqual(expect.arrayContaining(['disease.diagnosis', 'disease.stage']));
  });
});

function patient(): object {
  return { resource: { resourceType: 'Patient', id: 'p', birthDate: '1958-03-09', gender: 'male' } };
}

/** A confirmed condition with a code of the policy's list and nothing else. */
function coveredCode(): object {
  const one = (system: string, code: string): object => ({ coding: [{ system, code }] });
  return {
    resource: {
      resourceType: 'Condition',
      id: 'c',
      subject: { reference: 'Patient/p' },
      clinicalStatus: one('http://terminology.hl7.org/CodeSystem/condition-clinical', 'active'),
      verificationStatus: one('http://terminology.hl7.org/CodeSystem/condition-ver-status', 'confirmed'),
      code: one('http://hl7.org/fhir/sid/icd-10-cm', 'C34.11'),
    },
  };
}
