import type { Caution } from '../values/caution.ts';
import type { FactDefinition, FactRecord, FactValue, RecordedFact } from '../values/fact.ts';
import { sayValue } from '../values/say-value.ts';
import { REQUEST_DATE } from '../criteria/node.ts';
import { completedYears } from '../values/age.ts';

export interface MergedFacts {
  readonly facts: FactRecord;
  readonly cautions: readonly Caution[];
}

/**
 * Joins what several places record of one patient. The word of a person goes before course and chart; of those two the
 * course counts only where it is not the older one, else the fact is unknown. Two places that differ are a caution that
 * names both; neither is dropped in silence.
 * @param records strongest first
 */
export function mergeFacts(
  records: readonly FactRecord[],
  definitions: ReadonlyMap<string, FactDefinition>,
): MergedFacts {
  const facts = new Map<string, RecordedFact>();
  const cautions: Caution[] = [];
  for (const record of records) {
    for (const [id, recorded] of record) {
      const stronger = facts.get(id);
      if (stronger === undefined) facts.set(id, recorded);
      else if (stronger.value !== recorded.value) {
        const settled = stronger.origin === 'attested' || isNotOlder(stronger, recorded);
        if (!settled) facts.delete(id);
        cautions.push(conflict(id, stronger, recorded, definitions.get(id), settled));
      }
    }
  }
  return { facts, cautions };
}

/** Whether dates show that the newest evidence of `one` is at least as new as that of `other`. */
function isNotOlder(one: RecordedFact, other: RecordedFact): boolean {
  const [first, second] = [newest(one), newest(other)];
  return first !== undefined && second !== undefined && first >= second;
}

function newest({ evidence }: RecordedFact): string | undefined {
  return evidence
    .flatMap(({ date }) => date ?? [])
    .sort()
    .at(-1);
}

function conflict(
  id: string,
  used: RecordedFact,
  other: RecordedFact,
  definition?: FactDefinition,
  settled = true,
): Caution {
  const side = (recorded: RecordedFact): string =>
    `${recorded.origin} says ${sayValue(recorded.value, definition)} (${recorded.evidence.map((e) => e.ref).join(', ')})`;
  return {
    id: 'sources-disagree',
    text: `${definition?.name ?? id}: ${side(used)}, ${side(other)}. ${settled ? 'The first' : 'Neither'} is used; settle which is right.`,
    facts: [id],
  };
}

/**
 * Adds the day of the request and the facts that follow from others: age from the birth date, and what a fact's own file says follows from another
 * where nothing is recorded of it. A recorded value that contradicts the calculation is a caution.
 * @param on YYYY-MM-DD
 */
export function withConsequences(
  merged: MergedFacts,
  definitions: ReadonlyMap<string, FactDefinition>,
  on: string,
): MergedFacts {
  const facts = new Map<string, RecordedFact>(merged.facts);
  facts.set(REQUEST_DATE, { value: on, origin: 'calculated', evidence: [] });
  const cautions = [...merged.cautions];
  for (const definition of definitions.values()) {
    const { derivedFrom, follows } = definition;
    const base = merged.facts.get(derivedFrom ?? follows?.from ?? '');
    if (base === undefined) continue;
    const stated = merged.facts.get(definition.id);
    if (derivedFrom !== undefined) {
      const calculated = consequence(derivedFrom, completedYears(String(base.value), on), base);
      if (stated === undefined || stated.value === calculated.value) facts.set(definition.id, calculated);
      else {
        // A person's word goes before the chart, also where the chart's is a calculation.
        const [used, other] =
          stated.origin === 'attested' && base.origin !== 'attested' ? [stated, calculated] : [calculated, stated];
        facts.set(definition.id, used);
        cautions.push(conflict(definition.id, used, other, definition));
      }
    } else if (follows !== undefined && stated === undefined && base.value === follows.is) {
      facts.set(definition.id, consequence(follows.from, follows.value, base));
    }
  }
  return { facts, cautions };
}

function consequence(from: string, value: FactValue, base: RecordedFact): RecordedFact {
  return {
    value,
    origin: 'calculated',
    evidence: [{ kind: 'calculation', ref: from, display: String(base.value) }, ...base.evidence],
  };
}
