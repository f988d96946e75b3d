import type { Extension, QuestionnaireResponseItemAnswer } from 'fhir/r4.js';
import { below, isTree } from '../chart/elm.ts';
import { INFORMATION_ORIGIN } from './extensions.ts';

/** How an answer came about: filled in by the provider's or the payer's program, changed by a person, or theirs. */
export const SOURCES = ['auto-client', 'auto-server', 'override', 'manual'] as const;
export type OriginSource = (typeof SOURCES)[number];

/** Where an answer is from, as its response says. */
export interface Origin {
  readonly source: OriginSource;
  /** Who wrote it, as it can be read: a name, else the reference. */
  readonly author?: string;
}

/** `auto` is the code of an older guide, which does not tell whose program it was. */
const OLDER = 'auto';

/** The origin of an answer; undefined where it says none that is known. */
export function originOf({ extension = [] }: QuestionnaireResponseItemAnswer): Origin | undefined {
  const parts = listOf(extension).find((one) => one['url'] === INFORMATION_ORIGIN)?.['extension'];
  const part = (url: string): unknown => listOf(parts).find((one) => one['url'] === url);
  const code = below(part('source'), 'valueCode');
  const source = code === OLDER ? 'auto-client' : SOURCES.find((one) => one === code);
  if (source === undefined) return undefined;
  const author = authorOf(part('author'));
  return { source, ...(author === undefined ? {} : { author }) };
}

function authorOf(author: unknown): string | undefined {
  const references = listOf(below(author, 'extension')).map((one) => one['valueReference']);
  const texts = [...references, below(author, 'valueReference')].flatMap((one) => [
    below(one, 'display'),
    below(one, 'reference'),
  ]);
  return texts.find((text) => typeof text === 'string' && text !== '') as string | undefined;
}

const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isTree) : [];

/** The extension that says so of an answer which the payer's program filled in. @param older for clients of DTR 2.0 */
export function filledByServer(older: boolean): Extension {
  return {
    url: INFORMATION_ORIGIN,
    extension: [{ url: 'source', valueCode: older ? OLDER : ('auto-server' satisfies OriginSource) }],
  };
}
