import type { Column, Sheet, Style } from './sheet.ts';

/** An upright rectangle, in points from the upper left corner of the page. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Something with its place on the page, `top` in points from the upper edge; `thickness` is that of the pen. */
export type Item =
  | { readonly kind: 'line'; readonly text: string; readonly style: Style; readonly left: number; readonly top: number }
  | { readonly kind: 'rule'; readonly thickness: number; readonly column: Column; readonly top: number }
  | {
      readonly kind: 'box';
      readonly thickness: number;
      readonly column: Column;
      readonly height: number;
      readonly top: number;
    }
  | { readonly kind: 'black'; readonly rectangles: readonly Rectangle[] };

export const plain = (size: number): Style => ({ font: 'Helvetica', size });
export const bold = (size: number): Style => ({ font: 'Helvetica-Bold', size });

/** Draws what was laid out, each thing in its place. */
export function drawItems(sheet: Sheet, items: readonly Item[]): void {
  for (const item of items) drawItem(sheet, item);
}

function drawItem(sheet: Sheet, item: Item): void {
  switch (item.kind) {
    case 'line':
      sheet.line(item.text, item.style, item.left, item.top);
      return;
    case 'rule':
      sheet.rule(item.thickness, item.column, item.top);
      return;
    case 'box': {
      const { thickness, column, top, height } = item;
      sheet.document.lineWidth(thickness).rect(column.left, top, column.width, height).stroke('black');
      return;
    }
    case 'black':
      for (const { left, top, width, height } of item.rectangles) sheet.document.rect(left, top, width, height);
      if (item.rectangles.length > 0) sheet.document.fill('black');
      return;
    default:
      item satisfies never;
  }
}
