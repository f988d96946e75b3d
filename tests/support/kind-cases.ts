import { globSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord, FactValue, RecordedFact } from '../../core/values/fact.ts';
import type { Truth } from '../../core/values/truth.ts';
import { InputError, type InputFault } from '../../shells/input/input-error.ts';
import { parseFactValue } from '../../shells/knowledge/fact-value.ts';
import { CriteriaLinker } from '../../shells/knowledge/link-criteria.ts';
import { loadFacts } from '../../shells/knowledge/load-facts.ts';
import { readKnowledgeFile } from '../../shells/knowledge/read-file.ts';
import { strict } from '../../shells/knowledge/schema-parts.ts';
import { criterionSchema, type CriterionEntry } from '../../shells/knowledge/schemas/criterion.ts';
import type { YamlFile } from '../../shells/knowledge/yaml-file.ts';
import { ROOT } from './knowledge.ts';

/** One patient put to one criterion: what stands in the `.cases.yaml` beside each kind, linked and ready to run. */
export interface KindCase {
  /** The file without its ending: `at-least-of`, `compare`. */
  readonly kind: string;
  readonly name: string;
  readonly tree: Criterion;
  readonly facts: FactRecord;
  readonly truth: Truth;
  readonly why: string | undefined;
}

const KINDS = path.join(ROOT, 'core/criteria/kinds');

const patient = strict({
  name: z.string().min(1),
  facts: z.record(z.string(), z.unknown()),
  truth: z.enum(['met', 'not-met', 'unknown']),
  why: z.string().optional(),
});

const fileSchema = z
  .array(
    strict({
      criterion: z.unknown(),
      /** Criteria that stand elsewhere in the same file, for `same-as` to repeat. */
      beside: z.array(z.unknown()).default([]),
      codes: z.record(z.string(), z.array(z.string())).default({}),
      cases: z.array(patient).min(1),
    }),
  )
  .min(1);

const faultless = <T>(read: (faults: InputFault[]) => T): NonNullable<T> => {
  const faults: InputFault[] = [];
  const value = read(faults);
  if (faults.length > 0 || value === undefined || value === null) throw new InputError(faults);
  return value;
};

/** The few facts that the cases speak of. @throws InputError */
export function caseDefinitions(): ReadonlyMap<string, FactDefinition> {
  return faultless((faults) => loadFacts(path.join(KINDS, 'cases-facts.yaml'), faults));
}

/** Every case of every kind, in the order of the files. @throws InputError where one is not written as authors write */
export function kindCases(): readonly KindCase[] {
  const definitions = caseDefinitions();
  return globSync('*.cases.yaml', { cwd: KINDS })
    .sort()
    .flatMap((name) => {
      const { file, value } = faultless((faults) => readKnowledgeFile(path.join(KINDS, name), fileSchema, faults));
      return value.flatMap(({ criterion, beside, codes, cases }, index) => {
        const tree = linked(criterion, { beside, codes, definitions, file, at: [index, 'criterion'] });
        return cases.map((one) => ({
          ...{ kind: path.basename(name, '.cases.yaml'), name: one.name, tree, truth: one.truth, why: one.why },
          facts: recordOfFacts(one.facts, definitions),
        }));
      });
    });
}

/** What a written criterion refers to, and where it stands. */
interface Around {
  readonly beside: readonly unknown[];
  readonly codes: Readonly<Record<string, readonly string[]>>;
  readonly definitions: ReadonlyMap<string, FactDefinition>;
  readonly file: YamlFile;
  readonly at: readonly PropertyKey[];
}

/** What an author has written as the tree that runs: the loader's own schema and linker. @throws InputError */
export function linked(written: unknown, { beside, codes, definitions, file, at }: Around): Criterion {
  return faultless((faults) => {
    const parsed = [written, ...beside].map((one) => criterionSchema.safeParse(cited(one)));
    const [entry, ...others] = parsed.map((one): CriterionEntry => {
      if (one.success) return one.data;
      const what = one.error.issues.map(({ message }) => message).join('; ');
      throw new InputError([file.fault(at, what, 'Write it as in a policy')]);
    });
    if (entry === undefined) return undefined;
    const linker = new CriteriaLinker(file, definitions, faults, codes);
    for (const one of [entry, ...others]) linker.register(one, at);
    return linker.link(entry, at);
  });
}

/** A criterion of a policy cites a passage; those of the cases and of the guide stand in no document. */
function cited(written: unknown): unknown {
  if (Array.isArray(written)) return written.map(cited);
  if (typeof written !== 'object' || written === null) return written;
  const below = Object.fromEntries(Object.entries(written).map(([key, value]) => [key, cited(value)]));
  const isCriterion = 'id' in written && 'text' in written && !('same-as' in written);
  return isCriterion ? { ...below, cite: [{ basis: 'unconfirmed', note: 'an example' }] } : below;
}

/** Facts written as in an answers file. The day of the request is one of them here. */
export function recordOfFacts(
  written: Readonly<Record<string, unknown>>,
  definitions: ReadonlyMap<string, FactDefinition>,
): FactRecord {
  return new Map(Object.entries(written).map(([id, raw]) => [id, recorded(raw, definitions.get(id), id)]));
}

const signed = strict({ value: z.unknown(), by: z.string().optional(), role: z.string().optional() });

function recorded(raw: unknown, definition: FactDefinition | undefined, id: string): RecordedFact {
  const { value, by, role } = typeof raw === 'object' ? signed.parse(raw) : { value: raw };
  const display = [by, role].filter((word) => word !== undefined).join(', ');
  return {
    value: valueOf(value, definition, id),
    origin: 'attested',
    evidence: [{ kind: 'attestation', ref: 'case', ...(display === '' ? {} : { display }) }],
    ...(by === undefined ? {} : { by }),
    ...(role === undefined ? {} : { role }),
  };
}

function valueOf(raw: unknown, definition: FactDefinition | undefined, id: string): FactValue {
  const parsed = definition === undefined ? undefined : parseFactValue(definition, raw);
  if (parsed === undefined || 'what' in parsed) throw new Error(`${id}: ${parsed?.what ?? 'there is no such fact'}`);
  return parsed.value;
}
