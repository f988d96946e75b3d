import { checkGround, plainDiagnosis, type CheckGround } from '../../core/billing/checks/ground.ts';
import { checkLines } from '../../core/billing/checks/check-lines.ts';
import { elevenDigits, type CheckedAuthorization, type CheckedLine } from '../../core/billing/checks/line.ts';
import { printDay } from '../../core/values/day-number.ts';
import type { Drug } from '../../shells/knowledge/drug.ts';
import { knowledge } from './knowledge.ts';
import { numbers } from './populations.ts';

/** A member with claim lines; the line of business of the member counts where a line states none. */
export interface GeneratedMember {
  readonly id: string;
  readonly lineOfBusiness: string | null;
  readonly lines: readonly CheckedLine[];
  readonly authorizations: readonly CheckedAuthorization[];
}

export function heldDrug(): Drug {
  const [drug] = knowledge().drugs.values();
  if (drug === undefined) throw new Error('No drug is held');
  return drug;
}

/** What the checks of the held drug rest on, under all versions of a policy. */
export function groundOf(policy: string): CheckGround {
  const drug = heldDrug();
  const versions = knowledge().policies.filter(({ id }) => id === policy);
  return checkGround(drug.billing, drug.products, drug.labels.at(-1) ?? drug.labels[0], versions);
}

const GAPS = [7, 7, 7, 14, 14, 14, 14, 14, 6, 13, 1, 8, 15, 21, 27, 28, 29, 35, 60];
const UNITS = [10, 10, 10, 10, 10, 10, 10, 1, 1, 5, 11, 20, 0, 9.5];
const LINES = ['commercial', 'commercial', 'medicaid', 'medicare-part-b', 'medicare-advantage', null];
const CODES = ['J9026', 'J9026', 'J9026', 'J9026', 'J9026', 'C9170', 'J9999', 'J0000'];
const NUMBERS = [
  '55513005901',
  '55513007701',
  '55513007701',
  '55513007701',
  '55513-0077-01',
  '5551307701',
  '00000000001',
  null,
];
const DIAGNOSES = [['Z51.12', 'C34.11'], ['C34.90'], ['C7A.1'], ['Z51.12'], []];
const MODIFIERS = [[], [], ['JZ'], ['JZ'], ['JZ'], ['JW'], ['JW', 'JZ'], ['25', 'JZ'], ['JZX']];
const AUTHORIZATIONS = ['A1', 'A1', 'A1', 'A2', 'A9', null];
/** 2024-11-20: courses run into the days of the permanent code and of the policy. */
const FIRST = 20_047;

/** Members whose lines are mostly right and often wrong, the same ones for the same seed. */
export function generatedMembers(count: number, seed: number): readonly GeneratedMember[] {
  const next = numbers(seed);
  const among = <Value>(values: readonly Value[]): Value => {
    const value = values[Math.floor(next() * values.length)];
    if (value === undefined) throw new Error('Nothing to choose from');
    return value;
  };
  return Array.from({ length: count }, (_, index): GeneratedMember => {
    const strange = next() < 0.4;
    const usual = <Value>(value: Value, values: readonly Value[]): Value =>
      strange && next() < 0.3 ? among(values) : value;
    const lines: CheckedLine[] = [];
    let day = FIRST + Math.floor(next() * 400);
    const doses = Math.floor(next() * 9) + 1;
    for (let dose = 0; dose < doses; dose++) {
      if (dose > 0) day += next() < 0.3 ? among(GAPS) : dose < 3 ? 7 : 14;
      const units = next() < 0.1 ? among(UNITS) : dose === 0 ? 1 : 10;
      const number = units === 1 ? '55513005901' : '55513007701';
      const copies = strange && next() < 0.2 ? 2 : 1;
      for (let copy = 0; copy < copies; copy++)
        lines.push({
          claimId: `${among(['K', 'L'])}${index}-${Math.floor(next() * 30)}`,
          lineNo: lines.length + 1,
          day,
          lineOfBusiness: usual(null, LINES),
          hcpcs: usual('J9026', CODES),
          units,
          modifiers: usual(['JZ'], MODIFIERS),
          ndc: usual(number, NUMBERS),
          packageThousandths: usual(1000, [1000, 500, 10_000, 900, null]),
          diagnoses: usual(['Z51.12', 'C34.11'], DIAGNOSES),
          authorization: usual('A1', AUTHORIZATIONS),
        });
      if (strange && next() < 0.15)
        lines.push({
          ...(lines.at(-1) ?? expectLine()),
          lineNo: lines.length + 1,
          units: among([1, 5, 9]),
          modifiers: ['JW'],
          packageThousandths: among([0, 100, 500, null]),
        });
    }
    const from = FIRST + Math.floor(next() * 300);
    const authorizations = [
      { number: 'A1', from, to: from + 183 + Math.floor(next() * 300), units: among([21, 61, 141, 400, null]) },
      { number: 'A2', from, to: from + 20, units: 10 },
    ];
    return { id: `M${index}`, lineOfBusiness: among(LINES), lines, authorizations };
  });
}

function expectLine(): never {
  throw new Error('A discarded line stands beside a line');
}

/** What the evaluator says of every line: `claim line` with the ids of the checks found and of those open. */
export function judgedByEvaluator(
  { lines, lineOfBusiness, authorizations }: GeneratedMember,
  ground: CheckGround,
  withAuthorizations = true,
): ReadonlyMap<string, string> {
  const stated = lines.map((line) => ({ ...line, lineOfBusiness: line.lineOfBusiness ?? lineOfBusiness }));
  const checked = checkLines(
    heldDrug().claimChecks,
    { lines: stated, authorizations: withAuthorizations ? authorizations : null, otherDoses: [] },
    ground,
  );
  return new Map(
    checked.map(({ line, found, open }) => [
      `${line.claimId} ${line.lineNo}`,
      `${found.map(({ id }) => id).join(',')} | ${open.map(({ id }) => id).join(',')}`,
    ]),
  );
}

const quoted = (text: string | null): string => (text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`);

/** Statements that make and fill the tables of an audit in any database, as the loader would leave them. */
export function tableStatements(
  members: readonly GeneratedMember[],
  types: Readonly<Record<'text' | 'number', string>>,
): readonly string[] {
  const { text, number } = types;
  let lineId = 0;
  const lines = members.flatMap((member) =>
    member.lines.map(
      (line) =>
        `(${++lineId}, ${quoted(line.claimId)}, ${line.lineNo}, ${quoted(member.id)}, ${quoted(line.lineOfBusiness)}, DATE '${printDay(line.day)}', ${quoted(line.hcpcs)}, ${line.units}, ${quoted(line.modifiers.join(' ') || null)}, ${quoted(line.ndc === null ? null : elevenDigits(line.ndc))}, ${line.packageThousandths === null ? 'NULL' : line.packageThousandths / 1000}, ${quoted(line.diagnoses.map(plainDiagnosis).join(' ') || null)}, ${quoted(line.authorization)})`,
    ),
  );
  const held = members.map(({ id, lineOfBusiness }) => `(${quoted(id)}, ${quoted(lineOfBusiness)})`);
  const authorizations = members.flatMap(({ id, authorizations: own }) =>
    own.map(
      (one) =>
        `(${quoted(one.number)}, ${quoted(id)}, DATE '${printDay(one.from)}', DATE '${printDay(one.to)}', ${one.units ?? 'NULL'})`,
    ),
  );
  return [
    `CREATE TABLE claim_lines (line_id INTEGER, claim_id ${text}, line_no INTEGER, member_id ${text}, line_of_business ${text}, date_of_service DATE, hcpcs ${text}, units ${number}, modifiers ${text}, ndc11 ${text}, ndc_quantity ${number}, diagnoses ${text}, authorization_number ${text})`,
    `INSERT INTO claim_lines VALUES ${lines.join(', ')}`,
    `CREATE TABLE members (member_id ${text}, line_of_business ${text})`,
    `INSERT INTO members VALUES ${held.join(', ')}`,
    `CREATE TABLE authorizations (number ${text}, member_id ${text}, valid_from DATE, valid_to DATE, units ${number})`,
    `INSERT INTO authorizations VALUES ${authorizations.join(', ')}`,
  ];
}
