import type { Course } from '../course/event.ts';
import { compareInstants, instantOf } from '../course/instant.ts';
import { parseMoment } from '../course/moment.ts';

/**
 * The course as it stood when a vial was reconstituted, as far as doses go: a bag is often recorded when its own dose has
 * been given already, and that dose is not the one before it. What else the day brought is kept.
 */
export function beforeBag(course: Course, reconstituted: string | undefined): Course {
  if (reconstituted === undefined || parseMoment(reconstituted) === null) return course;
  const made = instantOf(reconstituted);
  const events = course.events.filter(
    (event) =>
      (event.type !== 'dose-given' && event.type !== 'infusion-stopped') ||
      compareInstants(instantOf((event.type === 'dose-given' ? event.start : undefined) ?? event.at), made) < 0,
  );
  return { ...course, events };
}
