/** Years that a record of a living patient can have; anything else is a slip of the pen. */
export const YEARS = { first: 1900, last: 2100 } as const;
