import type { ChartFault, ChartResource } from './chart.ts';
import { below, isTree } from './elm.ts';

// Only where a code decides a fact is an unknown one an error: anywhere else a chart may use any code it likes.
// A test holds these lists against the codes of knowledge/facts.cql.

export const SNOMED = 'http://snomed.info/sct';
const LOINC = 'http://loinc.org';
const NCIT = 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl';
const ICD_10_CM = 'http://hl7.org/fhir/sid/icd-10-cm';
export const CHART_STATEMENTS = 'https://stepwise.example/fhir/CodeSystem/chart-statements';
const LINES_OF_BUSINESS = 'https://stepwise.example/fhir/CodeSystem/line-of-business';

const ICD_10_CM_SHAPE = /^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$/u;

export const DISEASE_STATUSES = ['268910001', '359746009', '271299001', '709137006', '103338009', '103337004'] as const;
export const STAGES = ['limited-stage', 'extensive-stage'] as const;
const STAGE_TEXTS = ['limited', 'limited stage', 'limited-stage', 'extensive', 'extensive stage', 'extensive-stage'];
export const YES_NO = [
  '373066001',
  '52101004',
  '10828004',
  '260373001',
  '373067005',
  '2667000',
  '260385009',
  '260415000',
] as const;
export const COUNTED_STATEMENT = 'other-prior-lines';
export const YES_NO_STATEMENTS = [
  'platinum-received',
  'progressed-on-or-after-platinum',
  'active-systemic-infection',
  'reproductive-potential',
  'brain-metastases',
  'untreated-or-symptomatic-brain-metastases',
  'leptomeningeal-disease',
] as const;
export const CONCLUSIONS = [
  'brain-metastases',
  'untreated-or-symptomatic-brain-metastases',
  'leptomeningeal-disease',
  'no-brain-metastases',
  'no-leptomeningeal-disease',
] as const;
const BUSINESS = ['commercial', 'fehb', 'exchange', 'medicaid', 'medicare-advantage', 'medicare-part-b'] as const;
const GENDERS = ['female', 'male', 'other', 'unknown'] as const;

interface Coding {
  readonly system: string;
  readonly code: string;
}

function codingsOf(concept: unknown): readonly Coding[] {
  const codings = below(concept, 'coding');
  if (!Array.isArray(codings)) return [];
  return codings.flatMap((coding: unknown) => {
    if (!isTree(coding)) return [];
    const { system, code } = coding;
    return typeof system === 'string' && typeof code === 'string' ? [{ system, code }] : [];
  });
}

const codesIn = (concept: unknown, system: string): readonly string[] =>
  codingsOf(concept).flatMap((coding) => (coding.system === system ? [coding.code] : []));

const isOneOf = (code: string, known: readonly string[]): boolean => known.includes(code);

function unknownCode(place: string, code: string, meaning: string, known: readonly string[]): ChartFault {
  return {
    place,
    what: `the code ${JSON.stringify(code)} is not one of ${meaning}`,
    mend: `Use one of ${known.join(', ')}`,
  };
}

/** The first code of a system that is not in its list, as a fault; a further coding that is known settles it. */
function strict(
  concept: unknown,
  system: string,
  known: readonly string[],
  place: string,
  meaning: string,
): ChartFault[] {
  const codes = codesIn(concept, system);
  const [first] = codes;
  if (first === undefined || codes.some((code) => isOneOf(code, known))) return [];
  return [unknownCode(place, first, meaning, known)];
}

function stageFaults(value: unknown, place: string): readonly ChartFault[] {
  const codings = codingsOf(value);
  if (codings.some(({ system, code }) => system === CHART_STATEMENTS && isOneOf(code, STAGES))) return [];
  const [first] = codings;
  if (first !== undefined) return [unknownCode(place, first.code, 'the two stages', STAGES)];
  const text = below(value, 'text');
  if (typeof text === 'string' && isOneOf(text.toLowerCase(), STAGE_TEXTS)) return [];
  return [{ place, what: 'the stage is neither limited nor extensive', mend: `Code it ${STAGES.join(' or ')}` }];
}

function statementFaults(code: string, { json, place }: ChartResource): readonly ChartFault[] {
  const counted = code === COUNTED_STATEMENT;
  if (!counted && !isOneOf(code, YES_NO_STATEMENTS)) {
    return [
      unknownCode(`${place}.code`, code, 'the statements that are read', [...YES_NO_STATEMENTS, COUNTED_STATEMENT]),
    ];
  }
  if (json['dataAbsentReason'] !== undefined) return [];
  if (counted) return integerFaults(json, place, 20);
  if (typeof json['valueBoolean'] === 'boolean') return [];
  if (codesIn(json['valueCodeableConcept'], SNOMED).some((value) => isOneOf(value, YES_NO))) return [];
  return [
    { place: `${place}.value`, what: `${code} has no yes or no`, mend: 'Give valueBoolean, or a SNOMED CT yes or no' },
  ];
}

function integerFaults(json: Readonly<Record<string, unknown>>, place: string, most: number): readonly ChartFault[] {
  const value = json['valueInteger'];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return [];
  const given = value === undefined ? 'there is no valueInteger' : `the value is ${JSON.stringify(value)}`;
  return [{ place: `${place}.valueInteger`, what: given, mend: `Give a whole number from 0 to ${most}` }];
}

function observationFaults(resource: ChartResource): readonly ChartFault[] {
  const { json, place } = resource;
  const value = json['valueCodeableConcept'];
  const loinc = codesIn(json['code'], LOINC);
  const faults: ChartFault[] = codesIn(json['code'], CHART_STATEMENTS).flatMap((code) =>
    statementFaults(code, resource),
  );
  if (loinc.includes('97509-4')) {
    faults.push(...strict(value, SNOMED, DISEASE_STATUSES, `${place}.valueCodeableConcept`, 'the disease statuses'));
  }
  if (codesIn(json['method'], NCIT).includes('C141685') && json['dataAbsentReason'] === undefined) {
    faults.push(...stageFaults(value, `${place}.valueCodeableConcept`));
  }
  if (loinc.includes('89247-1') && json['valueInteger'] !== undefined) faults.push(...integerFaults(json, place, 5));
  return faults;
}

function conditionFaults({ json, place }: ChartResource): readonly ChartFault[] {
  const malformed = codesIn(json['code'], ICD_10_CM).filter((code) => !ICD_10_CM_SHAPE.test(code));
  return malformed.map((code) => ({
    place: `${place}.code`,
    what: `${JSON.stringify(code)} does not have the shape of an ICD-10-CM code`,
    mend: 'Write it with its dot, as in C50.91',
  }));
}

function conclusionFaults({ json, place }: ChartResource): readonly ChartFault[] {
  const conclusions = Array.isArray(json['conclusionCode']) ? (json['conclusionCode'] as readonly unknown[]) : [];
  return conclusions.flatMap((concept, index) =>
    strict(
      concept,
      CHART_STATEMENTS,
      CONCLUSIONS,
      `${place}.conclusionCode[${index}]`,
      'the conclusions that are read',
    ),
  );
}

function genderFaults({ json, place }: ChartResource): readonly ChartFault[] {
  const gender = json['gender'];
  if (gender === undefined || (typeof gender === 'string' && isOneOf(gender, GENDERS))) return [];
  return [
    unknownCode(
      `${place}.gender`,
      typeof gender === 'string' ? gender : JSON.stringify(gender),
      'the administrative genders',
      GENDERS,
    ),
  ];
}

/** Codes of a resource that decide a fact and are not known. */
export function codeFaults(resource: ChartResource): readonly ChartFault[] {
  switch (resource.type) {
    case 'Observation':
      return observationFaults(resource);
    case 'Condition':
      return conditionFaults(resource);
    case 'DiagnosticReport':
      return conclusionFaults(resource);
    case 'Patient':
      return genderFaults(resource);
    case 'Coverage': {
      const place = `${resource.place}.type`;
      return strict(resource.json['type'], LINES_OF_BUSINESS, BUSINESS, place, 'the lines of business');
    }
    default:
      return [];
  }
}
