import type { Address, BillingFile, Name, Person } from '../claim-forms/billing-schema.ts';
import type { ClaimForms } from '../claim-forms/forms.ts';
import { compactDate, type X12Writer } from './writer.ts';

/** Loop 1000A. */
export function writeSubmitter(writer: X12Writer, { submitter }: BillingFile): void {
  writer.add('NM1', '41', '2', submitter?.name, null, null, null, null, '46', submitter?.id);
  const contact = submitter?.contact;
  if (contact !== undefined) writer.add('PER', 'IC', contact.name, 'TE', contact.phone);
}

/** Loop 1000B. */
export function writeReceiver(writer: X12Writer, { receiver }: BillingFile): void {
  writer.add('NM1', '40', '2', receiver?.name, null, null, null, null, '46', receiver?.id);
}

/** Loops 2000A and 2010AA. */
export function writeProvider(writer: X12Writer, { billingProvider: provider, submitter }: BillingFile): void {
  writer.add('HL', '1', null, '20', '1');
  if (provider?.taxonomy !== undefined) writer.add('PRV', 'BI', 'PXC', provider.taxonomy);
  if (provider?.organization === undefined && provider?.person !== undefined)
    writeName(writer, '85', provider.person, 'XX', provider.npi);
  else writer.add('NM1', '85', '2', provider?.organization, null, null, null, null, ...npi(provider?.npi));
  writeAddress(writer, provider?.address);
  if (provider?.taxId !== undefined) writer.add('REF', provider.taxIdKind === 'ssn' ? 'SY' : 'EI', provider.taxId);
  // A number that the submitter gave already is not said again.
  if (provider?.phone !== undefined && provider.phone !== submitter?.contact?.phone)
    writer.add('PER', 'IC', provider.organization ?? provider.person?.family, 'TE', provider.phone);
}

/** Loops 2000B, 2010BA and 2010BB. */
export function writeSubscriber(writer: X12Writer, { billing, patient }: ClaimForms): void {
  const { subscriber, payer } = billing;
  const isSelf = billing.patient?.relationship === 'self';
  const hasChild = billing.patient !== undefined && !isSelf;
  writer.add('HL', '2', '1', '22', hasChild ? '1' : '0');
  const self = isSelf ? '18' : null;
  writer.add('SBR', 'P', self, subscriber?.groupNumber, subscriber?.planName, null, null, null, null, payer?.filing);
  writeName(writer, 'IL', subscriber?.name, 'MI', subscriber?.memberId);
  writeAddress(writer, subscriber?.address);
  const birthDate = isSelf ? patient.birthDate : subscriber?.birthDate;
  const sex = isSelf ? patient.sex : subscriber?.sex;
  if (birthDate !== undefined && sex !== undefined) writer.add('DMG', 'D8', compactDate(birthDate), SEX[sex]);
  writer.add('NM1', 'PR', '2', payer?.name, null, null, null, null, 'PI', payer?.id);
  writeAddress(writer, payer?.address);
}

/** Loops 2000C and 2010CA: the patient where that is not the subscriber. */
export function writePatient(writer: X12Writer, { billing, patient }: ClaimForms): void {
  writer.add('HL', '3', '2', '23', '0');
  writer.add('PAT', RELATIONSHIP[billing.patient?.relationship ?? 'other']);
  writeName(writer, 'QC', billing.patient?.name);
  writeAddress(writer, billing.patient?.address);
  writer.add('DMG', 'D8', compactDate(patient.birthDate), SEX[patient.sex]);
}

/** A person in loop 2310, with the role that its PRV names where a taxonomy code is known. */
export function writePerson(writer: X12Writer, qualifier: string, person: Person | undefined, role?: string): void {
  if (person === undefined) return;
  writeName(writer, qualifier, person.name, 'XX', person.npi);
  if (role !== undefined && person.taxonomy !== undefined) writer.add('PRV', role, 'PXC', person.taxonomy);
}

/** N3 and N4. */
export function writeAddress(writer: X12Writer, address: Address | undefined): void {
  if (address === undefined) return;
  writer.add('N3', address.line1, address.line2);
  writer.add('N4', address.city, address.state, address.zip);
}

function writeName(writer: X12Writer, who: string, name: Name | undefined, qualifier?: string, id?: string): void {
  const coded = id === undefined ? [] : [qualifier, id];
  writer.add('NM1', who, '1', name?.family, name?.given, name?.middle, null, null, ...coded);
}

/** NM108 and NM109. */
export function npi(id: string | undefined): readonly string[] {
  return id === undefined ? [] : ['XX', id];
}

const SEX = { female: 'F', male: 'M', other: 'U' } as const;
const RELATIONSHIP = { self: null, spouse: '01', child: '19', other: 'G8' } as const;
