/** Kinds of adverse event that are abbreviations. */
const ABBREVIATIONS: readonly string[] = ['crs', 'icans'];

/** A kind of adverse event as people write it: `CRS`, `febrile neutropenia`. */
export function sayKind(kind: string): string {
  return ABBREVIATIONS.includes(kind) ? kind.toUpperCase() : kind.replaceAll('-', ' ');
}
