import type { Course } from '../course/event.ts';

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;
const LENGTH = 5;

/**
 * Five characters that tell the bags of one course from those of another: a course has no id of its own, so they follow
 * from when its patient was born and when it began (FNV-1a). They name nobody, and one pair of courses in tens of millions shares them.
 */
export function courseMark({ patient, events }: Course): string {
  const begun = events.map(({ at }) => at).sort()[0] ?? '';
  let hash = OFFSET;
  for (const sign of `${patient.birthDate} ${patient.sex} ${begun}`) {
    hash ^= sign.codePointAt(0) ?? 0;
    hash = Math.imul(hash, PRIME) >>> 0;
  }
  return hash.toString(36).toUpperCase().padStart(LENGTH, '0').slice(-LENGTH);
}
