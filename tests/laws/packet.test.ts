import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withConsequences } from '../../core/coverage/merge-facts.ts';
import { benefitCautions } from '../../core/coverage/cautions.ts';
import { determine } from '../../core/coverage/determine.ts';
import { inForce } from '../../core/coverage/in-force.ts';
import { sayInLetter } from '../../core/explain/letter-phrase.ts';
import { packetOf, type Packet } from '../../core/explain/packet.ts';
import type { FactDefinition, FactRecord, FactValue } from '../../core/values/fact.ts';
import { attested } from '../support/facts.ts';
import { knowledge } from '../support/knowledge.ts';

const ON = '2026-06-15';
const ADVERSE = /\b(den(y|ies|ied|ial)|reject\w*|refus\w*|rescind\w*|revok\w*|downgrad\w*|dismiss\w*)\b/iu;
const held = knowledge();

function valuesOf({ type }: FactDefinition): fc.Arbitrary<FactValue> {
  switch (type.kind) {
    case 'yes-no':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: type.min, max: Math.min(type.max ?? 40, 40) });
    case 'one-of':
      return fc.constantFrom(...type.choices.map(({ value }) => value));
    case 'date':
      return fc.constantFrom('1958-07-21', '2010-01-31');
    case 'code':
      return fc.constantFrom('C34.11', 'VA');
    case 'text':
      return fc.constantFrom('Fairfax', 'Oncology');
    default:
      return type satisfies never;
  }
}

const records: fc.Arbitrary<FactRecord> = fc
  .record(
    Object.fromEntries(
      [...held.facts].filter(([id]) => id !== 'request.date').map(([id, fact]) => [id, valuesOf(fact)]),
    ),
    { requiredKeys: [] },
  )
  .map(
    (values) =>
      withConsequences({ facts: attested(values as Record<string, FactValue>), cautions: [] }, held.facts, ON).facts,
  );

const packets = fc
  .tuple(records, fc.constantFrom(...held.policies), fc.constantFrom('initial' as const, 'renewal' as const))
  .map(([facts, policy, kind]): { packet: Packet; facts: FactRecord } => {
    const found = determine(inForce([policy], ON), { kind, on: ON, facts }, held);
    const drug = held.drugs.get(policy.drug) ?? expect.fail('the drug is held');
    return { packet: packetOf({ found, policy, drug, facts }, held), facts };
  });

describe('a packet of any patient under any policy that is held', () => {
  it('has no adverse word in it', () => {
    fc.assert(
      fc.property(packets, ({ packet }) => {
        expect(JSON.stringify(packet)).not.toMatch(ADVERSE);
      }),
      { numRuns: 1_000 },
    );
  });

  it('says in its letter the recorded values and nothing else of the patient', () => {
    fc.assert(
      fc.property(packets, ({ packet, facts }) => {
        for (const { fact, text } of packet.letter?.paragraphs.flat() ?? []) {
          if (fact === undefined) continue;
          const recorded = facts.get(fact) ?? expect.fail(`${fact} is not recorded`);
          expect(text).toBe(sayInLetter(recorded.value, held.facts.get(fact)));
          expect(text).not.toContain('{');
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves a line to fill in for everything on the cover that is not recorded', () => {
    const { packet } = packetFor(new Map());
    const lines = packet.cover.groups.flatMap(({ fields }) => fields.filter(({ text }) => text === null));
    expect(lines.map(({ label }) => label)).toEqual([
      ...['Review', 'Payer’s fax', 'Name', 'Date of birth', 'Sex', 'Member ID', 'Line of business', 'State'],
      ...['Prescriber', 'NPI', 'Specialty', 'Contact, phone, fax', 'Place of service', 'Facility NPI, tax ID'],
      ...['Diagnosis (ICD-10-CM)', 'Coverage active', 'Supply of the drug', 'Site of care'],
    ]);
  });
});

function packetFor(facts: FactRecord): { packet: Packet } {
  const policy = held.policies.find(({ requests }) => requests.renewal !== null) ?? expect.fail('one is held');
  const found = determine(inForce([policy], ON), { kind: 'initial', on: ON, facts }, held);
  return { packet: packetOf({ found, policy, drug: held.drugs.get(policy.drug) ?? expect.fail('held'), facts }, held) };
}

describe('cautions of the benefit', () => {
  const said = (values: Readonly<Record<string, FactValue>>): (readonly [string, readonly string[] | undefined])[] =>
    benefitCautions(held.benefits, { kind: 'initial', facts: attested(values) }).map(({ id, facts }) => [id, facts]);

  it('name in one caution whatever is not recorded', () => {
    expect(said({})).toEqual([
      ['benefit-not-recorded', ['benefit.coverage-active', 'benefit.channel', 'benefit.site-of-care']],
    ]);
    expect(said({ 'benefit.coverage-active': true, 'benefit.channel': 'buy-and-bill' })).toEqual([
      ['benefit-not-recorded', ['benefit.site-of-care']],
    ]);
  });

  it('say what the recorded facts bring with them, and nothing where they bring nothing', () => {
    const settled = {
      'benefit.coverage-active': true,
      'benefit.channel': 'buy-and-bill',
      'benefit.site-of-care': 'office',
    };
    expect(said(settled)).toEqual([]);
    expect(said({ ...settled, 'benefit.coverage-active': false }).map(([id]) => id)).toEqual(['coverage-not-active']);
    expect(
      said({ ...settled, 'benefit.channel': 'specialty-pharmacy', 'benefit.site-of-care': 'inpatient' }).map(
        ([id]) => id,
      ),
    ).toEqual(['specialty-pharmacy-bills-drug', 'inpatient-drug-in-stay']);
  });

  it('never change an outcome', () => {
    fc.assert(
      fc.property(records, fc.constantFrom(...held.policies), (facts, policy) => {
        const without = new Map([...facts].filter(([id]) => !id.startsWith('benefit.')));
        const outcome = (record: FactRecord): unknown =>
          determine(inForce([policy], ON), { kind: 'initial', on: ON, facts: record }, held).outcome;
        expect(outcome(facts)).toBe(outcome(without));
      }),
      { numRuns: 500 },
    );
  });
});
