/** A dose of the schedule (`C1D8`) or of a second or later step-up (`R1D8`: round 1, day 8). */
export type DoseName =
  | { readonly kind: 'cycle'; readonly cycle: number; readonly day: number }
  | { readonly kind: 'step-up'; readonly round: number; readonly day: number };

/** @returns null where the text names no dose */
export function parseDoseName(text: string): DoseName | null {
  const match = /^([CR])([1-9]\d?)D([1-9]\d?)$/u.exec(text);
  if (match === null) return null;
  const number = Number(match[2]);
  const day = Number(match[3]);
  return match[1] === 'C' ? { kind: 'cycle', cycle: number, day } : { kind: 'step-up', round: number, day };
}

export function printDoseName(name: DoseName): string {
  return name.kind === 'cycle' ? `C${name.cycle}D${name.day}` : `R${name.round}D${name.day}`;
}
