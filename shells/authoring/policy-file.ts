import type { Scalar, YAMLMap } from 'yaml';
import type { RequestKind } from '../../core/coverage/policy.ts';
import type { CutDocument, Passage } from './cut.ts';
import type { CriterionPassage, Roles } from './roles.ts';
import { citesOf, fileOf, gap, linesOf, listOf, mapOf } from './yaml-parts.ts';

/** What the author says of a policy that is begun. */
export interface NewPolicy {
  readonly id: string;
  readonly title: string;
  readonly payer: { readonly id: string; readonly name: string };
  readonly drug: string;
  /** Id of the document's source file. */
  readonly source: string;
  /** First day in force, YYYY-MM-DD. */
  readonly from: string;
  /** Name of the author's text, inside the folder of copies. */
  readonly copy: string;
}

export const GAPS_ARE = "A word that begins with ! is a gap: write over it, the ! and the '' included.";
const NO_LINES_YET =
  'Each of commercial, fehb, exchange, medicaid, medicare-advantage, medicare-part-b it is written for.';

/** The text of the policy file: every part of it, and a gap wherever only a reader of the document can speak. */
export function policyFile(policy: NewPolicy, document: CutDocument, roles: Roles): string {
  const { id, from, title, payer, drug, source } = policy;
  const flow = mapOf(Object.entries(payer));
  flow.flow = true;
  const head = [
    `Begun from ${policy.copy}. ${GAPS_ARE}`,
    '`stepwise policy lint` lists the gaps by line ("still to be filled"). While one is left, nothing of this file is used.',
    'Comments name lines of your own text. Suggestions are guesses from words: read the passage before you use one.',
  ];
  return fileOf(
    head,
    mapOf([
      ['id', id],
      ['version', from],
      ['title', title],
      ['payer', flow],
      ['drug', drug],
      ['source', source],
      [
        'existsFrom',
        from,
        { comment: ['First day of the policy in any version: earlier, where the document says so.'] },
      ],
      [
        'inForce',
        mapOf([
          ['from', from],
          ['cite', citesOr(roles.inForce, 'cite the passage that prints the first day in force')],
        ]),
      ],
      [
        'governs',
        mapOf([
          ['lines', gap('list the lines of business or an empty list'), { comment: [NO_LINES_YET] }],
          ['lineRequired', gap('true where the answer hangs on the line of business else false')],
          ['cite', gap('cite the passage that says for whom the policy is')],
        ]),
        { blank: true },
      ],
      ['requests', requestsOf(document, roles), { blank: true }],
      ['cautions', cautionsOf(), { blank: true, comment: closing(roles) }],
    ]),
  );
}

/** Passages that probably print it; more than two are no proposal. */
function citesOr(passages: readonly Passage[], otherwise: string): unknown {
  return passages.length > 0 ? citesOf(passages.slice(0, 2)) : gap(otherwise);
}

function requestsOf(document: CutDocument, roles: Roles): YAMLMap {
  const { initial, renewal } = roles.criteria;
  const none = gap('write null if the document says nothing of renewal else authorization and criteria');
  return mapOf([
    ['initial', requestOf('initial', initial, document, roles)],
    [
      'renewal',
      renewal.length > 0 ? requestOf('renewal', renewal, document, roles) : none,
      { blank: true, comment: ['A criterion that the renewal repeats is written { id, text, same-as: <its id> }.'] },
    ],
  ]);
}

const NAMES: Readonly<Record<RequestKind, string>> = { initial: 'Initial request', renewal: 'Renewal' };

function requestOf(
  kind: RequestKind,
  criteria: readonly CriterionPassage[],
  document: CutDocument,
  roles: Roles,
): YAMLMap {
  const lengths = roles.months[kind];
  const guesses = lengths.map(
    ({ passage, months }) => `Suggestion, to be checked: months: ${months} (${linesOf(passage)}).`,
  );
  const first = criteria[0]?.passage;
  const heading = document.passages.findLast(
    (one) => one.kind === 'heading' && first !== undefined && one.from <= first.from,
  );
  const entries = criteria.map((one) => [entryOf(kind, one), { comment: aboveEntry(one) }] as const);
  return mapOf([
    [
      'authorization',
      mapOf([
        ['months', gap('write the months or null if none are stated'), { comment: guesses }],
        [
          'cite',
          citesOr(
            lengths.map(({ passage }) => passage),
            'cite the passage that says how long an approval lasts',
          ),
        ],
      ]),
    ],
    [
      'criteria',
      mapOf([
        ['id', kind],
        ['text', NAMES[kind]],
        ['cite', citesOr(heading ? [heading] : [], `cite the passage that opens the ${kind} criteria`)],
        [
          'all',
          entries.length > 0 ? listOf(entries) : gap('write the criteria: id text cite fact and what is asked of it'),
        ],
      ]),
      { comment: ['`all`: every one is asked. Where the document says OR, put the choices under `any` instead.'] },
    ],
  ]);
}

function entryOf(kind: RequestKind, { passage }: CriterionPassage): YAMLMap {
  const at = linesOf(passage);
  return mapOf([
    ['id', `${kind}-${passage.id}`],
    ['text', gap(`write in your own words what ${at} ask${passage.fromLine === passage.toLine ? 's' : ''}`)],
    ['fact', gap('choose a fact and say below what is asked of it')],
    ['cite', citesOf([passage])],
  ]);
}

function aboveEntry({ passage, suggestions }: CriterionPassage): readonly string[] {
  const where = `${passage.id}: section ${passage.cite.section}, ${linesOf(passage)}, ${passage.cite.words} words.`;
  if (suggestions.length === 0) return [`${where} No fact has its words: see facts.yaml.`];
  return [
    `${where} ${suggestions.length > 1 ? 'Suggestions' : 'Suggestion'}, to be checked:`,
    ...suggestions.map(({ fact, kind, value }) => `  fact: ${fact}, ${kind}: ${value}`),
  ];
}

/** The parts that a document may or may not have; what is not in it stays away. */
function closing({ codes }: Roles): readonly string[] {
  const found = codes.length === 0 ? [] : [`Codes seem to stand in ${codes.slice(0, 12).map(linesOf).join(', ')}.`];
  return [
    'Add where the document has them, each with its cite: `otherwise` (other indications), `codes` (hcpcs, ndc, icd10),',
    '`limits` (most units), `governs.excluded` (whom it leaves out). docs/guide/knowledge.md has their keys.',
    ...found,
    'Cautions: what the reader of an answer should know, as a sentence that can be read two ways and how it is read here.',
  ];
}

function cautionsOf(): Scalar {
  return gap('list cautions with id text and cite or an empty list');
}
