/** What stands where the record says nothing: never left out. */
export const NOT_RECORDED = 'not recorded';

/** A free text of the record in at most so many characters: a card has no room for more. */
export function shortened(text: string, most: number): string {
  const characters = Array.from(text.replace(/\s+/gu, ' ').trim());
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}

/** The first so many; how many more there are stands behind them. */
export function andMore(items: readonly string[], most: number): string {
  const more = items.length - most;
  const shown = items.slice(0, most).join('; ');
  return more > 0 ? `${shown}; and ${more} more: see the record` : shown;
}
