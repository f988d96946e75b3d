/** What a piece of a picture says, with the characters that XML keeps for itself written out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/gu, '')
    .replace(/[&<>"']/gu, (mark) => `&#${mark.codePointAt(0) ?? 0};`);
}

type Attributes = Readonly<Record<string, string | number>>;

/** An element; `inside` is markup. */
export function element(name: string, attributes: Attributes, inside = ''): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : escapeXml(value)}"`,
  );
  return inside === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inside}</${name}>`;
}

export function words(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escapeXml(text));
}

const rounded = (value: number): string => String(Math.round(value * 10) / 10);
