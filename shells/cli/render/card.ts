import { markedText, type CardPage } from '../../../core/explain/card-page.ts';
import type { CardField } from '../../../core/explain/card-source.ts';
import type { Paint } from '../paint.ts';
import { wrap } from './table.ts';

const BLANK = '____________________';

/** A card as text: what it says on paper, in the same order. */
export function cardText(page: CardPage, paint: Paint): string {
  return [
    paint('bold', page.title),
    `${page.drug}; patient born ${page.born}`,
    '',
    ...page.headline.map((line) => paint('bold', line)),
    '',
    ...fields(page.fields),
    ...page.sections.flatMap(({ title, lines }) => [
      '',
      paint('bold', title),
      ...lines.map((line) => {
        const lead = line.lead === undefined ? '' : `${paint('cyan', `${line.lead}:`)} `;
        return `  ${wrap(`${lead}${markedText(line)}`, 4)}`;
      }),
    ]),
    '',
    ...fields(page.contacts),
    ...(page.notes.length === 0 ? [] : ['', ...page.notes.map((note) => wrap(note, 0))]),
  ].join('\n');
}

function fields(list: readonly CardField[]): readonly string[] {
  const width = Math.max(...list.map(({ label }) => label.length)) + 2;
  return list.map(({ label, text }) => `${label.padEnd(width)}${wrap(text ?? BLANK, width)}`);
}
