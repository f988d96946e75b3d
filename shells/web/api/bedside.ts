import { useQuery, useSuspenseQuery, type UseQueryResult } from '@tanstack/react-query';
import type { GradeAnswer } from '../../../core/regimen/grading/grade.ts';
import type { Citation } from '../../../core/values/citation.ts';
import type { FactDefinition } from '../../../core/values/fact.ts';
import { answer } from './answers.ts';
import { read } from './call.ts';

/** What makes each grade of an adverse event, the most severe first. */
export interface ShownScale {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly grades: readonly { readonly grade: number; readonly text: string; readonly cite: readonly Citation[] }[];
}

/** A bound of a grade: a value in the analyte's own unit, or so many times `of`. */
export interface ShownLimit {
  readonly relation: 'less-than' | 'more-than' | 'at-least';
  readonly value: number;
  readonly of: 'uln' | 'lln' | 'baseline' | null;
}

/** Something that a laboratory measures, with one name for each unit, its own first. */
export interface ShownAnalyte {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly cite: readonly Citation[];
  readonly units: readonly string[];
  readonly grades: readonly { readonly grade: number; readonly limit: ShownLimit }[];
}

/** All that is asked and measured at a visit. */
export interface Bedside {
  readonly facts: readonly FactDefinition[];
  readonly findings: readonly FactDefinition[];
  readonly scales: readonly ShownScale[];
  readonly analytes: readonly ShownAnalyte[];
}

/** What is asked and measured at a visit; suspends until it is there. */
export function useBedside(): Bedside {
  const { data } = useSuspenseQuery({
    queryKey: ['bedside'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await read<Bedside>('/v1/bedside', signal)).value,
  });
  return data;
}

/** What findings come to. */
export interface Graded {
  readonly crs?: GradeAnswer;
  readonly icans?: GradeAnswer & { readonly ice: number | null };
}

/** The grade of findings, as `grade` of the command line has it. @param input undefined while nothing is found */
export function useGraded(input: Readonly<Record<string, unknown>> | undefined): UseQueryResult<Graded> {
  return useQuery({
    queryKey: ['graded', input],
    enabled: input !== undefined,
    staleTime: Infinity,
    queryFn: async ({ signal }) => answer<Graded>('grade', { input }, signal),
  });
}
