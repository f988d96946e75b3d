// What stands beside a stage, a response or a payer and takes the value away; a patient who has died.
import { describe, expect, it } from 'vitest';
import { readChart } from './read-chart.ts';
import type { Resource } from './test-chart.ts';
import {
  CARBOPLATIN,
  IMPROVED,
  ON,
  PATIENT,
  SNOMED,
  SOPT,
  STABLE,
  STATEMENTS,
  TARLATAMAB,
  WORSENED,
  bundle,
  concept,
  coverage,
  diseaseStatus,
  doubtTable,
  given,
  stage,
  statement,
} from './test-chart.ts';

const PROGRESSED = 'therapy.progressed-on-or-after-platinum';
const RESPONSE = 'response.status';

const platinum = (on: string | null, reason: string | null = null): Resource =>
  given('platinum', CARBOPLATIN, on, reason === null ? {} : { reasonReference: [{ reference: reason }] });
const tarlatamab = given('t', TARLATAMAB, '2026-02-16');
const stable = diseaseStatus(STABLE, '2026-06-08', 'stable');
const worse = (on: string | null, rest: Resource = {}): Resource => ({
  ...diseaseStatus(WORSENED, on, 'worse'),
  ...rest,
});
const preliminary = { status: 'preliminary' };
const both = (on: string): Resource => ({
  ...diseaseStatus(STABLE, on, 'both'),
  valueCodeableConcept: concept(SNOMED, WORSENED, STABLE),
});
const staged = (code: string, on: string, rest: Resource = {}): Resource => ({
  ...stage(concept(STATEMENTS, code), on, code),
  ...rest,
});

doubtTable([
  // Statuses
  [
    'two at once',
    PROGRESSED,
    [platinum('2025-06-02'), both('2025-11-14')],
    null,
    ['disease-status-ambiguous'],
    ['both'],
  ],
  [
    'worse, then two at once',
    RESPONSE,
    [tarlatamab, diseaseStatus(IMPROVED, '2026-05-01', 'i'), both('2026-06-09')],
    null,
    ['disease-status-ambiguous', 'response-not-settled'],
  ],
  ['older, not final', RESPONSE, [tarlatamab, stable, worse('2026-05-01', preliminary)], 'stable', []],
  [
    'later, not final',
    RESPONSE,
    [tarlatamab, stable, worse('2026-06-12', preliminary)],
    null,
    ['response-not-settled'],
    ['worse', 'stable'],
  ],
  [
    'the same day, not final',
    RESPONSE,
    [tarlatamab, stable, worse('2026-06-08', preliminary)],
    null,
    ['response-not-settled'],
  ],
  ['undated', RESPONSE, [tarlatamab, stable, worse(null)], null, ['response-not-settled'], ['worse']],
  ['some day of the month', RESPONSE, [tarlatamab, stable, worse('2026-06')], null, ['response-not-settled']],
  ['some day of the month before', RESPONSE, [tarlatamab, stable, worse('2026-05')], 'stable', []],
  ['worse anyway', RESPONSE, [tarlatamab, worse('2026-06-08'), { ...worse(null), id: 'w' }], 'progression', []],
  [
    'stated later',
    RESPONSE,
    [tarlatamab, stable, statement('progressed-on-or-after-platinum', '2026-06-12', true, 's')],
    null,
    ['response-not-settled'],
    ['Observation/s'],
  ],
  [
    'stated before',
    RESPONSE,
    [tarlatamab, stable, statement('progressed-on-or-after-platinum', '2026-06-01', true)],
    'stable',
    [],
  ],

  // Stage
  [
    'later, not final',
    'disease.stage',
    [staged('extensive-stage', '2026-05-01'), staged('limited-stage', '2026-06-01', preliminary)],
    null,
    ['stage-not-settled'],
    ['extensive-stage', 'limited-stage'],
  ],
  [
    'older, not final',
    'disease.stage',
    [staged('extensive-stage', '2026-05-01'), staged('limited-stage', '2026-04-01', preliminary)],
    'extensive',
    [],
  ],
  [
    'the same, not final',
    'disease.stage',
    [staged('extensive-stage', '2026-05-01'), { ...staged('extensive-stage', ON, preliminary), id: 'p' }],
    'extensive',
    [],
  ],

  // Coverage
  [
    'two payers in one',
    'member.line-of-business',
    [coverage('c', concept(SOPT, '121', '512'))],
    null,
    ['several-active-coverages'],
    ['medicare-part-b', 'commercial', 'Coverage/c'],
  ],
  ['one line twice', 'member.line-of-business', [coverage('c', concept(SOPT, '512', '513'))], 'commercial', []],
  [
    'a group and its member',
    'member.line-of-business',
    [coverage('c', concept(SOPT, '1', '121'))],
    'medicare-part-b',
    [],
  ],
]);

describe('a patient who has died', () => {
  const cautionsOf = async (rest: Resource): Promise<unknown> =>
    (await readChart(bundle({ ...PATIENT, ...rest }), 'a.json', ON)).cautions;

  it.each<[Resource, string]>([
    [{ deceasedBoolean: true }, 'The chart records that the patient has died.'],
    [{ deceasedDateTime: '2026-06-01T10:00:00Z' }, 'The chart records that the patient has died (2026-06-01).'],
    [{ deceasedDateTime: '2026' }, 'The chart records that the patient has died (2026).'],
  ])('%j concerns every fact and changes none', async (rest, text) => {
    expect(await cautionsOf(rest)).toEqual([{ id: 'chart-patient-deceased', text, facts: [] }]);
  });

  it('is not one who is alive', async () => {
    expect(await cautionsOf({ deceasedBoolean: false })).toEqual([]);
  });
});
