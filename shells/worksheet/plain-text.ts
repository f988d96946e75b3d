import type { BagLabel } from '../../core/explain/bag-label.ts';
import { sayStamp, type Stamp } from '../../core/explain/worksheet-page-time.ts';
import type { PageField, PageStage, PageVial, WorksheetPage } from '../../core/explain/worksheet-page.ts';

const BLANK = '____________________';
const TICK = '[ ]';
/** Characters of a line: what a printer of plain text has room for. */
const WIDTH = 96;

/** A worksheet as plain text: what the page says, in the same order, with lines to write on. */
export function worksheetAsText(page: WorksheetPage): string {
  const { drug, dose, mg, vial } = page;
  return [
    page.title,
    `${drug.brand} (${drug.name}), ${drug.route}`,
    `DOSE  ${mg} mg   ${dose ?? BLANK}`,
    '',
    ...fields([{ label: 'Name', text: null }, { label: 'MRN', text: null }, ...page.patient, bagOf(page)]),
    '',
    `VIAL  ${vial.count} × ${vial.mg} mg   NDC ${vial.ndc ?? 'not held'}`,
    ...wrapped(vial.package, 2),
    ...page.vials.flatMap(vialLines),
    '',
    ...page.amounts.map(
      ({ label, number, unit, note, measured }) =>
        `${label.padEnd(26)}${`${number} ${unit}`.padEnd(12)}${note}${measured ? '   by ____ checked ____' : ''}`,
    ),
    '',
    ...page.checks.flatMap(({ name, sum, note }) => wrapped(`${name}: ${sum} (${note})`, 2)),
    '',
    'STEPS',
    ...page.stages.flatMap(stageLines),
    '',
    'CLOCKS',
    ...page.clocks.flatMap(({ name, limit, from, until, missed }) => [
      ...wrapped(`${name}: ${limit}${missed ? ' (OVER)' : ''}`, 2),
      `    begins   ${momentOr(from)}`,
      `    over at  ${momentOr(until)}`,
    ]),
    '',
    `Start the infusion no later than  ${momentOr(page.latestStart)}`,
    `It has to have ended by           ${momentOr(page.mustEnd)}`,
    ...(page.sooner ? ['Both sooner, once the bag is out of the refrigerator.'] : []),
    ...fields(page.infusion),
    '',
    ...page.people.flatMap(({ label, text }) => [`${label}: ${text ?? BLANK}`, `  Signed ${BLANK}   Time ________`]),
    '',
    ...page.blocks.flatMap((text) => wrapped(`STOP: ${text}`, 2)),
    ...page.cautions.flatMap((text) => wrapped(`Caution: ${text}`, 2)),
    ...wrapped(`Rests on ${page.sources.join('; ')}.`, 2),
    '',
  ].join('\n');
}

/** A bag label as plain text. */
export function labelAsText(label: BagLabel): string {
  const { drug, mg, dose, content, infusion, notices, lots, people, blocks } = label;
  const until = label.sooner
    ? [
        `Beyond use: infusion ended by (latest)  ${momentOr(label.beyondUse)}`,
        `Sooner once out: out at ${BLANK}  end by ${BLANK}`,
      ]
    : [
        `Beyond use: infusion ended by  ${momentOr(label.beyondUse)}`,
        `Start no later than            ${momentOr(label.latestStart)}`,
      ];
  return [
    `${drug.brand} (${drug.name})   ${mg} mg${dose === null ? '' : `   dose ${dose}`}`,
    ...fields(label.patient),
    `${content}   ${infusion}`,
    `For ${drug.route}`,
    ...(blocks.length > 0 ? ['DO NOT GIVE', ...blocks.flatMap((why) => wrapped(why, 0))] : until),
    ...wrapped(notices.join(' '), 0),
    ...fields([...people, lots, bagOf(label)]),
    '',
  ].join('\n');
}

function bagOf({ bagId }: Pick<WorksheetPage, 'bagId'>): PageField {
  return { label: 'Bag', text: bagId };
}

function momentOr(stamp: Stamp | null): string {
  return stamp === null ? BLANK : sayStamp(stamp);
}

function fields(list: readonly PageField[]): readonly string[] {
  const width = Math.max(...list.map(({ label }) => label.length)) + 2;
  return list.map(({ label, text }) => `${label.padEnd(width)}${text ?? BLANK}`);
}

function vialLines({ lot, expires, gtin }: PageVial): readonly string[] {
  return [`  Lot ${lot ?? BLANK}   Expires ${expires ?? BLANK}${gtin === null ? '' : `   GTIN ${gtin}`}`];
}

function stageLines({ number, lines, inspections }: PageStage): readonly string[] {
  return [
    `${number === null ? 'First' : `Step ${number}`}   done by ____ checked by ____`,
    ...lines.flatMap(({ title, text, warnings }) => [
      ...wrapped(`${TICK} ${title}. ${text}`, 6).map((line) => `  ${line}`),
      ...warnings.flatMap((warning) => wrapped(`! ${warning}`, 2).map((line) => `      ${line}`)),
    ]),
    ...inspections.flatMap(({ ask, otherwise, result }) => [
      ...wrapped(ask, 0).map((line) => `      ${line}`),
      ...wrapped(`${ticked(result, 'passes')} Yes   ${ticked(result, 'fails')} No: ${otherwise}`, 2).map(
        (line) => `      ${line}`,
      ),
    ]),
  ];
}

function ticked(result: string | null, answer: string): string {
  return result === answer ? '[x]' : TICK;
}

/** A text in lines of at most so many characters; those after the first are set in. */
function wrapped(text: string, indent: number): readonly string[] {
  return text.split(/\s+/u).reduce((lines: readonly string[], word) => {
    const last = lines.at(-1);
    if (last === undefined) return [word];
    if (last.length + word.length < WIDTH) return [...lines.slice(0, -1), `${last} ${word}`];
    return [...lines, `${' '.repeat(indent)}${word}`];
  }, []);
}
