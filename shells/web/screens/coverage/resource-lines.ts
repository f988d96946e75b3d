/** One element of a resource in words. */
interface Line {
  readonly name: string;
  readonly value: string;
}

const NOT_SHOWN = ['resourceType', 'meta', 'text', 'extension', 'identifier', 'subject'];

/** The elements of a FHIR resource that a person reads: each name with its texts, codings by their display. */
export function linesOf(resource: Readonly<Record<string, unknown>>): readonly Line[] {
  return Object.entries(resource)
    .filter(([name]) => !NOT_SHOWN.includes(name))
    .map(([name, value]) => ({ name: wordsOf(name), value: said(value) }))
    .filter(({ value }) => value !== '');
}

/** `onsetDateTime` as words: onset date time. */
function wordsOf(name: string): string {
  return name.replace(/([a-z])([A-Z])/gu, '$1 $2').toLowerCase();
}

function said(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(said)
      .filter((one) => one !== '')
      .join('; ');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return '';
  const parts = value as Readonly<Record<string, unknown>>;
  if (typeof parts['text'] === 'string') return parts['text'];
  if (parts['coding'] !== undefined) return said(parts['coding']);
  if (parts['code'] !== undefined && parts['system'] !== undefined)
    return together(parts['display'], `(${said(parts['code'])})`);
  if (parts['value'] !== undefined) return together(parts['value'], parts['unit']);
  if (parts['reference'] !== undefined) return said(parts['display'] ?? parts['reference']);
  return Object.entries(parts)
    .filter(([name]) => !NOT_SHOWN.includes(name))
    .map(([name, one]) => `${wordsOf(name)}: ${said(one)}`)
    .join(', ');
}

function together(...parts: readonly unknown[]): string {
  return parts
    .map(said)
    .filter((one) => one !== '')
    .join(' ');
}
