import type { CardPage } from '../../core/explain/card-page.ts';
import { bold, plain, type Item } from '../packet/items.ts';
import type { Column, Sheet } from '../packet/sheet.ts';
import { Flow, type Setting } from './flow.ts';

/** US Letter with half an inch around, in points from the upper left corner. */
export const CARD = { left: 36, right: 576, top: 28, bottom: 772 } as const;

const FULL: Column = { left: CARD.left, width: CARD.right - CARD.left };
/** Points between two columns. */
const GUTTER = 14;

/** Things in their places. */
interface Placed {
  readonly items: readonly Item[];
  /** Where they end. */
  readonly bottom: number;
}

/** A card laid out in one setting: where it ends beyond `CARD.bottom`, it does not fit. */
export interface Layout extends Placed {
  /** Points of the type of its text. */
  readonly size: number;
}

/** Lays out all that a card says, from top to bottom; the sections after the first in so many columns. */
export function layOut(sheet: Sheet, page: CardPage, setting: Setting, columns: 1 | 2): Layout {
  const { size } = setting;
  const flow = new Flow(sheet, setting, FULL, CARD.top);
  flow.paragraph(page.title, bold(size + 5));
  flow.paragraph(`${page.drug}; patient born ${page.born}`, plain(size + 1));
  flow.gap(5);
  const [dose, since, asOf] = page.headline;
  flow.boxed([
    [dose, bold(size + 2.5)],
    [since, bold(size + 6)],
    [asOf, plain(size)],
  ]);
  flow.fields(page.fields);
  const [first, ...rest] = page.sections;
  if (columns === 1) for (const section of page.sections) flow.section(section);
  else if (first !== undefined) flow.runIn(first);
  const below = inColumns(sheet, columns === 1 ? [] : rest, setting, flow.top);
  const foot = new Flow(sheet, setting, FULL, below.bottom + size * 0.4);
  foot.rule(1.5);
  foot.gap(4);
  const contacts = contactsOf(sheet, page.contacts, setting, foot.top);
  const notes = new Flow(sheet, setting, FULL, contacts.bottom + size * 0.3);
  for (const note of page.notes) notes.paragraph(note, plain(size));
  const items = [flow, below, foot, contacts, notes].flatMap((part) => part.items);
  return { size, items, bottom: notes.top };
}

/** Side by side, so that a number has room for large type. */
const CONTACTS_A_ROW = 3;

/** Whom to call, each with the number below the name, in rows. */
function contactsOf(sheet: Sheet, contacts: CardPage['contacts'], setting: Setting, top: number): Placed {
  const beside = Math.min(contacts.length, CONTACTS_A_ROW);
  const width = (FULL.width - (beside - 1) * GUTTER) / beside;
  const flows = contacts.slice(0, beside).map((field, index) => {
    const flow = new Flow(sheet, setting, { left: FULL.left + index * (width + GUTTER), width }, top);
    flow.contact(field);
    return flow;
  });
  const row = {
    items: flows.flatMap(({ items }) => items),
    bottom: Math.max(top, ...flows.map((flow) => flow.top)),
  };
  if (contacts.length <= beside) return row;
  const others = contactsOf(sheet, contacts.slice(beside), setting, row.bottom);
  return { items: [...row.items, ...others.items], bottom: others.bottom };
}

/** The sections in two columns, broken where the longer one is shortest. */
function inColumns(sheet: Sheet, sections: CardPage['sections'], setting: Setting, top: number): Placed {
  const written = (list: CardPage['sections'], column: Column): Flow => {
    const flow = new Flow(sheet, setting, column, top);
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
    return { items: flows.flatMap(({ items }) => items), bottom: Math.max(...flows.map((flow) => flow.top)) };
  });
  const none: Placed = { items: [], bottom: top };
  return ways.reduce((best, way) => (best === none || way.bottom < best.bottom ? way : best), none);
}
