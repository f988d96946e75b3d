import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { determine } from '../core/coverage/determine.ts';
import { inForce } from '../core/coverage/in-force.ts';
import type { FactRecord } from '../core/values/fact.ts';
import type { Knowledge } from '../shells/knowledge/knowledge.ts';
import { loadKnowledge } from '../shells/knowledge/load.ts';
import { versionsOf } from '../shells/knowledge/versions.ts';
import { perSecond } from './measure.ts';

const DRUG = 'tarlatamab';
const VERSION = '2026-04-01';
const COPIED = ['payers', 'fep', DRUG, `${VERSION}.yaml`];

export interface ManyPolicies {
  readonly policies: number;
  /** Milliseconds to load the folder, all checks included. */
  readonly load: number;
  /** Determinations a second of a policy that is looked up by its id. */
  readonly rate: number;
}

/**
 * Loads folders with copies of one policy, each of another payer, and measures determinations in turns: one of a policy
 * held alone beside one of a policy held with all the others.
 */
export async function manyPolicies(
  knowledgeFolder: string,
  count: number,
  options: { readonly rounds: number; readonly millis: number },
): Promise<readonly [one: ManyPolicies, many: ManyPolicies]> {
  const [one, many] = [loadCopies(knowledgeFolder, 1), loadCopies(knowledgeFolder, count)];
  const rates = await perSecond({ one: determinations(one.knowledge), many: determinations(many.knowledge) }, options);
  return [
    { policies: one.knowledge.policies.length, load: one.load, rate: rates.get('one') ?? Number.NaN },
    { policies: many.knowledge.policies.length, load: many.load, rate: rates.get('many') ?? Number.NaN },
  ];
}

const idOf = (number: number): string => `payer-${number}`;

/** A folder with `count` payers, each with a policy of its own, read by the loader and removed again. */
function loadCopies(knowledgeFolder: string, count: number): { readonly knowledge: Knowledge; readonly load: number } {
  const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-bench-'));
  try {
    cpSync(knowledgeFolder, folder, { recursive: true });
    const text = readFileSync(path.join(folder, ...COPIED), 'utf8');
    rmSync(path.join(folder, 'payers'), { recursive: true });
    for (let number = 0; number < count; number++) {
      const payer = path.join(folder, 'payers', idOf(number), DRUG);
      mkdirSync(payer, { recursive: true });
      const copy = text
        .replace(/^id: .*$/mu, `id: ${idOf(number)}`)
        .replace(/^payer: \{ id: \S+,/mu, `payer: { id: ${idOf(number)},`);
      writeFileSync(path.join(payer, `${VERSION}.yaml`), copy);
    }
    const start = performance.now();
    const knowledge = loadKnowledge(folder);
    return { knowledge, load: performance.now() - start };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const ON = '2026-06-15';
const FACTS: FactRecord = new Map(
  Object.entries({ 'patient.age': 64, 'disease.diagnosis': 'sclc', 'disease.stage': 'extensive' }).map(
    ([id, value]) => [
      id,
      { value, origin: 'attested' as const, evidence: [{ kind: 'attestation' as const, ref: 'bench' }] },
    ],
  ),
);

/** Determinations written out, each from the policy's id on. */
function determinations(knowledge: Knowledge): () => number {
  const ids = knowledge.policies.map(({ id }) => id);
  const id = ids[Math.floor(ids.length / 2)] ?? '';
  return () => {
    for (let turn = 0; turn < 100; turn++) {
      const { outcome } = determine(
        inForce(versionsOf(knowledge, id), ON),
        { kind: 'initial', on: ON, facts: FACTS },
        knowledge,
      );
      if (outcome !== 'information-needed') throw new Error(`${id}: ${outcome}`);
    }
    return 100;
  };
}
