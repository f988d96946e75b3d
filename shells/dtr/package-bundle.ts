import { randomUUID } from 'node:crypto';
import type { Bundle, BundleEntry, FhirResource, QuestionnaireResponse } from 'fhir/r4.js';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { PROFILES } from './extensions.ts';
import type { HeldForm } from './held-form.ts';
import { librariesOf } from './published-libraries.ts';
import { questionnaireOf } from './questionnaires.ts';

/**
 * All that a form filler needs of one form: the questionnaire, the libraries that fill it in, and the response to be
 * completed. Answers are listed at their questions, so that no value sets are needed.
 * @param now ISO 8601
 */
export async function packageBundle(
  held: HeldForm,
  response: QuestionnaireResponse,
  facts: Knowledge['facts'],
  now: string,
): Promise<Bundle> {
  const libraries = await librariesOf(held, facts);
  return {
    resourceType: 'Bundle',
    meta: { profile: [PROFILES.package] },
    type: 'collection',
    timestamp: now,
    entry: [
      entry(held.url, questionnaireOf(held)),
      ...libraries.map((library) => entry(library.url ?? '', library)),
      entry(`urn:uuid:${randomUUID()}`, response),
    ],
  };
}

const entry = (fullUrl: string, resource: FhirResource): BundleEntry => ({ fullUrl, resource });
