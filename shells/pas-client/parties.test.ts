import { describe, expect, it } from 'vitest';
import { billingFileSchema, type BillingFile } from '../claim-forms/billing-schema.ts';
import { requestParties } from './parties.ts';

const LIST = 'https://payer.example/ids';

function billing(payer: Readonly<Record<string, string>>): BillingFile {
  return billingFileSchema.parse({
    billingProvider: { organization: 'A practice', npi: '1234567893', phone: '5551234567' },
    renderingProvider: { name: { family: 'Doe' }, npi: '1999999984' },
    payer: { name: 'A payer', id: '12345', ...payer },
    subscriber: { memberId: 'M1' },
    patient: { relationship: 'self' },
  }) as BillingFile;
}

const numberOf = (file: BillingFile, insurer?: string): unknown => {
  const { system, value } = requestParties(file, insurer).insurer.identifier;
  return { system, value };
};

describe('the number of a payer', () => {
  it('is of the list that the billing file names', () => {
    expect(numberOf(billing({ idSystem: LIST }))).toEqual({ system: LIST, value: '12345' });
  });

  it('is of no list in particular where the file names none', () => {
    expect(numberOf(billing({}))).toEqual({ system: 'urn:stepwise:payer-id', value: '12345' });
  });

  it('is that of the call where it gives one', () => {
    const given = numberOf(billing({ idSystem: LIST }), 'https://other.example|9');
    expect(given).toEqual({ system: 'https://other.example', value: '9' });
  });

  it('is refused where its list is no address', () => {
    expect(() => billing({ idSystem: 'our own' })).toThrow('the list that a payer id is from is an address');
  });
});
