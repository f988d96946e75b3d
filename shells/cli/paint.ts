import { styleText } from 'node:util';

type Color = 'green' | 'red' | 'yellow' | 'cyan' | 'dim' | 'bold';

/** Puts a text in a color, or leaves it alone where colors are off. */
export type Paint = (color: Color, text: string) => string;

export const plain: Paint = (_color, text) => text;

export const colored: Paint = (color, text) => styleText(color, text, { validateStream: false });
