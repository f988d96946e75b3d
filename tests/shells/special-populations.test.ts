import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { example, stepwise } from '../support/cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-populations-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface CitedCaution {
  readonly id: string;
  readonly cite?: readonly { readonly basis: string }[];
}

/** What a visit says of groups of patients: before the first dose, or at the ninth. */
async function groups(patient: object, when: 'first' | 'later'): Promise<string[]> {
  const course = JSON.parse(readFileSync(example('courses', 'visit-first-cycles.json'), 'utf8')) as {
    patient: object;
    events: { type: string; at: string }[];
  };
  const file = path.join(folder, 'course.json');
  const events = when === 'later' ? course.events : course.events.filter(({ at }) => at < '2026-03-02T09:00');
  writeFileSync(file, JSON.stringify({ ...course, patient: { ...course.patient, ...patient }, events }));
  const on = when === 'later' ? '2026-05-11' : '2026-03-02';
  const { out } = await stepwise('visit', '--course', file, '--on', on, '--site', example('site.yaml'), '--json');
  const { cautions } = JSON.parse(out) as { cautions: readonly CitedCaution[] };
  const said = cautions.filter(({ id }) => RULES.includes(id));
  for (const { id, cite } of said) expect(cite ?? [], id).not.toEqual([]);
  return said.map(({ id }) => id);
}

const ORGANS = [
  'renal-mild-moderate',
  'renal-severe',
  'hepatic-mild',
  'hepatic-moderate-sources-differ',
  'hepatic-severe',
];
const RULES = ['contraception', 'pregnancy-status', 'fetal-harm', 'lactation', ...ORGANS, 'under-18'];

describe('a visit says what concerns the patient, each with its sources', () => {
  it.each(['female', 'other'])(
    'before the first dose, of sex %s: pregnancy, contraception, lactation, kidney and liver',
    async (sex) => {
      expect(await groups({ sex }, 'first')).toEqual(RULES.slice(0, -1));
    },
  );

  it('before the first dose, of a man: kidney and liver', async () => {
    expect(await groups({ sex: 'male' }, 'first')).toEqual(ORGANS);
  });

  it('later, to a woman: contraception and lactation, which go on until 2 months after the last dose', async () => {
    expect(await groups({ sex: 'female' }, 'later')).toEqual(['contraception', 'lactation']);
  });

  it('to a patient of 17, and not to one of 18', async () => {
    expect(await groups({ sex: 'male', birthDate: '2008-05-12' }, 'later')).toEqual(['under-18']);
    expect(await groups({ sex: 'male', birthDate: '2008-05-11' }, 'later')).toEqual([]);
  });
});

it.each(['tarlatamab-2024-05', 'tarlatamab-2025-11'])(
  '%s shows all of it, and where the two sources differ',
  async (label) => {
    const { out } = await stepwise('label', 'show', label);
    const said = out.slice(out.indexOf('Groups of patients')).replace(/\s+/gu, ' ');
    for (const words of [
      'effective contraception from the first dose until 2 months after the last',
      'is settled before the first dose',
      'No breastfeeding from the first dose until 2 months after the last. (secondary)',
      'Severe renal impairment: no data',
      'Moderate hepatic impairment: the two sources differ.',
      'Under 18 years:',
    ])
      expect(said).toContain(words);
  },
);
