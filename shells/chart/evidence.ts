import type { Evidence } from '../../core/values/fact.ts';
import type { ChartResource, Json } from './chart.ts';
import { below, isTree } from './elm.ts';

/** Where a resource says when it holds, the first that is there. */
const DATED_BY: readonly (readonly string[])[] = [
  ['effectiveDateTime'],
  ['effectiveInstant'],
  ['effectivePeriod', 'end'],
  ['effectivePeriod', 'start'],
  ['performedDateTime'],
  ['performedPeriod', 'start'],
  ['recordedDate'],
  ['onsetDateTime'],
  ['onsetPeriod', 'start'],
  ['authoredOn'],
  ['period', 'start'],
  ['created'],
];

/** A condition that came back counts from its later onset, as knowledge/facts.cql reads it. */
function laterOnset(json: Json): string | undefined {
  const recorded = json['recordedDate'];
  const onset = json['onsetDateTime'] ?? below(json, 'onsetPeriod', 'start');
  if (typeof recorded !== 'string' || typeof onset !== 'string') return undefined;
  const [day, first] = [onset.slice(0, 10), recorded.slice(0, 10)];
  return day > first && !day.startsWith(first) ? day : undefined;
}

function dateOf({ type, json }: ChartResource): string | undefined {
  const onset = type === 'Condition' ? laterOnset(json) : undefined;
  if (onset !== undefined) return onset;
  for (const path of DATED_BY) {
    const text = below(json, ...path);
    if (typeof text === 'string') return text.slice(0, 10);
  }
  return undefined;
}

const first = (value: unknown): unknown => (Array.isArray(value) ? (value as readonly unknown[])[0] : value);

/** What a person would call a concept: its text, else the display or the code of its first coding. */
function nameOf(concept: unknown): string | undefined {
  const coding = first(below(concept, 'coding'));
  const names = [below(concept, 'text'), below(coding, 'display'), below(coding, 'code')];
  return names.find((name) => typeof name === 'string');
}

function valueOf(json: Json): string | undefined {
  const conclusions: readonly unknown[] = Array.isArray(json['conclusionCode']) ? json['conclusionCode'] : [];
  const concluded = conclusions.flatMap((concept) => nameOf(concept) ?? []);
  if (concluded.length > 0) return concluded.join('; ');
  const named = nameOf(json['valueCodeableConcept']);
  if (named !== undefined) return named;
  if (typeof json['valueBoolean'] === 'boolean') return json['valueBoolean'] ? 'yes' : 'no';
  const plain = json['valueInteger'] ?? json['valueString'];
  return typeof plain === 'number' || typeof plain === 'string' ? String(plain) : undefined;
}

function subjectOf({ type, json }: ChartResource): string {
  if (type === 'Patient') return 'Patient record';
  const address = json['address'];
  const place = isTree(address) ? [address['district'], address['state']] : [];
  const named = [
    nameOf(json['code']),
    nameOf(json['medicationCodeableConcept']),
    below(json['medicationReference'], 'display'),
    nameOf(first(json['specialty'])),
    json['title'],
    [json['name'], ...place].filter((part) => typeof part === 'string').join(', '),
    nameOf(json['type']),
  ];
  return named.find((name): name is string => typeof name === 'string' && name !== '') ?? type;
}

/** A condition says whether it is refuted: otherwise its name would read as its presence. */
function standingOf({ type, json }: ChartResource): string {
  if (type !== 'Condition') return '';
  const verification = below(first(below(json['verificationStatus'], 'coding')), 'code');
  return verification === 'refuted' ? ' (refuted)' : '';
}

/** The resource as a reader sees it beside a fact: `Observation/abc`, its date, and "Disease status: worsened". */
export function evidenceOf(resource: ChartResource): Evidence {
  const { ref, json } = resource;
  const value = valueOf(json);
  const date = dateOf(resource);
  const display = `${subjectOf(resource)}${value === undefined ? '' : `: ${value}`}${standingOf(resource)}`;
  return { kind: 'resource', ref, display, ...(date === undefined ? {} : { date }) };
}
