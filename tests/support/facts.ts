import type { FactRecord, FactValue } from '../../core/values/fact.ts';

/** A record of attested facts, each signed by a prescriber. */
export function attested(values: Readonly<Record<string, FactValue>>): FactRecord {
  return new Map(
    Object.entries(values).map(([id, value]) => [
      id,
      {
        value,
        origin: 'attested' as const,
        by: 'Example',
        role: 'prescriber',
        evidence: [{ kind: 'attestation' as const, ref: 'test' }],
      },
    ]),
  );
}
