import type { Policy } from '../../core/coverage/policy.ts';
import type { InputFault } from '../input/input-error.ts';
import { deepFreeze } from './deep-freeze.ts';
import { defined } from './defined.ts';
import type { Knowledge } from './knowledge.ts';
import { lintKnowledge, type LintReport } from './lint.ts';
import { readPolicies, type PolicyTexts } from './load-policies.ts';
import { checkReadPolicies } from './load.ts';
import { YamlFile } from './yaml-file.ts';

/** What a draft of a policy version comes to. */
export interface DraftReport {
  /** Why it cannot be loaded, each with its place in the text. */
  readonly faults: readonly InputFault[];
  /** The worked examples and what lint says, where it can be loaded. */
  readonly report?: LintReport;
  readonly policy?: Policy;
}

/** What a text says of itself at its top; undefined where it does not say it, or cannot be read. */
interface DraftHead {
  readonly id: string | undefined;
  readonly version: string | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/u;

/** The id and the version of a policy's text, as far as they can be read. */
export function draftHead(text: string): DraftHead {
  const file = YamlFile.parse('draft.yaml', text);
  const said = (key: string): string | undefined => {
    const value = file instanceof YamlFile ? file.get(key) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const version = said('version');
  return { id: said('id'), version: version !== undefined && DAY.test(version) ? version : undefined };
}

/**
 * Loads the texts of one payer for one drug beside the knowledge in use, as if they stood in its folder, and lints the
 * policy of the draft. Nothing is written, and what is in use stays as it is.
 * @param version of the draft among the texts
 */
export function lintDraft(knowledge: Knowledge, given: PolicyTexts, version: string): DraftReport {
  const faults: InputFault[] = [];
  const loaded = readPolicies(given, knowledge.facts, faults);
  checkReadPolicies(loaded, knowledge, faults);
  if (faults.length > 0) return { faults };
  const others = knowledge.policies.filter(({ payer, drug }) => payer.id !== given.payer || drug !== given.drug);
  const mine = loaded.policies.map(({ policy }) => policy);
  const policy = mine.find((one) => one.version === version);
  if (policy === undefined) return { faults };
  const cases = loaded.cases.map(({ file, value }) => ({ file: file.path, ...defined(value) }));
  const beside = new Set(mine.map(({ id }) => id));
  const whole = deepFreeze({
    ...knowledge,
    policies: [...others, ...mine].sort((a, b) => a.id.localeCompare(b.id, 'en') || a.version.localeCompare(b.version)),
    cases: [...knowledge.cases.filter((one) => !beside.has(one.policy)), ...cases],
  });
  return { faults, report: lintKnowledge(whole, policy.id), policy };
}
