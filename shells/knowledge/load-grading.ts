import path from 'node:path';
import { compile } from '../../core/criteria/compile.ts';
import type { Grading, GradeNote, Scale } from '../../core/regimen/grading/scale.ts';
import type { InputFault } from '../input/input-error.ts';
import { CriteriaLinker, type KeyPath } from './link-criteria.ts';
import { loadFacts } from './load-facts.ts';
import { readKnowledgeFile, type ReadFile } from './read-file.ts';
import { gradingSchema, type GradingEntry } from './schemas/grading.ts';

export interface LoadedGrading {
  readonly grading: Grading;
  /** Undefined where the file could not be read; its faults are listed then. */
  readonly read: ReadFile<GradingEntry> | undefined;
}

/** Reads `grading/`: the findings that are asked for, and how they are graded. */
export function loadGrading(folder: string, name: string, faults: InputFault[]): LoadedGrading {
  const findings = loadFacts(path.join(folder, 'findings.yaml'), faults);
  const read = readKnowledgeFile(path.join(folder, name), gradingSchema, faults);
  if (read === undefined) return { read, grading: { id: '', title: '', scales: [], findings } };
  const { file, value } = read;
  const linker = new CriteriaLinker(file, findings, faults, {});
  for (const [criteria, at] of treesOf(value)) linker.register(criteria, at);
  const scales = value.scales.map(({ id, name: called, notes, grades }, at): Scale => {
    const place: KeyPath = ['scales', at];
    grades.forEach(({ grade }, index) => {
      if (index > 0 && grade >= (grades[index - 1]?.grade ?? 0))
        faults.push(
          file.fault(
            [...place, 'grades', index, 'grade'],
            `grade ${grade} does not stand below a higher one`,
            'Write the most severe first, each once',
          ),
        );
    });
    return {
      id,
      name: called,
      notes: notes.map(({ when, ...note }, index): GradeNote => {
        if (when === undefined) return note;
        return { ...note, when: compile(linker.link(when, [...place, 'notes', index, 'when'])) };
      }),
      grades: grades.map(({ grade, criterion }, index) => ({
        grade,
        criteria: compile(linker.link(criterion, [...place, 'grades', index, 'criterion'])),
      })),
    };
  });
  return { read, grading: { id: value.id, title: value.title, scales, findings } };
}

function treesOf({ scales }: GradingEntry): readonly (readonly [Criterion, KeyPath])[] {
  return scales.flatMap(({ grades, notes }, at) => [
    ...grades.map(({ criterion }, index): [Criterion, KeyPath] => [
      criterion,
      ['scales', at, 'grades', index, 'criterion'],
    ]),
    ...notes.flatMap(({ when }, index): [Criterion, KeyPath][] =>
      when === undefined ? [] : [[when, ['scales', at, 'notes', index, 'when']]],
    ),
  ]);
}

type Criterion = GradingEntry['scales'][number]['grades'][number]['criterion'];
