/**
 * Reading JSON of others, whose shape is known as far as the profiles check it and no further: what is not there, or is
 * of another type, reads as missing. Nothing throws.
 */
import { below, isTree } from '../chart/elm.ts';

/** A JSON object whose shape is not known yet. */
export type Element = Readonly<Record<string, unknown>>;

/** A code of a system, as an element has it. */
export interface Coding {
  readonly system?: string;
  readonly code: string;
}

/** The text below an element along `keys`; undefined where none is there. */
export function textAt(element: unknown, ...keys: readonly string[]): string | undefined {
  const found = below(element, ...keys);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The objects of the list below an element along `keys`; a single object counts as a list of one. */
export function listAt(element: unknown, ...keys: readonly string[]): readonly Element[] {
  const found = below(element, ...keys);
  if (isTree(found)) return [found];
  return Array.isArray(found) ? found.filter(isTree) : [];
}

/** The extensions of an element that have this url. */
export function extensionsAt(element: unknown, url: string): readonly Element[] {
  return listAt(element, 'extension').filter((extension) => extension['url'] === url);
}

/** The codings of a CodeableConcept. */
export function codingsOf(concept: unknown): readonly Coding[] {
  return listAt(concept, 'coding').flatMap((coding) => {
    const code = textAt(coding, 'code');
    const system = textAt(coding, 'system');
    return code === undefined ? [] : [system === undefined ? { code } : { system, code }];
  });
}

/** The codes of an extension whose value is a CodeableConcept. */
export function codesOfExtension(element: unknown, url: string): readonly string[] {
  return extensionsAt(element, url).flatMap((extension) =>
    codingsOf(extension['valueCodeableConcept']).map(({ code }) => code),
  );
}
