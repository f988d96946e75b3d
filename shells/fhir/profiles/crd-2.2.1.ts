import type { Rules } from '../validate/rules.ts';
import { composed, valued } from './written.ts';

export const COVERAGE_INFORMATION = 'http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information';

const REASONS = 'http://hl7.org/fhir/us/davinci-crd/ValueSet/coverageAssertionReasons';
const OWN = 'http://hl7.org/fhir/us/davinci-crd/CodeSystem/temp';
const REASON_CODES = [
  'gold-card',
  'no-member-found',
  'no-active-coverage',
  'coverage-not-found',
  'auth-out-network',
  'technical',
];

const own = (name: string): string => `stepwise:crd/${name}`;

const code = (name: string): { readonly types: readonly string[]; readonly codes: string } => ({
  types: ['code'],
  codes: own(name),
});

const of = (url: string): string => `extension.where(url = '${url}')`;

/** The extension that says what a payer knows of an order, and its invariants (CRD 2.2.1). */
export const CRD: Rules = {
  profiles: {
    [COVERAGE_INFORMATION]: composed(
      {
        coverage: valued('coverage', 1, 1, { types: ['Reference'], targets: ['Coverage'] }),
        covered: valued('covered', 1, 1, code('covered')),
        'pa-needed': valued('pa-needed', 0, 1, code('pa-needed')),
        'doc-needed': valued('doc-needed', 0, null, code('doc-needed')),
        'doc-purpose': valued('doc-purpose', 0, null, code('doc-purpose')),
        'info-needed': valued('info-needed', 0, null, code('info-needed')),
        billingCode: valued('billingCode', 0, null, { types: ['Coding'] }),
        reason: valued('reason', 0, null, { types: ['CodeableConcept'] }),
        detail: {
          when: [{ at: 'url', fixed: 'detail' }],
          elements: {
            extension: {
              slices: {
                category: valued('category', 1, 1, code('detail-category')),
                code: valued('code', 1, 1, { types: ['CodeableConcept'] }),
                value: valued('value', 1, 1, { types: ['boolean', 'string', 'url', 'Quantity', 'Period'] }),
                qualification: valued('qualification', 0, 1, { types: ['string', 'markdown'] }),
              },
            },
            'value[x]': { max: 0 },
          },
        },
        dependency: valued('dependency', 0, null, { types: ['Reference'] }),
        questionnaire: valued('questionnaire', 0, null, { types: ['canonical'] }),
        date: valued('date', 1, 1, { types: ['date'] }),
        'coverage-assertion-id': valued('coverage-assertion-id', 1, 1, { types: ['string'] }),
        'satisfied-pa-id': valued('satisfied-pa-id', 0, 1, { types: ['string'] }),
        contact: valued('contact', 0, null, { types: ['ContactDetail'] }),
        'expiry-date': valued('expiry-date', 0, 1, { types: ['date'] }),
      },
      ['crd-q1', 'crd-q2', 'crd-q3', 'crd-q4', 'crd-q5', 'crd-q6', 'crd-q7', 'crd-q8', 'crd-q9'],
    ),
  },
  invariants: {
    'crd-q1': { severity: 'error', expression: `${of('questionnaire')}.exists() implies ${of('doc-needed')}.exists()` },
    'crd-q2': {
      severity: 'error',
      expression: `${of('covered')}.value.where($this = 'not-covered').exists() implies ${of('pa-needed')}.empty()`,
    },
    'crd-q3': {
      severity: 'error',
      expression: `extension.where(url in ('covered' | 'pa-needed' | 'doc-needed')).value.where($this = 'conditional').exists() implies ${of('info-needed')}.exists()`,
    },
    // The guide's own expression tests a code that its value set does not have; no-auth is meant.
    'crd-q4': {
      severity: 'error',
      expression: `${of('pa-needed')}.value.where($this = 'satisfied' or $this = 'no-auth').exists() implies ${of('doc-purpose')}.value.where($this = 'withpa').empty()`,
    },
    'crd-q5': {
      severity: 'error',
      expression: `${of('pa-needed')}.value.where($this = 'satisfied').exists() = ${of('satisfied-pa-id')}.exists()`,
    },
    'crd-q6': {
      severity: 'error',
      expression: `${of('info-needed')}.value.where($this = 'OTH').exists() implies ${of('reason')}.exists()`,
    },
    'crd-q7': {
      severity: 'error',
      expression: `${of('reason')}.value.all(text.exists() or coding.where(code in (${REASON_CODES.map((each) => `'${each}'`).join(' | ')})).exists())`,
    },
    'crd-q8': { severity: 'error', expression: `${of('doc-purpose')}.exists() implies ${of('reason')}.exists()` },
    'crd-q9': {
      severity: 'error',
      expression: `extension.where(url in ('covered' | 'pa-needed' | 'doc-needed')).value.where($this = 'indeterminate').exists() implies ${of('reason')}.exists()`,
    },
  },
  codes: {
    [REASONS]: { [OWN]: REASON_CODES.join('|') },
    [own('covered')]: { [OWN]: 'covered|not-covered|conditional|indeterminate' },
    [own('pa-needed')]: { [OWN]: 'no-auth|auth-needed|satisfied|performpa|conditional|indeterminate' },
    [own('doc-needed')]: { [OWN]: 'clinical|admin|patient|conditional|indeterminate' },
    [own('doc-purpose')]: { [OWN]: 'withpa|withclaim|withorder|retain-doc|OTH' },
    [own('info-needed')]: { [OWN]: 'performer|location|timeframe|contract-window|detail-code|OTH' },
    [own('detail-category')]: { [OWN]: 'cat-limitation|cat-decisional|cat-other' },
  },
};
