// Old findings, findings of before the disease, and drugs given for another disease.
import { expect, it } from 'vitest';
import type { Resource } from './test-chart.ts';
import {
  CARBOPLATIN,
  ICD,
  ON,
  SNOMED,
  STATEMENTS,
  WORSENED,
  concept,
  condition,
  diseaseStatus,
  doubtTable,
  given,
  ofRegimen,
  readingOf,
  regimen,
  report,
  statement,
  verification,
} from './test-chart.ts';

const INFECTION = 'infection.active-systemic';
const BRAIN = 'cns.untreated-or-symptomatic-metastases';
const MENINGES = 'cns.leptomeningeal-disease';
const PLATINUM = 'therapy.platinum-received';
const sclc = (rest: Resource): Resource => condition('sclc', concept(SNOMED, '254632001'), rest);
const found = sclc({ recordedDate: '2025-06-20', onsetDateTime: '2025-05-20' });
const no = (code: string, on: string): Resource => statement(code, on, false, 'no');
const none = (on: string): Resource => no('active-systemic-infection', on);
const mri = (on: string, rest: Resource = {}): Resource => ({
  ...report('mri', on, concept(STATEMENTS, 'no-brain-metastases')),
  ...rest,
});
const sepsis = (rest: Resource): Resource => condition('sepsis', concept(ICD, 'A41.9'), rest);
const platinum = (on: string | null, reason: string | null = null): Resource =>
  given('platinum', CARBOPLATIN, on, reason === null ? {} : { reasonReference: [{ reference: reason }] });
const elsewhere = condition('ovary', concept(ICD, 'C56.1'), { recordedDate: '2019-01-01' });

const furtherLine = (reason: string): readonly Resource[] => [
  ...[found, elsewhere, given('first', CARBOPLATIN, '2025-06-02'), diseaseStatus(WORSENED, '2025-11-14')],
  regimen('again', '2025-11-24'),
  given('second', CARBOPLATIN, '2025-11-24', { ...ofRegimen('again'), reasonReference: [{ reference: reason }] }),
];

doubtTable([
  // Negatives
  ['30 days old', INFECTION, [none('2026-05-16')], false, []],
  ['31 days old', INFECTION, [none('2026-05-15')], false, ['negative-old'], ['Observation/no (31 days)']],
  ['old report', BRAIN, [mri('2025-11-14')], false, ['negative-old'], ['DiagnosticReport/mri (213 days)']],
  [
    'old, and asked again',
    INFECTION,
    [none('2026-01-15'), statement('active-systemic-infection', ON, false, 'b')],
    false,
    [],
  ],
  ['after the onset', BRAIN, [found, mri('2026-06-02')], false, []],
  ['on the day of onset', BRAIN, [found, mri('2025-05-20')], false, ['negative-old']],
  [
    'before the onset',
    BRAIN,
    [found, mri('2025-05-19')],
    null,
    ['negative-before-diagnosis'],
    ['mri', 'Condition/sclc'],
  ],
  ['before the record alone', MENINGES, [found, no('leptomeningeal-disease', '2025-06-01')], false, ['negative-old']],
  ['before, infection', INFECTION, [found, none('2019-06-01')], null, ['negative-before-diagnosis'], ['no']],
  [
    'in the year of onset',
    BRAIN,
    [sclc({ onsetDateTime: '2026' }), mri('2026-06-02')],
    null,
    ['negative-before-diagnosis'],
  ],
  [
    'in the year of onset, after the record',
    BRAIN,
    [sclc({ onsetDateTime: '2026', recordedDate: '2026-05-30' }), mri('2026-06-02')],
    false,
    [],
  ],
  [
    'before, and an infection older still',
    INFECTION,
    [found, sepsis({ recordedDate: '2018-01-01' }), none('2019-06-01')],
    null,
    ['negative-before-diagnosis'],
  ],
  [
    'before a cancer that was refuted',
    BRAIN,
    [sclc({ recordedDate: ON, verificationStatus: verification('refuted') }), mri('2026-06-02')],
    false,
    [],
  ],
  ['with free text', BRAIN, [mri('2026-06-02', { conclusion: 'A new lesion.' })], false, ['report-free-text'], ['mri']],
  [
    'with free text, deciding nothing',
    BRAIN,
    [mri('2026-06-02', { status: 'preliminary', conclusion: 'x' })],
    null,
    [],
  ],

  // Infections
  [
    'recurrence',
    INFECTION,
    [sepsis({ recordedDate: '2019-01-01', onsetDateTime: '2026-06-12' }), none('2026-06-10')],
    true,
    [],
  ],
  [
    'onset before the record',
    INFECTION,
    [sepsis({ recordedDate: '2026-06-12', onsetDateTime: '2026-06-01' }), none('2026-06-10')],
    true,
    [],
  ],
  [
    'still active',
    INFECTION,
    [sepsis({ recordedDate: '2026-06-09' }), none('2026-06-10')],
    false,
    ['infection-still-active'],
    ['Condition/sepsis', 'Observation/no'],
  ],
  [
    'without a status',
    INFECTION,
    [sepsis({ recordedDate: '2026-06-09', clinicalStatus: undefined }), none('2026-06-10')],
    false,
    [],
  ],

  // Platinum
  ['for the lung cancer', PLATINUM, [found, platinum('2025-06-02', 'Condition/sclc')], true, []],
  [
    'for another',
    PLATINUM,
    [found, elsewhere, platinum('2025-06-02', 'Condition/ovary')],
    null,
    ['platinum-not-for-this-disease'],
    ['platinum', 'Condition/sclc'],
  ],
  [
    'for one not held',
    PLATINUM,
    [found, platinum('2025-06-02', 'Condition/x')],
    null,
    ['platinum-not-for-this-disease'],
  ],
  [
    'for one elsewhere',
    PLATINUM,
    [found, platinum('2025-06-02', 'https://other/fhir/Condition/sclc')],
    null,
    ['platinum-not-for-this-disease'],
  ],
  ['for a report', PLATINUM, [found, platinum('2025-06-02', 'DiagnosticReport/x')], true, []],
  [
    'before the cancer',
    PLATINUM,
    [found, platinum('2019-06-02')],
    null,
    ['platinum-not-for-this-disease'],
    ['platinum'],
  ],
  ['without a date', PLATINUM, [found, platinum(null)], true, []],
  [
    'for another, no further line',
    'therapy.other-prior-lines',
    furtherLine('Condition/ovary'),
    null,
    ['platinum-not-for-this-disease'],
  ],
  [
    'once more for the lung cancer',
    'therapy.other-prior-lines',
    furtherLine('Condition/sclc'),
    1,
    ['platinum-rechallenge'],
  ],
  [
    'for another, denied',
    PLATINUM,
    [elsewhere, platinum('2025-06-02', 'Condition/ovary'), no('platinum-received', ON)],
    false,
    ['platinum-not-for-this-disease'],
  ],
  [
    'before the cancer, denied',
    PLATINUM,
    [found, platinum('2019-06-02'), no('platinum-received', ON)],
    null,
    ['platinum-not-for-this-disease'],
  ],
]);

it('the evidence of a recurrence is dated as it counts', async () => {
  const { facts } = await readingOf([sepsis({ recordedDate: '2019-01-01', onsetDateTime: '2026-06-12' })]);
  expect(facts.get(INFECTION)?.evidence).toMatchObject([{ ref: 'Condition/sepsis', date: '2026-06-12' }]);
});
