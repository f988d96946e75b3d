import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { plainDiagnosis, type CheckGround } from '../../../core/billing/checks/ground.ts';
import { InputError } from '../../input/input-error.ts';
import type { Claim837, Reject837, ServiceLine837 } from '../../x12/claim-line.ts';
import { read837File } from '../../x12/read837.ts';
import { textOf } from '../population-text.ts';
import type { AuditDatabase } from './audit-database.ts';
import type { ReadClaims } from './read-tables.ts';
import type { SetAside } from './set-aside.ts';
import { CLAIM_LINES } from './tables.ts';

const ENDING = /\.(?:837[ip]?|x12|edi|txt|dat)$/iu;

/** SBR09 of a claim and the line of business that it is; others are not known, and asked of the members. */
const FILING: Readonly<Record<string, string>> = {
  MB: 'medicare-part-b',
  16: 'medicare-advantage',
  MC: 'medicaid',
  FI: 'fehb',
  BL: 'commercial',
  CI: 'commercial',
  HM: 'commercial',
  12: 'commercial',
  13: 'commercial',
  14: 'commercial',
};
const VOID = '8';

/** True for a folder, and for a file that is named as an 837 file is. */
export function isFolder(name: string): boolean {
  const stat = statSync(name, { throwIfNoEntry: false });
  return stat?.isDirectory() === true || (stat?.isFile() === true && ENDING.test(name));
}

/**
 * Reads the 837 files of a folder, or one such file, as the table `claim_lines`. A claim that does not hold together and
 * a line of the drug that cannot be used are set aside, with file and segment. @throws InputError
 */
export async function readFolder(name: string, ground: CheckGround, database: AuditDatabase): Promise<ReadClaims> {
  const all = filesOf(name);
  const files = all.filter((file) => ENDING.test(file));
  if (files.length === 0)
    throw new InputError([
      { where: name, what: 'the folder holds no 837 file', mend: 'Name files .837, .x12, .edi, .txt or .dat' },
    ]);
  const columns = CLAIM_LINES.map((column) => `${column.name} ${SQL_TYPES[column.type]}`);
  await database.query(`CREATE TABLE claim_lines (line_id BIGINT, ${columns.join(', ')})`);
  const appender = await database.append('claim_lines');
  // What lies beside them is not read, and nobody is to think that it was.
  const setAside: SetAside[] = all.filter((file) => !ENDING.test(file)).map(notRead);
  let lines = 0;
  let kept = 0;
  for (const file of files) {
    for await (const found of read837File(file)) {
      if (found.kind === 'reject') {
        setAside.push(...ofReject(found));
        continue;
      }
      if (found.frequency === VOID) {
        setAside.push({
          ...placeIn(found, found.segment),
          what: `the claim ${found.claimId} voids another`,
          mend: 'Leave out the claim that it voids as well',
          text: '',
        });
        lines += found.lines.length;
        continue;
      }
      for (const line of found.lines) {
        lines++;
        const row = rowOf(found, line);
        if (row === null) {
          if (isOfDrug(line, ground))
            setAside.push({
              ...placeIn(found, line.segment),
              what: `line ${line.number} of ${found.claimId} has no date of service`,
              mend: 'State the day on the line',
              text: '',
            });
          continue;
        }
        appender.appendBigInt(BigInt(kept++));
        for (const value of row) {
          if (value === null) appender.appendNull();
          else appender.appendVarchar(value);
        }
        appender.endRow();
      }
    }
  }
  appender.closeSync();
  return {
    lines,
    setAside,
    placeOf: (row) => ({ file: textOf(row['source_file']), line: Number(row['source_line']) }),
    among: (ids) => `SELECT * FROM claim_lines WHERE line_id IN (${ids})`,
  };
}

const SQL_TYPES = {
  text: 'VARCHAR',
  words: 'VARCHAR',
  date: 'DATE',
  count: 'INTEGER',
  quantity: 'DECIMAL(12,3)',
  cents: 'BIGINT',
} as const;

function isOfDrug({ hcpcs, ndc11 }: ServiceLine837, { codes, packages }: CheckGround): boolean {
  return codes.some((code) => code.ofDrugAlone && code.hcpcs === hcpcs) || packages.some((one) => one.ndc11 === ndc11);
}

/** The values of a line in the order of the columns; null where it has no day. */
function rowOf(claim: Claim837, line: ServiceLine837): readonly (string | null)[] | null {
  if (line.date === null) return null;
  const values: Readonly<Record<string, string | null>> = {
    claim_id: claim.claimId,
    line_no: String(line.number),
    member_id: claim.person,
    provider: claim.billingNpi,
    payer: claim.payer.id,
    line_of_business: FILING[claim.filing ?? ''] ?? null,
    date_of_service: line.date,
    hcpcs: line.hcpcs ?? '',
    units: String(line.units),
    modifiers: line.modifiers.join(' ') || null,
    ndc11: line.ndc11,
    ndc_quantity: line.ndcQuantity === null ? null : String(line.ndcQuantity),
    diagnoses: line.diagnoses.map(plainDiagnosis).join(' ') || null,
    place_of_service: line.placeOfService,
    authorization_number: line.authorization,
    charge_cents: String(line.chargeCents),
    source_file: claim.file,
    source_line: String(line.segment),
  };
  return CLAIM_LINES.map(({ name }) => values[name] ?? null);
}

function ofReject(reject: Reject837): readonly SetAside[] {
  const { file, text, faults } = reject;
  return faults.map(({ segment, what, mend }, index) => ({
    file,
    line: segment,
    what,
    mend,
    text: index === 0 ? text : '',
  }));
}

function placeIn({ file }: Claim837, segment: number): Pick<SetAside, 'file' | 'line'> {
  return { file, line: segment };
}

function filesOf(name: string): readonly string[] {
  if (statSync(name).isFile()) return [name];
  return readdirSync(name, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function notRead(file: string): SetAside {
  const mend = 'Audit it by itself, or name it .837, .x12, .edi, .txt or .dat';
  return { file, line: 1, what: 'this is not named as an 837 file and was not read', mend, text: '' };
}
