import type { Policy, RequestKind } from '../../../core/coverage/policy.ts';
import type { FactDefinition } from '../../../core/values/fact.ts';
import type { DialectName } from '../../bulk/dialect.ts';
import { questionnaireFor } from './questionnaire.ts';

/** What is held of the facts, as far as this form needs it. */
interface Held {
  readonly facts: ReadonlyMap<string, FactDefinition>;
}

/** The form for programs that ask people. */
export const QUESTIONNAIRE_TARGET = {
  name: 'questionnaire',
  summary: 'an SDC Questionnaire in FHIR R4, after the DTR profile',
  export: (
    policy: Policy,
    kind: RequestKind,
    { facts }: Held,
    _on: string,
    _dialect: DialectName,
    base: string,
  ): string => {
    const questionnaire = questionnaireFor(policy, kind, facts, base);
    // The verb has refused a request of which the text says nothing.
    if (questionnaire === null) throw new Error('A request without rules has no questionnaire');
    return JSON.stringify(questionnaire, null, 2);
  },
};
