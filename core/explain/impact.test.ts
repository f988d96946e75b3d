import { describe, expect, it } from 'vitest';
import { knowledge } from '../../tests/support/knowledge.ts';
import { impactOf, type CountedFinding } from './impact.ts';

const held = (id: string) => knowledge().policies.find((policy) => policy.id === id) ?? expect.fail(`${id} is held`);
const [FROM, TO] = [held('prime-ic-0789'), held('fep-5.21.223')];
const finding = (part: Partial<CountedFinding>): CountedFinding => ({
  from: 'criteria-not-met',
  to: 'criteria-met',
  decidingFrom: [],
  decidingTo: [],
  patients: 1,
  sample: [],
  ...part,
});

describe('the impact of a policy', () => {
  it('counts a patient with two criteria under each, and once in the sets', () => {
    const { changes } = impactOf(
      [
        finding({ decidingFrom: ['adult'], patients: 3, sample: ['A'] }),
        finding({ decidingFrom: ['adult', 'diagnosis'], patients: 5, sample: ['B', 'C'] }),
      ],
      FROM,
      TO,
      'initial',
    );
    expect(changes).toHaveLength(1);
    const [change] = changes;
    expect(change?.because.map(({ criterion, patients }) => [criterion, patients])).toEqual([
      ['adult', 8],
      ['diagnosis', 5],
    ]);
    expect(change?.together.map(({ criteria, patients }) => [criteria.length, patients])).toEqual([
      [2, 5],
      [1, 3],
    ]);
    expect(change?.sample).toEqual(['B', 'C', 'A']);
  });

  it('adds up: those who stay and those who change are all patients', () => {
    const impact = impactOf(
      [
        finding({ patients: 7 }),
        finding({ from: 'criteria-met', patients: 11 }),
        finding({ from: 'information-needed', to: 'criteria-not-met', decidingTo: ['adult'], patients: 13 }),
      ],
      FROM,
      TO,
      'initial',
    );
    expect(impact.patients).toBe(31);
    expect(impact.changed).toBe(20);
    expect(impact.unchanged).toEqual({
      'criteria-met': 11,
      'information-needed': 0,
      'criteria-not-met': 0,
      'policy-not-applicable': 0,
    });
    expect(impact.changes.map(({ patients }) => patients)).toEqual([13, 7]);
  });

  it('shows twenty sets and counts the rest', () => {
    const ids = ['adult', 'diagnosis', 'extensive-stage', 'monitored', 'no-active-infection'];
    const sets = Array.from({ length: 25 }, (_, bits) => ids.filter((_id, index) => ((bits + 1) >> index) & 1));
    const { changes } = impactOf(
      sets.map((decidingFrom, index) => finding({ decidingFrom, patients: 25 - index })),
      FROM,
      TO,
      'initial',
    );
    expect(changes[0]?.together).toHaveLength(20);
    expect(changes[0]?.togetherRest).toBe(5 + 4 + 3 + 2 + 1);
  });
});
