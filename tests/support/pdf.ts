/** A line of text as a page of a PDF shows it: `top` in points from the upper edge. */
export interface PdfLine {
  readonly page: number;
  readonly top: number;
  readonly text: string;
}

/** Every line of an uncompressed PDF in the order of its content. It knows the standard fonts' encoding only. */
export function linesOfPdf(bytes: Uint8Array): readonly PdfLine[] {
  const raw = Buffer.from(bytes).toString('latin1');
  const streams = [...raw.matchAll(/stream\n([\s\S]*?)\nendstream/gu)].map(([, content = '']) => content);
  return streams.flatMap((content, page) =>
    [...content.matchAll(/1 0 0 1 [\d.-]+ ([\d.-]+) Tm\n[\s\S]*?\[(.*?)\] TJ/gu)].map(([, y, shown = '']) => ({
      page,
      top: 792 - Number(y),
      text: [...shown.matchAll(/<([0-9a-f]*)>/gu)].map(([, hex = '']) => decoded(hex)).join(''),
    })),
  );
}

function decoded(hex: string): string {
  return new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex'));
}

/** How many pages the document says that it has. */
export function pagesOfPdf(bytes: Uint8Array): number {
  return Number(/\/Type \/Pages\n\/Count (\d+)/u.exec(Buffer.from(bytes).toString('latin1'))?.[1]);
}
