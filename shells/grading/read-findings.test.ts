import { describe, expect, it } from 'vitest';
import type { FactRecord, FactValue } from '../../core/values/fact.ts';
import { describeFault, InputError } from '../input/input-error.ts';
import { crsFacts, iceScore, icansFacts, readFindings } from './read-findings.ts';

const values = (facts: FactRecord): Readonly<Record<string, FactValue>> =>
  Object.fromEntries([...facts].map(([id, { value }]) => [id, value]));

describe('what was found becomes facts', () => {
  it.each([
    [37.99, 379],
    [38, 380],
    [38.04, 380],
    [38.3, 383],
    [40.1, 401],
  ])('%s °C is %s tenths: fever begins at 38.0 and not before', (temperatureC, tenths) => {
    expect(values(crsFacts({ temperatureC }, 'x'))).toEqual({ 'crs.temperature': tenths });
  });

  it.each([
    [{}, undefined],
    [{ antipyreticGiven: true }, true],
    [{ antipyreticGiven: false }, false],
    [{ antipyreticGiven: false, steroidGiven: true }, true],
    [{ antipyreticGiven: false, anticytokineGiven: true }, true],
    [{ steroidGiven: false, anticytokineGiven: false }, undefined],
  ])('treatment that masks fever: %j', (given, masked) => {
    expect(values(crsFacts(given, 'x'))['crs.fever-masked']).toBe(masked);
  });

  it.each([
    ['none', 0],
    ['one', 1],
    ['multiple', 2],
    [3, 3],
  ] as const)('vasopressors %s are %s', (vasopressors, count) => {
    expect(values(crsFacts({ vasopressors }, 'x'))).toEqual({ 'crs.vasopressors': count });
  });

  it('the ICE score is the sum of its tasks, and nothing while one is missing', () => {
    const tasks = { orientation: 4, naming: 3, command: 1, writing: 1 };
    expect(iceScore({ ...tasks, attention: 1 })).toBe(10);
    expect(iceScore({ ...tasks, attention: 0 })).toBe(9);
    expect(iceScore(tasks)).toBeUndefined();
    expect(iceScore(0)).toBe(0);
    expect(values(icansFacts({ ice: tasks }, 'x'))).toEqual({});
  });
});

describe('a findings file', () => {
  const read = (text: string): unknown => readFindings(text, 'findings.yaml');

  it('may be YAML, and says no as false, no or none', () => {
    expect(read('crs: { hypotension: no }\nicans: { seizure: false, motor: none }')).toEqual({
      crs: { hypotension: false },
      icans: { seizure: 'none', motor: 'none' },
    });
  });

  it.each([
    ['crs: { temperatureC: 101.3 }', /findings\.yaml:1:\d+: .*no body temperature in degrees Celsius.*Convert/u],
    ['crs: { temperaturC: 38 }', /Did you mean "temperatureC"/u],
    ['crs: { oxygen: mask }', /oxygen/u],
    ['icans: { ice: 11 }', /the points of an ICE score go from 0 to 10/u],
    ['icans: { ice: { orientation: 5 } }', /icans\.ice\.orientation: the points of this task go from 0 to 4/u],
    ['icans: { seizure: maybe }', /no such finding.*none, resolved, prolonged/u],
    ['{}', /holds no findings/u],
    ['series: [{ at: tomorrow, crs: {} }]', /findings\.yaml:1:\d+: /u],
  ])('%s is refused with its place and how to mend it', (text, message) => {
    let told = '';
    try {
      read(text);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      told = error.faults.map(describeFault).join('\n');
    }
    expect(told).toMatch(message);
  });
});
