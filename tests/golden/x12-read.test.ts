import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { read837File } from '../../shells/x12/read837.ts';
import { all, claimFile, claimFileText, foundIn } from '../support/claim-files.ts';

describe('a professional claim file (837P), loop by loop', async () => {
  const [first, second, ...more] = await all(read837File(claimFile('professional')));
  if (first?.kind !== 'claim' || second?.kind !== 'claim') throw new Error(JSON.stringify([first, second]));

  it('holds two claims', () => {
    expect(more).toEqual([]);
    expect([first.form, first.claimId, first.segment, path.basename(first.file)]).toEqual([
      ...['professional', 'EX0001', 21, 'professional.837'],
    ]);
  });

  it('2010AA, 2000B, 2010BA, 2010BB: who bills whom for whom', () => {
    expect(first).toMatchObject({
      billingNpi: '1234567893',
      filing: 'CI',
      memberId: 'EX123456789',
      person: 'EX123456789',
      patient: { family: 'Example', given: 'Dana', birthDate: '1958-03-09', sex: 'female' },
      payer: { id: 'EX999', name: 'Example Health Plan' },
    });
  });

  it('2000C, 2010CA: a dependent shares the member id and is another person', () => {
    expect(second).toMatchObject({
      memberId: 'EX555',
      person: 'EX555/1990-01-01/Jo',
      patient: { family: 'Family', given: 'Jo', birthDate: '1990-01-01', sex: 'male' },
    });
  });

  it('2300: charge, diagnoses with their dot, frequency, authorization, corrected claim', () => {
    expect([first.chargeCents, first.frequency, first.originalReference]).toEqual([2_150_000, '1', null]);
    expect(first.diagnoses).toEqual(['Z51.12', 'C34.11', 'C79.31']);
    expect([second.frequency, second.originalReference]).toEqual(['7', 'PAYER-NO-1']);
    expect([first.typeOfBill, first.statement]).toEqual([null, null]);
  });

  it('2320, 2330: what another payer authorized, and to whom, is none of this claim', () => {
    expect(first.lines[0]?.authorization).toBe('EX-AUTH-0001');
    expect(first.payer.id).toBe('EX999');
  });

  it('2400, 2410: given and discarded', () => {
    expect(first.lines.slice(0, 2)).toEqual([
      {
        segment: 31,
        number: 1,
        date: '2026-06-22',
        dateTo: '2026-06-22',
        hcpcs: 'J9026',
        modifiers: [],
        units: 5,
        unitOf: 'UN',
        chargeCents: 850_000,
        ndc11: '55513007701',
        ndcUnit: 'UN',
        ndcQuantity: 0.5,
        pointers: [1, 2, 3],
        diagnoses: ['Z51.12', 'C34.11', 'C79.31'],
        placeOfService: '11',
        revenueCode: null,
        authorization: 'EX-AUTH-0001',
        renderingNpi: '1999999984',
        controlNumber: 'EX0001-1',
      },
      expect.objectContaining({
        modifiers: ['JW'],
        chargeCents: 850_000,
        authorization: 'EX-AUTH-0002',
        ndcQuantity: 0.5,
      }),
    ]);
  });

  it('2400, 2420A, 2430: the line’s own place and person, and not the date on which another payer decided', () => {
    expect(first.lines[2]).toMatchObject({
      hcpcs: '96413',
      placeOfService: '22',
      renderingNpi: '1987654328',
      date: '2026-06-22',
      ndc11: null,
      ndcUnit: null,
      ndcQuantity: null,
    });
  });
});

describe('a hospital’s claim file (837I), loop by loop', async () => {
  const [outpatient, inpatient, ...more] = await foundIn(claimFileText('institutional'));
  if (outpatient?.kind !== 'claim' || inpatient?.kind !== 'claim')
    throw new Error(JSON.stringify([outpatient, inpatient]));

  it('2300: type of bill, statement period, principal and other diagnoses', () => {
    expect(more).toEqual([]);
    expect(outpatient).toMatchObject({
      form: 'institutional',
      typeOfBill: '131',
      statement: { from: '2026-06-22', to: '2026-06-22' },
      diagnoses: ['Z51.12', 'C34.11', 'C79.31'],
      chargeCents: 1_780_050,
      patient: { sex: 'unknown' },
    });
  });

  it('2400: revenue code, no place and no pointers; without a date the only day of the bill', () => {
    expect(outpatient.lines[0]).toMatchObject({
      revenueCode: '0636',
      hcpcs: 'J9026',
      modifiers: ['JZ'],
      date: '2026-06-22',
      placeOfService: null,
      pointers: [],
      diagnoses: ['Z51.12', 'C34.11', 'C79.31'],
      authorization: 'EX-AUTH-0003',
      renderingNpi: null,
    });
  });

  it('2400: a line of a stay has no day of its own, and may have no procedure', () => {
    expect(inpatient.typeOfBill).toBe('111');
    expect(inpatient.lines).toEqual([
      expect.objectContaining({
        date: null,
        dateTo: null,
        hcpcs: null,
        units: 2,
        unitOf: 'DA',
        revenueCode: '0120',
        authorization: null,
      }),
    ]);
  });
});
