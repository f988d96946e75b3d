import { describe, expect, it } from 'vitest';
import { attested } from '../../../tests/support/facts.ts';
import { knowledge } from '../../../tests/support/knowledge.ts';
import type { FactValue } from '../../values/fact.ts';
import { grade, type GradeAnswer } from './grade.ts';

const { grading } = knowledge();

type Found = Readonly<Record<string, FactValue>>;

function graded(id: string, found: Found): GradeAnswer {
  const scale = grading.scales.find((one) => one.id === id);
  if (scale === undefined) throw new Error(`no scale ${id}`);
  return grade(scale, attested(found), grading.findings);
}

const crs = (found: Found): GradeAnswer =>
  graded(
    'crs',
    Object.fromEntries(Object.entries({ ...WELL_CRS, ...found }).map(([name, value]) => [`crs.${name}`, value])),
  );
const WELL_CRS: Found = {
  temperature: 368,
  'fever-masked': false,
  hypotension: false,
  vasopressors: 0,
  oxygen: 'none',
};

const icans = (found: Found): GradeAnswer =>
  graded(
    'icans',
    Object.fromEntries(Object.entries({ ...WELL_ICANS, ...found }).map(([name, value]) => [`icans.${name}`, value])),
  );
const WELL_ICANS: Found = { ice: 10, consciousness: 'awake', seizure: 'none', motor: 'none', edema: 'none' };

const cautionIds = ({ cautions }: GradeAnswer): readonly string[] => cautions.map(({ id }) => id);

describe('cytokine release', () => {
  it.each<readonly [what: string, found: Found, grade: number]>([
    ['nothing', {}, 0],
    ['37.9 °C', { temperature: 379 }, 0],
    ['38.0 °C', { temperature: 380 }, 1],
    ['fever and low pressure', { temperature: 384, hypotension: true }, 2],
    ['fever and low-flow oxygen', { temperature: 384, oxygen: 'low-flow' }, 2],
    ['fever and high-flow oxygen', { temperature: 384, oxygen: 'high-flow' }, 3],
    ['fever and positive pressure', { temperature: 384, oxygen: 'positive-pressure' }, 4],
    ['fever and two vasopressors', { temperature: 384, hypotension: true, vasopressors: 2 }, 4],
    // The example of the source.
    [
      'fever, one vasopressor, low-flow oxygen',
      { temperature: 384, hypotension: true, vasopressors: 1, oxygen: 'low-flow' },
      3,
    ],
    ['one vasopressor, the pressure not said to be low', { temperature: 384, vasopressors: 1 }, 3],
    ['low pressure after treatment that masks fever', { 'fever-masked': true, hypotension: true }, 2],
    [
      'one vasopressor and low-flow oxygen, masked',
      { 'fever-masked': true, hypotension: true, vasopressors: 1, oxygen: 'low-flow' },
      3,
    ],
    ['masking treatment and nothing else', { 'fever-masked': true }, 0],
    ['low pressure, no fever, nothing masks it', { hypotension: true, vasopressors: 1 }, 0],
  ])('%s', (_what, found, wanted) => {
    expect(crs(found)).toMatchObject({ grade: wanted, atLeast: wanted, needed: [] });
  });

  it('warns of low pressure or oxygen that this scale does not count, and not of what it counts', () => {
    expect(cautionIds(crs({ hypotension: true }))).toContain('low-without-fever');
    expect(cautionIds(crs({ oxygen: 'low-flow' }))).toContain('low-without-fever');
    expect(cautionIds(crs({}))).not.toContain('low-without-fever');
    expect(cautionIds(crs({ temperature: 380, hypotension: true }))).not.toContain('low-without-fever');
    expect(cautionIds(crs({ 'fever-masked': true, hypotension: true }))).not.toContain('low-without-fever');
    expect(cautionIds(crs({ 'fever-masked': true }))).toContain('fever-may-be-masked');
  });

  it('asks for what could raise the grade, and says what it is at least', () => {
    const open = graded('crs', { 'crs.temperature': 384, 'crs.hypotension': true });
    expect(open).toMatchObject({ grade: null, atLeast: 2 });
    expect(open.needed.map(({ fact }) => fact)).toEqual(['crs.vasopressors', 'crs.oxygen']);
    expect(graded('crs', {})).toMatchObject({ grade: null, atLeast: 0 });
    // Nothing is higher than grade 4: what is not known makes no difference.
    expect(graded('crs', { 'crs.temperature': 384, 'crs.oxygen': 'positive-pressure' })).toMatchObject({
      grade: 4,
      needed: [],
    });
  });
});

describe('ICANS', () => {
  it.each<readonly [what: string, found: Found, grade: number]>([
    ['nothing', {}, 0],
    ['ICE 9', { ice: 9 }, 1],
    ['ICE 7', { ice: 7 }, 1],
    ['ICE 6', { ice: 6 }, 2],
    ['ICE 3', { ice: 3 }, 2],
    ['ICE 2', { ice: 2 }, 3],
    ['ICE 0, awake', { ice: 0 }, 3],
    ['ICE 0, cannot be woken', { ice: 0, consciousness: 'unarousable' }, 4],
    ['drowsy', { consciousness: 'spontaneous' }, 1],
    ['wakes to a voice', { consciousness: 'voice' }, 2],
    ['wakes to touch', { consciousness: 'tactile' }, 3],
    ['cannot be woken', { consciousness: 'unarousable' }, 4],
    // The example of the source: a generalised seizure that resolves.
    ['ICE 3 and a seizure', { ice: 3, seizure: 'resolved' }, 3],
    ['a prolonged seizure', { seizure: 'prolonged' }, 4],
    ['deep focal weakness', { motor: 'deep-focal' }, 4],
    ['focal edema', { edema: 'focal' }, 3],
    ['diffuse edema', { edema: 'diffuse' }, 4],
  ])('%s', (_what, found, wanted) => {
    expect(icans(found)).toMatchObject({ grade: wanted, atLeast: wanted, needed: [] });
  });

  it('an ICE score of 0 alone leaves open whether the patient can be woken', () => {
    const open = graded('icans', {
      'icans.ice': 0,
      'icans.seizure': 'none',
      'icans.motor': 'none',
      'icans.edema': 'none',
    });
    expect(open).toMatchObject({ grade: null, atLeast: 3 });
    expect(open.needed.map(({ fact }) => fact)).toEqual(['icans.consciousness']);
  });

  it('who cannot be woken needs no score', () => {
    expect(graded('icans', { 'icans.consciousness': 'unarousable' })).toMatchObject({ grade: 4, needed: [] });
  });
});

it('every grade cites what it was read in, and says that it is a secondary source', () => {
  const { cites, cautions } = icans({ ice: 5 });
  expect(cites.map(({ rule }) => rule)).toEqual(['grade 4', 'grade 3', 'grade 2', 'grade 1']);
  expect(cites.every(({ basis }) => basis === 'secondary')).toBe(true);
  expect(cautions.map(({ id }) => id)).toContain('rests-on-secondary');
});
