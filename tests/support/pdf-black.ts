/** A black rectangle of a PDF, in points from the upper edge of its page. */
export interface Black {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The symbols of an uncompressed PDF of ours: each group of rectangles that was filled at once, without single ones. */
export function blackOf(bytes: Uint8Array): readonly (readonly Black[])[] {
  const raw = Buffer.from(bytes).toString('latin1');
  const groups = [
    ...raw.matchAll(/((?:^-?[\d.]+ -?[\d.]+ [\d.]+ [\d.]+ re\n)+)(?:^\/DeviceRGB.*\n|^[\d. ]+ scn?\n)*^f$/gmu),
  ];
  return groups
    .map(([, group = '']) =>
      [...group.matchAll(/^(\S+) (\S+) (\S+) (\S+) re$/gmu)].map(([, left, top, width, height]) => ({
        left: Number(left),
        top: Number(top),
        width: Number(width),
        height: Number(height),
      })),
    )
    .filter((group) => group.length > 1);
}

/** The first `count` linear codes among the symbols, as widths in modules, a bar and a space by turns. */
export function widthsOf(symbols: readonly (readonly Black[])[], count: number): readonly (readonly number[])[] {
  const linear = symbols.filter((bars) => new Set(bars.map(({ top }) => top)).size === 1);
  return linear.slice(0, count).map((bars) => {
    const module = Math.min(...bars.map(({ width }) => width));
    return bars.flatMap(({ left, width }, index) => {
      const before = bars[index - 1];
      const space = before === undefined ? [] : [left - before.left - before.width];
      return [...space, width].map((part) => Math.round(part / module));
    });
  });
}

/** The modules of the one Data Matrix among the symbols. */
export function modulesOf(symbols: readonly (readonly Black[])[]): readonly (readonly boolean[])[] {
  const matrix = symbols.find((parts) => new Set(parts.map(({ top }) => top)).size > 1) ?? [];
  const [left, top] = [Math.min(...matrix.map((part) => part.left)), Math.min(...matrix.map((part) => part.top))];
  const module = Math.min(...matrix.map(({ height }) => height));
  // The left edge of a Data Matrix is all black: it has as many rows as its side has modules.
  const side = new Set(matrix.map((part) => part.top)).size;
  return Array.from({ length: side }, (_row, y) =>
    Array.from({ length: side }, (_module, x) =>
      matrix.some(
        (part) =>
          Math.round((part.top - top) / module) === y &&
          Math.round((part.left - left) / module) <= x &&
          x < Math.round((part.left + part.width - left) / module),
      ),
    ),
  );
}
