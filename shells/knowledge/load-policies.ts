import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { compile } from '../../core/criteria/compile.ts';
import type { Policy, RequestKind, RequestRules } from '../../core/coverage/policy.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import type { InputFault } from '../input/input-error.ts';
import { linkCautions } from './link-cautions.ts';
import { criteriaSizeFault } from './criteria-size.ts';
import { CriteriaLinker } from './link-criteria.ts';
import { looseFaults } from './loose-faults.ts';
import { readKnowledgeFile, readKnowledgeText, type ReadFile } from './read-file.ts';
import { casesSchema, notEncodedSchema, policySchema, type CaseFile, type PolicyEntry } from './schemas/policy.ts';
import { defined } from './defined.ts';
import type { YamlFile } from './yaml-file.ts';

/** One policy file as it was read, with what stands beside it. */
export interface PolicyFile {
  readonly policy: Policy;
  readonly read: ReadFile<PolicyEntry>;
}

export interface NotEncodedFile {
  readonly file: string;
  readonly source: string;
  readonly passages: readonly {
    readonly section: string;
    readonly words: number;
    readonly fingerprint: string;
    readonly nth?: number;
    readonly reason: string;
  }[];
}

export interface LoadedPolicies {
  readonly policies: readonly PolicyFile[];
  readonly cases: readonly ReadFile<CaseFile>[];
  readonly notEncoded: readonly NotEncodedFile[];
  /** Policy files that fail their schema: not used, and still checked as far as they can be read. */
  readonly unsound: readonly YamlFile[];
}

const KINDS = ['initial', 'renewal'] as const;
const VERSION_FILE = /^\d{4}-\d{2}-\d{2}\.yaml$/u;

/** Reads `payers/<payer>/<drug>/`: a file a version, `cases.yaml` and `not-encoded.yaml`. */
export function loadPolicies(
  folder: string,
  definitions: ReadonlyMap<string, FactDefinition>,
  faults: InputFault[],
): LoadedPolicies {
  const files = policyFiles(folder, faults).map(([payer, drug, name]): PolicyText => {
    const file = path.join(folder, payer, drug, name);
    const read: ReadBy = (schema, unsound) => readKnowledgeFile(file, schema, faults, unsound);
    return { payer, drug, name, read };
  });
  return linkedPolicies(files, definitions, faults);
}

/** Texts of one payer for one drug that are in no file yet, by the names that their files would have. */
export interface PolicyTexts {
  readonly payer: string;
  readonly drug: string;
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads policies from texts as `loadPolicies` does from files; faults name them `<payer>/<drug>/<name>`. */
export function readPolicies(
  { payer, drug, texts }: PolicyTexts,
  definitions: ReadonlyMap<string, FactDefinition>,
  faults: InputFault[],
): LoadedPolicies {
  const files = [...texts].map(([name, text]): PolicyText => {
    const shown = [payer, drug, name].join('/');
    const read: ReadBy = (schema, unsound) => readKnowledgeText(shown, text, schema, faults, unsound);
    return { payer, drug, name, read };
  });
  return linkedPolicies(files, definitions, faults);
}

type ReadBy = <S extends z.ZodType>(schema: S, unsound?: YamlFile[]) => ReadFile<z.infer<S>> | undefined;

interface PolicyText {
  readonly payer: string;
  readonly drug: string;
  readonly name: string;
  readonly read: ReadBy;
}

function linkedPolicies(
  files: readonly PolicyText[],
  definitions: ReadonlyMap<string, FactDefinition>,
  faults: InputFault[],
): LoadedPolicies {
  const policies: PolicyFile[] = [];
  const cases: ReadFile<CaseFile>[] = [];
  const notEncoded: NotEncodedFile[] = [];
  const unsound: YamlFile[] = [];
  for (const { payer, drug, name, read: readBy } of files) {
    if (name === 'cases.yaml') {
      const read = readBy(casesSchema);
      if (read) cases.push(read);
    } else if (name === 'not-encoded.yaml') {
      const read = readBy(notEncodedSchema);
      if (read) notEncoded.push({ file: read.file.path, ...defined(read.value) });
    } else {
      const read = readBy(policySchema, unsound);
      if (read) policies.push({ read, policy: linkPolicy(read, { payer, drug, name }, definitions, faults) });
    }
  }
  for (const file of unsound) faults.push(...looseFaults(file, definitions));
  return { policies, cases, notEncoded, unsound };
}

function policyFiles(folder: string, faults: InputFault[]): (readonly [string, string, string])[] {
  return listed(folder).flatMap((payer) =>
    listed(path.join(folder, payer)).flatMap((drug) =>
      listed(path.join(folder, payer, drug)).flatMap((name) => {
        if (VERSION_FILE.test(name) || name === 'cases.yaml' || name === 'not-encoded.yaml')
          return [[payer, drug, name] as const];
        faults.push({
          where: path.relative('.', path.join(folder, payer, drug, name)),
          what: 'this is no policy file',
          mend: 'Name it <first day in force>.yaml, cases.yaml or not-encoded.yaml',
        });
        return [];
      }),
    ),
  );
}

function listed(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function linkPolicy(
  { file, value }: ReadFile<PolicyEntry>,
  stands: { readonly payer: string; readonly drug: string; readonly name: string },
  definitions: ReadonlyMap<string, FactDefinition>,
  faults: InputFault[],
): Policy {
  const expect = (at: readonly PropertyKey[], actual: string, wanted: string): void => {
    if (actual !== wanted)
      faults.push(
        file.fault(at, `this says "${actual}" in a file that stands under "${wanted}"`, 'Correct it, or move the file'),
      );
  };
  expect(['payer', 'id'], value.payer.id, stands.payer);
  expect(['drug'], value.drug, stands.drug);
  expect(['version'], `${value.version}.yaml`, stands.name);
  expect(['inForce', 'from'], value.inForce.from, value.version);
  if (value.inForce.to !== undefined && value.inForce.to < value.inForce.from)
    faults.push(file.fault(['inForce', 'to'], 'the version ends before it begins', 'Correct one of the dates'));
  if (value.existsFrom > value.inForce.from)
    faults.push(file.fault(['existsFrom'], 'the policy begins after this version of it', 'Correct one of the dates'));

  const { icd10, hcpcs, ndc } = value.codes;
  const lists = { icd10: icd10?.codes, hcpcs: hcpcs?.codes, ndc: ndc?.codes };
  const linker = new CriteriaLinker(file, definitions, faults, lists);
  const { initial, renewal } = value.requests;
  const roots = KINDS.flatMap((kind) => {
    const criteria = value.requests[kind]?.criteria;
    return criteria ? [[criteria, ['requests', kind, 'criteria']] as const] : [];
  });
  for (const [criteria, at] of roots) linker.register(criteria, at);
  const tooLarge = criteriaSizeFault(file, roots);
  if (tooLarge) faults.push(tooLarge);
  const rules = ({ authorization, criteria }: typeof initial, kind: RequestKind): RequestRules => ({
    authorization,
    criteria: compile(linker.link(tooLarge ? { ...criteria, all: [] } : criteria, ['requests', kind, 'criteria'])),
  });
  const cautions = linkCautions(value.cautions, file, linker, definitions, faults);
  return {
    ...defined({ ...value, cautions: [] }),
    requests: { initial: rules(initial, 'initial'), renewal: renewal && rules(renewal, 'renewal') },
    cautions,
  };
}
