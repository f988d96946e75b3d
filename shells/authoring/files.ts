import path from 'node:path';
import { parseDocument } from 'yaml';
import { TO_BE_READ } from '../sources/verify.ts';
import type { CutDocument } from './cut.ts';
import { GAPS_ARE, policyFile, type NewPolicy } from './policy-file.ts';
import type { Roles } from './roles.ts';
import { fileOf, flowMap, gap, linesOf, listOf, mapOf } from './yaml-parts.ts';

/** A file of the knowledge folder that is to be made. */
export interface NewFile {
  /** Inside the knowledge folder. */
  readonly path: string;
  readonly content: string;
  /** Places that only the author can fill. */
  readonly gaps: number;
}

/** The four files with which a policy begins. None holds a sentence of the document. */
export function newFiles(policy: NewPolicy, document: CutDocument, roles: Roles): readonly NewFile[] {
  const home = path.join('payers', policy.payer.id, policy.drug);
  const files = [
    [path.join('sources', `${policy.source}.yaml`), sourceFile(policy, document)],
    [path.join(home, `${policy.from}.yaml`), policyFile(policy, document, roles)],
    [path.join(home, 'cases.yaml'), casesFile(policy, roles)],
    [path.join(home, 'not-encoded.yaml'), notEncodedFile(policy, document)],
  ] as const;
  return files.map(([file, content]) => ({ path: file, content, gaps: gapsIn(content) }));
}

/** A gap is a tag that nothing resolves: what the loader will complain of. */
function gapsIn(content: string): number {
  return parseDocument(content, { resolveKnownTags: false }).warnings.length;
}

function sourceFile({ source, title, payer, from, copy }: NewPolicy, { furniture, sections }: CutDocument): string {
  return fileOf(
    [`Begun from ${copy}. Keep your copy under this name in a folder of your own, outside the project.`],
    mapOf([
      ['id', source],
      ['title', title],
      ['publisher', payer.name],
      ['kind', 'policy'],
      [
        'dates',
        { effective: from },
        { comment: ['Add the other dates that the document prints: original, reviewed, approved.'] },
      ],
      ['url', null],
      ['supersededBy', null],
      ['file', copy],
      [
        'furniture',
        furniture.map(({ pattern }) => pattern),
        { comment: ['Running heads and feet, as patterns. They count once only.'] },
      ],
      [
        'sections',
        listOf(
          sections.map(({ id, title: named, start, line }) => [
            mapOf([
              ['id', id],
              ['title', named],
              ['start', start],
            ]),
            { comment: [`From line ${line}.`] },
          ]),
        ),
        { comment: ['Where each section begins. Retitle them as you like; their ids stand in the citations.'] },
      ],
    ]),
  );
}

const KINDS = ['initial', 'renewal'] as const;

function casesFile({ id, from }: NewPolicy, { criteria }: Roles): string {
  const thresholds = KINDS.flatMap((kind) =>
    criteria[kind].flatMap(({ suggestions }) =>
      suggestions.flatMap(({ fact, kind: rule, value }) =>
        BOUNDS.has(rule) ? [`  ${kind}: ${fact} ${Number(value) - 1}, ${value} and ${Number(value) + 1}`] : [],
      ),
    ),
  );
  const wanted = KINDS.filter((kind) => kind === 'initial' || criteria.renewal.length > 0);
  const met = wanted.map(
    (kind) =>
      [
        mapOf([
          ['name', `Everything asked for is met, ${kind}`],
          ['request', kind],
          ['on', from],
          ['facts', gap(`write the facts of a patient who meets every ${kind} criterion`)],
          ['expect', { outcome: 'criteria-met' }],
        ]),
        { blank: kind !== 'initial' },
      ] as const,
  );
  const nothing = mapOf([
    ['name', 'Nothing is known'],
    ['request', 'initial'],
    ['on', from],
    ['facts', {}],
    ['expect', { outcome: 'information-needed' }],
  ]);
  return fileOf(
    [
      'Worked examples: the facts of an invented patient, and what the policy makes of them. `policy lint` runs them.',
      GAPS_ARE,
      'Copy an example for each criterion not met, and for each threshold one under, one at and one over it.',
      ...(thresholds.length > 0 ? ['Thresholds among the suggestions:', ...new Set(thresholds)] : []),
    ],
    mapOf([
      ['policy', id],
      ['cases', listOf([...met, [nothing, { blank: true }]])],
    ]),
  );
}

const BOUNDS = new Set(['at-least', 'more-than', 'at-most', 'less-than']);

function notEncodedFile({ source, copy }: NewPolicy, { passages }: CutDocument): string {
  let section = '';
  return fileOf(
    [
      `Every passage of ${copy}, by its lines there. A passage that a rule cites may stay or go.`,
      `Of each other passage say in your own words why no rule says it: heading, references, history, sets no condition.`,
      `\`knowledge verify\` counts those that are still "${TO_BE_READ}".`,
    ],
    mapOf([
      ['source', source],
      [
        'passages',
        listOf(
          passages.map((passage) => {
            const { section: stands, words, fingerprint, nth } = passage.cite;
            const opens = stands !== section;
            section = stands;
            const kind = passage.kind === 'text' ? '' : `, ${passage.kind}`;
            const cite = { section: stands, words, fingerprint, nth, reason: TO_BE_READ };
            return [
              flowMap(cite, `${passage.id}, ${linesOf(passage)}${kind}`),
              { blank: opens && passage.id !== 'p1' },
            ];
          }),
        ),
      ],
    ]),
  );
}
