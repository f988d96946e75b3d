import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  validateCrdRequest,
  validateCrdResponse,
  validatePasInquiry,
  validatePasInquiryResponse,
  validatePasRequest,
  validatePasResponse,
  validateResource,
  type Judged,
} from '../../../shells/fhir/validate/validate.ts';
import { profileFiles } from '../../../tools/profiles/written.ts';
import { ROOT } from '../../support/knowledge.ts';
import { FIXTURES, fixture } from '../../support/standards.ts';

const PAS = 'pas-2.2.1/examples';
const DTR = 'dtr-2.2.0/examples';
const ORIGIN = "extension('http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin')";

const namesIn = (folder: string): readonly string[] => readdirSync(path.join(FIXTURES ?? '', folder)).sort();
const places = ({ faults }: Judged): readonly string[] => faults.map(({ where, what }) => `${where}: ${what}`);

/** By the profile of the operation that takes or answers such a bundle; other resources by what they claim. */
function asPas(name: string): Judged {
  const json = fixture(`${PAS}/${name}`);
  const [profile = ''] = (json as { readonly meta?: { readonly profile?: readonly string[] } }).meta?.profile ?? [];
  if (profile.endsWith('/profile-pas-request-bundle')) return validatePasRequest(json);
  if (profile.endsWith('/profile-pas-response-bundle')) return validatePasResponse(json);
  if (profile.endsWith('/profile-pas-inquiry-request-bundle')) return validatePasInquiry(json);
  if (profile.endsWith('/profile-pas-inquiry-response-bundle')) return validatePasInquiryResponse(json);
  return validateResource(json, '');
}

describe.skipIf(FIXTURES === undefined)('the official examples (skipped without HL7’s files)', () => {
  it('all 47 of PAS are without a fault', () => {
    const names = namesIn(PAS);
    expect(names).toHaveLength(47);
    expect(names.flatMap((name) => places(asPas(name)).map((place) => `${name} ${place}`))).toEqual([]);
  });

  it('of PAS, one request leaves out what a role that it includes refers to, which is told and does not refuse it', () => {
    const { warnings } = validatePasRequest(fixture(`${PAS}/Bundle-SurgicalRequestBundleExample.json`));
    expect(warnings.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      'Bundle.entry[6].resource.practitioner: Practitioner/ReferralPractitionerExample is not in the bundle',
      'Bundle.entry[6].resource.location[0]: Location/ReferralLocationExample is not in the bundle',
    ]);
  });

  it('of DTR, those that hold one questionnaire response lack the origin of one answer, and no other is wrong', () => {
    const wrong = namesIn(DTR).flatMap((name) => {
      const found = places(validateResource(fixture(`${DTR}/${name}`), ''));
      return found.length === 0 ? [] : [[name, found] as const];
    });
    const answer = 'item[1].item[5].answer[0]';
    const missing = `${ORIGIN}: The extension informationOrigin is missing`;
    // A package holds a draft for its own questionnaire, in the version of the package: these hold a finished one for another.
    const packaged = (bundle: string): readonly string[] => [
      `${bundle}.entry[1].resource.${answer}.${missing}`,
      `${bundle}.entry[1]: The prepared answers are no draft`,
      `${bundle}.entry[1]: The questionnaire is named without its version`,
      `${bundle}: The answers are to another questionnaire`,
    ];
    expect(Object.fromEntries(wrong)).toEqual({
      'Bundle-DTRQuestionnairePackageOperationResultComplex.json': packaged('Bundle'),
      'Bundle-DTRQuestionnairePackageOperationResultSimple.json': packaged('Bundle'),
      'Bundle-home-o2-questionnairepackage-bundle-2.json': packaged('Bundle'),
      'Bundle-home-o2-questionnairepackage-bundle.json': packaged('Bundle'),
      'Bundle-home-o2-questionnaireresponse-bundle.json': [`Bundle.entry[0].resource.${answer}.${missing}`],
      'Parameters-QuestionnairePackageOutputParamsExample.json': packaged('Parameters.parameter[0].resource'),
      'QuestionnaireResponse-home-o2-questionnaireresponse.json': [`QuestionnaireResponse.${answer}.${missing}`],
    });
  });

  it.each([
    ['CRDServiceRequest', 'order-sign'],
    ['CRDServiceRequest2', 'order-dispatch'],
    ['CRDServiceRequest3', 'order-sign'],
    ['CRDServiceRequest4', 'appointment-book'],
  ])('the CRD call %s is without a fault', (name, hook) => {
    expect(places(validateCrdRequest(hook, fixture(`crd-2.2.1/${name}.json`)))).toEqual([]);
  });

  it('of the CRD answers, two have suggestions without the uuid that the guide asks for', () => {
    const missing = (card: number): string => `cards[${card}].suggestions[0].uuid: uuid is missing`;
    expect(places(validateCrdResponse(fixture('crd-2.2.1/CRDServiceResponse.json')))).toEqual([missing(2)]);
    expect(places(validateCrdResponse(fixture('crd-2.2.1/CRDServiceResponse2.json')))).toEqual([0, 1, 2].map(missing));
    expect(places(validateCrdResponse(fixture('crd-2.2.1/CRDServiceResponse3.json')))).toEqual([]);
  });
});

describe.skipIf(FIXTURES === undefined)('the rules made from the profiles (skipped without HL7’s files)', () => {
  it('come out the same when they are made again', async () => {
    const files = await profileFiles(FIXTURES ?? '');
    expect([...files.keys()]).toEqual(['r4.json', 'pas-2.2.1.json']);
    for (const [name, text] of files) {
      expect(text === readFileSync(path.join(ROOT, 'shells', 'fhir', 'profiles', name), 'utf8'), name).toBe(true);
    }
  });
});
