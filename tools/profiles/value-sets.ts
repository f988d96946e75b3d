import type { Codes } from '../../shells/fhir/validate/rules.ts';

/** The part of a ValueSet that says which codes are in it. */
export interface ValueSetFile {
  readonly url: string;
  readonly compose: {
    readonly include: readonly {
      readonly system?: string;
      readonly concept?: readonly { readonly code: string }[];
      readonly filter?: readonly unknown[];
    }[];
  };
}

const STATES =
  'AL|AK|AS|AZ|AR|CA|CO|CT|DE|DC|FM|FL|GA|GU|HI|ID|IL|IN|IA|KS|KY|LA|ME|MH|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|MP|OH|OK|OR|PW|PA|PR|RI|SC|SD|TN|TX|UT|VT|VI|VA|WA|WV|WI|WY';

/** Value sets of other publishers that the profiles bind to, and which of their codes are known. */
const ELSEWHERE: Readonly<Record<string, Codes>> = {
  'http://hl7.org/fhir/ValueSet/claim-careteamrole': {
    'http://terminology.hl7.org/CodeSystem/claimcareteamrole': 'primary|assist|supervisor|other',
  },
  'http://hl7.org/fhir/ValueSet/medicationrequest-category': {
    'http://terminology.hl7.org/CodeSystem/medicationrequest-category': 'inpatient|outpatient|community|discharge',
  },
  'http://hl7.org/fhir/us/core/ValueSet/us-core-documentreference-category': {
    'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category': 'clinical-note',
  },
  'http://hl7.org/fhir/us/core/ValueSet/us-core-documentreference-type': {
    'http://loinc.org': '*',
    'http://terminology.hl7.org/CodeSystem/v3-NullFlavor': 'UNK',
  },
  'http://hl7.org/fhir/us/core/ValueSet/us-core-usps-state': { 'https://www.usps.com/': STATES },
  'http://hl7.org/fhir/us/davinci-hrex/ValueSet/hrex-task-status': {
    'http://hl7.org/fhir/task-status':
      'draft|requested|received|accepted|ready|cancelled|in-progress|on-hold|failed|completed|entered-in-error|rejected',
  },
  'http://hl7.org/fhir/uv/subscriptions-backport/ValueSet/backport-content-value-set': {
    'http://hl7.org/fhir/uv/subscriptions-backport/CodeSystem/backport-content-code-system':
      'empty|id-only|full-resource',
  },
  'http://loinc.org/vs/valid-hl7-attachment-requests': { 'http://loinc.org': '*' },
};

/** Data elements of X12 whose list another body keeps; null where it is not known which. */
const OF_OTHERS: Readonly<Record<string, string | null>> = {
  '127': null,
  '1314': 'https://www.nubc.org/CodeSystem/PointOfOrigin',
  '1315': 'https://www.nubc.org/CodeSystem/PriorityTypeOfAdmitOrVisit',
  '1352': 'https://www.nubc.org/CodeSystem/PatDischargeStatus',
};

/** X12 publishes no codes; the address of a value set ends with the data element whose list it takes. */
function x12(url: string): Codes | null {
  const element = /^https:\/\/valueset\.x12\.org\/.*\/(\d+)$/u.exec(url)?.[1];
  if (element === undefined) return null;
  const other = OF_OTHERS[element];
  const system = `https://codesystem.x12.org/005010/${element}`;
  return other === null ? null : other === undefined ? { [system]: '*' } : { [system]: '*', [other]: '*' };
}

function composed({ compose }: ValueSetFile): Codes {
  return Object.fromEntries(
    compose.include.flatMap(({ system, concept, filter }) => {
      if (system === undefined) return [];
      const listed = filter === undefined ? concept?.map(({ code }) => code).join('|') : undefined;
      return [[system, listed ?? '*'] as const];
    }),
  );
}

/** The codes of a value set by its address without version; null where nothing is known of it. */
export function codesOf(url: string, files: ReadonlyMap<string, ValueSetFile>): Codes | null {
  const file = files.get(url);
  return file === undefined ? (ELSEWHERE[url] ?? x12(url)) : composed(file);
}
