import { nameBeside } from '../../../core/coverage/diff/other.ts';
import type { Policy } from '../../../core/coverage/policy.ts';
import type { Because, Change } from '../../../core/explain/impact.ts';
import { sayOutcome } from '../../../core/explain/say.ts';
import { flow, type Drawn } from './impact-flow.ts';
import { count, percent, sayChanged, sayPlaces, type ShownImpact } from './impact.ts';
import { escaped, fitted } from './svg-text.ts';

const WIDTH = 980;
const MARGIN = 40;
const FLOW = { left: 210, right: 770, height: 320 } as const;
const TEXT = { x: 64, width: 430, size: 13, lines: 2 } as const;
const BARS = { x: 520, width: 330 } as const;
const LINE = 17;
/** What a reader takes in; the answer as text has all. */
const MOST_BARS = 6;
const MOST_CHANGES = 8;

const STYLE = `
text{font-family:Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif;font-size:13px;fill:#1a1a1a}
.title{font-size:21px;font-weight:bold}.sub{font-size:13px;fill:#555}.head{font-size:15px;font-weight:bold}
.outcome{font-weight:bold}.number,.cite,.note{fill:#555}.cite{font-size:11px}.note{font-size:12px}
.moved{font-weight:bold;fill:#fff}.still{fill:#555}.small{font-size:10px}
.stay{fill:#d9dde1;fill-opacity:.75}.move{fill:#2b5f8a;fill-opacity:.72;stroke:#fff;stroke-width:.6}
.bar{fill:#2b5f8a}.track{fill:#eef0f2}.rule{stroke:#c8cdd2;stroke-width:1}`;

/** One look for each outcome that can be told apart without color. */
const PATTERNS = `
<pattern id="criteria-met" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#1e3d59"/></pattern>
<pattern id="information-needed" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><rect width="2.4" height="6" fill="#1e3d59"/></pattern>
<pattern id="criteria-not-met" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#fff"/><circle cx="3" cy="3" r="1.3" fill="#1e3d59"/></pattern>
<pattern id="policy-not-applicable" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#fff"/></pattern>`;

/** The answer as one SVG picture: the flow between outcomes, and below it a bar for each criterion behind a change. */
export function impactSvg(shown: ShownImpact): string {
  const { from, to, kind, on, impact } = shown;
  const names = { from: nameBeside(from, to), to: nameBeside(to, from) };
  const request = kind === 'initial' ? 'initial request' : 'renewal';
  const said = sayChanged(impact);
  const title = `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
  const about = `From ${names.from} to ${names.to}, ${request}, on ${on}`;
  const drawnFlow = flow(impact, { ...FLOW, top: 158 });
  const parts = [
    text(MARGIN, 46, 'title', title),
    ...[from, to].map((policy, index) =>
      text(MARGIN, 72 + index * LINE, 'sub', sayPolicy(policy, index === 0 ? 'From' : 'To')),
    ),
    text(MARGIN, 72 + 2 * LINE, 'sub', `${request.charAt(0).toUpperCase()}${request.slice(1)} on ${on}`),
    text(FLOW.left, 140, 'head', fitted(`Under ${names.from}`, 15, FLOW.left - MARGIN + 120, 1).join(''), 'middle'),
    text(FLOW.right, 140, 'head', fitted(`Under ${names.to}`, 15, FLOW.left - MARGIN + 120, 1).join(''), 'middle'),
    ...drawnFlow.svg,
    text(WIDTH / 2, 140, 'note', 'pale: no change', 'middle'),
  ];
  const bars = criteria(shown, names, drawnFlow.bottom + 36);
  const height = Math.ceil(bars.bottom + 24);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(`${title}. ${about}`)}</title>`,
    `<desc id="desc">${escaped(described(shown, names))}</desc>`,
    `<defs>${PATTERNS}\n</defs>`,
    `<style>${STYLE}\n</style>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...parts,
    ...bars.svg,
    '</svg>\n',
  ].join('\n');
}

function sayPolicy({ payer, id, version }: Policy, side: string): string {
  return fitted(`${side} ${payer.name}: ${id}, version ${version}`, 13, WIDTH - 2 * MARGIN, 1).join('');
}

type Names = Readonly<Record<'from' | 'to', string>>;

/** All that the picture shows, for somebody who hears it. */
function described({ impact }: ShownImpact, names: Names): string {
  const changes = impact.changes.map((change) => {
    const behind = change.because.map(
      ({ text: words, policy, patients }) => `${words} (${names[policy]}): ${count(patients)}`,
    );
    return `${count(change.patients)} from ${sayOutcome(change.from)} to ${sayOutcome(change.to)}. ${behind.join('; ')}`;
  });
  return [`${count(impact.patients - impact.changed)} patients do not change.`, ...changes].join(' ');
}

function criteria({ impact }: ShownImpact, names: Names, top: number): Drawn {
  if (impact.changes.length === 0) return { svg: [], bottom: top - 20 };
  const most = Math.max(...impact.changes.flatMap(({ because }) => because.map(({ patients }) => patients)), 1);
  const svg: string[] = [];
  let y = top;
  svg.push(`<line x1="${MARGIN}" y1="${y - 14}" x2="${WIDTH - MARGIN}" y2="${y - 14}" class="rule"/>`);
  y += 16;
  svg.push(text(MARGIN, y, 'head', 'Because of'));
  svg.push(text(MARGIN + 96, y, 'note', 'patients by criterion; one with several criteria is counted under each'));
  y += 14;
  for (const change of impact.changes.slice(0, MOST_CHANGES)) {
    y += 22;
    svg.push(
      text(
        MARGIN,
        y,
        'outcome',
        `From ${sayOutcome(change.from).toLowerCase()} to ${sayOutcome(change.to).toLowerCase()}`,
      ),
    );
    svg.push(
      text(
        WIDTH - MARGIN,
        y,
        'number',
        `${count(change.patients)} · ${percent(change.patients, impact.patients)}`,
        'end',
      ),
    );
    y += 8;
    for (const one of change.because.slice(0, MOST_BARS)) {
      const drawn = criterion(one, names, most, y);
      svg.push(...drawn.svg);
      y = drawn.bottom;
    }
    y = more(change, svg, y);
  }
  const left = impact.changes.length - MOST_CHANGES;
  if (left > 0) {
    y += 20;
    svg.push(text(MARGIN, y, 'note', `and ${left} more ${left === 1 ? 'change' : 'changes'}`));
  }
  return { svg, bottom: y };
}

function more({ because }: Change, svg: string[], y: number): number {
  const left = because.length - MOST_BARS;
  if (because.length === 0)
    svg.push(text(TEXT.x, y + LINE, 'note', 'No criterion stands behind it: a text is silent.'));
  if (left > 0) svg.push(text(TEXT.x, y + LINE, 'note', `and ${left} more ${left === 1 ? 'criterion' : 'criteria'}`));
  return because.length === 0 || left > 0 ? y + LINE + 6 : y + 4;
}

function criterion({ text: words, cite, policy, patients }: Because, names: Names, most: number, top: number): Drawn {
  const lines = fitted(words, TEXT.size, TEXT.width, TEXT.lines);
  const where = `${names[policy]}: ${sayPlaces(cite)}`;
  const width = Math.max(1, (BARS.width * patients) / most);
  const height = lines.length * LINE + 20;
  const middle = top + height / 2;
  const svg = [
    ...lines.map((line, index) => text(TEXT.x, top + LINE * (index + 1), '', line)),
    text(TEXT.x, top + LINE * (lines.length + 1) - 2, 'cite', fitted(where, 11, TEXT.width, 1).join('')),
    `<rect x="${BARS.x}" y="${(middle - 7).toFixed(1)}" width="${BARS.width}" height="14" class="track"/>`,
    `<rect x="${BARS.x}" y="${(middle - 7).toFixed(1)}" width="${width.toFixed(1)}" height="14" class="bar"/>`,
    text(BARS.x + BARS.width + 10, middle + 4.5, '', count(patients)),
  ];
  return { svg, bottom: top + height };
}

function text(x: number, y: number, look: string, words: string, anchor: 'start' | 'middle' | 'end' = 'start'): string {
  const looks = look === '' ? '' : ` class="${look}"`;
  const at = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text x="${x}" y="${y.toFixed(1)}"${looks}${at}>${escaped(words)}</text>`;
}
