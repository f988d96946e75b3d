// How many lines followed the progression: a stated count, treatment plans, and what happened since either.
import type { Resource } from './test-chart.ts';
import {
  CARBOPLATIN,
  HCPCS,
  LURBINECTEDIN,
  TARLATAMAB,
  WORSENED,
  cautionTable,
  concept,
  diseaseStatus,
  given,
  ofRegimen,
  regimen,
  statement,
  table,
} from './test-chart.ts';

const LINES = 'therapy.other-prior-lines';
const PROGRESSED = [given('platinum', CARBOPLATIN, '2025-06-02'), diseaseStatus(WORSENED, '2025-11-14')];
const none = statement('other-prior-lines', '2026-01-10', 0);
const TOPOTECAN = concept(HCPCS, 'J9351');

const line = (id: string, start: string, drug: Resource = LURBINECTEDIN, rest: Resource = {}): Resource[] => [
  regimen(id, start, rest),
  given(`${id}-dose`, drug, start, ofRegimen(id)),
];
const procedure = (code: string, on: string, plan?: string): Resource => ({
  resourceType: 'Procedure',
  id: `procedure-${code}`,
  status: 'completed',
  subject: { reference: 'Patient/p' },
  code: concept(HCPCS, code),
  performedDateTime: on,
  ...(plan === undefined ? {} : { basedOn: [{ reference: `CarePlan/${plan}` }] }),
});

const AGENTS = ['J9070', 'J9071', 'J9075', 'J9000', 'J9370', 'J8700', 'J9390', 'J8705', 'J9181'] as const;

table(LINES, [
  ['none stated, later topotecan without a plan', [none, given('t', TOPOTECAN, '2026-02-01')], null],
  ['none stated, later topotecan as a procedure', [none, procedure('J9351', '2026-02-01')], null],
  ['none stated, topotecan the same day', [none, given('t', TOPOTECAN, '2026-01-10')], 0],
  ['none stated, topotecan before', [none, given('t', TOPOTECAN, '2026-01-02')], 0],
  ['none stated, topotecan without a date', [none, given('t', TOPOTECAN, null)], null],
  ['none stated, later tarlatamab', [none, given('t', TARLATAMAB, '2026-02-01')], 0],
  ['none stated, later immunotherapy', [none, given('t', concept(HCPCS, 'J9022'), '2026-02-01')], 0],
  ['none stated, later topotecan not given', [none, given('t', TOPOTECAN, '2026-02-01', { status: 'not-done' })], 0],
  ...AGENTS.map(
    (code) => [`none stated, later ${code}`, [none, given('t', concept(HCPCS, code), '2026-02-01')], null] as const,
  ),
  ...AGENTS.map(
    (code) => [`a regimen of ${code}`, [...PROGRESSED, ...line('a', '2025-11-24', concept(HCPCS, code))], 1] as const,
  ),
  [
    'one stated, its plan goes on',
    [
      ...PROGRESSED,
      ...line('a', '2025-11-24'),
      given('later', LURBINECTEDIN, '2026-02-01', ofRegimen('a')),
      statement('other-prior-lines', '2026-01-10', 1),
    ],
    1,
  ],
  ['none stated, a plan since, no progression on record', [none, ...line('a', '2026-02-01')], null],
  ['none stated, a plan after the progression since', [...PROGRESSED, none, ...line('a', '2026-02-01')], 1],
  [
    'progression only stated',
    [statement('progressed-on-or-after-platinum', '2025-11-20', true), ...line('a', '2025-11-24')],
    1,
  ],
  [
    'a plan whose drug was given as a procedure',
    [...PROGRESSED, regimen('a', '2025-11-24'), procedure('J9223', '2025-11-24', 'a')],
    1,
  ],
  ['a plan issued again after two weeks', [...PROGRESSED, ...line('a', '2025-11-24'), ...line('b', '2025-12-08')], 1],
  ['a plan issued again after 21 days', [...PROGRESSED, ...line('a', '2025-11-24'), ...line('b', '2025-12-15')], 1],
  ['the same drug after 22 days', [...PROGRESSED, ...line('a', '2025-11-24'), ...line('b', '2025-12-16')], 2],
  [
    'another drug after two weeks',
    [...PROGRESSED, ...line('a', '2025-11-24'), ...line('b', '2025-12-08', TOPOTECAN)],
    2,
  ],
  [
    'a plan that replaces the other',
    [
      ...PROGRESSED,
      ...line('a', '2025-11-24'),
      ...line('b', '2026-02-01', LURBINECTEDIN, { replaces: [{ reference: 'CarePlan/a' }] }),
    ],
    1,
  ],
  [
    'a plan that replaces one of before the progression',
    [
      ...PROGRESSED,
      ...line('a', '2025-10-24'),
      ...line('b', '2026-02-01', LURBINECTEDIN, { replaces: [{ reference: 'CarePlan/a' }] }),
    ],
    null,
  ],
]);

cautionTable([
  ['chart-lines-older-than-treatment', [none, given('t', TOPOTECAN, '2026-02-01')]],
  ['chart-regimens-to-check', [...PROGRESSED, ...line('a', '2025-11-24'), ...line('b', '2025-12-08')]],
  ['chart-regimens-to-check', [...PROGRESSED, ...line('a', '2025-11-24'), ...line('b', '2026-03-01', TOPOTECAN)]],
  [
    'chart-regimens-to-check',
    [...PROGRESSED, ...line('a', '2025-11-24', LURBINECTEDIN, { replaces: [{ reference: 'CarePlan/x' }] })],
  ],
]);
