import type {
  Analyte,
  LabGrade,
  LabLimit,
  LabReference,
  LabScale,
  LabUnit,
} from '../../core/regimen/grading/lab-scale.ts';
import { decimal, type Decimal } from '../../core/values/decimal.ts';
import type { InputFault } from '../input/input-error.ts';
import { readKnowledgeFile } from './read-file.ts';
import { labScaleSchema, type LabScaleEntry } from './schemas/lab-scale.ts';

type AnalyteEntry = LabScaleEntry['analytes'][number];
type LimitEntry = NonNullable<AnalyteEntry['grades'][number]['raisedBaseline']>;

/** Reads `grading/ctcae-5.yaml`: grades from the most severe down, and units that exist. */
export function loadLabScale(name: string, faults: InputFault[]): LabScale {
  const read = readKnowledgeFile(name, labScaleSchema, faults);
  if (read === undefined) return { id: '', title: '', analytes: [] };
  const { file, value } = read;
  const analytes = value.analytes.map((entry, at): Analyte => {
    const place = ['analytes', at];
    const units = value.units[entry.units];
    if (units === undefined) {
      const known = Object.keys(value.units).join(', ');
      faults.push(file.fault([...place, 'units'], `there is no set of units "${entry.units}"`, `Use one of: ${known}`));
    } else if (units[0]?.times !== 1)
      faults.push(file.fault(['units', entry.units, 0], 'the first unit is the one of the limits', 'Give it times: 1'));
    entry.grades.forEach(({ grade }, index) => {
      if (index > 0 && grade >= (entry.grades[index - 1]?.grade ?? 0))
        faults.push(
          file.fault(
            [...place, 'grades', index, 'grade'],
            `grade ${grade} does not stand below a higher one`,
            'Write the most severe first, each once',
          ),
        );
    });
    return {
      id: entry.id,
      name: entry.name,
      also: entry.also,
      units: (units ?? []).map((unit): LabUnit => ({ names: unit.names, times: decimal(unit.times) })),
      grades: entry.grades.map(gradeOf),
      cite: entry.cite,
    };
  });
  return { id: value.id, title: value.title, analytes };
}

function gradeOf({ grade, raisedBaseline, ...limit }: AnalyteEntry['grades'][number]): LabGrade {
  return {
    grade,
    limit: limitOf(limit),
    ...(raisedBaseline === undefined ? {} : { raisedBaseline: limitOf(raisedBaseline) }),
  };
}

function limitOf(entry: LimitEntry): LabLimit {
  if ('less-than' in entry) return { relation: 'less-than', ...boundOf(entry['less-than']) };
  if ('more-than' in entry) return { relation: 'more-than', ...boundOf(entry['more-than']) };
  return { relation: 'at-least', ...boundOf(entry['at-least']) };
}

function boundOf(bound: BoundEntry): { value: Decimal } | { times: Decimal; of: LabReference } {
  return typeof bound === 'number' ? { value: decimal(bound) } : { times: decimal(bound.times), of: bound.of };
}

type BoundEntry = number | { readonly times: number; readonly of: LabReference };
