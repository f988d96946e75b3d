import type { Claim837, Fault837, Form837, ServiceLine837 } from './claim-line.ts';
import type { Levels } from './levels.ts';
import { npiOf, readLine, reference, type OfClaim } from './read-line.ts';
import { element, parts, Values } from './read-value.ts';
import type { Segment } from './segments.ts';

export type ClaimSegments = readonly [Segment, ...Segment[]];
export type ClaimRead = Omit<Claim837, 'file'> | { readonly faults: readonly [Fault837, ...Fault837[]] };

/**
 * One claim, from its CLM to its last segment, under the provider, subscriber and patient of `levels`.
 * @returns the claim, or everything in it that cannot be meant: no part of such a claim is used
 */
export function readClaim(segments: ClaimSegments, form: Form837, levels: Levels): ClaimRead {
  const values = new Values();
  const [clm] = segments;
  const first = segments.findIndex(({ elements: [name] }) => name === 'LX');
  const header = first < 0 ? segments : segments.slice(0, first);
  // From its first SBR on, the header speaks of other payers.
  const others = header.findIndex(({ elements: [name] }) => name === 'SBR');
  const own = others < 0 ? header : header.slice(0, others);

  const party = levels.party(values);
  const claimId = values.text(
    clm,
    element(clm, 1),
    /^[^\uFFFD]{1,38}$/u,
    'the claim number',
    'CLM01 numbers the claim',
  );
  const chargeCents = values.scaled(clm, element(clm, 2), 'the charge of the claim', 2);
  const [facility = '', , frequency = ''] = parts(clm, 5);
  values.text(clm, facility, /^[A-Z\d]{2}$/u, 'the place of service', 'Write two digits in CLM05');
  values.text(clm, frequency, /^[A-Z\d]$/u, 'the frequency', 'Write 1, 7 or 8 behind the place in CLM05');
  const diagnoses = readDiagnoses(clm, own, values);
  const statement = form === 'professional' ? null : readStatement(clm, own, values);
  const ofClaim: OfClaim = {
    form,
    diagnoses,
    statement,
    placeOfService: form === 'professional' ? facility : null,
    authorization: reference(own, 'G1') ?? null,
    renderingNpi: npiOf(own.find((one) => one.elements[0] === 'NM1' && element(one, 1) === '82')) ?? null,
  };
  const lines = readLines(clm, first < 0 ? [] : segments.slice(first), ofClaim, values);
  if (chargeCents !== null && values.faults.length === 0) checkBalance(clm, chargeCents, lines, values);

  const [fault, ...more] = values.faults;
  if (fault !== undefined) return { faults: [fault, ...more] };
  if (party === null || claimId === null || chargeCents === null)
    return { faults: [{ segment: clm.number, what: 'the claim is not whole', mend: 'Export it again' }] };
  return {
    kind: 'claim',
    segment: clm.number,
    form,
    claimId,
    frequency,
    originalReference: reference(own, 'F8') ?? null,
    ...party,
    typeOfBill: form === 'professional' ? null : `${facility}${frequency}`,
    statement,
    chargeCents,
    diagnoses,
    lines,
  };
}

function readDiagnoses(clm: Segment, own: readonly Segment[], values: Values): readonly string[] {
  const found: { readonly principal: boolean; readonly code: string | null }[] = [];
  for (const segment of own) {
    if (segment.elements[0] !== 'HI') continue;
    for (let at = 1; at < segment.elements.length; at++) {
      const [qualifier = '', code = ''] = parts(segment, at);
      if (qualifier === 'ABK' || qualifier === 'ABF')
        found.push({ principal: qualifier === 'ABK', code: values.diagnosis(segment, code) });
      else if (qualifier === 'BK' || qualifier === 'BF')
        values.fault(segment.number, `the diagnosis ${code} is of ICD-9`, 'Use ABK and ABF with ICD-10-CM codes');
      else if (!/^[A-Z]{2,3}$/u.test(qualifier))
        values.fault(
          segment.number,
          `"${qualifier}" is no kind of health care code`,
          'Use ABK, ABF and the others of the guide',
        );
    }
  }
  if (found.length === 0) values.fault(clm.number, 'the claim has no diagnosis', 'Add HI*ABK');
  else if (found.some(({ principal }, index) => principal !== (index === 0)))
    values.fault(clm.number, 'the principal diagnosis is not the first one alone', 'Write one ABK, then ABF');
  return found.flatMap(({ code }) => code ?? []);
}

function readStatement(
  clm: Segment,
  own: readonly Segment[],
  values: Values,
): { readonly from: string; readonly to: string } | null {
  const dates = own.find((one) => one.elements[0] === 'DTP' && element(one, 1) === '434');
  if (dates !== undefined) return values.period(dates, 'the statement period');
  return values.fault(clm.number, 'the bill has no statement period', 'Add DTP*434');
}

function readLines(
  clm: Segment,
  segments: readonly Segment[],
  ofClaim: OfClaim,
  values: Values,
): readonly ServiceLine837[] {
  const groups: [Segment, ...Segment[]][] = [];
  for (const segment of segments) {
    if (segment.elements[0] === 'LX') groups.push([segment]);
    else groups.at(-1)?.push(segment);
  }
  if (groups.length === 0) values.fault(clm.number, 'the claim has no service line', 'Add LX and the service');
  return groups.flatMap((group, index) => {
    const number = element(group[0], 1);
    if (number !== String(index + 1))
      values.fault(
        group[0].number,
        `line "${number}" stands where line ${index + 1} belongs`,
        'A line is missing, or numbered wrongly',
      );
    return readLine(group, ofClaim, values) ?? [];
  });
}

function checkBalance(clm: Segment, cents: number, lines: readonly ServiceLine837[], values: Values): void {
  const sum = lines.reduce((total, line) => total + line.chargeCents, 0);
  if (sum === cents) return;
  const [claimed, added] = [cents, sum].map((one) => (one / 100).toFixed(2));
  values.fault(
    clm.number,
    `the claim charges ${claimed} and its lines ${added}`,
    'A line is missing, or a charge is wrong',
  );
}
