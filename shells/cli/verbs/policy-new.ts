import path from 'node:path';
import { cutDocument } from '../../authoring/cut.ts';
import { newFiles } from '../../authoring/files.ts';
import type { NewPolicy } from '../../authoring/policy-file.ts';
import { readPlainText } from '../../authoring/read-text.ts';
import { rolesOf } from '../../authoring/roles.ts';
import { renderWorklist } from '../../authoring/worklist.ts';
import { refuseExisting, writeNew } from '../../authoring/write-new.ts';
import type { FactDefinition } from '../../../core/values/fact.ts';
import { InputError, type InputFault } from '../../input/input-error.ts';
import { loadDrugs } from '../../knowledge/load-drugs.ts';
import { loadFacts } from '../../knowledge/load-facts.ts';
import { loadPolicies } from '../../knowledge/load-policies.ts';
import { nearest } from '../../knowledge/nearest.ts';
import { identifier, isCalendarDate } from '../../knowledge/schema-parts.ts';
import { textOption } from '../options.ts';
import type { Options, Verb, VerbAnswer } from '../verb.ts';

const KNOWLEDGE = path.resolve(import.meta.dirname, '..', '..', '..', 'knowledge');

/** Begins the files of a policy from the text of its document. */
export const policyNewVerb: Verb = {
  name: 'policy new',
  summary: 'Begin the files of a policy from the text of its document: its passages, their citations, and gaps to fill',
  examples: [
    'stepwise policy new --text examples/documents/example-policy.txt --id example-onc-12 --payer example-health --payer-name "Example Health Plan" --title "Onc-12" --from 2026-07-01 --dry-run',
  ],
  configure: (command) =>
    command
      .requiredOption('--text <file>', 'the document as plain text, in UTF-8 (pdftotext -layout)')
      .requiredOption('--id <id>', 'id of the policy, as example-onc-12')
      .requiredOption('--payer <id>', 'id of the payer')
      .requiredOption('--title <words>', 'what the policy is to be called')
      .requiredOption('--from <day>', 'first day in force (YYYY-MM-DD)')
      .option('--payer-name <name>', 'name of the payer, where no policy of this payer is held')
      .option('--drug <id>', 'the drug; needed only where several are held')
      .option('--source <id>', 'id of the document; policy-<id> if left out')
      .option('--dry-run', 'print the passages and write nothing'),
  run: (options, desk): VerbAnswer => {
    const folder = textOption(options, 'knowledge') ?? KNOWLEDGE;
    const faults: InputFault[] = [];
    const facts = loadFacts(path.join(folder, 'facts.yaml'), faults);
    if (faults.length > 0) throw new InputError(faults);
    const file = textOption(options, 'text') ?? '';
    const policy = policyOf(options, folder, facts, file);
    const text = readPlainText(file);
    const document = cutDocument(policy.source, text);
    const roles = rolesOf(document, text, facts, policy.from);
    const files = newFiles(policy, document, roles);
    const dry = options['dryRun'] === true;
    if (dry) refuseExisting(folder, files);
    else writeNew(folder, files);
    const likely = new Set([...roles.criteria.initial, ...roles.criteria.renewal].map(({ passage }) => passage.id));
    return {
      json: {
        written: !dry,
        policy,
        files: files.map((one) => ({ path: path.join(folder, one.path), gaps: one.gaps })),
        furniture: document.furniture,
        sections: document.sections.map(({ id, title, line, start }) => ({ id, title, line, start: start ?? null })),
        passages: document.passages.map(({ id, kind, fromLine, toLine, cite }) => ({
          ...{ id, kind, fromLine, toLine, cite },
          likelyCriterion: likely.has(id),
        })),
      },
      text: renderWorklist(document, text, files, folder, { dry, likely, paint: desk.paint }),
      exit: 0,
    };
  },
};

/** What the options say. @throws InputError with every fault of them */
function policyOf(
  options: Options,
  folder: string,
  facts: ReadonlyMap<string, FactDefinition>,
  file: string,
): NewPolicy {
  const faults: InputFault[] = [];
  const word = (name: string): string => (textOption(options, name) ?? '').trim();
  const idOf = (name: string, value: string): string => {
    if (!identifier.safeParse(value).success)
      faults.push({
        where: `--${name}`,
        what: `"${value}" is not an id`,
        mend: 'Use small letters, digits, dots and hyphens',
      });
    return value;
  };
  const id = idOf('id', word('id'));
  const payer = idOf('payer', word('payer'));
  const source = idOf('source', word('source') || `policy-${id}`);
  // Other drafts in the folder may still have gaps: they are no reason to refuse this one.
  const { policies } = loadPolicies(path.join(folder, 'payers'), facts, []);
  const held = policies.find((one) => one.policy.id === id);
  if (held)
    faults.push({
      where: '--id',
      what: `the policy "${id}" is held already (${held.read.file.path})`,
      mend: 'Choose another id; a newer version is a copy of that file under its new first day, with the older one ended by inForce.to',
    });
  const name = word('payerName');
  const known = policies.find((one) => one.policy.payer.id === payer)?.policy.payer.name;
  if (name === '' && known === undefined)
    faults.push({
      where: '--payer-name',
      what: `no policy of the payer "${payer}" is held`,
      mend: 'Give the name of the payer',
    });
  const title = word('title');
  if (title === '')
    faults.push({ where: '--title', what: 'the title is empty', mend: 'Say what the policy is called' });
  const drug = drugOf(textOption(options, 'drug'), folder, faults);
  const from = word('from');
  if (!isCalendarDate(from))
    faults.push({ where: '--from', what: `"${from}" is not a day of the calendar`, mend: 'Write it as YYYY-MM-DD' });
  if (faults.length > 0) throw new InputError(faults);
  return {
    id,
    title,
    payer: { id: payer, name: name === '' ? (known ?? '') : name },
    drug,
    source,
    from,
    copy: path.basename(file),
  };
}

function drugOf(typed: string | undefined, folder: string, faults: InputFault[]): string {
  const loaded = loadDrugs(path.join(folder, 'drugs'));
  const ids = [...loaded.drugs.keys()];
  const chosen = typed ?? (ids.length === 1 ? ids[0] : undefined);
  if (chosen !== undefined && ids.includes(chosen)) return chosen;
  const own = loaded.faults.filter(({ where }) => where.split(path.sep).includes(chosen ?? ''));
  if (own.length > 0) {
    faults.push(...own);
    return '';
  }
  const near = nearest(chosen ?? '', ids);
  const add = 'a drug is added as a folder of knowledge/drugs, with its label, preparation and billing files';
  const held = ids.length > 0 ? `Use one of: ${ids.join(', ')}; ${add}` : add;
  faults.push({
    where: '--drug',
    what: chosen === undefined ? 'several drugs are held, or none' : `there is no drug "${chosen}"`,
    mend: near ? `Did you mean "${near}"? Else ${add}` : held,
  });
  return '';
}
