import { ask } from './call.ts';

/**
 * The answer of a verb over documents that go along with the call: nothing is kept. Of verbs over a stored course use
 * `useCourseAnswer`.
 * @param asked options by their long names; documents as JSON values
 * @throws CallError with every fault where it cannot be answered
 */
export async function answer<T>(verb: string, asked: unknown, signal?: AbortSignal): Promise<T> {
  return ask<T>(`/v1/answers/${encodeURIComponent(verb)}`, asked, signal);
}
