import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FactValue } from '../../core/values/fact.ts';
import { InputError } from '../input/input-error.ts';
import { below } from './elm.ts';
import { readChart } from './read-chart.ts';
import type { Resource } from './test-chart.ts';
import {
  CARBOPLATIN,
  HCPCS,
  ICD,
  IMPROVED,
  LOINC,
  LURBINECTEDIN,
  ON,
  SNOMED,
  STABLE,
  STATEMENTS,
  TARLATAMAB,
  WORSENED,
  condition,
  concept,
  diseaseStatus,
  given,
  observation,
  ofRegimen,
  readingOf,
  regimen,
  report,
  stage,
  statement,
  verification,
} from './test-chart.ts';

type Values = ReadonlyMap<string, FactValue>;

/** What a chart says, or null where it is no longer a chart (its patient was removed). */
async function valuesOf(text: string): Promise<Values | null> {
  try {
    const { facts } = await readChart(text, 'chart.json', ON);
    return new Map([...facts].map(([fact, { value }]) => [fact, value]));
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

const CHARTS = new URL('../../examples/charts/', import.meta.url);
const examples = readdirSync(CHARTS).filter((file) => file.endsWith('.json'));

function entriesOf(file: string): readonly unknown[] {
  const entries = below(JSON.parse(readFileSync(new URL(file, CHARTS), 'utf8')), 'entry');
  return Array.isArray(entries) ? entries : [];
}

const bundleOf = (entry: readonly unknown[]): string =>
  JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry });

/** Facts that a smaller chart states and the whole one does not, or states otherwise. */
function gained(whole: Values, part: Values): readonly string[] {
  return [...part].flatMap(([fact, value]) =>
    whole.get(fact) === value ? [] : [`${fact}: ${String(whole.get(fact))} -> ${String(value)}`],
  );
}

/** Where the example shows two assessments over time, taking the newer away leaves the older. */
const OLDER_STATEMENT_LEFT: ReadonlyMap<string, readonly string[]> = new Map([
  ['renewal-response.json', ['response.status: stable -> partial']],
]);

describe('removing any resource from any example chart makes no fact known and turns none into another', () => {
  it('has examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(10);
  });

  it.each(examples)('%s: one resource', async (file) => {
    const entries = entriesOf(file);
    const whole = (await valuesOf(bundleOf(entries))) ?? new Map<string, FactValue>();
    expect(whole.size).toBeGreaterThan(8);
    for (const removed of entries.keys()) {
      const part = await valuesOf(bundleOf(entries.filter((_, index) => index !== removed)));
      const found = part === null ? [] : gained(whole, part);
      expect(found.filter((change) => !OLDER_STATEMENT_LEFT.get(file)?.includes(change))).toEqual([]);
    }
  });

  it.each(examples)('%s: any number of resources', async (file) => {
    const entries = entriesOf(file);
    const whole = (await valuesOf(bundleOf(entries))) ?? new Map<string, FactValue>();
    await fc.assert(
      fc.asyncProperty(fc.subarray([...entries]), async (kept) => {
        const part = await valuesOf(bundleOf(kept));
        const found = part === null ? [] : gained(whole, part);
        expect(found.filter((change) => !OLDER_STATEMENT_LEFT.get(file)?.includes(change))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

const refuted = { verificationStatus: verification('refuted') };
const provisional = { verificationStatus: verification('provisional') };
const brain = concept(SNOMED, '94225005');

/** Statements that agree, contradict, come late, lack their date or are not final. */
const POOL: readonly Resource[] = [
  given('platinum-1', CARBOPLATIN, '2025-06-02'),
  given('platinum-2', CARBOPLATIN, '2025-11'),
  given('platinum-3', CARBOPLATIN, null),
  given('platinum-again', CARBOPLATIN, '2026-01-05', ofRegimen('regimen-b')),
  statement('platinum-received', '2026-06-01', false),
  diseaseStatus(WORSENED, '2025-05-01'),
  diseaseStatus(WORSENED, '2025-11-14'),
  diseaseStatus(WORSENED, null),
  diseaseStatus(IMPROVED, '2026-03-01'),
  diseaseStatus(STABLE, '2026-05-01'),
  diseaseStatus('709137006', '2026-06-01'),
  statement('progressed-on-or-after-platinum', '2026-06-02', false),
  statement('progressed-on-or-after-platinum', '2025-12-02', true),
  regimen('regimen-a', '2025-11-01'),
  regimen('regimen-b', '2026-01-05'),
  given('dose-a', LURBINECTEDIN, '2025-11-20', ofRegimen('regimen-a')),
  given('dose-b', LURBINECTEDIN, '2026-01-05', ofRegimen('regimen-b')),
  statement('other-prior-lines', '2025-12-01', 0),
  statement('other-prior-lines', '2026-06-01', 1),
  given('tarlatamab-1', TARLATAMAB, '2026-02-16'),
  condition('pneumonia', concept(SNOMED, '233604007'), { recordedDate: '2026-06-05' }),
  condition('sepsis', concept(ICD, 'A41.9'), provisional),
  condition('no-infection', concept(SNOMED, '40733004'), { ...refuted, recordedDate: '2026-05-01' }),
  statement('active-systemic-infection', '2026-06-10', false),
  statement('active-systemic-infection', null, false),
  condition('brain', brain, { recordedDate: '2026-06-03' }),
  condition('no-brain', brain, { ...refuted, recordedDate: '2026-01-03' }),
  report(
    'mri',
    '2026-04-03',
    concept(STATEMENTS, 'no-brain-metastases'),
    concept(STATEMENTS, 'leptomeningeal-disease'),
  ),
  statement('untreated-or-symptomatic-brain-metastases', '2026-05-03', true),
  statement('leptomeningeal-disease', '2026-06-03', false),
  statement('reproductive-potential', '2026-06-03', false),
  statement('reproductive-potential', null, true),
  statement('platinum-received', '2025-05-20', true),
  { ...diseaseStatus(WORSENED, '2026-06-08', 'worse-elsewhere'), focus: [{ reference: 'Condition/prostate' }] },
  { ...diseaseStatus(WORSENED, '2026-06-07', 'worse-here'), focus: [{ reference: 'Condition/sclc' }] },
  condition('prostate', concept(ICD, 'C61'), { recordedDate: '2020-01-01' }),
  condition('sclc', concept(SNOMED, '254632001'), { recordedDate: '2025-05-20' }),
  regimen('regimen-c', '2026-01-15', { replaces: [{ reference: 'CarePlan/regimen-b' }] }),
  regimen('regimen-d', '2026-01-18'),
  given('dose-c', LURBINECTEDIN, '2026-01-15', ofRegimen('regimen-c')),
  given('dose-d', LURBINECTEDIN, '2026-01-18', ofRegimen('regimen-d')),
  given('topotecan', concept(HCPCS, 'J9351'), '2026-02-01'),
  condition('brain-undated', concept(ICD, 'C79.31')),
  condition('meninges', concept(ICD, 'C79.32'), { ...provisional, recordedDate: '2026-06-04' }),
  condition('cellulitis', concept(ICD, 'L03.115'), { recordedDate: '2026-06-11' }),
  condition('covid', concept(ICD, 'U07.1'), { recordedDate: '2026-06-12' }),
  statement('untreated-or-symptomatic-brain-metastases', '2026-05-20', false),
  statement('untreated-or-symptomatic-brain-metastases', null, true),
  stage(concept(STATEMENTS, 'limited-stage'), '2024-05-28'),
  stage(concept(STATEMENTS, 'extensive-stage'), '2025-05-28'),
  { ...stage(concept(STATEMENTS, 'limited-stage'), '2026-05-28', 'stage-preliminary'), status: 'preliminary' },
  { ...diseaseStatus(WORSENED, '2026-06-09', 'worse-preliminary'), status: 'preliminary' },
  diseaseStatus(STABLE, '2026-06-12'),
  { ...diseaseStatus(STABLE, '2026-06-13', 'both'), valueCodeableConcept: concept(SNOMED, STABLE, WORSENED) },
  statement('progressed-on-or-after-platinum', '2026-06-14', true),
  given('platinum-before', CARBOPLATIN, '2019-06-02'),
  given('platinum-elsewhere', CARBOPLATIN, '2025-09-02', { reasonReference: [{ reference: 'Condition/prostate' }] }),
  statement('leptomeningeal-disease', '2019-06-03', false),
  statement('active-systemic-infection', '2019-06-10', false),
  observation('ecog-1', concept(LOINC, '89247-1'), '2026-06-10', { valueInteger: 0 }),
];

/** The cautions on facts that are unknown because statements contradict each other: one side gone, the other is left. */
const CONTRADICTED: ReadonlySet<string> = new Set(
  [
    'brain-metastases-treatment-not-stated',
    'disease-status-ambiguous',
    'infection-contradicted',
    'leptomeningeal-disease-not-settled',
    'lines-older-than-treatment',
    'negative-before-diagnosis',
    'platinum-contradicted',
    'platinum-not-for-this-disease',
    'progression-contradicted',
    'progression-not-placed',
    'reproductive-potential-contradicted',
    'response-not-settled',
    'stage-not-settled',
    'untreated-metastases-contradicted',
  ].map((id) => `chart-${id}`),
);

describe('removing any resource from any chart, contradictions and gaps included', () => {
  it('never turns an unknown fact into a known one, save where a caution says that its statements conflict', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([...POOL]), fc.nat(), async (resources, at) => {
        fc.pre(resources.length > 0);
        const removed = at % resources.length;
        const whole = await readingOf(resources);
        const part = await readingOf(resources.filter((_, index) => index !== removed));
        const conflicting = whole.cautions.filter(({ id }) => CONTRADICTED.has(id)).flatMap(({ facts }) => facts);
        const found = [...part.facts.keys()].filter((fact) => !whole.facts.has(fact) && !conflicting.includes(fact));
        expect(found).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });

  it('leaves the older "no" once a newer suspicion is gone: the exception that cannot be avoided', async () => {
    const no = statement('active-systemic-infection', '2026-06-01', false);
    const suspicion = condition('sepsis', concept(ICD, 'A41.9'), { ...provisional, recordedDate: '2026-06-04' });
    const whole = await readingOf([no, suspicion]);
    expect(whole.facts.has('infection.active-systemic')).toBe(false);
    expect(whole.cautions.map(({ id }) => id)).toEqual(['chart-infection-contradicted']);
    expect((await readingOf([no])).facts.get('infection.active-systemic')?.value).toBe(false);
  });
});
