import type { BillingFile } from '../claim-forms/billing-schema.ts';
import type { ClaimForm, FormLine } from '../claim-forms/form.ts';
import type { Form837 } from './claim-line.ts';
import { npi, writeAddress, writePerson } from './write-levels.ts';
import { compactDate, dollars, quantity, type Element, type X12Writer } from './writer.ts';

/** Loops 2300, 2310, 2400 and 2410 of one claim. */
export function writeClaim(writer: X12Writer, claim: ClaimForm, billing: BillingFile, form: Form837): void {
  const hospital = form === 'institutional';
  const said = billing.claim;
  const place = hospital ? [claim.facilityType, 'A'] : [claim.placeOfService, 'B'];
  const assigned = said?.acceptsAssignment === undefined ? null : said.acceptsAssignment === 'yes' ? 'A' : 'C';
  writer.add(
    'CLM',
    claim.number,
    claim.chargeCents === null ? null : dollars(claim.chargeCents),
    null,
    null,
    [...place, FREQUENCY[said?.frequency ?? 'original']],
    hospital ? null : letter(said?.providerSignature),
    assigned,
    letter(said?.benefitsAssigned),
    said?.releaseOfInformation === undefined ? null : RELEASE[said.releaseOfInformation],
  );
  const day = compactDate(claim.dateOfService);
  if (hospital) {
    writer.add('DTP', '434', 'RD8', `${day}-${day}`);
    writer.add('CL1', said?.admissionType, said?.admissionSource, said?.patientStatus);
  }
  if (claim.authorization !== null) writer.add('REF', 'G1', claim.authorization);
  if (said?.originalReference !== undefined) writer.add('REF', 'F8', said.originalReference);
  writeDiagnoses(writer, claim.diagnoses, said?.reasonsForVisit ?? [], hospital);
  if (hospital) writePerson(writer, '71', billing.attendingProvider, 'AT');
  else {
    writePerson(writer, 'DN', billing.referringProvider);
    writePerson(writer, '82', billing.renderingProvider, 'PE');
  }
  const facility = billing.serviceFacility;
  if (facility !== undefined) {
    writer.add('NM1', '77', '2', facility.name, null, null, null, null, ...npi(facility.npi));
    writeAddress(writer, facility.address);
  }
  if (hospital) writePerson(writer, 'DN', billing.referringProvider);
  for (const line of claim.lines) writeLine(writer, line, claim, hospital);
}

function writeDiagnoses(
  writer: X12Writer,
  diagnoses: readonly string[],
  reasons: readonly string[],
  hospital: boolean,
): void {
  const coded = (qualifier: string, code: string): Element => [qualifier, code.replace('.', '')];
  const [first, ...others] = diagnoses;
  if (first === undefined) return;
  const further = others.map((code) => coded('ABF', code));
  if (!hospital) {
    writer.add('HI', coded('ABK', first), ...further);
    return;
  }
  writer.add('HI', coded('ABK', first));
  if (reasons.length > 0) writer.add('HI', ...reasons.map((code) => coded('APR', code)));
  for (let at = 0; at < further.length; at += MOST_IN_HI) writer.add('HI', ...further.slice(at, at + MOST_IN_HI));
}

function writeLine(writer: X12Writer, line: FormLine, claim: ClaimForm, hospital: boolean): void {
  writer.add('LX', String(line.number));
  const procedure = line.code === null ? null : ['HC', line.code, ...line.modifiers];
  const charge = line.chargeCents === null ? null : dollars(line.chargeCents);
  const units = line.units === null ? null : quantity(line.units);
  if (hospital) writer.add('SV2', line.revenueCode, procedure, charge, 'UN', units);
  else {
    const elsewhere = line.placeOfService === claim.placeOfService ? null : line.placeOfService;
    writer.add('SV1', procedure, charge, 'UN', units, elsewhere, null, line.pointers.map(String));
  }
  writer.add('DTP', '472', 'D8', compactDate(claim.dateOfService));
  if (claim.number !== '') writer.add('REF', '6R', `${claim.number}-${line.number}`);
  const { drug } = line;
  if (drug?.quantity == null || drug.ndc11 === null) return;
  writer.add('LIN', null, drug.qualifier, drug.ndc11);
  writer.add('CTP', null, null, null, quantity(drug.quantity), [drug.unit]);
}

function letter(answer: 'yes' | 'no' | undefined): string | null {
  return answer === undefined ? null : answer === 'yes' ? 'Y' : 'N';
}

const FREQUENCY = { original: '1', replacement: '7', void: '8' } as const;
const RELEASE = { signed: 'Y', informed: 'I' } as const;
const MOST_IN_HI = 12;
