import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import type { InputFault } from '../input/input-error.ts';
import type { Knowledge } from './knowledge.ts';
import { lintCriteria } from './lint-criteria.ts';
import { untried } from './lint-examples.ts';
import { runCases, type CaseResult } from './run-cases.ts';

/**
 * Something that a policy's author should look at. With an `error` the policy says what it cannot mean, and a service
 * does not take it; with a `warning` it can be used.
 */
export interface LintFinding {
  readonly severity: 'error' | 'warning';
  readonly policy: string;
  readonly version: string;
  readonly what: string;
  readonly mend: string;
}

/** All that lint says of knowledge that could be loaded. */
export interface LintReport {
  readonly examples: number;
  /** Worked examples that come out otherwise than they say. */
  readonly failed: readonly CaseResult[];
  readonly findings: readonly LintFinding[];
}

const KINDS = ['initial', 'renewal'] as const;

/** Runs the worked examples and looks over the policies; with `only` those of one policy. */
export function lintKnowledge(knowledge: Knowledge, only?: string): LintReport {
  const results = runCases(knowledge, only);
  return {
    examples: results.length,
    failed: results.filter(({ differences }) => differences.length > 0),
    findings: lintPolicies(knowledge, only),
  };
}

/** Why a service may not take this knowledge: its errors and its failing examples. None where it may. */
export function errorsOf({ failed, findings }: LintReport): readonly InputFault[] {
  return [
    ...failed.map(({ file, name, differences }) => ({
      where: file,
      what: `the worked example "${name}" does not come out: ${differences.join('; ')}`,
      mend: 'Correct the rule or the example',
    })),
    ...findings
      .filter(({ severity }) => severity === 'error')
      .map(({ policy, version, what, mend }) => ({ where: `${policy} ${version}`, what, mend })),
  ];
}

/**
 * Criteria that nobody can meet or that say nothing, thresholds and criteria that no worked example tries, rules on a
 * superseded document, lines that are left out and not asked for.
 */
export function lintPolicies(knowledge: Knowledge, only?: string): LintFinding[] {
  return knowledge.policies
    .filter(({ id }) => only === undefined || id === only)
    .flatMap((policy) => {
      const found: Found = (severity, what, mend) => ({
        severity,
        policy: policy.id,
        version: policy.version,
        what,
        mend,
      });
      return [
        ...policyFindings(policy, knowledge, found),
        ...KINDS.flatMap((kind) => requestFindings(policy, kind, knowledge, found)),
      ];
    });
}

type Found = (severity: LintFinding['severity'], what: string, mend: string) => LintFinding;

function policyFindings({ source, governs }: Policy, { sources }: Knowledge, found: Found): readonly LintFinding[] {
  const superseding = sources.get(source)?.supersededBy;
  const leftOut = governs.excluded.map(({ line }) => line).join(', ');
  return [
    ...(superseding
      ? [found('warning', `rests on ${source}, which ${superseding} supersedes`, 'Encode the newer document')]
      : []),
    ...(leftOut !== '' && !governs.lineRequired
      ? [
          found(
            'error',
            `leaves out ${leftOut} without asking for the line of business, so a member of unknown line could be found to meet the criteria`,
            'Write `lineRequired: true` under `governs`',
          ),
        ]
      : []),
  ];
}

function requestFindings(
  policy: Policy,
  kind: RequestKind,
  knowledge: Knowledge,
  found: Found,
): readonly LintFinding[] {
  const criteria = policy.requests[kind]?.criteria;
  if (criteria === undefined) return [];
  const { nobody, findings } = lintCriteria(criteria.root, knowledge.facts);
  const said = findings.map(({ severity, criterion, what, mend }) =>
    found(severity, `${kind}, ${criterion}: ${what}`, mend),
  );
  // What no example tries is of no interest where no example could meet it.
  if (nobody)
    return [found('error', `${kind}: no patient can meet the criteria`, 'See what contradicts itself'), ...said];
  return [
    ...said,
    ...untried(policy, kind, criteria, knowledge).map(({ criterion, what }) =>
      found('warning', `${kind}, ${criterion}: ${what}`, 'Add one to cases.yaml'),
    ),
  ];
}
