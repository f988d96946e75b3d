import type {
  Extension,
  QuestionnaireItem,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
  Reference,
} from 'fhir/r4.js';
import type { FactRecord } from '../../core/values/fact.ts';
import { draftOf } from '../fhir/questionnaire/response.ts';
import { DOC_PURPOSE, INTENDED_USE, PROFILES, QR_CONTEXT, QR_COVERAGE } from './extensions.ts';
import type { HeldForm } from './held-form.ts';
import { filledByServer } from './origin.ts';
import { ASKED, askedSoFar, itemsOfFact } from './questionnaires.ts';

/** What a response is for. References are to what the caller holds. */
export interface ResponseContext {
  readonly subject: Reference;
  readonly coverages: readonly Reference[];
  readonly orders: readonly Reference[];
  /** The caller speaks DTR 2.0. */
  readonly older: boolean;
}

/**
 * The response that goes with a form, in progress: what the payer knows already is filled in, and said to be so.
 * @param on the day of the request, YYYY-MM-DD
 */
export function draftResponse(
  held: HeldForm,
  facts: FactRecord,
  context: ResponseContext,
  on: string,
): QuestionnaireResponse {
  const { form, canonical, base, standard } = held;
  const { item = [] } = draftOf(form, facts, canonical, base, on);
  const origin = filledByServer(context.older);
  const filled = item.map((one) => told(one, standard.item ?? [], origin));
  const asked = filled.flatMap(({ linkId }) => itemsOfFact(held, linkId));
  return {
    resourceType: 'QuestionnaireResponse',
    meta: { profile: [held.adaptive ? PROFILES.adaptiveResponse : PROFILES.response] },
    ...(held.adaptive ? { contained: [askedSoFar(held, asked)] } : {}),
    extension: [...contextExtensions(context)],
    questionnaire: held.adaptive ? `#${ASKED}` : canonical,
    status: 'in-progress',
    subject: context.subject,
    authored: on,
    ...(filled.length === 0 ? {} : { item: filled }),
  };
}

function contextExtensions({ coverages, orders }: ResponseContext): readonly Extension[] {
  const coding = { system: DOC_PURPOSE, code: 'withpa', display: 'Include with prior authorization' };
  return [
    ...coverages.map((valueReference) => ({ url: QR_COVERAGE, valueReference })),
    ...orders.map((valueReference) => ({ url: QR_CONTEXT, valueReference })),
    { url: INTENDED_USE, valueCodeableConcept: { coding: [coding] } },
  ];
}

/** An item with the words of its question, and with where its answers are from. */
function told(
  item: QuestionnaireResponseItem,
  asked: readonly QuestionnaireItem[],
  origin: Extension,
): QuestionnaireResponseItem {
  const question = asked.find(({ linkId }) => linkId === item.linkId);
  const { text } = question ?? {};
  const { answer, item: below } = item;
  return {
    linkId: item.linkId,
    ...(text === undefined ? {} : { text }),
    ...(answer === undefined ? {} : { answer: answer.map((one) => ({ extension: [origin], ...one })) }),
    ...(below === undefined ? {} : { item: below.map((one) => told(one, question?.item ?? [], origin)) }),
  };
}
