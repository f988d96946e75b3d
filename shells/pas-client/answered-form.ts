import type { Extension, QuestionnaireResponse, QuestionnaireResponseItem, Reference } from 'fhir/r4.js';
import type { FactRecord, RecordedFact } from '../../core/values/fact.ts';
import { DOC_PURPOSE, INFORMATION_ORIGIN, INTENDED_USE, QR_CONTEXT, QR_COVERAGE } from '../dtr/extensions.ts';
import type { HeldForm } from '../dtr/held-form.ts';
import type { OriginSource } from '../dtr/origin.ts';
import { draftOf } from '../fhir/questionnaire/response.ts';
import { made, type Addressed, type NewId } from './addresses.ts';
import { REQUEST_PROFILE, WITH_REQUEST } from './systems.ts';

/** To what a response belongs, by address. */
export interface ResponseContext {
  readonly patient: string;
  readonly coverage: string;
  readonly order: string;
  /** Who answers for what nobody signed by name. */
  readonly requester: string;
}

/**
 * The payer's form, answered from what is recorded. Each answer says where it is from: a person, by name, or the record
 * of the practice.
 * @param on the day of the request, YYYY-MM-DD
 * @param now a moment to the second, with its offset
 */
export function answeredForm(
  { form, canonical, base }: HeldForm,
  facts: FactRecord,
  context: ResponseContext,
  { on, now }: { readonly on: string; readonly now: string },
  next: NewId,
): Addressed<QuestionnaireResponse> {
  const draft = draftOf(form, facts, canonical, base, on);
  return made<QuestionnaireResponse>(
    {
      ...draft,
      meta: { profile: [REQUEST_PROFILE.response] },
      extension: [
        { url: QR_COVERAGE, valueReference: { reference: context.coverage } },
        { url: QR_CONTEXT, valueReference: { reference: context.order } },
        { url: INTENDED_USE, valueCodeableConcept: { coding: [{ system: DOC_PURPOSE, code: WITH_REQUEST }] } },
      ],
      status: 'completed',
      subject: { reference: context.patient },
      authored: now,
      item: (draft.item ?? []).map((item) => withOrigin(item, facts.get(factOf(item.linkId)), context)),
    },
    next,
  );
}

/** The signer of an answer is asked below a link of its own. */
function factOf(linkId: string): string {
  return linkId.replace(/\.signer$/u, '');
}

function withOrigin(
  { answer, item, ...rest }: QuestionnaireResponseItem,
  recorded: RecordedFact | undefined,
  context: ResponseContext,
): QuestionnaireResponseItem {
  const extension = [originOf(recorded, context)];
  return {
    ...rest,
    ...(answer === undefined ? {} : { answer: answer.map((one) => ({ extension, ...one })) }),
    ...(item === undefined ? {} : { item: item.map((one) => withOrigin(one, recorded, context)) }),
  };
}

function originOf(recorded: RecordedFact | undefined, { requester }: ResponseContext): Extension {
  const isStated = recorded?.origin === 'attested';
  const source: OriginSource = isStated ? 'manual' : 'auto-client';
  const signer: Reference =
    recorded?.by === undefined
      ? { display: requester }
      : { display: recorded.role === undefined ? recorded.by : `${recorded.by}, ${recorded.role}` };
  const author: Extension = {
    url: 'author',
    extension: [
      ...(recorded?.role === undefined ? [] : [{ url: 'role', valueCodeableConcept: { text: recorded.role } }]),
      { url: 'practitioner', valueReference: signer },
    ],
  };
  return {
    url: INFORMATION_ORIGIN,
    extension: [{ url: 'source', valueCode: source }, ...(isStated ? [author] : [])],
  };
}
