import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { DocumentCitation } from '../../core/values/citation.ts';
import type { Label } from '../../core/regimen/label.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import type { InputFault } from '../input/input-error.ts';
import { checkInspections, checkLabel, checkProducts } from './check-drug.ts';
import { collectCitations } from './collect-citations.ts';
import { defined } from './defined.ts';
import type { Drug } from './drug.ts';
import { linkClaimChecks } from './load-claim-checks.ts';
import { linkClearance, linkPopulations } from './load-clearance.ts';
import { loadFacts } from './load-facts.ts';
import { readKnowledgeFile, type ReadFile } from './read-file.ts';
import { billingSchema } from './schemas/billing.ts';
import { cardsSchema } from './schemas/cards.ts';
import { claimChecksSchema } from './schemas/claim-checks.ts';
import { clearanceSchema } from './schemas/clearance.ts';
import { drugSchema } from './schemas/drug.ts';
import { labelSchema, labsSchema, observationSchema, premedicationSchema, scheduleSchema } from './schemas/label.ts';
import { populationsSchema } from './schemas/populations.ts';
import { preparationSchema } from './schemas/preparation.ts';
import { restartSchema } from './schemas/restart.ts';

/** A passage that a drug's file cites, and where in the file. */
export interface DrugCitation {
  readonly file: string;
  readonly path: readonly PropertyKey[];
  readonly cite: Omit<DocumentCitation, 'basis'>;
}

export interface LoadedDrugs {
  readonly drugs: ReadonlyMap<string, Drug>;
  readonly faults: readonly InputFault[];
  readonly citations: readonly DrugCitation[];
}

/**
 * Reads every drug of `knowledge/drugs`: one folder a drug, in it one folder a label version. A drug with a fault is
 * left out and its faults are listed, every fault of every file.
 * @param held the facts over which the checks of a label are written, where they are loaded already; else those beside
 * @param heldOfLine the facts over which the checks of a claim are written, likewise
 */
export function loadDrugs(
  folder: string,
  held?: ReadonlyMap<string, FactDefinition>,
  heldOfLine?: ReadonlyMap<string, FactDefinition>,
): LoadedDrugs {
  const faults: InputFault[] = [];
  const visitFacts = held ?? loadFacts(path.join(folder, '..', 'visit.yaml'), faults);
  const lineFacts = heldOfLine ?? loadFacts(path.join(folder, '..', 'claim-line.yaml'), faults);
  const reads: ReadFile<unknown>[] = [];
  const drugs = new Map<string, Drug>();
  for (const name of foldersIn(folder, faults)) {
    const drug = loadDrug(path.join(folder, name), { visitFacts, lineFacts }, faults, reads);
    if (drug !== undefined) drugs.set(drug.id, drug);
  }
  const citations = reads.flatMap(({ file, value }) =>
    collectCitations(value).map(({ path: at, passage }) => ({ file: file.path, path: at, cite: passage })),
  );
  return { drugs, faults, citations };
}

/** What checks may speak of. */
interface CheckFacts {
  readonly visitFacts: ReadonlyMap<string, FactDefinition>;
  readonly lineFacts: ReadonlyMap<string, FactDefinition>;
}

function loadDrug(
  folder: string,
  { visitFacts, lineFacts }: CheckFacts,
  faults: InputFault[],
  reads: ReadFile<unknown>[],
): Drug | undefined {
  const before = faults.length;
  const drug = keep(readKnowledgeFile(path.join(folder, 'drug.yaml'), drugSchema, faults), reads);
  const preparation = keep(readKnowledgeFile(path.join(folder, 'preparation.yaml'), preparationSchema, faults), reads);
  const billing = keep(readKnowledgeFile(path.join(folder, 'billing.yaml'), billingSchema, faults), reads);
  const cards = keep(readKnowledgeFile(path.join(folder, 'cards.yaml'), cardsSchema, faults), reads);
  const written = keep(readKnowledgeFile(path.join(folder, 'claim-checks.yaml'), claimChecksSchema, faults), reads);
  const claimChecks = written && linkClaimChecks(written, lineFacts, faults);
  const labels = foldersIn(folder, faults).flatMap((name) => {
    const label = loadLabel(path.join(folder, name), visitFacts, faults, reads);
    return label === undefined ? [] : [label];
  });
  if (!drug || !preparation || !billing || !cards || !claimChecks) return undefined;
  if (drug.value.id !== path.basename(folder))
    faults.push(
      drug.file.fault(
        ['id'],
        `the drug "${drug.value.id}" stands in ${path.basename(folder)}`,
        'Name the folder after the id',
      ),
    );
  faults.push(...checkProducts(drug, preparation), ...checkInspections(preparation));
  const [first, ...rest] = labels.sort((a, b) => (a.inForce.from < b.inForce.from ? -1 : 1));
  if (first === undefined) {
    faults.push({
      where: path.relative('.', folder),
      what: 'the drug has no label',
      mend: 'Add a folder for a label version',
    });
    return undefined;
  }
  if (faults.length > before) return undefined;
  return {
    ...defined(drug.value),
    labels: [first, ...rest],
    preparation: defined(preparation.value),
    billing: defined(billing.value),
    cards: defined(cards.value),
    claimChecks,
  };
}

function loadLabel(
  folder: string,
  visitFacts: ReadonlyMap<string, FactDefinition>,
  faults: InputFault[],
  reads: ReadFile<unknown>[],
): Label | undefined {
  const read = <S extends z.ZodType>(name: string, schema: S): ReadFile<z.infer<S>> | undefined =>
    keep(readKnowledgeFile(path.join(folder, name), schema, faults), reads);
  const head = read('label.yaml', labelSchema);
  const schedule = read('schedule.yaml', scheduleSchema);
  const observation = read('observation.yaml', observationSchema);
  const premedication = read('premedication.yaml', premedicationSchema);
  const labs = read('labs.yaml', labsSchema);
  const clearance = read('clearance.yaml', clearanceSchema);
  const restart = read('restart.yaml', restartSchema);
  const populations = read('populations.yaml', populationsSchema);
  const checks = clearance && linkClearance(clearance, visitFacts, faults);
  const groups = populations && linkPopulations(populations, visitFacts, faults);
  if (!head || !schedule || !observation || !premedication || !labs || !checks || !restart || !groups) return undefined;
  const drug = path.basename(path.dirname(folder));
  if (head.value.drug !== drug)
    faults.push(
      head.file.fault(['drug'], `this label is of "${head.value.drug}"`, `Write ${drug}, or move the folder`),
    );
  const label: Label = {
    ...defined(head.value),
    schedule: defined(schedule.value),
    observation: defined(observation.value),
    premedication: defined(premedication.value),
    labs: defined(labs.value),
    clearance: checks,
    restart: defined(restart.value),
    populations: groups,
  };
  faults.push(
    ...checkLabel(label, {
      schedule: schedule.file,
      observation: observation.file,
      labs: labs.file,
      restart: restart.file,
    }),
  );
  return label;
}

function keep<T>(read: ReadFile<T> | undefined, reads: ReadFile<unknown>[]): ReadFile<T> | undefined {
  if (read !== undefined) reads.push(read);
  return read;
}

function foldersIn(folder: string, faults: InputFault[]): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch {
    faults.push({
      where: path.relative('.', folder),
      what: 'the folder cannot be read',
      mend: 'Restore it, or give another knowledge folder',
    });
    return [];
  }
}
