import type { DocumentCitation } from '../../../core/values/citation.ts';
import { InputError } from '../../input/input-error.ts';
import { openSource, verifyKnowledge, type VerifyReport } from '../../knowledge/verify.ts';
import { cite } from '../../sources/cite.ts';
import { textOption, unknownName } from '../options.ts';
import { table } from '../render/table.ts';
import type { Paint } from '../paint.ts';
import type { Verb, VerbAnswer } from '../verb.ts';

const sourcesOf = (options: Readonly<Record<string, unknown>>): string => {
  const folder = textOption(options, 'sources');
  if (folder !== undefined) return folder;
  throw new InputError([
    { where: '--sources', what: 'no folder is given', mend: 'Give the folder with your copies of the documents' },
  ]);
};

/** Which documents the rules rest on. */
export const knowledgeListVerb: Verb = {
  name: 'knowledge list',
  summary: 'List the documents that the rules rest on, with their dates and how far each is an authority',
  examples: ['stepwise knowledge list'],
  configure: (command) => command,
  run: (_options, desk): VerbAnswer => {
    const knowledge = desk.knowledge();
    const sources = [...knowledge.sources.values()].map((source) => ({
      ...source,
      citations: knowledge.cited.filter((rule) => rule.passage.source === source.id).length,
    }));
    const rows = sources.map(({ id, title, publisher, basis, dates, citations }) => [
      id,
      title,
      publisher,
      basis,
      Object.entries(dates)
        .map(([name, day]) => `${name} ${day}`)
        .join(', ') || 'no date printed',
      String(citations),
    ]);
    return {
      json: { sources },
      text: table([
        ['source', 'title', 'publisher', 'basis', 'dates', 'passages cited'].map((name) => desk.paint('bold', name)),
        ...rows,
      ]),
      exit: 0,
    };
  },
};

/** Do the documents still say what the rules cite? */
export const knowledgeVerifyVerb: Verb = {
  name: 'knowledge verify',
  summary: 'Find every cited passage in your copies of the documents, and what no rule accounts for',
  examples: ['stepwise knowledge verify --sources ../shared/sources'],
  configure: (command) => command.option('--sources <folder>', 'folder with your copies of the documents'),
  run: (options, desk): VerbAnswer => {
    const report = verifyKnowledge(desk.knowledge(), sourcesOf(options));
    const sound = report.documents.every(
      ({ stale, lostSections, complete, unaccounted }) =>
        stale.length + lostSections.length === 0 && (!complete || unaccounted.length === 0),
    );
    return {
      json: report,
      text: renderReport(report, desk.paint),
      exit: sound && report.missing.length === 0 ? 0 : 20,
    };
  },
};

/** For authors: the citation of a phrase. */
export const knowledgeCiteVerb: Verb = {
  name: 'knowledge cite',
  summary: 'Print the citation of a phrase of a document, ready to be pasted into a rule',
  examples: [
    'stepwise knowledge cite --sources ../shared/sources --source policy-fep-5.21.223 --phrase "Duration 12 months"',
  ],
  configure: (command) =>
    command
      .option('--sources <folder>', 'folder with your copies of the documents')
      .requiredOption('--source <id>', 'the document')
      .requiredOption('--phrase <words>', 'the words; `first words ... last words` for a longer passage'),
  run: (options, desk): VerbAnswer => {
    const folder = sourcesOf(options);
    const knowledge = desk.knowledge();
    const id = textOption(options, 'source') ?? '';
    if (!knowledge.sources.has(id)) throw unknownName('--source', 'source', id, [...knowledge.sources.keys()]);
    const document = openSource(knowledge, id, folder);
    if (document === undefined)
      throw new InputError([
        {
          where: folder,
          what: `no copy of ${id} is there`,
          mend: `Put ${knowledge.sources.get(id)?.file ?? 'it'} into it`,
        },
      ]);
    const found = cite(document, textOption(options, 'phrase') ?? '');
    if (found.length === 0)
      throw new InputError([
        { where: '--phrase', what: `these words do not stand together in ${id}`, mend: 'Copy them from the document' },
      ]);
    return { json: { citations: found }, text: found.map(asFlowMap).join('\n'), exit: 0 };
  },
};

function asFlowMap({ source, section, words, fingerprint, nth }: DocumentCitation): string {
  const order = nth === undefined ? '' : `, nth: ${nth}`;
  return `{ source: ${source}, section: ${section}, words: ${words}, fingerprint: '${fingerprint}'${order} }`;
}

function renderReport(report: VerifyReport, paint: Paint): string {
  const rows = report.documents.map(({ source, found, stale, passages, complete }) => [
    source,
    String(found),
    String(stale.length),
    String(passages.withRule),
    String(passages.notEncoded),
    complete ? String(passages.unaccounted) : `${passages.unaccounted} (not asked)`,
  ]);
  const head = [
    'document',
    'fingerprints found',
    'stale',
    'passages with a rule',
    'not encoded, with a reason',
    'unaccounted',
  ];
  const stale = report.documents.flatMap((document) => [
    ...document.lostSections.map((section) => `${document.source}: section ${section} no longer begins as it did`),
    ...document.stale.map(({ file, at, section }) => `${document.source} § ${section}: ${file} at ${at} is stale`),
  ]);
  const open = report.documents
    .filter(({ complete }) => complete)
    .flatMap(({ source, unaccounted }) =>
      unaccounted.map(
        ({ fromLine, toLine, words }) =>
          `${source}: lines ${fromLine} to ${toLine}, ${words} words have neither rule nor reason`,
      ),
    );
  const unread = report.documents
    .filter(({ toBeRead }) => toBeRead > 0)
    .map(({ source, toBeRead }) => `${source}: ${toBeRead} passages are still to be read`);
  const missing = report.missing.map((id) => `${id}: no copy in the folder, not checked`);
  return [
    table([head.map((name) => paint('bold', name)), ...rows]),
    ...[...stale, ...open, ...unread, ...missing].map((line) => paint('red', line)),
  ].join('\n');
}
