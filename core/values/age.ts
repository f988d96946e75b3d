/**
 * Completed years between two days (YYYY-MM-DD). Somebody born on 29 February completes the year on 1 March of a year
 * without that day. Negative where `on` is before the birth.
 */
export function completedYears(birthDate: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
