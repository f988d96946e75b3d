import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { ContractorTable } from '../../core/coverage/contractor.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import { InputError, type InputFault } from '../input/input-error.ts';
import { sourceSchema, type Source } from '../sources/source-file.ts';
import { checkInForce } from './check-in-force.ts';
import { collectCitations } from './collect-citations.ts';
import { deepFreeze } from './deep-freeze.ts';
import { defined } from './defined.ts';
import { parseFactValue } from './fact-value.ts';
import type { CitedRule, Knowledge } from './knowledge.ts';
import { linkBenefits } from './load-benefits.ts';
import { linkClaimForms } from './load-claim-forms.ts';
import { loadDrugs } from './load-drugs.ts';
import { loadFacts } from './load-facts.ts';
import { loadGrading } from './load-grading.ts';
import { loadLabScale } from './load-lab-scale.ts';
import { unknownFact } from './loose-faults.ts';
import { linkTimeLimits } from './load-time-limits.ts';
import { loadPolicies, type LoadedPolicies, type PolicyFile } from './load-policies.ts';
import { readKnowledgeFile, type ReadFile } from './read-file.ts';
import { claimFormsSchema } from './schemas/claim-forms.ts';
import { benefitsSchema, contractorsSchema, type CaseFile } from './schemas/policy.ts';
import { timeLimitsSchema } from './schemas/time-limits.ts';
import { nearest } from './nearest.ts';

/**
 * Reads a knowledge folder whole. Nothing of it is used unless all of it is sound.
 * @throws InputError with every fault of every file, each with its place and how to mend it
 */
export function loadKnowledge(folder: string): Knowledge {
  const faults: InputFault[] = [];
  const facts = loadFacts(path.join(folder, 'facts.yaml'), faults);
  const sources = loadSources(path.join(folder, 'sources'), faults);
  const contractors = readKnowledgeFile(
    path.join(folder, 'codes', 'medicare-contractors.yaml'),
    contractorsSchema,
    faults,
  );
  const benefits = readKnowledgeFile(path.join(folder, 'benefits.yaml'), benefitsSchema, faults);
  const forms = readKnowledgeFile(path.join(folder, 'claim-forms.yaml'), claimFormsSchema, faults);
  const limits = readKnowledgeFile(path.join(folder, 'time-limits.yaml'), timeLimitsSchema, faults);
  const loaded = loadPolicies(path.join(folder, 'payers'), facts, faults);
  const visitFacts = loadFacts(path.join(folder, 'visit.yaml'), faults);
  const lineFacts = loadFacts(path.join(folder, 'claim-line.yaml'), faults);
  const drugs = loadDrugs(path.join(folder, 'drugs'), visitFacts, lineFacts);
  faults.push(...drugs.faults);
  const graded = loadGrading(path.join(folder, 'grading'), 'astct-2019.yaml', faults);
  const labGrading = loadLabScale(path.join(folder, 'grading', 'ctcae-5.yaml'), faults);

  const cited: CitedRule[] = [
    ...loaded.policies.flatMap(({ read }) => citedIn(read)),
    ...(contractors ? citedIn(contractors) : []),
    ...(benefits ? citedIn(benefits) : []),
    ...(limits ? citedIn(limits) : []),
    ...(forms ? citedIn(forms) : []),
    ...(graded.read ? citedIn(graded.read) : []),
    ...drugs.citations.map(({ file, path: at, cite }) => ({ file, at: at.join('.'), passage: cite })),
  ];
  const benefitRules = linkBenefits(benefits, facts, faults);
  const timeLimits = linkTimeLimits(limits, facts, faults);
  const claimForms = linkClaimForms(forms, faults);
  const others = [contractors, benefits, limits, forms, graded.read].filter((read) => read !== undefined);
  checkCitations(loaded, others, cited, sources, faults);
  checkLoaded(loaded, { facts, sources, drugs: drugs.drugs }, faults);
  if (faults.length > 0) throw new InputError(faults);

  return deepFreeze({
    facts,
    visitFacts,
    lineFacts,
    sources,
    policies: loaded.policies
      .map((file) => file.policy)
      .sort((a, b) => a.id.localeCompare(b.id, 'en') || a.version.localeCompare(b.version)),
    drugs: drugs.drugs,
    grading: graded.grading,
    labGrading,
    contractors: contractorTable(contractors),
    benefits: benefitRules,
    timeLimits,
    claimForms,
    cases: loaded.cases.map(({ file, value }) => ({ file: file.path, ...defined(value) })),
    cited,
    notEncoded: loaded.notEncoded,
  });
}

/** What stands between policies, their cases and everything else. */
function checkLoaded(
  loaded: LoadedPolicies,
  { facts, sources, drugs }: Pick<Knowledge, 'facts' | 'sources' | 'drugs'>,
  faults: InputFault[],
): void {
  checkPolicies(loaded.policies, new Set(drugs.keys()), sources, faults);
  faults.push(...checkInForce(loaded.policies, facts));
  for (const file of loaded.cases) checkCases(file, loaded, facts, faults);
}

/** Checks policies that were read apart from their folder, as loading the folder would beside the knowledge in use. */
export function checkReadPolicies(
  loaded: LoadedPolicies,
  knowledge: Pick<Knowledge, 'facts' | 'sources' | 'drugs'>,
  faults: InputFault[],
): void {
  checkCitations(loaded, [], [], knowledge.sources, faults);
  checkLoaded(loaded, knowledge, faults);
}

function loadSources(folder: string, faults: InputFault[]): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>();
  for (const name of listed(folder)) {
    const read = readKnowledgeFile(path.join(folder, name), sourceSchema, faults);
    if (read === undefined) continue;
    if (`${read.value.id}.yaml` !== name)
      faults.push(
        read.file.fault(['id'], `the source "${read.value.id}" stands in ${name}`, 'Name the file after the id'),
      );
    sources.set(read.value.id, read.value);
  }
  return sources;
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function citedIn({ file, value }: ReadFile<unknown>): CitedRule[] {
  return collectCitations(value).map(({ path: at, passage }) => ({ file: file.path, at: at.join('.'), passage }));
}

function checkCitations(
  loaded: LoadedPolicies,
  others: readonly ReadFile<unknown>[],
  cited: readonly CitedRule[],
  sources: ReadonlyMap<string, Source>,
  faults: InputFault[],
): void {
  const wrong = (source: string, section: string): readonly [what: string, mend: string] | undefined => {
    const known = sources.get(source);
    if (known === undefined) {
      const near = nearest(source, [...sources.keys()]);
      return [
        `there is no source "${source}"`,
        near ? `Did you mean "${near}"?` : 'Describe it in knowledge/sources first',
      ];
    }
    const sections = known.sections.map(({ id }) => id);
    if (sections.includes(section)) return undefined;
    return [`${source} has no section "${section}"`, `Use one of: ${sections.join(', ')}`];
  };
  const placed = [
    ...loaded.policies.map(({ read }) => read),
    ...loaded.unsound.map((file) => ({ file, value: file.value })),
    ...others,
  ];
  for (const { file, value } of placed) {
    for (const { path: at, passage } of collectCitations(value)) {
      const fault = wrong(passage.source, passage.section);
      if (fault) faults.push(file.fault([...at, 'source'], ...fault));
    }
  }
  const seen = new Set(placed.map(({ file }) => file.path));
  for (const { file, at, passage } of cited) {
    const fault = seen.has(file) ? undefined : wrong(passage.source, passage.section);
    if (fault) faults.push({ where: file, what: `${at}: ${fault[0]}`, mend: fault[1] });
  }
  for (const { file, source, passages } of loaded.notEncoded) {
    for (const passage of passages) {
      const fault = wrong(source, passage.section);
      if (fault) faults.push({ where: file, what: fault[0], mend: fault[1] });
    }
  }
}

function checkPolicies(
  files: readonly PolicyFile[],
  drugs: ReadonlySet<string>,
  sources: ReadonlyMap<string, Source>,
  faults: InputFault[],
): void {
  for (const { policy, read } of files) {
    if (!drugs.has(policy.drug))
      faults.push(
        read.file.fault(['drug'], `there is no drug "${policy.drug}"`, `Use one of: ${[...drugs].join(', ')}`),
      );
    if (!sources.has(policy.source))
      faults.push(
        read.file.fault(['source'], `there is no source "${policy.source}"`, 'Describe it in knowledge/sources first'),
      );
  }
}

function checkCases(
  { file, value }: ReadFile<CaseFile>,
  { policies, unsound }: LoadedPolicies,
  facts: ReadonlyMap<string, FactDefinition>,
  faults: InputFault[],
): void {
  const held = [...policies.map(({ policy }) => policy.id), ...unsound.map((one) => one.get('id'))];
  if (!held.includes(value.policy))
    faults.push(file.fault(['policy'], `there is no policy "${value.policy}"`, 'Name the policy these cases are of'));
  value.cases.forEach((entry, index) => {
    for (const [id, raw] of Object.entries(entry.facts)) {
      const at = ['cases', index, 'facts', id];
      const definition = facts.get(id);
      if (definition === undefined) {
        faults.push(unknownFact(file, at, id, facts));
        continue;
      }
      const stated = typeof raw === 'object' && raw !== null && 'value' in raw ? raw.value : raw;
      const parsed = parseFactValue(definition, stated);
      if ('what' in parsed) faults.push(file.fault(at, parsed.what, parsed.mend));
    }
  });
}

function contractorTable(read: ReadFile<z.infer<typeof contractorsSchema>> | undefined): ContractorTable {
  return read === undefined ? { jurisdictions: [], unsettled: [] } : defined(read.value);
}
