import type { TimelineModel } from '../../../core/explain/timeline-model.ts';
import type { Calendar } from '../../../core/regimen/calendar.ts';
import { element, escapeXml, words } from './svg.ts';
import { drawRow, LEFT, ROW_DAYS, ROW_WIDTH } from './timeline-rows.ts';
import { wrap } from './table.ts';

/** What the picture is headed with: the brand, and words of the user's own. */
export interface PictureHead {
  readonly brand: string;
  readonly forWhom?: string;
  /** YYYY-MM-DD: the day of the answer. */
  readonly on: string;
}

const WIDTH = LEFT * 2 + ROW_WIDTH;
const FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";
/** Shades of grey and hatching only: it has to be read on a black and white printer and from a fax. */
const STYLE = `
text { font: 11px ${FONT}; fill: #000; stroke: #fff; stroke-width: 3px; paint-order: stroke }
.title { font-size: 18px; font-weight: bold } .bold, .cycle { font-weight: bold } .dose { font-size: 13px; font-weight: bold }
.week { font-size: 10.5px } .small { font-size: 10.5px }
.tick { stroke: #666; stroke-width: 0.7 } .band { fill: #fff; stroke: #000; stroke-width: 0.8 } .shaded { fill: #e6e6e6 }
.given { fill: #000; stroke: #000 } .planned { fill: #fff; stroke: #000; stroke-width: 1.8 }
.watch { fill: url(#hatch); stroke: #000; stroke-width: 0.8 } .observed { fill: #000 } .result { fill: #fff; stroke: #000 }
.toxicity { stroke: #000 } .authorization { stroke: #000; stroke-width: 2 }
.today { stroke: #000; stroke-width: 2.2 } .change { stroke: #000; stroke-width: 1.4; stroke-dasharray: 5 3 }`;
const HATCH =
  '<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
  '<rect width="4" height="4" fill="#fff"/><line x1="0" y1="0" x2="0" y2="4" stroke="#000" stroke-width="1.4"/></pattern></defs>';

/** The calendar as a picture for a sheet of paper: four weeks a row. */
export function timelineSvg(calendar: Calendar, model: TimelineModel, head: PictureHead): string {
  const { doses, totals, label, start } = calendar;
  const given = doses.filter((dose) => dose.given !== undefined).length;
  const title = `${head.forWhom === undefined ? '' : `${head.forWhom}: `}${head.brand}, ${totals.doses} doses from ${start}`;
  const told =
    `As of ${head.on}: ${given} of ${totals.doses} doses given. ${totals.mg} mg, ${totals.units} billing units. ` +
    `Begun by ${label.id}.`;
  let y = 62;
  const rows: string[] = [];
  for (let first = 0; first <= model.lastDose; first += ROW_DAYS) {
    const row = drawRow(model, first, y);
    rows.push(row.markup);
    y += row.height;
  }
  const legend = drawLegend(y + 6);
  const notes = drawNotes(calendar, y + 44);
  const height = y + 44 + notes.height + 12;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="desc">${escapeXml(`${told} ${doses.map(({ dose, date, mg }) => `${dose} ${date} ${mg} mg`).join('; ')}.`)}</desc>`,
    element('style', {}, STYLE),
    HATCH,
    element('rect', { width: WIDTH, height, fill: '#fff' }),
    words(LEFT, 28, title, { class: 'title' }),
    words(LEFT, 46, told),
    ...rows,
    legend,
    notes.markup,
    '</svg>',
    '',
  ].join('\n');
}

/** The marks, each with its words and the room for both. */
const LEGEND: readonly {
  readonly room: number;
  readonly words: string;
  readonly mark: (x: number, y: number) => string;
}[] = [
  { room: 100, words: 'dose given', mark: (x, y) => element('circle', { cx: x + 8, cy: y, r: 6, class: 'given' }) },
  { room: 112, words: 'dose planned', mark: (x, y) => element('circle', { cx: x + 8, cy: y, r: 6, class: 'planned' }) },
  {
    room: 165,
    words: 'observation, most hours',
    mark: (x, y) => element('rect', { x, y: y - 4, width: 16, height: 7, class: 'watch' }),
  },
  {
    room: 150,
    words: 'observation on record',
    mark: (x, y) => element('rect', { x, y: y - 2, width: 16, height: 4, class: 'observed' }),
  },
  {
    room: 120,
    words: 'laboratory result',
    mark: (x, y) => element('path', { d: `M${x + 4} ${y - 4} h8 l-4 7 z`, class: 'result' }),
  },
  {
    room: 185,
    words: 'toxicity, darker with its grade',
    mark: (x, y) => element('rect', { x, y: y - 6, width: 16, height: 11, class: 'toxicity', fill: '#d9d9d9' }),
  },
  {
    room: 112,
    words: 'authorization',
    mark: (x, y) => element('line', { x1: x, x2: x + 16, y1: y, y2: y, class: 'authorization' }),
  },
  {
    room: 100,
    words: 'day of the answer',
    mark: (x, y) => element('line', { x1: x + 8, x2: x + 8, y1: y - 8, y2: y + 8, class: 'today' }),
  },
];

function drawLegend(y: number): string {
  let x = LEFT;
  const marks = LEGEND.map(({ room, words: text, mark }) => {
    const at = x;
    x += room;
    return [mark(at, y + 12), words(at + 20, y + 16, text)].join('\n');
  });
  return [element('line', { x1: LEFT, x2: LEFT + ROW_WIDTH, y1: y, y2: y, class: 'tick' }), ...marks].join('\n');
}

/** All that has to be known beside the picture: it may be printed without anything else. */
function drawNotes({ cautions, everyDose }: Calendar, y: number): { readonly markup: string; readonly height: number } {
  const texts = [...everyDose.map(({ text }) => `Every dose: ${text}`), ...cautions.map(({ text }) => `! ${text}`)];
  const lines = texts.flatMap((text) => wrap(text, 2, 176).split('\n'));
  return {
    markup: lines
      .map((line, index) =>
        words(line.startsWith('  ') ? LEFT + 8 : LEFT, y + index * 14, line.trim(), { class: 'small' }),
      )
      .join('\n'),
    height: lines.length * 14,
  };
}
