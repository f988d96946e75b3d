import type { Extension, QuestionnaireItem } from 'fhir/r4.js';
import type { Citation } from '../../../core/values/citation.ts';
import type { FactDefinition } from '../../../core/values/fact.ts';
import { sayCite } from '../../../core/explain/say.ts';
import type { Condition } from './condition.ts';
import { codeSystemOf, enableWhenOf } from './enable-when.ts';
import { fhirPathOf } from './fhirpath.ts';
import type { Asked } from './form.ts';
import { nameLinkId, roleLinkId, signerLinkId, type SignerQuestion, type ValueQuestion } from './question.ts';

const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition';
const CORE = 'http://hl7.org/fhir/StructureDefinition';

/** What the items of one questionnaire share. */
export interface ItemContext {
  readonly asked: readonly Asked[];
  /** Address below which questionnaires, libraries and code systems stand, without a slash at its end. */
  readonly base: string;
  /** The name of the CQL library that has one define for each fact. */
  readonly library: string;
  /** The document that asks, as a person knows it, and its id in citations. */
  readonly document: { readonly title: string; readonly source: string };
}

/** The items of one question, or none where it is never asked. */
export function itemsOf(one: Asked, position: number, context: ItemContext): readonly QuestionnaireItem[] {
  const { question, when } = one;
  if (when.kind === 'never') return [];
  if (question.kind === 'signer') return [signerItem(question, `Who gives this judgement?`, true, when, context)];
  const value = valueItem(question, one, context);
  if (question.offersSigner.length === 0) return [value];
  const given: Condition = { kind: 'answer', question: position, cells: question.cells.map((_, cell) => cell) };
  const answered: Condition = when.kind === 'always' ? given : { kind: 'all', parts: [when, given] };
  const roles = question.offersSigner;
  const text = `Who says so? The document asks for the word of the ${roles.join(' or the ')}.`;
  return [value, signerItem({ fact: question.linkId, roles }, text, false, answered, context)];
}

function valueItem(question: ValueQuestion, { when, required }: Asked, context: ItemContext): QuestionnaireItem {
  const { definition, linkId } = question;
  return withCondition(when, context, {
    extension: [initialExpression(linkId, context.library), ...bounds(definition)],
    linkId,
    text: definition.ask,
    ...typeOf(definition, context.base),
    required,
    item: [helpItem(question, context)],
  });
}

function typeOf({ id, type }: FactDefinition, base: string): Pick<QuestionnaireItem, 'type' | 'answerOption'> {
  switch (type.kind) {
    case 'yes-no':
      return { type: 'boolean' };
    case 'integer':
      return { type: 'integer' };
    case 'date':
      return { type: 'date' };
    case 'code':
      return { type: 'string' };
    case 'text':
      return { type: 'string' };
    case 'one-of':
      return {
        type: 'choice',
        answerOption: type.choices.map(({ value, label }) => ({
          valueCoding: { system: codeSystemOf(id, base), code: value, display: label },
        })),
      };
    default:
      return type satisfies never;
  }
}

/** What an answer may be, and how it is written. */
function bounds({ type }: FactDefinition): readonly Extension[] {
  switch (type.kind) {
    case 'integer':
      return [
        { url: `${CORE}/minValue`, valueInteger: type.min },
        ...(type.max === undefined ? [] : [{ url: `${CORE}/maxValue`, valueInteger: type.max }]),
        { url: `${CORE}/questionnaire-unit`, valueCoding: { display: type.unit } },
      ];
    case 'code':
      return [{ url: `${CORE}/regex`, valueString: type.pattern }];
    case 'one-of':
      return [control('radio-button')];
    case 'yes-no':
    case 'date':
    case 'text':
      return [];
    default:
      return type satisfies never;
  }
}

function control(code: 'radio-button' | 'help'): Extension {
  const coding = { system: 'http://hl7.org/fhir/questionnaire-item-control', code };
  return { url: `${CORE}/questionnaire-itemControl`, valueCodeableConcept: { coding: [coding] } };
}

/** The chart's value, to be confirmed: the define of the fact in the library. */
function initialExpression(fact: string, library: string): Extension {
  return {
    url: `${SDC}/sdc-questionnaire-initialExpression`,
    valueExpression: { language: 'text/cql-identifier', expression: `"${library}"."${fact}"` },
  };
}

/** Why it is asked, where that stands, and what the fact's own note says of how to answer. */
function helpItem({ linkId, definition, criteria }: ValueQuestion, { document }: ItemContext): QuestionnaireItem {
  const texts = [...new Set(criteria.map(({ text }) => text))].join('; ');
  const places = [...new Set(criteria.flatMap(({ cite }) => cite.map((one) => placeOf(one, document))))].join(', ');
  const why = texts === '' ? `It decides whether ${document.title} applies.` : `Criterion: ${texts}`;
  const where = places === '' ? '' : ` (${places})`;
  const note = definition.note === undefined ? '' : `. ${definition.note}`;
  return { extension: [control('help')], linkId: `${linkId}.help`, text: `${why}${where}${note}`, type: 'display' };
}

function placeOf(cite: Citation, { title, source }: ItemContext['document']): string {
  return cite.basis === 'document' && cite.source === source ? `${title}, § ${cite.section}` : sayCite(cite);
}

function signerItem(
  { fact, roles }: Pick<SignerQuestion, 'fact' | 'roles'>,
  text: string,
  required: boolean,
  when: Condition,
  context: ItemContext,
): QuestionnaireItem {
  const system = codeSystemOf('role', context.base);
  return withCondition(when, context, {
    linkId: signerLinkId(fact),
    text,
    type: 'group',
    required,
    item: [
      { linkId: nameLinkId(fact), text: 'Name', type: 'string', required },
      {
        extension: [control('radio-button')],
        linkId: roleLinkId(fact),
        text: 'Role',
        type: 'choice',
        required,
        answerOption: roles.map((role) => ({
          valueCoding: { system, code: role, display: role.charAt(0).toUpperCase() + role.slice(1) },
        })),
      },
    ],
  });
}

/** The item with its condition: as enableWhen where that is the same everywhere, else as an expression, never both. */
function withCondition(when: Condition, { asked, base }: ItemContext, item: QuestionnaireItem): QuestionnaireItem {
  if (when.kind === 'always') return item;
  const plain = enableWhenOf(when, asked, base);
  if (plain) return { ...item, ...plain };
  const expression: Extension = {
    url: `${SDC}/sdc-questionnaire-enableWhenExpression`,
    valueExpression: { language: 'text/fhirpath', expression: fhirPathOf(when, asked) },
  };
  return { ...item, extension: [...(item.extension ?? []), expression] };
}
