import type { RequestKind } from '../../core/coverage/policy.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import type { CutDocument, Passage } from './cut.ts';
import { monthsIn, suggestFacts, type Suggestion } from './suggest.ts';

/** A passage that looks like a criterion, and what it may ask. */
export interface CriterionPassage {
  readonly passage: Passage;
  readonly suggestions: readonly Suggestion[];
}

/** What passages look like being good for. All of it is a guess, laid before the author and not used by itself. */
export interface Roles {
  readonly criteria: Readonly<Record<RequestKind, readonly CriterionPassage[]>>;
  readonly months: Readonly<Record<RequestKind, readonly { readonly passage: Passage; readonly months: number }[]>>;
  /** Passages that print the first day in force. */
  readonly inForce: readonly Passage[];
  /** Passages that print codes, which often belong under `codes`. */
  readonly codes: readonly Passage[];
}

/** Characters; a text without line ends is not looked through again for each of its passages. */
const LONGEST_LINE = 2000;

/** Entries laid out for one request; what comes after stands in the list of passages all the same. */
const MOST_ENTRIES = 25;

const RENEWAL = /\b(?:renew|reauthori|re-authori|recertif|continu)/iu;
const CRITERIA =
  /\b(?:criteri|requirement|conditions? (?:of|for)|eligib|medical(?:ly)? necess|prior[ -]+approv|covered when)/iu;
/** Sections that speak of something else, whatever words stand in them. */
const ELSEWHERE =
  /\b(?:reference|bibliograph|histor|background|descript|rationale|summary|dosage|dosing|administration|billing|coding|code|availab|appendix|regulatory|definition|keyword|limit|guideline|duration|length)/iu;
const CODE = /\b(?:[A-Z]\d{4}|\d{5}-\d{3,4}(?:-[\dx]{1,2})?|[A-Z]\d[\dA-Z]\.[\dA-Z]{1,4})\b/u;

/** Reads the headings and the facts' words to say which passages are probably criteria, lengths, dates and codes. */
export function rolesOf(
  document: CutDocument,
  text: string,
  facts: ReadonlyMap<string, FactDefinition>,
  firstDay: string,
): Roles {
  const lines = text.split(/\r\n|\r|\n/u);
  const places = placed(document, lines);
  const tokensOf = ({ from, to }: Passage): string[] => document.tokens.slice(from, to).map((token) => token.text);
  const printed = ({ fromLine, toLine }: Passage): string =>
    lines
      .slice(fromLine - 1, toLine)
      .map((line) => line.slice(0, LONGEST_LINE))
      .join(' ');
  const asked = places.filter(({ heads }) => CRITERIA.test(heads) && !ELSEWHERE.test(heads));
  const likely = asked.length > 0 ? asked : places.filter(({ heads }) => !ELSEWHERE.test(heads));
  const content = likely
    .filter(({ passage }) => passage.kind !== 'heading' && passage.kind !== 'running head')
    .map(({ passage, request }) => ({ passage, request, suggestions: suggestFacts(tokensOf(passage), facts) }))
    .filter(({ passage, suggestions }) => suggestions.length > 0 || passage.kind === 'item');
  const months = places.flatMap(({ passage, request, heads }) => {
    const named = passage.cite.words <= SHORT && GRANTED.test(heads);
    const found = monthsIn([...tokensOf(passage), ...(named ? ['approval'] : [])]);
    const renews = request === 'renewal' || RENEWAL.test(printed(passage));
    return found === undefined ? [] : [{ passage, months: found, request, renews }];
  });
  const of = (request: RequestKind): readonly CriterionPassage[] =>
    content.filter((one) => one.request === request).slice(0, MOST_ENTRIES);
  // "6 months and may be renewed" speaks of both; where another passage speaks of the first alone, it does not.
  const first = months.filter((one) => !one.renews);
  const dates = writtenForms(firstDay);
  return {
    criteria: { initial: of('initial'), renewal: of('renewal') },
    months: {
      initial: first.length > 0 ? first : months.filter((one) => one.request === 'initial'),
      renewal: months.filter((one) => one.renews),
    },
    inForce: places.flatMap(({ passage }) => {
      const said = ` ${tokensOf(passage).join(' ')} `;
      return dates.some((date) => said.includes(` ${date} `)) ? [passage] : [];
    }),
    codes: places.flatMap(({ passage }) => (CODE.test(printed(passage)) ? [passage] : [])),
  };
}

const GRANTED = /\b(?:authori[sz]ation|approval|duration|limits?|length)\b/iu;

interface Placed {
  readonly passage: Passage;
  /** The section's heading, and the subheading last passed in it. */
  readonly heads: string;
  readonly request: RequestKind;
}

/** A short line of its own inside a section names what follows, as "Renewal" in a document without numbered parts. */
function placed({ passages, sections }: CutDocument, lines: readonly string[]): Placed[] {
  const titles = new Map(sections.map(({ id, line, start }) => [id, start || line > 1 ? (lines[line - 1] ?? '') : '']));
  let section = '';
  let carried = '';
  let below = '';
  return passages.map((passage) => {
    const { section: id, words } = passage.cite;
    if (id !== section) {
      const title = titles.get(id) ?? '';
      // A heading that says nothing of its own kind ("Diagnosis") goes on with the section before it.
      carried = CRITERIA.test(title) || ELSEWHERE.test(title) || RENEWAL.test(title) ? title : `${carried} ${title}`;
      [section, below] = [id, ''];
    }
    const line = lines[passage.fromLine - 1] ?? '';
    if (passage.kind === 'text' && words <= SHORT && !/[.;,]\s*$/u.test(line) && NAMES.test(line)) below = line;
    const heads = below === '' ? carried : `${carried} ${below}`;
    return { passage, heads, request: RENEWAL.test(heads) ? 'renewal' : 'initial' };
  });
}

const SHORT = 8;
const NAMES = /\b(?:initial|renew|reauthori|continu|criteri|requirement)/iu;

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** A day as documents print it, in tokens. */
function writtenForms(day: string): string[] {
  const [year = '', month = '', date = ''] = day.split('-');
  const name = MONTHS[Number(month) - 1] ?? '';
  const bare = String(Number(date));
  const names = [name, name.slice(0, 3)];
  return [
    `${year} ${month} ${date}`,
    `${month} ${date} ${year}`,
    `${Number(month)} ${bare} ${year}`,
    `${month} ${date} ${year.slice(2)}`,
    ...names.flatMap((one) => [`${one} ${bare} ${year}`, `${one} ${date} ${year}`, `${bare} ${one} ${year}`]),
  ];
}
