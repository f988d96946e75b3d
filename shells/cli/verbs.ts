import type { Verb } from './verb.ts';
import { auditVerb } from './verbs/audit.ts';
import { calendarVerb } from './verbs/calendar.ts';
import { cardVerb } from './verbs/card.ts';
import { checkVerb } from './verbs/check.ts';
import { claimVerb } from './verbs/claim.ts';
import { courseAddVerb } from './verbs/course-add.ts';
import { coursePlanVerb } from './verbs/course-plan.ts';
import { courseShowVerb } from './verbs/course-show.ts';
import { gradeVerb } from './verbs/grade.ts';
import { macVerb } from './verbs/mac.ts';
import { outlookVerb } from './verbs/outlook.ts';
import { knowledgeCiteVerb, knowledgeListVerb, knowledgeVerifyVerb } from './verbs/knowledge.ts';
import { labelListVerb, labelShowVerb } from './verbs/label.ts';
import { labelDiffVerb } from './verbs/label-diff.ts';
import { policyDiffVerb } from './verbs/policy-diff.ts';
import { policyImpactVerb } from './verbs/policy-impact.ts';
import { policyExportVerb } from './verbs/policy-export.ts';
import { policyNewVerb } from './verbs/policy-new.ts';
import { prepareVerb } from './verbs/prepare.ts';
import { policyLintVerb } from './verbs/policy-lint.ts';
import { policyListVerb, policyShowVerb } from './verbs/policy.ts';
import { remitVerb } from './verbs/remit.ts';
import { restartVerb } from './verbs/restart.ts';
import { submitVerb } from './verbs/submit.ts';
import { validateVerb } from './verbs/validate.ts';
import { visitVerb } from './verbs/visit.ts';

/** Every verb of the command line, in the order in which --help lists them. */
export const VERBS: readonly Verb[] = [
  checkVerb,
  submitVerb,
  calendarVerb,
  cardVerb,
  outlookVerb,
  visitVerb,
  restartVerb,
  courseShowVerb,
  coursePlanVerb,
  courseAddVerb,
  gradeVerb,
  prepareVerb,
  claimVerb,
  auditVerb,
  remitVerb,
  macVerb,
  labelListVerb,
  labelShowVerb,
  labelDiffVerb,
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
  validateVerb,
];
