import type { Bundle, Claim, FhirResource } from 'fhir/r4.js';
import { formNamedBy } from '../dtr/answers-of.ts';
import { InputError } from '../input/input-error.ts';
import { textAt } from '../pas/element.ts';
import { submissionOf, type Submission } from '../pas/submission.ts';
import { jsonOf } from './connection.ts';
import type { Before } from './update.ts';

/** A request as it was written. */
export interface WrittenRequest {
  readonly bundle: unknown;
  readonly submission: Submission;
  /** The policy whose form it answers; undefined where it answers none, or not one of a known form. */
  readonly policy: string | undefined;
  /** The insurer as the request names it. */
  readonly insurer: string;
}

const FORM = /\/Questionnaire\/([A-Za-z0-9.-]+)-(?:initial|renewal)(?:-adaptive)?(?:\||$)/u;

/** A request that was written before. @throws InputError where the file holds none */
export function readRequest(text: string, file: string): WrittenRequest {
  const bundle = jsonOf(text);
  const submission = submissionOf(bundle);
  if (submission === undefined)
    throw new InputError([
      {
        where: file,
        what: 'this is no request for prior authorization',
        mend: 'Name a file that `submit --out` wrote',
      },
    ]);
  const responses = submission.entries.filter(({ resource }) => resource['resourceType'] === 'QuestionnaireResponse');
  const forms = responses.flatMap(({ resource }) => formNamedBy(resource) ?? []);
  const [policy, other] = new Set(forms.flatMap((form) => FORM.exec(form)?.[1] ?? []));
  return {
    bundle,
    submission,
    policy: other === undefined ? policy : undefined,
    insurer: textAt(submission.parties.insurer?.resource, 'name') ?? 'the payer',
  };
}

/** The same as what an update changes: the bundles that this program writes are of R4. */
export function beforeOf({ bundle, submission: { claim } }: WrittenRequest): Before {
  return {
    bundle: bundle as Bundle<FhirResource>,
    claim: claim.resource as unknown as Claim,
    address: claim.fullUrl,
  };
}
