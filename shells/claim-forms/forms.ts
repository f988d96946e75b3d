import type { Claim, ClaimEncounter, ClaimLine, ClaimQuestion, ServiceLine } from '../../core/billing/claim-answer.ts';
import type { ClaimPatient } from '../../core/billing/parties.ts';
import { ceilDivide, decimal, multiply } from '../../core/values/decimal.ts';
import type { BillingFile } from './billing-schema.ts';
import type { ClaimForm, ClaimFormat, FormLine } from './form.ts';
import { asked } from './needs.ts';

/** The forms of a claim with all who stand on them, and what is still missing: complete where nothing is. */
export interface ClaimForms {
  readonly billing: BillingFile;
  readonly patient: ClaimPatient;
  readonly claims: readonly ClaimForm[];
  readonly needed: readonly ClaimQuestion[];
}

/** One form for each dose that has lines, from the claim of the course and the billing file. */
export function claimForms(claim: Claim, billing: BillingFile, format: ClaimFormat): ClaimForms {
  const confirmed = billing.claim?.serviceLines === 'confirmed';
  const lines = [...claim.lines, ...(confirmed ? claim.services : [])];
  const doses = new Set(lines.map(({ dose }) => dose));
  const claims = claim.encounters
    .filter(({ dose }) => doses.has(dose))
    .map((encounter) => {
      const ofDose = lines.filter(({ dose }) => dose === encounter.dose);
      return formOf(encounter, ofDose, billing, doses.size > 1);
    });
  const proposed = claim.services.length > 0 && billing.claim?.serviceLines === undefined;
  const needed = [...asked(format, billing, claim, claims), ...(proposed ? [unconfirmed(claim.services)] : [])];
  return { billing, patient: claim.parties.patient, claims, needed };
}

function formOf(
  encounter: ClaimEncounter,
  lines: readonly (ClaimLine | ServiceLine)[],
  billing: BillingFile,
  several: boolean,
): ClaimForm {
  const { dose, dateOfService, placeOfService, facilityType, diagnoses, authorization } = encounter;
  const formLines = lines.map((line, index) => formLine(line, index + 1, billing));
  const cents = formLines.map(({ chargeCents }) => chargeCents);
  const number = billing.claim?.number ?? '';
  return {
    number: several && number !== '' ? `${number}-${dose}` : number,
    dose,
    dateOfService,
    placeOfService,
    facilityType: facilityType ?? null,
    diagnoses,
    authorization,
    chargeCents: cents.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0),
    lines: formLines,
  };
}

function formLine(line: ClaimLine | ServiceLine, number: number, billing: BillingFile): FormLine {
  const code = 'hcpcs' in line ? line.hcpcs : line.code;
  const charge = code === null ? undefined : billing.charges?.[code];
  const { units, modifiers, diagnosisPointers, placeOfService, revenueCode } = line;
  return {
    number,
    code,
    modifiers,
    units,
    chargeCents: line.chargeCents ?? (charge === undefined || units === null ? null : centsOf(charge, units)),
    pointers: diagnosisPointers,
    placeOfService,
    revenueCode: revenueCode ?? (code === null ? null : (billing.revenueCodes?.[code] ?? null)),
    drug:
      'hcpcs' in line
        ? { qualifier: line.ndcQualifier, ndc11: line.ndc11, unit: line.ndcUnit, quantity: line.ndcQuantity }
        : null,
  };
}

/** Dollars of one unit times units, in whole cents; a part of a cent counts as one. */
function centsOf(dollars: string, units: number): number {
  return ceilDivide(multiply(decimal(dollars), decimal(units)), decimal('0.01'));
}

function unconfirmed(services: readonly ServiceLine[]): ClaimQuestion {
  const lines = services.map(({ dose, code, units }) => `${dose} ${code} × ${units}`).join(', ');
  return {
    dose: null,
    fact: 'billing.claim.serviceLines',
    ask: `Beside the drug the record proposes ${lines}. Has a coder confirmed these lines (confirmed), or do they go on no claim of yours (left-out)?`,
  };
}
