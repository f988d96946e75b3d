import type { Extension, Questionnaire, QuestionnaireItem } from 'fhir/r4.js';
import { itemsOf, type ItemContext } from '../fhir/questionnaire/items.ts';
import { computableName } from '../fhir/questionnaire/questionnaire.ts';
import { ADAPTIVE, PROFILES } from './extensions.ts';
import type { HeldForm } from './held-form.ts';

/** The id under which a response carries the questions that it was asked. */
export const ASKED = 'asked';

/** The questionnaire of a form as it is published: one that is asked question by question shows no questions. */
export function questionnaireOf(held: HeldForm): Questionnaire {
  if (!held.adaptive) return held.standard;
  const { url, standard } = held;
  const id = url.slice(url.lastIndexOf('/') + 1);
  const { version, date, effectivePeriod, title = '', description } = standard;
  return {
    resourceType: 'Questionnaire',
    id,
    meta: { profile: [PROFILES.adaptiveSearch] },
    extension: [...(standard.extension ?? []), nextAt(held)],
    url,
    ...(version === undefined ? {} : { version }),
    name: computableName(id),
    title: `${title}, question by question`,
    status: 'active',
    experimental: false,
    subjectType: ['Patient'],
    ...(date === undefined ? {} : { date }),
    ...(description === undefined ? {} : { description }),
    ...(effectivePeriod === undefined ? {} : { effectivePeriod }),
  };
}

/** The questions that were asked so far, as a response of such a form carries them. */
export function askedSoFar(held: HeldForm, item: readonly QuestionnaireItem[]): Questionnaire {
  const { standard, canonical, url } = held;
  const { title = '', date } = standard;
  return {
    resourceType: 'Questionnaire',
    id: ASKED,
    meta: { profile: [PROFILES.adaptive] },
    extension: [...(standard.extension ?? []), nextAt(held)],
    // No address where it could be read: it is this response's own.
    url: `${url}-${ASKED}`,
    derivedFrom: [canonical],
    title: `${title}, question by question`,
    status: 'active',
    subjectType: ['Patient'],
    ...(date === undefined ? {} : { date }),
    ...(item.length === 0 ? {} : { item: [...item] }),
  };
}

function nextAt({ base }: HeldForm): Extension {
  return { url: ADAPTIVE, valueUrl: base };
}

/**
 * The items of one fact where it is asked by itself, without a condition: its question, who signs it where that counts,
 * none where the form does not ask for it. It need not be answered: what nobody knows stays unknown.
 */
export function itemsOfFact({ form, standard, base, policy }: HeldForm, fact: string): readonly QuestionnaireItem[] {
  const context: ItemContext = {
    ...{ asked: form.asked, base, library: standard.name ?? '' },
    document: { title: policy.title, source: policy.source },
  };
  return form.asked.flatMap(({ question }, position) => {
    const isOfFact = question.kind === 'value' ? question.linkId === fact : question.fact === fact;
    if (!isOfFact) return [];
    return itemsOf({ question, when: { kind: 'always' }, required: false }, position, context).map((item) => ({
      ...item,
      required: false,
    }));
  });
}
