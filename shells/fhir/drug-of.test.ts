import { describe, expect, it } from 'vitest';
import { knowledge } from '../../tests/support/knowledge.ts';
import { drugOf, type DrugFound } from './drug-of.ts';

const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
const NDC = 'http://hl7.org/fhir/sid/ndc';
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const DRUG = 'tarlatamab';

const coded = (system: string | undefined, code: string, display?: string): DrugFound =>
  drugOf(
    [
      {
        coding: [{ ...(system === undefined ? {} : { system }), code, ...(display === undefined ? {} : { display }) }],
      },
    ],
    knowledge().drugs,
  );
const found = { kind: 'found', drug: DRUG };

describe('which drug a medication is', () => {
  it('is told by its billing codes, those that name it alone, earlier ones included', () => {
    for (const system of [HCPCS, HCPCS.replace('http:', 'https:'), 'urn:oid:2.16.840.1.113883.6.285'])
      expect(coded(system, 'J9026')).toEqual(found);
    expect(coded(HCPCS, 'j9026')).toEqual(found);
    expect(coded(HCPCS, 'C9170')).toEqual(found);
  });

  it('is not told by codes of drugs in general', () => {
    for (const code of ['J9999', 'J3590', 'C9399', 'J9271']) expect(coded(HCPCS, code)).toEqual({ kind: 'other' });
  });

  it('is told by the package number in each of its forms', () => {
    for (const code of ['55513-059-01', '55513-0059-01', '55513005901', '5551305901', '55513-059', '55513-077-01'])
      expect(coded(NDC, code), code).toEqual(found);
    for (const code of ['55513-060-01', '5551305902', '55513', '0093-0948', ''])
      expect(coded(NDC, code), code).toEqual({ kind: 'other' });
  });

  it('is told by RxNorm where the knowledge has its concepts', () => {
    expect(coded(RXNORM, '1')).toEqual({ kind: 'other' });
    const drug = knowledge().drugs.get(DRUG);
    if (drug === undefined) throw new Error('the drug is held');
    const rxnorm = [{ code: '9999999', cite: [{ basis: 'unconfirmed', note: 'invented' }] }] as const;
    const drugs = new Map([[DRUG, { ...drug, rxnorm }]]);
    expect(drugOf([{ coding: [{ system: RXNORM, code: '9999999' }] }], drugs)).toEqual(found);
  });

  it('is not told by a code without its system, or of another one', () => {
    expect(coded(undefined, 'J9026')).toEqual({ kind: 'other' });
    expect(coded('http://snomed.info/sct', 'J9026')).toEqual({ kind: 'other' });
  });

  it('is only hinted at by words', () => {
    const named = { kind: 'named', drug: DRUG };
    expect(drugOf([{ text: 'IMDELLTRA 1 mg' }], knowledge().drugs)).toEqual(named);
    expect(coded('http://local.example', '7', 'Tarlatamab-dlle infusion')).toEqual(named);
    expect(drugOf([{ text: 'paclitaxel' }, {}], knowledge().drugs)).toEqual({ kind: 'other' });
  });

  it('is contradictory where its codes name another product besides', () => {
    const one = { system: HCPCS, code: 'J9026' };
    const both = (code: string, system: string): DrugFound =>
      drugOf([{ coding: [one] }, { coding: [{ system, code }] }], knowledge().drugs);
    expect(both('J9271', HCPCS)).toEqual({ kind: 'contradictory', drug: DRUG, codes: ['J9271'] });
    expect(both('0093-0948', NDC)).toEqual({ kind: 'contradictory', drug: DRUG, codes: ['0093-0948'] });
    // Of these nobody can say that they are another product.
    for (const [code, system] of [
      ['J9999', HCPCS],
      ['G0463', HCPCS],
      ['1', RXNORM],
      ['96413', 'http://www.ama-assn.org/go/cpt'],
    ] as const)
      expect(both(code, system)).toEqual(found);
  });
});
