import type { CardPage } from '../../core/explain/card-page.ts';
import type { Column, Sheet } from '../packet/sheet.ts';
import { bold, Flow, plain, type Item } from './flow.ts';

/** US Letter with half an inch around, in points from the upper left corner. */
export const CARD = { left: 36, right: 576, top: 30, bottom: 768 } as const;

const FULL: Column = { left: CARD.left, width: CARD.right - CARD.left };
/** Points between two columns. */
const GUTTER = 14;

/** A card laid out at one size of type. */
export interface Layout {
  readonly size: number;
  readonly items: readonly Item[];
  /** Where it ends: beyond `CARD.bottom` it does not fit. */
  readonly bottom: number;
}

/** Lays out all that a card says, from top to bottom, at a size of type; the sections after the first in so many columns. */
export function layOut(sheet: Sheet, page: CardPage, size: number, columns: 1 | 2): Layout {
  const flow = new Flow(sheet, size, FULL, CARD.top);
  flow.paragraph(page.title, bold(size + 5));
  flow.paragraph(`${page.drug}, as of ${page.asOf}; patient born ${page.born}`, plain(size + 1));
  flow.gap(5);
  flow.boxed(page.headline, bold(size + 2.5));
  flow.fields(page.fields);
  const [first, ...rest] = page.sections;
  for (const section of columns === 1 ? page.sections : first === undefined ? [] : [first]) flow.section(section);
  const below = inColumns(sheet, columns === 1 ? [] : rest, size, flow.top);
  const foot = new Flow(sheet, size, FULL, below.bottom + size * 0.4);
  foot.rule(1);
  foot.gap(4);
  const contacts = contactsOf(sheet, page, size, columns, foot.top);
  const notes = new Flow(sheet, size, FULL, contacts.bottom + size * 0.3);
  for (const note of page.notes) notes.paragraph(note, plain(size));
  const items = [flow, below, foot, contacts, notes].flatMap((part) => part.items);
  return { size, items, bottom: notes.top };
}

/** Whom to call: one below the other, or two side by side. */
function contactsOf(sheet: Sheet, { contacts }: CardPage, size: number, columns: 1 | 2, top: number): Layout {
  const width = (FULL.width - (columns - 1) * GUTTER) / columns;
  const half = Math.ceil(contacts.length / columns);
  const flows = Array.from({ length: columns }, (_column, index) => {
    const flow = new Flow(sheet, size, { left: FULL.left + index * (width + GUTTER), width }, top);
    flow.fields(contacts.slice(index * half, (index + 1) * half));
    return flow;
  });
  return { size, items: flows.flatMap(({ items }) => items), bottom: Math.max(...flows.map((flow) => flow.top)) };
}

/** The sections in two columns, broken where the longer one is shortest. */
function inColumns(sheet: Sheet, sections: CardPage['sections'], size: number, top: number): Layout {
  const written = (list: CardPage['sections'], column: Column): Flow => {
    const flow = new Flow(sheet, size, column, top);
    for (const section of list) flow.section(section);
    return flow;
  };
  const width = (FULL.width - GUTTER) / 2;
  const right: Column = { left: FULL.left + width + GUTTER, width };
  const ways = sections.map((_section, index) => {
    const flows = [
      written(sections.slice(0, index + 1), { left: FULL.left, width }),
      written(sections.slice(index + 1), right),
    ];
    return { size, items: flows.flatMap(({ items }) => items), bottom: Math.max(...flows.map((flow) => flow.top)) };
  });
  const none: Layout = { size, items: [], bottom: top };
  return ways.reduce((best, way) => (best === none || way.bottom < best.bottom ? way : best), none);
}
