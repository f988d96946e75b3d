import { describe, expect, it } from 'vitest';
import { MET, NOT_MET } from '../../core/criteria/kinds/code.ts';
import { inReadingOrder, isFactNode } from '../../core/criteria/node.ts';
import { selects, type Label, type ObservationRule } from '../../core/regimen/label.ts';
import { positions } from '../../core/regimen/schedule.ts';
import { attested } from '../support/facts.ts';
import { knowledge } from '../support/knowledge.ts';
import { grade, WELL, type VisitValues } from '../support/label-check-facts.ts';

// Pages on the web that are wrong about this drug: what each says, and that the knowledge does not say it.

const { drugs, policies } = knowledge();
const labels = [...drugs.values()].flatMap((drug) => drug.labels);
const SIX_CYCLES = 6;

function observationOf(label: Label, cycle: number, day: number): ObservationRule {
  const rule = label.observation.rules.find(({ doses }) => selects(doses, cycle, day));
  if (rule === undefined) throw new Error(`${label.id}: no observation of cycle ${cycle} day ${day}`);
  return rule;
}

const before = (label: Label, cycle: number, day: number): readonly string[] =>
  label.premedication.items
    .filter(({ when, doses }) => when === 'before' && selects(doses, cycle, day))
    .map(({ id }) => id);

const after = (label: Label, cycle: number, day: number): readonly string[] =>
  label.premedication.items
    .filter(({ when, doses }) => when === 'after' && selects(doses, cycle, day))
    .map(({ id }) => id);

/** The checks that are not met or open, with what follows a check that is not met. */
function against(label: Label, facts: VisitValues): readonly string[] {
  return label.clearance.checks.flatMap(({ id, criteria, otherwise }) => {
    const truth = criteria.evaluate(attested({ ...WELL, ...facts })).truths[0];
    if (truth === MET) return [];
    return [`${id}: ${truth === NOT_MET ? otherwise : 'unknown'}`];
  });
}

const gaps = (label: Label): readonly number[] =>
  positions(label, SIX_CYCLES).map(({ offset }, index, all) => offset - (all[index - 1]?.offset ?? 0));

describe.each(labels.map((label) => [label.id, label] as const))('%s', (id, label) => {
  describe('the dosing guide (haiouhealth 9280)', () => {
    it('gives the step-up again after cytokine release of grade 3: the prescriber chooses between two ways', () => {
      expect(against(label, grade('crs', 0, 3))).toEqual(['crs-grade-3: unknown']);
      const paths = label.clearance.checks.find((check) => check.id === 'crs-grade-3')?.paths ?? [];
      expect(paths.map((path) => path.id)).toEqual(['resume', 'step-up']);
    });

    it('watches in the hospital after the infusion: from its start, in an appropriate setting', () => {
      for (const day of [1, 8])
        expect(observationOf(label, 1, day)).toMatchObject({
          hours: [22, 24],
          from: 'start',
          setting: 'appropriate healthcare setting',
        });
    });

    it('premedicates every dose: cycle 1 day 1 and day 8 only', () => {
      for (const { cycle, day } of positions(label, SIX_CYCLES))
        expect(before(label, cycle, day)).toEqual(cycle === 1 && day < 15 ? ['dexamethasone'] : []);
    });

    it('clears mild hepatic impairment only: both sources are shown, and neither decides', () => {
      const moderate = label.populations.rules.find((rule) => rule.id === 'hepatic-moderate-sources-differ');
      expect(moderate?.cite).toHaveLength(2);
      expect(moderate?.text).toMatch(/differ.*prescriber decides/u);
    });
  });

  describe('haiouhealth 9279', () => {
    it('premedicates the whole first cycle: nothing before day 15', () => {
      expect(before(label, 1, 15)).toEqual([]);
      // The saline after day 15 stands in the label of May 2024 and not in the wording of November 2025.
      expect(after(label, 1, 15)).toEqual(id.endsWith('2024-05') ? ['saline'] : []);
    });

    it('calls pregnancy and infection contraindications: the prescriber is asked, the dose waits', () => {
      const first = { 'visit.first-dose': true, 'patient.reproductive-potential': true };
      const pregnant = { 'patient.pregnancy': 'pregnant', 'patient.pregnancy-found': true };
      expect(against(label, { ...first, ...pregnant })).toEqual(['pregnant: unknown']);
      const check = label.clearance.checks.find((one) => one.id === 'pregnant');
      expect([check?.meanwhile, check?.paths?.map((path) => path.id)]).toEqual([
        'hold',
        ['give-in-pregnancy', 'no-dose-in-pregnancy'],
      ]);
      expect(against(label, { ...grade('infection', 3), 'visit.step-up': true })).toEqual([
        'infection-step-up: hold',
        'infection-severe: hold',
      ]);
    });
  });

  it('medicalhalo counts weeks where the label counts cycles', () => {
    const hours = [2, 3, 4, 5, 6].map((cycle) => observationOf(label, cycle, 1).hours);
    expect(hours).toEqual([
      [6, 8],
      [3, 4],
      [3, 4],
      [2, 2],
      [2, 2],
    ]);
    expect(label.schedule.cycle.days).toBe(28);
  });

  it('cancernetwork gives it every 3 weeks and watches 1 to 2 hours, rxreasoner every 5 weeks', () => {
    expect(new Set(gaps(label).slice(4))).toEqual(new Set([14]));
    for (const { cycle, day } of positions(label, SIX_CYCLES))
      expect(observationOf(label, cycle, day).hours[0]).toBeGreaterThanOrEqual(2);
  });

  it('droracle 744498 watches 6 to 8 hours after the first doses', () => {
    expect([1, 8, 15].map((day) => observationOf(label, 1, day).hours)).toEqual([
      [22, 24],
      [22, 24],
      [6, 8],
    ]);
  });

  it('droracle 201638 wants two prior lines: no check of the label asks for any', () => {
    const facts = label.clearance.checks.flatMap(({ criteria }) =>
      inReadingOrder(criteria.root).flatMap((node) => (isFactNode(node) ? [node.fact] : [])),
    );
    expect(facts.filter((fact) => fact.startsWith('therapy.'))).toEqual([]);
  });

  it('rxreasoner calls the table of concomitant medicines Table 2', () => {
    const notes = label.premedication.items.flatMap(({ cite }) =>
      cite.flatMap((one) => ('note' in one ? [one.note] : [])),
    );
    expect(notes.filter((note) => note.includes('Table 2'))).toEqual([]);
  });

  it('voice.ons.org counts the 22 to 24 and the 48 hours after the infusion: both run from its start', () => {
    for (const day of [1, 8]) {
      const { from, stayNear } = observationOf(label, 1, day);
      expect([from, stayNear?.from, stayNear?.hours]).toEqual(['start', 'start', 48]);
    }
  });

  it('medlineplus premedicates before each dose', () => {
    expect(before(label, 2, 1)).toEqual([]);
    expect(before(label, 6, 15)).toEqual([]);
  });

  it('oncolink gives the first two doses in a hospital', () => {
    for (const day of [1, 8]) expect(observationOf(label, 1, day).setting).not.toMatch(/hospital/iu);
  });
});

it('droracle 201638: the payers that follow the label ask for no second line', () => {
  const roots = policies
    .filter((policy) => policy.id === 'fep-5.21.223')
    .map(({ requests }) => requests.initial.criteria.root);
  expect(roots).toHaveLength(1);
  const facts = roots.flatMap(inReadingOrder).flatMap((node) => (isFactNode(node) ? [node.fact] : []));
  expect(facts).toContain('therapy.progressed-on-or-after-platinum');
  expect(facts).not.toContain('therapy.other-prior-lines');
});
