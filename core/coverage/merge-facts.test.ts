import { describe, expect, it } from 'vitest';
import type { FactDefinition, FactOrigin, FactRecord, FactValue } from '../values/fact.ts';
import { mergeFacts, withConsequences } from './merge-facts.ts';

const DEFINITIONS: ReadonlyMap<string, FactDefinition> = new Map<string, FactDefinition>([
  ['birth', { id: 'birth', name: 'Date of birth', ask: '', type: { kind: 'date' } }],
  ['age', { id: 'age', name: 'Age', ask: '', type: { kind: 'integer', unit: 'years', min: 0 }, derivedFrom: 'birth' }],
  ['sex', { id: 'sex', name: 'Sex', ask: '', type: { kind: 'text' } }],
  [
    'potential',
    {
      id: 'potential',
      name: 'Potential',
      ask: '',
      type: { kind: 'yes-no' },
      follows: { from: 'sex', is: 'male', value: false },
    },
  ],
]);

const record = (origin: FactOrigin, values: Record<string, FactValue>): FactRecord =>
  new Map(
    Object.entries(values).map(([id, value]) => [
      id,
      { value, origin, evidence: [{ kind: 'resource', ref: `${origin}-file` }] },
    ]),
  );

describe('facts from several places', () => {
  it('take the strongest place, and a disagreement names both', () => {
    const merged = mergeFacts([record('attested', { sex: 'female' }), record('chart', { sex: 'male' })], DEFINITIONS);
    expect(merged.facts.get('sex')).toMatchObject({ value: 'female', origin: 'attested' });
    expect(merged.cautions).toHaveLength(1);
    expect(merged.cautions[0]?.text).toMatch(/attested says female \(attested-file\), chart says male \(chart-file\)/u);
  });

  const dated = (origin: FactOrigin, value: FactValue, date?: string): FactRecord =>
    new Map([['sex', { value, origin, evidence: [{ kind: 'resource', ref: origin, ...(date ? { date } : {}) }] }]]);

  it.each([
    ['a chart that is newer', '2026-03-01', '2026-06-12', undefined],
    ['a course without a date', undefined, '2026-06-12', undefined],
    ['two without a date', undefined, undefined, undefined],
    ['a course that is newer', '2026-06-13', '2026-06-12', 'stable'],
    ['a course of the same day', '2026-06-12', '2026-06-12', 'stable'],
  ])('course against chart, %s: the older word decides nothing', (_what, course, chart, expected) => {
    const { facts, cautions } = mergeFacts(
      [dated('course', 'stable', course), dated('chart', 'worse', chart)],
      DEFINITIONS,
    );
    expect(facts.get('sex')?.value).toBe(expected);
    expect(cautions[0]?.text).toMatch(expected ? /The first is used/u : /Neither is used/u);
  });

  it('a person’s word settles what course and chart do not', () => {
    const records = [
      dated('attested', 'stable'),
      dated('course', 'stable', '2026-03-01'),
      dated('chart', 'worse', '2026-06-12'),
    ];
    expect(mergeFacts(records, DEFINITIONS).facts.get('sex')).toMatchObject({ value: 'stable', origin: 'attested' });
  });

  it('that agree are no caution', () => {
    const merged = mergeFacts([record('attested', { sex: 'male' }), record('chart', { sex: 'male' })], DEFINITIONS);
    expect(merged.cautions).toEqual([]);
  });
});

describe('what follows from a fact', () => {
  const derive = (values: Record<string, FactValue>): ReturnType<typeof withConsequences> =>
    withConsequences({ facts: record('chart', values), cautions: [] }, DEFINITIONS, '2026-06-15');

  it('age follows from the birth date, with the record it was read in as evidence', () => {
    const age = derive({ birth: '2008-06-16' }).facts.get('age');
    expect(age).toMatchObject({ value: 17, origin: 'calculated' });
    expect(age?.evidence.map((item) => item.ref)).toEqual(['birth', 'chart-file']);
  });

  it('without a birth date there is no age', () => {
    expect(derive({}).facts.has('age')).toBe(false);
  });

  it('a stated age that contradicts the birth date is a caution, and the calculation is used', () => {
    const { facts, cautions } = derive({ birth: '2000-01-01', age: 17 });
    expect(facts.get('age')?.value).toBe(26);
    expect(cautions.map(({ id }) => id)).toEqual(['sources-disagree']);
  });

  it('an age that a person attests goes before one calculated from the chart, with a caution', () => {
    const age = new Map([['age', { value: 17, origin: 'attested' as const, evidence: [] }]]);
    const merged = { facts: new Map([...record('chart', { birth: '2000-01-01' }), ...age]), cautions: [] };
    const { facts, cautions } = withConsequences(merged, DEFINITIONS, '2026-06-15');
    expect(facts.get('age')).toMatchObject({ value: 17, origin: 'attested' });
    expect(cautions.map(({ id }) => id)).toEqual(['sources-disagree']);
  });

  it('a consequence stands back behind what is recorded', () => {
    expect(derive({ sex: 'male' }).facts.get('potential')).toMatchObject({ value: false, origin: 'calculated' });
    expect(derive({ sex: 'male', potential: true }).facts.get('potential')).toMatchObject({
      value: true,
      origin: 'chart',
    });
    expect(derive({ sex: 'female' }).facts.has('potential')).toBe(false);
    expect(derive({}).facts.has('potential')).toBe(false);
  });
});
