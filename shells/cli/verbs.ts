import type { Verb } from './verb.ts';
import { calendarVerb } from './verbs/calendar.ts';
import { checkVerb } from './verbs/check.ts';
import { claimVerb } from './verbs/claim.ts';
import { knowledgeCiteVerb, knowledgeListVerb, knowledgeVerifyVerb } from './verbs/knowledge.ts';
import { policyDiffVerb } from './verbs/policy-diff.ts';
import { policyImpactVerb } from './verbs/policy-impact.ts';
import { policyExportVerb } from './verbs/policy-export.ts';
import { policyNewVerb } from './verbs/policy-new.ts';
import { prepareVerb } from './verbs/prepare.ts';
import { policyLintVerb } from './verbs/policy-lint.ts';
import { policyListVerb, policyShowVerb } from './verbs/policy.ts';

/** Every verb of the command line, in the order in which --help lists them. */
export const VERBS: readonly Verb[] = [
  checkVerb,
  calendarVerb,
  prepareVerb,
  claimVerb,
  policyListVerb,
  policyShowVerb,
  policyLintVerb,
  policyNewVerb,
  policyDiffVerb,
  policyImpactVerb,
  policyExportVerb,
  knowledgeListVerb,
  knowledgeVerifyVerb,
  knowledgeCiteVerb,
];
