import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { dialectOf } from '../../shells/bulk/dialect.ts';
import type { ClaimForm, FormLine } from '../../shells/claim-forms/form.ts';
import type { ClaimForms } from '../../shells/claim-forms/forms.ts';
import { write837 } from '../../shells/x12/write837.ts';

/** One line as it stands in a generated file, all of it as text. */
type Row = Readonly<Record<string, string | null>>;

/** SBR09 of a line of business; an exchange plan has none of its own. */
const FILING: Readonly<Record<string, string>> = {
  'medicare-part-b': 'MB',
  'medicare-advantage': '16',
  medicaid: 'MC',
  fehb: 'FI',
  commercial: 'CI',
};

/**
 * Writes the claims of a generated file once more, as 837P: one file a provider, one interchange a member and line of
 * business. The lines of the first so many members only: such files are large.
 * @returns how many files were written
 */
export async function write837Folder(claims: string, members: string, count: number, folder: string): Promise<number> {
  const { text } = dialectOf('duckdb');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const answered = await connection.runAndReadAll(
    `SELECT c.* REPLACE (coalesce(c.line_of_business, m.line_of_business) AS line_of_business, CAST(date_of_service AS VARCHAR) AS date_of_service)
     FROM ${text(claims)} c JOIN (SELECT * FROM ${text(members)} ORDER BY member_id LIMIT ${count}) m ON m.member_id = c.member_id
     ORDER BY c.provider, c.member_id, c.claim_id, c.line_no`,
  );
  const rows = answered
    .getRowObjectsJson()
    .map((row): Row => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, said(value)])));
  connection.closeSync();
  instance.closeSync();
  mkdirSync(folder, { recursive: true });
  const byProvider = Map.groupBy(rows, (row) => row['provider'] ?? '');
  let control = 0;
  for (const [provider, own] of byProvider) {
    const groups = Map.groupBy(own, (row) => `${row['member_id'] ?? ''} ${row['line_of_business'] ?? ''}`);
    const texts = [...groups.values()].map((group) => interchange(group, ++control));
    writeFileSync(path.join(folder, `${provider}.837`), texts.join('\n'));
  }
  return byProvider.size;
}

function said(value: unknown): string | null {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

function interchange(rows: readonly Row[], controlNumber: number): string {
  const [first = {}] = rows;
  const member = first['member_id'] ?? '';
  const filing = FILING[first['line_of_business'] ?? ''];
  const address = { line1: '1 Sample Lane', city: 'Fairfax', state: 'VA', zip: '22030' };
  const forms: ClaimForms = {
    billing: {
      submitter: { name: 'Example Infusion Center', id: 'EX0001', contact: { name: 'Billing', phone: '2025550140' } },
      receiver: { name: 'Example Clearinghouse', id: 'EXCLEAR01' },
      interchange: { controlNumber, usage: 'test' },
      billingProvider: {
        organization: 'Example Infusion Center',
        npi: first['provider'] ?? '',
        taxId: '000000001',
        taxIdKind: 'ein',
        address: { ...address, line1: '100 Example Street', zip: '220300000' },
      },
      payer: { name: 'Example Health Plan', id: first['payer'] ?? '', ...(filing === undefined ? {} : { filing }) },
      subscriber: { memberId: member, name: { family: 'Example', given: member }, address },
      patient: { relationship: 'self' },
      claim: {
        providerSignature: 'yes',
        acceptsAssignment: 'yes',
        benefitsAssigned: 'yes',
        releaseOfInformation: 'signed',
      },
    },
    patient: { birthDate: '1958-03-09', sex: 'female' },
    claims: [...Map.groupBy(rows, (row) => row['claim_id'] ?? '')].map(([number, lines]) => claimOf(number, lines)),
    needed: [],
  };
  const written = write837(forms, 'professional', '2026-11-21T08:00:00-05:00');
  if (!written.ok) throw new Error(written.unwritable.map(({ place, what }) => `${place}: ${what}`).join('; '));
  return `${written.segments.join('\n')}\n`;
}

function claimOf(number: string, rows: readonly Row[]): ClaimForm {
  const [first = {}] = rows;
  const diagnoses = (first['diagnoses'] ?? '').split(' ');
  const placeOfService = first['place_of_service'] ?? null;
  const lines = rows.map((row) => lineOf(row, diagnoses, placeOfService));
  return {
    number,
    dose: number,
    dateOfService: first['date_of_service'] ?? '',
    placeOfService,
    facilityType: null,
    diagnoses,
    authorization: first['authorization_number'] ?? null,
    chargeCents: lines.reduce((sum, { chargeCents }) => sum + (chargeCents ?? 0), 0),
    lines,
  };
}

function lineOf(row: Row, diagnoses: readonly string[], placeOfService: string | null): FormLine {
  const ndc11 = row['ndc11'] ?? null;
  return {
    number: Number(row['line_no']),
    code: row['hcpcs'] ?? null,
    modifiers: (row['modifiers'] ?? '').split(' ').filter((one) => one !== ''),
    units: Number(row['units']),
    chargeCents: Number(row['charge_cents']),
    pointers: diagnoses.map((_, index) => index + 1),
    placeOfService,
    revenueCode: null,
    drug: ndc11 === null ? null : { qualifier: 'N4', ndc11, unit: 'UN', quantity: Number(row['ndc_quantity']) },
  };
}
