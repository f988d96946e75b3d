/** A value that a query gives as text; an unknown one is empty. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
