import { day } from './shared.ts';

/** What the coverage of a patient says. */
export const COVERAGE = {
  ask: {
    policy: 'Payer and policy',
    kind: 'Request',
    on: 'On',
    compare: 'Side by side with',
    none: 'No other payer',
    all: 'All other payers',
  },
  kinds: { initial: 'Initial', renewal: 'Renewal' },
  policy: (payer: string, title: string) => `${payer}: ${title}`,
  chart: {
    title: 'Chart',
    none: 'No chart is beside the course. Answers can be typed below, or a FHIR bundle of the patient be added.',
    held: (resources: number) =>
      resources === 1 ? '1 resource of the chart' : `${String(resources)} resources of the chart`,
    add: 'Add a chart (FHIR bundle)',
    replace: 'Take another chart',
    remove: 'Leave it out',
    wrong: 'This file is no FHIR bundle as JSON.',
  },
  outcomes: {
    'criteria-met': 'Criteria met',
    'information-needed': 'Information needed',
    'criteria-not-met': 'Criteria not met',
    'policy-not-applicable': 'Policy not applicable',
  },
  under: (policy: string, version: string, on: string) => `${policy}, version ${version}, on ${day(on)}`,
  authorization: (from: string, to: string | null, units: number | null) =>
    [
      `Would be authorized from ${day(from)}`,
      ...(to === null ? [] : [`to ${day(to)}`]),
      ...(units === null ? [] : [`with ${String(units)} units (computed from the calendar)`]),
    ].join(' '),
  missing: (count: number) => (count === 1 ? '1 answer is missing' : `${String(count)} answers are missing`),
  criteria: 'Criteria',
  settle: {
    title: 'What would settle it',
    one: 'With this the criteria would be met:',
    any: 'With any one of these sets the criteria would be met:',
    differ: 'Recorded now, and what would have to differ:',
    set: (index: number) => `Set ${String(index)}`,
    more: 'There are other sets, none smaller.',
    answer: (ask: string, allowed: string) => `${ask} ${allowed}`,
    recorded: (name: string, value: string, allowed: string) => `${name} is ${value}; wanted: ${allowed}`,
    first: 'Ask this first',
  },
  cautions: (count: number) => (count === 1 ? '1 caution' : `${String(count)} cautions`),
  counts: {
    any: 'One of these is enough:',
    'at-least-of': 'Several of these are needed:',
    not: 'This must not be so:',
    when: 'The first says whether the rest is asked:',
  },
  node: {
    all: 'all of these',
    any: 'one of these',
    spared: 'Does not apply',
    value: (name: string, value: string) => `${name}: ${value}`,
    unknown: (name: string) => `${name}: not known`,
    origins: {
      attested: 'said by a person',
      chart: 'from the chart',
      course: 'from the course',
      calculated: 'calculated',
    },
    evidence: 'Evidence',
    askedAbove: 'Asked above',
    details: 'Evidence and source',
    open: (ref: string) => `Open ${ref}`,
    said: (by: string, role: string, at: string) => `${by}, ${role}, ${day(at)}`,
  },
  question: {
    yes: 'Yes',
    no: 'No',
    choose: 'Choose …',
    take: 'Take over',
    change: 'Change',
    back: 'Take back',
    roles: (roles: string) => `Only the word of ${roles} counts here.`,
  },
  keep: {
    title: 'Answers typed here',
    draft: (count: number) =>
      count === 1
        ? '1 answer is typed and not yet in the record'
        : `${String(count)} answers are typed and not yet in the record`,
    held: 'Every answer is in the record.',
    none: 'No answer is typed yet.',
    keep: 'Keep in the request',
    needsRequest: 'They are kept in this tab until a request is drafted.',
    kept: 'Kept in the request, with everything the finding rests on',
    discard: 'Discard what is typed',
    discarded: 'Discarded',
  },
  resource: {
    json: 'As it was sent',
    title: (ref: string) => `Chart: ${ref}`,
    none: 'This resource is not in the chart that is held here.',
  },
  compare: {
    title: 'Side by side',
    fact: 'Fact',
    outcome: 'Outcome',
    separates: 'What separates them',
    truths: {
      met: 'Met',
      'not-met': 'Not met',
      unknown: 'Unknown',
      'does-not-apply': 'Does not apply',
      'not-asked': 'Not asked',
    },
  },
} as const;
