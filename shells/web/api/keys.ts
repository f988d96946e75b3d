/**
 * Names under which answers are remembered. A record's id is the second word of all that comes from it, so that a
 * write to it makes all of them be read anew.
 */
export const KEYS = {
  desk: ['desk'],
  work: ['work'],
  courses: ['courses'],
  requests: ['requests'],
  policies: ['policies'],
} as const;
