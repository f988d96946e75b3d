import { instantOf } from '../course/instant.ts';

/** Begin and end, both times with their offset. */
export interface Span {
  readonly start: string;
  readonly end: string;
}

/** Whole minutes from one time to another; what is over is not counted. */
export function minutesOf({ start, end }: Span): number {
  return Math.floor((instantOf(end).seconds - instantOf(start).seconds) / 60);
}

/** Whole minutes that lie in one of the spans or more, and not in `without`. No minute counts twice. */
export function minutesOutside(spans: readonly Span[], without: Span | null): number {
  const edges = (span: Span): readonly [number, number] => [instantOf(span.start).seconds, instantOf(span.end).seconds];
  const [from, to] = without === null ? [0, 0] : edges(without);
  const pieces = spans
    .map(edges)
    .flatMap(([start, end]): readonly (readonly [number, number])[] => [
      [start, without === null ? end : Math.min(end, Math.max(start, from))],
      [without === null ? end : Math.max(start, Math.min(end, to)), end],
    ])
    .filter(([start, end]) => start < end)
    .sort(([a], [b]) => a - b);
  const counted = pieces.reduce(
    ({ seconds, until }, [start, end]) => ({
      seconds: seconds + Math.max(0, end - Math.max(start, until)),
      until: Math.max(until, end),
    }),
    { seconds: 0, until: Number.NEGATIVE_INFINITY },
  );
  return Math.floor(counted.seconds / 60);
}
