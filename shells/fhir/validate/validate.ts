import { COVERAGE_INFORMATION, CRD } from '../profiles/crd-2.2.1.ts';
import { HOOKS } from '../profiles/cds-hooks.ts';
import { DTR_RULES } from '../profiles/dtr-2.2.0.ts';
import { Base, R4, readRules } from './base.ts';
import { claimed, inElement } from './check.ts';
import { gathered, judge, outermost, refused, type Judged, type Measure } from './faults.ts';
import { error, shown, type Found } from './found.ts';
import { ANSWER, CONTEXTS, HOOK_INVARIANTS } from './hooks.ts';
import type { Rule, Rules } from './rules.ts';
import { isObject, type Json } from './values.ts';
import { isTooDeep } from './whole.ts';

export type { Judged } from './faults.ts';

const PAS = readRules('pas-2.2.1.json') as Rules;
const PROFILES = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition';
const DTR = 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition';

const joined = (...all: readonly Rules[]): Rules => ({
  profiles: Object.assign({}, ...all.map(({ profiles }) => profiles)) as Rules['profiles'],
  invariants: Object.assign({}, ...all.map(({ invariants }) => invariants)) as Rules['invariants'],
  codes: Object.assign({}, ...all.map(({ codes }) => codes)) as Rules['codes'],
});

/** The profiles of all three guides. */
const MEASURE: Measure = {
  ...{ rules: joined(PAS, CRD, DTR_RULES), base: new Base(R4, HOOKS), complete: false, lenient: false },
};
/** A request brings all that it refers to. */
const REQUEST: Measure = { ...MEASURE, complete: true };
/** Calls of hooks may bring elements and extensions that the service does not know, which it passes over. */
const CALL: Measure = {
  ...MEASURE,
  ...{ rules: { profiles: {}, invariants: HOOK_INVARIANTS, codes: {} }, lenient: true },
};
const REPLY: Measure = { ...MEASURE, rules: joined(CRD, { profiles: {}, invariants: HOOK_INVARIANTS, codes: {} }) };

/** Addresses of the profiles that are known here. */
export const PROFILES_KNOWN: readonly string[] = Object.keys(MEASURE.rules.profiles);

/** Bundles that bring all that their first resource refers to. */
const REQUESTS: readonly string[] = [
  `${PROFILES}/profile-pas-request-bundle`,
  `${PROFILES}/profile-pas-inquiry-request-bundle`,
];

/**
 * Judges any resource by R4 and by a profile.
 * @param resource as JSON.parse gives it
 * @param profile address of a profile known here, or '' for those that the resource claims
 */
export function validateResource(resource: unknown, profile: string): Judged {
  const named = [profile, ...(isObject(resource) ? claimed(resource) : [])];
  return judge(resource, profile, named.some((one) => REQUESTS.includes(one)) ? REQUEST : MEASURE);
}

/** The Bundle of `Claim/$submit`. */
export const validatePasRequest = (bundle: unknown): Judged =>
  judge(bundle, `${PROFILES}/profile-pas-request-bundle`, REQUEST);

/** The Bundle of `Claim/$inquire`. */
export const validatePasInquiry = (bundle: unknown): Judged =>
  judge(bundle, `${PROFILES}/profile-pas-inquiry-request-bundle`, REQUEST);

/** The answer to a submitted request. */
export const validatePasResponse = (bundle: unknown): Judged =>
  judge(bundle, `${PROFILES}/profile-pas-response-bundle`, MEASURE);

/** One bundle of the answer to an inquiry. */
export const validatePasInquiryResponse = (bundle: unknown): Judged =>
  judge(bundle, `${PROFILES}/profile-pas-inquiry-response-bundle`, MEASURE);

/** A QuestionnaireResponse, adaptive or not: an adaptive one contains its Questionnaire. */
export function validateQuestionnaireResponse(response: unknown): Judged {
  const to = isObject(response) ? response['questionnaire'] : undefined;
  const adaptive = typeof to === 'string' && to.startsWith('#');
  return judge(response, `${DTR}/dtr-questionnaireresponse${adaptive ? '-adapt' : ''}`, MEASURE);
}

/** What `$questionnaire-package` answers: Parameters, or one Bundle of them. */
export function validateQuestionnairePackage(answer: unknown): Judged {
  const whole = isObject(answer) && answer['resourceType'] === 'Parameters';
  return judge(answer, `${DTR}/${whole ? 'dtr-qpackage-output-parameters' : 'DTR-QPackageBundle'}`, MEASURE);
}

/** What `$questionnaire-package` is asked with. */
export const validatePackageRequest = (parameters: unknown): Judged =>
  judge(parameters, `${DTR}/dtr-qpackage-input-parameters`, MEASURE);

function body(json: unknown, type: string, rule: Rule, measure: Measure): Judged {
  if (!isObject(json)) return refused('', `${shown(json)} stands where an object belongs`, 'Send one JSON object');
  if (isTooDeep(json)) return refused('', 'Elements stand one in another too deeply', 'Send what the guide describes');
  return gathered(inElement(json, { type, among: [] }, [rule], '', outermost(json, measure)));
}

/** Resources that were fetched before the call; they are no reason to refuse it. */
function prefetched(prefetch: Json): Judged['warnings'] {
  return Object.entries(prefetch).flatMap(([key, resource]) => {
    if (resource === null || !isObject(resource)) return [];
    const { faults, warnings } = judge(resource, '', CALL);
    return [...faults, ...warnings].map(({ where, ...said }) => ({ where: `prefetch.${key}: ${where}`, ...said }));
  });
}

/**
 * The body of a CDS Hooks call.
 * @param hook the service's hook, as `order-sign`
 */
export function validateCrdRequest(hook: string, call: unknown): Judged {
  const rule = Object.hasOwn(CONTEXTS, hook) ? CONTEXTS[hook] : undefined;
  const judged = body(call, rule === undefined ? 'CdsRequest' : `CdsRequest.${hook}`, rule ?? {}, CALL);
  if (!isObject(call)) return judged;
  const { hook: named, fhirAuthorization, fhirServer, prefetch } = call;
  const own: Found[] = [];
  if (typeof named === 'string' && named !== hook) {
    own.push(error('hook', `${named} is called at a service for ${hook}`, `Call the service of ${named}`));
  }
  if (fhirAuthorization !== undefined && fhirServer === undefined) {
    own.push(error('fhirServer', 'fhirServer is missing', 'Give the server for which the token is'));
  }
  const more = gathered(own);
  return {
    faults: [...judged.faults, ...more.faults],
    warnings: [...judged.warnings, ...(isObject(prefetch) ? prefetched(prefetch) : [])],
  };
}

/** The answer to a CDS Hooks call: cards and system actions. */
export function validateCrdResponse(answer: unknown): Judged {
  const judged = body(answer, 'CdsResponse', ANSWER, REPLY);
  if (!isObject(answer) || Array.isArray(answer['cards'])) return judged;
  const { fault } = error('cards', 'cards is missing', 'Give a list, empty where there are none');
  return { ...judged, faults: [...judged.faults, fault] };
}

/** One coverage-information extension. */
export function validateCoverageInformation(extension: unknown): Judged {
  const url = isObject(extension) ? extension['url'] : undefined;
  if (url !== COVERAGE_INFORMATION) {
    return refused('url', `${shown(url)} stands where ${COVERAGE_INFORMATION} belongs`, 'Correct the address');
  }
  return body(extension, 'Extension', {}, REPLY);
}
