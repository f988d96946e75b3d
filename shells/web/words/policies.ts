import { isFactNode, type Criterion } from '../../../core/criteria/node.ts';
import type { FactDefinition } from '../../../core/values/fact.ts';
import { sayValue } from '../../../core/values/say-value.ts';
import { day } from './shared.ts';

/** What the screens of the policies say. */
export const POLICIES = {
  title: 'Policies',
  about: 'What each payer asks, as it runs here',
  search: 'Payer, policy or drug',
  none: 'No policy is found for this.',
  compare: 'Compare two versions',
  columns: { policy: 'Policy', version: 'In force', basis: 'Rests on', standing: 'Today' },
  bases: { document: 'The document', secondary: 'A page that was read', unknown: 'Not told' },
  from: (from: string, to: string | null) => (to === null ? `from ${day(from)}` : `${day(from)} to ${day(to)}`),
  standings: { now: 'In force', ended: 'Has ended', ahead: 'Not yet' },
  faults: 'The folder of policies has faults and is not used as it is. What is shown is the last sound version.',
  published: (by: string, when: string) => `Published here by ${by}, ${day(when)}`,
  document: {
    back: 'All policies',
    compare: 'Compare',
    draft: 'Draft the next version',
    version: (id: string, version: string) => `${id}, version ${version}`,
    facts: 'About this version',
    rows: {
      payer: 'Payer',
      drug: 'Drug',
      inForce: 'In force',
      exists: 'Policy since',
      source: 'Document',
      governs: 'Written for',
      excluded: 'Leaves out',
      examples: 'Worked examples',
      accounted: 'How the document is accounted for',
      lead: 'Renewal is asked for',
      alone: 'Approval without a person',
    },
    noLines: 'No line of business is named',
    superseded: (by: string) => `Superseded by ${by}`,
    lead: (days: number) => `${String(days)} days before the last day`,
    alone: { yes: 'The payer lets the program approve what meets all criteria', no: 'Not allowed' },
    open: 'Open the address of the document',
    coverage: {
      none: 'No copy of the document is held here, so its passages cannot be shown or counted.',
      said: (withRule: number, notEncoded: number, unaccounted: number) =>
        `${String(withRule)} passages have a rule, ${String(notEncoded)} have a reason why they have none, ${String(unaccounted)} are not accounted for.`,
      stale: (count: number) => `${String(count)} citations no longer stand where they should.`,
      lines: (from: number, to: number, words: number) =>
        `Lines ${String(from)} to ${String(to)}: ${String(words)} words`,
      unaccounted: 'Not accounted for',
    },
    kinds: { initial: 'Initial request', renewal: 'Renewal' },
    months: (months: number | null) =>
      months === null ? 'How long it lasts is not stated' : `Lasts ${String(months)} months`,
    silent: 'The text that is held says nothing of it.',
    sourceOf: 'Source',
    limits: 'Unit limits',
    codes: 'Codes',
    otherwise: 'Everything else',
    cautions: 'Cautions',
    unruled: (count: number) => `What no rule says (${String(count)})`,
    unruledAbout: 'Every passage of the document that has no rule, with the reason.',
    count: (count: number) => (count === 1 ? '1 passage' : `${String(count)} passages`),
  },
  diff: {
    title: 'Compare two versions',
    about: 'Whom one approves that the other does not, over every possible patient; nothing is sampled',
    from: 'From',
    to: 'To',
    choose: 'Choose …',
    swap: 'Swap the two',
    same: 'Choose two different versions.',
    relations: {
      equivalent: 'Both approve the same patients',
      stricter: 'The second is stricter',
      looser: 'The second is looser',
      incomparable: 'Neither covers the other',
    },
    explain: {
      equivalent: 'Nobody is approved by one and not by the other.',
      stricter: 'Everybody whom the second approves is approved by the first, and not the other way round.',
      looser: 'Everybody whom the first approves is approved by the second, and not the other way round.',
      incomparable: 'Each approves patients whom the other does not, or a text is silent.',
    },
    only: (name: string, other: string) => `Approved by ${name}, not by ${other}`,
    finds: (policy: string, outcome: string) => `${policy} finds: ${outcome}`,
    would: (value: string, instead: string) => `${value}; it would be approved with ${instead}`,
    separates: 'What separates',
    with: 'Together with',
    fails: 'What fails there',
    waits: 'What waits for another signer',
    other: 'Other differences',
    otherNone: 'No other difference.',
    impact: {
      title: 'The requests in your record',
      about:
        'What each version makes today of the requests for the drug, from the documents kept with them. Nothing is changed.',
      none: 'No request with documents is in the record.',
      changed: (changed: number, all: number) => `${String(changed)} of ${String(all)} change`,
      capped: (looked: number, count: number) => `The first ${String(looked)} of ${String(count)} were looked at.`,
      request: 'Request',
      before: 'With the first',
      after: 'With the second',
      unusable: 'Cannot be used',
    },
  },
  draft: {
    title: (id: string) => `Draft of the next version of ${id}`,
    about: (version: string) => `Begun with version ${version}. The version that is held is never written over.`,
    firstDay: 'First day in force',
    firstDayWhy: 'Sets the version and inForce.from in the text.',
    file: 'File',
    files: { text: 'The policy', cases: 'Worked examples' },
    editor: { text: 'Text of the policy (YAML)', cases: 'Text of the worked examples (YAML)' },
    looking: 'Looking …',
    sound: 'Sound: it can be published',
    unsound: 'Not sound yet',
    faults: 'Faults',
    at: (line: number, column: number) => `Line ${String(line)}, column ${String(column)}`,
    inCases: 'worked examples',
    failed: 'Worked examples that do not come out',
    passed: (count: number) => `${String(count)} worked examples come out.`,
    cannotRun: 'The worked examples run once the text can be read.',
    findings: 'To be looked at',
    severities: { error: 'Error', warning: 'Warning' },
    discard: 'Begin anew with the held version',
    kept: 'What you type is kept in this tab.',
    publish: 'Publish',
    confirm: 'Publish this version?',
    willBegin: (id: string, version: string) => `${id} begins as version ${version} on ${day(version)}.`,
    willEnd: (ends: string) => `Version ${ends} ends on the day before.`,
    willStay: 'What was found under earlier versions stays as it was found. Your name is kept with it.',
    published: 'The version is published',
    affected: (count: number) =>
      count === 0
        ? 'No open request is concerned.'
        : count === 1
          ? '1 open request is under this policy:'
          : `${String(count)} open requests are under this policy:`,
    notHeld: 'Nothing is kept with it',
    see: 'Read it as a document',
  },
} as const;

/** What a criterion on a fact asks of it: Age, at least 18 years. Empty for a group. */
export function sayRule(node: Criterion, facts: ReadonlyMap<string, FactDefinition>): string {
  if (!isFactNode(node)) return '';
  const definition = facts.get(node.fact);
  const name = definition?.name ?? node.fact;
  switch (node.kind) {
    case 'is':
      return `${name}: ${sayValue(node.value, definition)}`;
    case 'one-of':
      return `${name}: ${node.values.map((value) => sayValue(value, definition)).join(' or ')}`;
    case 'in':
      return `${name}: on the list ${node.list}`;
    case 'within':
      return `${name}: in the ${String(node.period.count)} ${node.period.unit} up to the request`;
    case 'judgement':
      return `${name}: said by ${node.attestedBy.join(' or ')}`;
    case 'at-least':
    case 'more-than':
    case 'at-most':
    case 'less-than':
      return `${name}: ${node.kind.replace('-', ' ')} ${sayValue(node.value, definition)}`;
    default:
      return node satisfies never;
  }
}

/** How the criteria below a group count. */
export function sayGroup(node: Criterion): string | undefined {
  switch (node.kind) {
    case 'all':
      return 'All of these:';
    case 'any':
      return 'One of these is enough:';
    case 'at-least-of':
      return `At least ${String(node.n)} of these:`;
    case 'not':
      return 'This must not be so:';
    case 'when':
      return 'The first says whether the rest is asked:';
    case 'same-as':
      return 'As in the initial request:';
    default:
      return undefined;
  }
}
