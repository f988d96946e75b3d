import type { Profile, Rule, Rules, Slice } from '../validate/rules.ts';
import { composed, extended, parameter, valued } from './written.ts';

const DTR = 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition';
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition';
const own = (name: string): string => `stepwise:dtr/${name}`;

/** An answer says whether it came from a record or from a person. */
const ANSWER: Rule = {
  elements: {
    extension: { slices: { informationOrigin: extended(`${DTR}/information-origin`, 1, 1) } },
    get item(): Rule {
      return ITEM;
    },
  },
};
const ITEM: Rule = {
  elements: {
    answer: ANSWER,
    get item(): Rule {
      return ITEM;
    },
  },
};

const response = (rule: Rule): Profile => ({
  type: 'QuestionnaireResponse',
  ...rule,
  elements: {
    extension: {
      slices: {
        coverage: valued(`${DTR}/qr-coverage`, 1, null, { types: ['Reference'], targets: ['Coverage'] }),
        context: valued(`${DTR}/qr-context`, 0, null, { types: ['Reference'] }),
        intendedUse: valued(`${DTR}/intendedUse`, 1, null, { types: ['CodeableConcept'] }),
      },
    },
    questionnaire: { min: 1 },
    subject: { min: 1, targets: ['Patient'] },
    item: ITEM,
  },
});

const expressionIn = (url: string): readonly [string, Profile] => [
  url,
  { type: 'Extension', elements: { 'value[x]': { min: 1, types: ['Expression'], invariants: ['dtr-elm'] } } },
];

const questionnaire = (rule: Rule): Profile => ({
  type: 'Questionnaire',
  ...rule,
  elements: {
    extension: {
      slices: {
        requestSpecific: valued(`${DTR}/request-specific`, 0, 1, { types: ['boolean'] }),
        completionTime: extended(`${DTR}/estimated-completion-time`, 0, 1),
        audience: valued(`${DTR}/questionnaireAudience`, 0, null, { types: ['code'], codes: own('audience') }),
      },
    },
    url: { min: 1 },
    subjectType: { min: 1, max: 1, fixed: 'Patient' },
  },
});

const resource = (type: string, ...profiles: readonly string[]): Readonly<Record<string, Rule>> => ({
  resource: { min: 1, types: [type], ...(profiles.length === 0 ? {} : { profiles }) },
});

const operation = (slices: Readonly<Record<string, Slice>>, invariants: readonly string[] = []): Profile => ({
  type: 'Parameters',
  ...(invariants.length === 0 ? {} : { invariants }),
  elements: { parameter: { slices } },
});

const entry = (type: string, min: number, max: number | null, ...profiles: readonly string[]): Slice => ({
  when: [{ at: 'resource', type }],
  ...(min === 0 ? {} : { min }),
  ...(max === null ? {} : { max }),
  elements: { resource: { ...(profiles.length === 0 ? {} : { profiles }) } },
});

const RESPONSES = [`${DTR}/dtr-questionnaireresponse`, `${DTR}/dtr-questionnaireresponse-adapt`];

/** Questionnaires, their answers, the package and the parameters of the operations (DTR 2.2.0). */
export const DTR_RULES: Rules = {
  profiles: {
    [`${DTR}/information-origin`]: composed(
      {
        source: valued('source', 1, 1, { types: ['code'], codes: own('source') }),
        author: {
          when: [{ at: 'url', fixed: 'author' }],
          max: 1,
        },
      },
      ['dtrx-1'],
    ),
    [`${DTR}/dtr-questionnaireresponse`]: response({}),
    [`${DTR}/dtr-questionnaireresponse-adapt`]: response({ invariants: ['dtr-adapt'] }),
    [`${DTR}/dtr-std-questionnaire`]: questionnaire({ invariants: ['dtrq-6', 'dtr-form'] }),
    [`${DTR}/dtr-questionnaire-adapt`]: questionnaire({ invariants: ['dtrq-6'] }),
    [`${DTR}/DTR-QPackageBundle`]: {
      type: 'Bundle',
      invariants: ['dtr-first', 'dtr-same'],
      elements: {
        type: { fixed: 'collection' },
        entry: {
          min: 1,
          closed: true,
          elements: { fullUrl: { min: 1 }, resource: { min: 1 } },
          slices: {
            Questionnaire: entry('Questionnaire', 1, 1),
            QuestionnaireResponse: {
              ...entry('QuestionnaireResponse', 1, 1, ...RESPONSES),
              invariants: ['dtr-draft', 'dtr-version'],
            },
            Library: { ...entry('Library', 0, null), invariants: ['dtr-library'] },
            ValueSet: entry('ValueSet', 0, null),
          },
        },
      },
    },
    [`${DTR}/DTR-QRBundle`]: {
      type: 'Bundle',
      invariants: ['dtr-response-first'],
      elements: {
        type: { fixed: 'collection' },
        entry: {
          min: 1,
          slices: { QuestionnaireResponse: entry('QuestionnaireResponse', 1, 1, ...RESPONSES) },
        },
      },
    },
    [`${DTR}/dtr-qpackage-input-parameters`]: operation(
      {
        coverage: parameter('coverage', 1, 1, resource('Coverage')),
        order: parameter('order', 0, null, { resource: { min: 1 } }),
        questionnaire: parameter('questionnaire', 0, null, {
          'value[x]': { min: 1, types: ['canonical', 'uri', 'string'] },
        }),
        context: parameter('context', 0, 1, { 'value[x]': { min: 1, types: ['string'] } }),
        changedsince: parameter('changedsince', 0, 1, { 'value[x]': { min: 1, types: ['dateTime'] } }),
      },
      ['dtr-1'],
    ),
    [`${DTR}/dtr-qpackage-output-parameters`]: operation({
      packagebundle: parameter('packagebundle', 0, null, resource('Bundle', `${DTR}/DTR-QPackageBundle`)),
      outcome: parameter('outcome', 0, 1, resource('OperationOutcome')),
    }),
    [`${DTR}/dtr-next-question-input-parameters`]: operation({
      response: parameter('questionnaire-response', 1, 1, resource('QuestionnaireResponse', RESPONSES[1] ?? '')),
    }),
    [`${DTR}/dtr-next-question-output-parameters`]: operation({
      response: parameter('return', 1, 1, resource('QuestionnaireResponse', RESPONSES[1] ?? '')),
    }),
    [`${DTR}/dtr-log-errors-input-parameters`]: operation({
      questionnaire: parameter('questionnaire', 1, null, {
        'value[x]': { min: 1, types: ['canonical', 'uri', 'string'] },
      }),
      outcome: parameter('operationOutcome', 1, null, resource('OperationOutcome')),
    }),
    ...Object.fromEntries(
      ['initialExpression', 'candidateExpression', 'calculatedExpression', 'contextExpression', 'enableWhenExpression']
        .map((name) => `${SDC}/sdc-questionnaire-${name}`)
        .map(expressionIn),
    ),
  },
  invariants: {
    'dtr-1': {
      severity: 'error',
      expression: "parameter.where(name in ('order' | 'questionnaire' | 'context')).exists()",
    },
    'dtrx-1': {
      severity: 'error',
      expression:
        "extension.where(url = 'source').value.where($this = 'override' or $this = 'manual').exists() = extension.where(url = 'author').exists()",
    },
    'dtrq-6': {
      severity: 'error',
      expression: `extension('${DTR}/questionnaireAudience').value.where($this = 'clinical' or $this = 'patient').exists() and extension('${DTR}/estimated-completion-time').exists() implies extension('${DTR}/estimated-completion-time').extension('clinicalTime').exists()`,
    },
    'dtr-form': { severity: 'error', expression: 'item.exists()' },
    'dtr-elm': {
      severity: 'error',
      expression: `language = 'text/cql' implies extension('${DTR}/alternativeExpression').value.where(language = 'application/elm+json').exists()`,
    },
    'dtr-first': { severity: 'error', expression: 'entry.first().resource is Questionnaire' },
    'dtr-response-first': { severity: 'error', expression: 'entry.first().resource is QuestionnaireResponse' },
    'dtr-same': {
      severity: 'error',
      expression:
        "entry.resource.ofType(QuestionnaireResponse).questionnaire.where(startsWith('#').not()).select(iif(contains('|'), substring(0, indexOf('|')), $this)).all($this in %resource.entry.resource.ofType(Questionnaire).url)",
    },
    'dtr-draft': { severity: 'error', expression: "resource.status = 'in-progress'" },
    'dtr-version': {
      severity: 'error',
      expression: "resource.questionnaire.startsWith('#') or resource.questionnaire.contains('|')",
    },
    'dtr-library': {
      severity: 'error',
      expression:
        "resource.content.where(contentType = 'text/cql' and data.exists()).exists() and resource.content.where(contentType = 'application/elm+json' and data.exists()).exists()",
    },
    'dtr-adapt': {
      severity: 'error',
      expression: "questionnaire.startsWith('#') and contained.ofType(Questionnaire).exists()",
    },
  },
  codes: {
    [own('source')]: { [`${DTR}/information-origin`]: 'auto-client|auto-server|override|manual' },
    [own('audience')]: { [`${DTR}/questionnaireAudience`]: 'clinical|admin|patient' },
  },
};
