import type { Form837, ServiceLine837 } from './claim-line.ts';
import { element, NPI, parts, type Values } from './read-value.ts';
import type { Segment } from './segments.ts';

/** What a line takes from its claim where it says nothing itself. */
export interface OfClaim {
  readonly form: Form837;
  readonly diagnoses: readonly string[];
  readonly statement: { readonly from: string; readonly to: string } | null;
  readonly placeOfService: string | null;
  readonly authorization: string | null;
  readonly renderingNpi: string | null;
}

/** One LX with the segments that follow it, or null with a fault noted for each part that cannot be meant. */
export function readLine(
  segments: readonly [Segment, ...Segment[]],
  claim: OfClaim,
  values: Values,
): ServiceLine837 | null {
  const [lx] = segments;
  const before = values.faults.length;
  const service = readService(segments, claim, values);
  const date = readDate(segments, claim, values);
  const drug = readDrug(segments, values);
  const own = (qualifier: string): string | undefined => reference(segments, qualifier);
  const rendering = segments.find((one) => one.elements[0] === 'NM1' && element(one, 1) === '82');
  if (service === null || date === null || drug === null || values.faults.length > before) return null;
  return {
    segment: lx.number,
    number: Number(element(lx, 1)),
    ...date,
    ...service,
    ...drug,
    authorization: own('G1') ?? claim.authorization,
    renderingNpi: npiOf(rendering) ?? claim.renderingNpi,
    controlNumber: own('6R') ?? null,
  };
}

/** REF02 of the first REF with the qualifier; undefined where there is none or it is empty. */
export function reference(segments: readonly Segment[], qualifier: string): string | undefined {
  const found = segments.find((one) => one.elements[0] === 'REF' && element(one, 1) === qualifier);
  const value = found === undefined ? '' : element(found, 2);
  return value === '' ? undefined : value;
}

/** NM109 of a name with the qualifier of an NPI. */
export function npiOf(name: Segment | undefined): string | undefined {
  if (name === undefined || element(name, 8) !== 'XX') return undefined;
  const npi = element(name, 9);
  return NPI.test(npi) ? npi : undefined;
}

type Service = Pick<
  ServiceLine837,
  | 'hcpcs'
  | 'modifiers'
  | 'units'
  | 'unitOf'
  | 'chargeCents'
  | 'pointers'
  | 'diagnoses'
  | 'placeOfService'
  | 'revenueCode'
>;

function readService(segments: readonly [Segment, ...Segment[]], claim: OfClaim, values: Values): Service | null {
  const professional = claim.form === 'professional';
  const name = professional ? 'SV1' : 'SV2';
  const found = segments.filter((one) => one.elements[0] === name);
  const [service] = found;
  if (service === undefined || found.length > 1) {
    const what = `the line has ${found.length === 0 ? 'no' : 'more than one'} ${name}`;
    return values.fault(segments[0].number, what, 'Give each LX one service');
  }
  const shift = professional ? 0 : 1;
  const procedure = readProcedure(service, 1 + shift, professional, values);
  const charge = values.scaled(service, element(service, 2 + shift), 'the charge', 2);
  const unitOf = element(service, 3 + shift);
  const units = values.scaled(service, element(service, 4 + shift), 'the unit count', 3);
  values.text(service, unitOf, /^(UN|MJ|DA)$/u, 'the unit', 'Use UN, MJ or DA');
  const revenue = professional
    ? null
    : values.text(service, element(service, 1), /^\d{4}$/u, 'the revenue code', 'Write four digits');
  const pointers = professional ? readPointers(service, claim.diagnoses.length, values) : [];
  const place = professional ? element(service, 5) || claim.placeOfService : null;
  if (procedure === null || charge === null || units === null) return null;
  return {
    ...procedure,
    units: units / 1000,
    unitOf,
    chargeCents: charge,
    pointers,
    diagnoses: professional ? pointers.flatMap((at) => claim.diagnoses[at - 1] ?? []) : claim.diagnoses,
    placeOfService: place,
    revenueCode: revenue,
  };
}

function readProcedure(
  service: Segment,
  at: number,
  wanted: boolean,
  values: Values,
): Pick<Service, 'hcpcs' | 'modifiers'> | null {
  if (element(service, at) === '' && !wanted) return { hcpcs: null, modifiers: [] };
  const [qualifier = '', code = '', ...rest] = parts(service, at);
  if (qualifier.trim() !== 'HC')
    return values.fault(service.number, `the procedure has the qualifier "${qualifier}"`, 'Use HC');
  const hcpcs = code.trim().toUpperCase();
  values.text(service, hcpcs, /^[A-Z\d]{5}$/u, 'the procedure code', 'Write five letters and digits');
  const modifiers = rest
    .slice(0, 4)
    .map((one) => one.trim().toUpperCase())
    .filter((one) => one !== '');
  for (const modifier of modifiers)
    values.text(service, modifier, /^[A-Z\d]{2}$/u, 'the modifier', 'Write two letters or digits');
  return { hcpcs, modifiers };
}

function readPointers(service: Segment, diagnoses: number, values: Values): readonly number[] {
  const pointers = parts(service, 7).filter((one) => one !== '');
  if (pointers.length === 0 || pointers.length > 4)
    values.fault(service.number, `the line points to ${pointers.length} diagnoses`, 'Point to one, four at most');
  for (const one of pointers)
    if (!/^\d{1,2}$/u.test(one) || Number(one) < 1 || Number(one) > diagnoses)
      values.fault(
        service.number,
        `the line points to diagnosis "${one}" of ${diagnoses}`,
        'Point to one that is there',
      );
  return pointers.map(Number);
}

function readDate(
  segments: readonly [Segment, ...Segment[]],
  { form, statement }: OfClaim,
  values: Values,
): Pick<ServiceLine837, 'date' | 'dateTo'> | null {
  const found = segments.filter((one) => one.elements[0] === 'DTP' && element(one, 1) === '472');
  const [day] = found;
  if (found.length > 1) return values.fault(segments[0].number, 'the line has two dates of service', 'Keep one');
  if (day !== undefined) {
    const period = values.period(day, 'the date of service');
    return period === null ? null : { date: period.from, dateTo: period.to };
  }
  if (form === 'professional')
    return values.fault(segments[0].number, 'the line has no date of service', 'Add DTP*472');
  const only = statement !== null && statement.from === statement.to ? statement.from : null;
  return { date: only, dateTo: only };
}

const NO_DRUG = { ndc11: null, ndcUnit: null, ndcQuantity: null };
/** Numbers of supplies and devices, which are no NDC. */
const OTHER_PRODUCTS = /^(EN|EO|HI|ON|UK|UP)$/u;

function readDrug(
  segments: readonly Segment[],
  values: Values,
): Pick<ServiceLine837, 'ndc11' | 'ndcUnit' | 'ndcQuantity'> | null {
  const packages = segments.filter((one) => one.elements[0] === 'LIN');
  const counts = segments.filter((one) => one.elements[0] === 'CTP');
  const [lin, ctp] = [packages[0], counts[0]];
  if (lin === undefined && ctp === undefined) return NO_DRUG;
  const place = (lin ?? ctp)?.number ?? 0;
  if (lin === undefined || ctp === undefined || packages.length > 1 || counts.length > 1)
    return values.fault(
      place,
      'the line does not have one LIN and one CTP',
      'A package number and its quantity go together',
    );
  if (OTHER_PRODUCTS.test(element(lin, 2))) return NO_DRUG;
  if (element(lin, 2) !== 'N4')
    return values.fault(place, `the package has the qualifier "${element(lin, 2)}"`, 'Use N4 for an NDC');
  const ndc11 = values.text(lin, element(lin, 3), /^\d{11}$/u, 'the NDC', 'Write eleven digits without hyphens');
  const unit = values.text(
    ctp,
    parts(ctp, 5)[0] ?? '',
    /^(UN|ML|GR|F2|ME)$/u,
    'the unit of the NDC',
    'Use UN, ML, GR, F2 or ME',
  );
  const quantity = values.scaled(ctp, element(ctp, 4), 'the quantity of the NDC', 3);
  if (ndc11 === null || unit === null || quantity === null) return null;
  return { ndc11, ndcUnit: unit, ndcQuantity: quantity / 1000 };
}
