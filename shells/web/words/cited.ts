import { day } from './shared.ts';

/** What stands at a citation. */
export const CITED = {
  title: 'Sources',
  document: (source: string, section: string) => `${source} § ${section}`,
  secondary: (address: string, read: string) => `Read elsewhere: ${address}, on ${day(read)}`,
  unconfirmed: (note: string) => `Not confirmed: ${note}`,
  notHeld: (words: number) =>
    `The passage has ${String(words)} words. No copy of the document is held here to show it.`,
  lines: (title: string, from: number, to: number) =>
    from === to ? `${title}, line ${String(from)}` : `${title}, lines ${String(from)} to ${String(to)}`,
} as const;
