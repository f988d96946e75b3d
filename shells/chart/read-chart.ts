import type { Caution } from '../../core/values/caution.ts';
import type { FactRecord, FactValue, RecordedFact } from '../../core/values/fact.ts';
import { fhirElements } from './built.ts';
import { readBundle } from './bundle.ts';
import type { Chart } from './chart.ts';
import { below } from './elm.ts';
import { evidenceOf } from './evidence.ts';
import type * as Engine from './library.ts';

/** What a chart says: the facts that at least one resource states, and what a reader must know about them. */
export interface ChartReading {
  /** Origin `chart`: suggestions with their evidence, to be confirmed by a person. */
  readonly facts: FactRecord;
  readonly cautions: readonly Caution[];
}

const FACT_NAME = /^[a-z0-9-]+\.[a-z0-9-]+$/u;
const CAUTION_NAME = /^caution ([a-z0-9-]+)$/u;

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

/** Dates come out of CQL as its own objects; everything else is a plain value already. */
function factValue(value: unknown): FactValue | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return below(value, 'isDate') === true ? String(value) : null;
}

function recordedFact(result: unknown, chart: Chart): RecordedFact | null {
  const value = factValue(below(result, 'value'));
  if (value === null) return null;
  const refs = new Set(texts(below(result, 'evidence')));
  const evidence = [...refs].flatMap((ref) => {
    const resource = chart.resources.get(ref);
    return resource === undefined ? [] : [evidenceOf(resource)];
  });
  return { value, origin: 'chart', evidence };
}

function caution(name: string, result: unknown): Caution | null {
  const id = CAUTION_NAME.exec(name)?.[1];
  const text = below(result, 'text');
  return id === undefined || typeof text !== 'string'
    ? null
    : { id: `chart-${id}`, text, facts: texts(below(result, 'facts')) };
}

/** The CQL engine takes 100 ms to load: only a call with a chart pays for it. Looking a module up again costs as well. */
let engine: Promise<typeof Engine> | undefined;

/**
 * Reads a patient's chart, a FHIR R4 Bundle, into facts with their evidence.
 * `text` is the file's content, `file` its name for messages, `on` the day of the answer (YYYY-MM-DD). Throws an
 * InputError with every fault of the chart, each with its place, such as `entry[3].resource (Condition/x).onsetDateTime`.
 */
export async function readChart(text: string, file: string, on: string): Promise<ChartReading> {
  const chart = readBundle(text, file, on, await fhirElements());
  const { evaluate } = await (engine ??= import('./library.ts'));
  const results = [...(await evaluate(chart, on))];
  const facts = results.flatMap(([name, result]): [string, RecordedFact][] => {
    const fact = FACT_NAME.test(name) ? recordedFact(result, chart) : null;
    return fact === null ? [] : [[name, fact]];
  });
  const cautions = results.flatMap(([name, result]) => caution(name, result) ?? []);
  return { facts: new Map(facts), cautions };
}
