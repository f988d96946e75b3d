import {
  useMutation,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Course } from '../../../core/course/event.ts';
import { read, send } from './call.ts';
import { KEYS } from './keys.ts';
import { usePages } from './work.ts';

/** A course in a list. */
export interface CourseRow {
  readonly id: string;
  readonly title: string;
  readonly sequence: number;
  readonly state: {
    readonly drug: string;
    readonly birthDate?: string;
    readonly phase?: string;
    readonly discontinued?: { readonly reason: string } | null;
    readonly next?: { readonly dose: string; readonly mg: number; readonly due: string | null };
    readonly position?: { readonly dose: string } | null;
  };
}

/** One entry of a record, with who wrote it, when, and its hash. */
export interface RecordedEntry {
  readonly sequence: number;
  readonly type: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly actor: { readonly organisation: string; readonly id: string; readonly role: string };
  readonly body: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

/** A course as it stands, and how many entries its record has. */
export interface OpenedCourse {
  readonly id: string;
  readonly course: Course;
  readonly sequence: number;
}

/** What was written: the record, and how many entries it has now. */
export interface Recorded {
  readonly id: string;
  readonly sequence: number;
}

/** Entries to be added to a record, under the key of their draft. */
export interface Entries {
  readonly entries: readonly Readonly<Record<string, unknown>>[];
  readonly key: string;
  /** How many entries the record had when it was looked at; left out, they are added whatever stands there. */
  readonly sequence?: number;
}

const pathOf = (id: string): string => `/v1/courses/${encodeURIComponent(id)}`;

/** The courses whose title has a text, page by page. */
export function useCourses(search: string): UseInfiniteQueryResult<readonly CourseRow[]> {
  const wanted = search === '' ? '' : `&search=${encodeURIComponent(search)}`;
  return usePages<CourseRow>([...KEYS.courses, 'list', search], `/v1/courses?limit=50${wanted}`);
}

/** One course; suspends until it is there, throws what the service said where it is not. */
export function useCourse(id: string): OpenedCourse {
  const { data } = useSuspenseQuery({
    queryKey: [...KEYS.courses, id, 'course'],
    queryFn: async ({ signal }) => {
      const { value, sequence = 0 } = await read<Course>(pathOf(id), signal);
      return { id, course: value, sequence };
    },
  });
  return data;
}

/** Every entry of the record of a course. */
export function useCourseEntries(id: string): UseQueryResult<readonly RecordedEntry[]> {
  return useQuery({
    queryKey: [...KEYS.courses, id, 'events'],
    queryFn: async ({ signal }) =>
      (await read<{ readonly events: readonly RecordedEntry[] }>(`${pathOf(id)}/events`, signal)).value.events,
  });
}

/**
 * The answer of a verb over a course as it stands, as the command line prints it with --json.
 * @param asked options of the verb by their long names
 */
export function useCourseAnswer<T>(
  id: string,
  verb: string,
  asked: Readonly<Record<string, string>> = {},
): UseQueryResult<T> {
  const query = new URLSearchParams(asked).toString();
  return useQuery({
    queryKey: [...KEYS.courses, id, 'answers', verb, query],
    queryFn: async ({ signal }) =>
      (await read<T>(`${pathOf(id)}/answers/${encodeURIComponent(verb)}?${query}`, signal)).value,
  });
}

/** Adds entries to a course. Where somebody else wrote meanwhile the error is a conflict (`isConflict`). */
export function useAddToCourse(id: string): UseMutationResult<Recorded, Error, Entries> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ entries, key, sequence }) =>
      send<Recorded>(`${pathOf(id)}/events`, { events: entries }, key, sequence),
    // Also after a conflict: what the others wrote is then shown.
    onSettled: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: [...KEYS.courses, id] }),
        client.invalidateQueries({ queryKey: KEYS.work }),
      ]);
    },
  });
}
