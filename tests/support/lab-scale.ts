import type { Analyte, LabGrade, LabScale } from '../../core/regimen/grading/lab-scale.ts';
import { decimal } from '../../core/values/decimal.ts';

const COUNTS: Analyte['units'] = [
  { names: ['10*9/L', '10^9/L', '10*3/uL', 'K/uL'], times: decimal(1) },
  { names: ['/uL', '/mm3'], times: decimal('0.001') },
];
const ENZYMES: Analyte['units'] = [{ names: ['U/L', 'IU/L'], times: decimal(1) }];

const below = (limits: readonly (readonly [LabGrade['grade'], number])[]): readonly LabGrade[] => [
  ...limits.map(([grade, value]): LabGrade => ({ grade, limit: { relation: 'less-than', value: decimal(value) } })),
  { grade: 1, limit: { relation: 'less-than', times: decimal(1), of: 'lln' } },
];

/** Multiples for grades 4 to 1; of a raised baseline the same but for grade 1. */
const above = (times: readonly number[], mild: NonNullable<LabGrade['raisedBaseline']>): readonly LabGrade[] =>
  ([4, 3, 2, 1] as const).map((grade, index) => {
    const multiple = decimal(times[index] ?? 1);
    return {
      grade,
      limit: { relation: 'more-than', times: multiple, of: 'uln' },
      raisedBaseline: grade === 1 ? mild : { relation: 'more-than', times: multiple, of: 'baseline' },
    };
  });
const ENZYME_GRADES = above([20, 5, 3, 1], { relation: 'at-least', times: decimal('1.5'), of: 'baseline' });

function analyte(id: string, also: readonly string[], units: Analyte['units'], grades: Analyte['grades']): Analyte {
  return { id, name: id, also, units, grades, cite: [{ basis: 'unconfirmed', note: 'a test' }] };
}

/** The limits of CTCAE version 5, as tests of the core need them without reading a file. */
export const LAB_SCALE: LabScale = {
  id: 'ctcae-5',
  title: 'CTCAE version 5',
  analytes: [
    analyte(
      'neutrophils',
      ['anc'],
      COUNTS,
      below([
        [4, 0.5],
        [3, 1],
        [2, 1.5],
      ]),
    ),
    analyte(
      'platelets',
      ['plt'],
      COUNTS,
      below([
        [4, 25],
        [3, 50],
        [2, 75],
      ]),
    ),
    analyte(
      'hemoglobin',
      ['hgb'],
      [
        { names: ['g/L'], times: decimal(1) },
        { names: ['g/dL'], times: decimal(10) },
      ],
      below([
        [3, 80],
        [2, 100],
      ]),
    ),
    analyte('alt', ['sgpt'], ENZYMES, ENZYME_GRADES),
    analyte('ast', ['sgot'], ENZYMES, ENZYME_GRADES),
    analyte(
      'bilirubin',
      [],
      [
        { names: ['umol/L'], times: decimal(1) },
        { names: ['mg/dL'], times: decimal('17.1') },
      ],
      above([10, 3, 1.5, 1], { relation: 'more-than', times: decimal(1), of: 'baseline' }),
    ),
  ],
};
