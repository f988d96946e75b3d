import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** The guides whose statements are kept count of, by the name that test titles use. */
export const GUIDES = ['crd', 'dtr', 'pas'] as const;
export type GuideName = (typeof GUIDES)[number];

/** Why no test stands for a statement; of `in-part` one does, and shows less than the whole. */
export const REASONS = ['not-done', 'does-not-apply', 'permission', 'operator', 'measured', 'in-part'] as const;
export type ReasonKind = (typeof REASONS)[number];

/** What a guide states, without its words: those are the guide's. */
export interface Statement {
  /** As the guide has it, such as `hook-16`. */
  readonly id: string;
  /** SHALL, SHOULD NOT …; several where the statement has several. */
  readonly strength: readonly string[];
  /** Who has to keep it, by the guide's own names; nobody named where the guide names nobody. */
  readonly actors: readonly string[];
}

export interface Reason {
  readonly kind: ReasonKind;
  readonly text: string;
}

export interface Guide {
  readonly name: GuideName;
  readonly title: string;
  readonly version: string;
  /** Of every actor, in the order of the guide. */
  readonly statements: readonly Statement[];
  /** By the id of the statement. */
  readonly reasons: ReadonlyMap<string, Reason>;
}

const guideShape = z.strictObject({
  title: z.string(),
  version: z.string(),
  statements: z.record(
    z.string(),
    z.strictObject({ strength: z.array(z.string()).min(1), actors: z.array(z.string()) }),
  ),
});
const statementsShape = z.strictObject({ crd: guideShape, dtr: guideShape, pas: guideShape });
const reasonsShape = z.partialRecord(z.enum(REASONS), z.record(z.string(), z.string().min(1)));
export type StatementsFile = z.infer<typeof statementsShape>;

/**
 * The guides with their statements and the reasons, from the files of a folder.
 * @param folder with `statements.json`, and a `<guide>.yaml` of reasons for each guide
 * @throws where a file is not of its shape, or a statement has two reasons
 */
export function readGuides(folder: string): readonly Guide[] {
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
  const statements = statementsShape.parse(JSON.parse(read('statements.json')));
  return GUIDES.map((name) => {
    const { title, version, statements: held } = statements[name];
    return {
      name,
      title,
      version,
      statements: Object.entries(held).map(([id, of]) => ({ id, ...of })),
      reasons: reasonsOf(reasonsShape.parse(parse(read(`${name}.yaml`))), name),
    };
  });
}

function reasonsOf(groups: z.infer<typeof reasonsShape>, guide: string): ReadonlyMap<string, Reason> {
  const reasons = new Map<string, Reason>();
  for (const kind of REASONS)
    for (const [id, text] of Object.entries(groups[kind] ?? {})) {
      if (reasons.has(id)) throw new Error(`${guide} ${id} has two reasons`);
      reasons.set(id, { kind, text });
    }
  return reasons;
}

/** What we act as. Of the other statements nothing has to be shown. */
const OURS: Readonly<Record<GuideName, readonly string[]>> = {
  crd: ['crd-server', 'crd-server-org'],
  dtr: ['dtr-server'],
  // The provider's side is `stepwise submit`.
  pas: ['payer', 'client'],
};

/** A statement that names nobody is everybody's. */
export function isOurs(guide: GuideName, { actors }: Statement): boolean {
  return actors.length === 0 || actors.some((actor) => OURS[guide].includes(actor));
}
