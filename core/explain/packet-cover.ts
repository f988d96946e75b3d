import { ndc11 } from '../billing/ndc.ts';
import type { Outcome } from '../coverage/determination.ts';
import { sayValue } from '../values/say-value.ts';
import type { PacketCase, PacketKnowledge } from './packet-case.ts';
import { sayContractor } from './packet-contractor.ts';
import { failing, sayBecause, sayOutcome } from './say.ts';

/** One line of the cover: what is recorded, or null for a line to be filled in by hand. */
export interface Field {
  readonly label: string;
  readonly text: string | null;
  /** Boxes to tick instead of a line to write on. */
  readonly choices?: readonly string[];
}

export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly Field[];
}

export interface Cover {
  readonly title: string;
  readonly groups: readonly FieldGroup[];
  readonly finding: { readonly outcome: Outcome; readonly title: string; readonly because: readonly string[] };
}

/** The first page: whose request, of what, under which policy, and what was found. Nothing on it is made up. */
export function coverOf(packetCase: PacketCase, knowledge: PacketKnowledge): Cover {
  const { found, policy, drug } = packetCase;
  const kind = found.request.kind === 'initial' ? 'Initial' : 'Renewal';
  return {
    title: `${found.request.kind === 'initial' ? 'Prior authorization' : 'Renewal of authorization'}: ${drug.brand} (${drug.name})`,
    groups: [
      {
        title: 'Request',
        fields: [
          { label: 'To', text: policy.payer.name },
          { label: 'Policy', text: `${policy.title}, version ${policy.version} (${policy.id})` },
          { label: 'Drug', text: `${drug.brand} (${drug.name}), ${drug.route}` },
          { label: 'Request', text: `${kind} request, ${found.request.on}` },
          { label: 'Dates requested', text: datesOf(packetCase) },
          { label: 'Review', text: null, choices: ['Standard', 'Expedited, at the prescriber’s word'] },
          { label: 'Payer’s fax', text: null },
        ],
      },
      { title: 'Patient', fields: patientFields(packetCase, knowledge) },
      { title: 'Prescriber and place of service', fields: careFields(packetCase, knowledge) },
      { title: 'Codes', fields: codeFields(packetCase) },
      { title: 'Benefit, as the payer states it', fields: benefitFields(packetCase, knowledge) },
    ],
    finding: { outcome: found.outcome, title: sayOutcome(found.outcome), because: becauseOf(packetCase, knowledge) },
  };
}

function datesOf({ found, policy, start }: PacketCase): string {
  const { authorization, request } = found;
  if (authorization !== null) {
    const units = authorization.units === null ? '' : `, ${authorization.units} billing units (computed)`;
    return authorization.to === null
      ? `from ${authorization.from}${units}`
      : `${authorization.from} to ${authorization.to}${units}`;
  }
  const months = policy.requests[request.kind]?.authorization.months ?? null;
  return `from ${start ?? request.on}${months === null ? '' : `, ${months} months`}`;
}

/** The value of a fact in words; null where nothing is recorded. */
function said({ facts }: PacketCase, { facts: definitions }: PacketKnowledge, fact: string): string | null {
  const recorded = facts.get(fact);
  return recorded === undefined ? null : sayValue(recorded.value, definitions.get(fact));
}

/** The prescriber as far as recorded: the only one who signed an answer as such, and the NPI of the course. */
export function prescriberOf({ facts, course }: PacketCase): {
  readonly name: string | null;
  readonly npi: string | null;
} {
  const [name, ...others] = new Set(
    [...facts.values()].flatMap(({ by, role }) => (by !== undefined && role === 'prescriber' ? [by] : [])),
  );
  return { name: others.length === 0 ? (name ?? null) : null, npi: course?.prescriber?.npi ?? null };
}

function patientFields(packetCase: PacketCase, knowledge: PacketKnowledge): readonly Field[] {
  const of = (fact: string): string | null => said(packetCase, knowledge, fact);
  const age = of('patient.age');
  const birth = of('patient.birth-date');
  return [
    { label: 'Name', text: null },
    { label: 'Date of birth', text: birth === null ? null : `${birth}${age === null ? '' : ` (${age})`}` },
    { label: 'Sex', text: of('patient.sex') },
    { label: 'Member ID', text: null },
    { label: 'Line of business', text: of('member.line-of-business') },
    { label: 'State', text: of('member.state') },
  ];
}

function careFields(packetCase: PacketCase, knowledge: PacketKnowledge): readonly Field[] {
  const of = (fact: string): string | null => said(packetCase, knowledge, fact);
  const { course } = packetCase;
  const place = course?.placeOfService;
  const county = place?.county ?? of('service.county');
  const where = [place?.name, county, place?.state ?? of('service.state')].filter((part) => part != null);
  const prescriber = prescriberOf(packetCase);
  return [
    { label: 'Prescriber', text: prescriber.name },
    { label: 'NPI', text: prescriber.npi },
    { label: 'Specialty', text: of('prescriber.specialty') },
    { label: 'Contact, phone, fax', text: null },
    { label: 'Place of service', text: where.length === 0 ? null : where.join(', ') },
    { label: 'Facility NPI, tax ID', text: null },
  ];
}

function codeFields({ found, facts, course, drug }: PacketCase): readonly Field[] {
  const code = facts.get('disease.icd10')?.value;
  const diagnoses = code === undefined ? (course?.patient.diagnoses ?? []) : [String(code)];
  const begin = found.authorization?.from ?? found.request.on;
  const billed = drug.billing.codes.find(({ from, to }) => from <= begin && (to === undefined || begin <= to));
  return [
    { label: 'Diagnosis (ICD-10-CM)', text: diagnoses.length === 0 ? null : diagnoses.join(', ') },
    { label: 'HCPCS', text: billed === undefined ? null : `${billed.hcpcs} (1 unit = ${billed.mgPerUnit} mg)` },
    ...drug.products.map(({ strengthMg, ndc, ndcFormat }) => ({
      label: `NDC, ${strengthMg} mg`,
      text: `${ndc} (on a claim ${ndc11(ndc, ndcFormat)})`,
    })),
  ];
}

function benefitFields(packetCase: PacketCase, { facts, benefits, ...rest }: PacketKnowledge): readonly Field[] {
  return benefits.facts.map((fact) => ({
    label: facts.get(fact)?.name ?? fact,
    text: said(packetCase, { facts, benefits, ...rest }, fact),
  }));
}

/** Why the outcome is what it is: what is missing, or what the record does not show. */
function becauseOf({ found }: PacketCase, { facts: definitions }: PacketKnowledge): readonly string[] {
  if (found.outcome === 'criteria-met') return ['Every criterion is met on what is recorded.'];
  const contractor = sayContractor(found.mac);
  const named = contractor === undefined ? [] : [`Medicare contractor: ${contractor}.`];
  if (found.outcome === 'criteria-not-met' && found.criteria !== null)
    return failing(found.criteria).map(({ text }) => `The record does not show: ${text}.`);
  const waits = found.needed.map(({ fact }) => definitions.get(fact)?.name ?? fact);
  const open = waits.length === 0 ? [] : [`Not recorded: ${waits.join('; ')}.`];
  return [`${sayBecause(found)}.`, ...open, ...named];
}
