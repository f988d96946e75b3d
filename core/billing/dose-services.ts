import type { GivenDose } from '../course/doses.ts';
import type { MedicationGiven } from '../course/event.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import type { ServiceLine } from './claim-answer.ts';
import type { Question } from './question.ts';
import { isOfVisit, observationsOf, onEachLine, type DoseRecord } from './dose-record.ts';
import { minutesOf, minutesOutside, type Span } from './minutes.ts';
import { hoursCounted, type Service, type ServiceCodes } from './service-codes.ts';

export interface DoseServices {
  readonly lines: readonly ServiceLine[];
  readonly questions: readonly Question[];
}

type Part = Pick<ServiceLine, 'kind' | 'code' | 'units' | 'countedFrom'> & { readonly revenueCode: string | undefined };

interface Parts {
  readonly parts: readonly Part[];
  readonly questions: readonly Question[];
}

/** What was done beside the drug on the visit of one dose, as far as the record has its times; the rest is asked. */
export function doseServices(timeline: Timeline, record: DoseRecord, rules: ServiceCodes): DoseServices {
  const isHospital = record.place?.facility !== undefined;
  const found = [
    infusion(record.dose, rules),
    pushes(timeline, record.dose, rules),
    hydration(timeline, record.dose, rules),
    observation(timeline, record, rules),
  ];
  return {
    lines: found
      .flatMap(({ parts }) => parts)
      .map(({ revenueCode, ...part }) => ({
        ...onEachLine(record),
        ...part,
        modifiers: [],
        ...(isHospital && revenueCode !== undefined ? { revenueCode } : {}),
      })),
    questions: found.flatMap(({ questions }) => questions),
  };
}

function infusion(dose: GivenDose, { infusion: rule }: ServiceCodes): Parts {
  const infused = spanOf(dose.entry);
  if (infused === null)
    return asked('dose-given', 'When did the infusion begin and end? Its procedure code counts the minutes.');
  const minutes = minutesOf(infused);
  const hours = hoursCounted(rule, minutes);
  if (hours === 0) {
    const ask = `The infusion ran ${minutes} minutes, fewer than the ${rule.least} that ${rule.code} wants. Which code is it?`;
    return asked('dose-given', ask);
  }
  const countedFrom = `${minutes} minutes of infusion`;
  const first = part('infusion', rule, 1, countedFrom);
  const more = part('further-hours', { ...rule, code: rule.further }, hours - 1, countedFrom);
  return { parts: hours > 1 ? [first, more] : [first], questions: [] };
}

function pushes(timeline: Timeline, dose: GivenDose, { push }: ServiceCodes): Parts {
  const given = medications(timeline, dose, 'premedication');
  const drugs = (route: MedicationGiven['route']): readonly string[] => [
    ...new Set(given.filter((entry) => entry.route === route).map(({ code }) => code)),
  ];
  const [pushed, open, dripped] = [drugs('intravenous-push'), drugs(undefined), drugs('intravenous-infusion')];
  const route = `By which route was it given before the dose: ${open.join(', ')}? A push is a line of its own.`;
  const drip = `${dripped.join(', ')} ran in by infusion before the dose. Which code and how many units?`;
  return {
    parts: pushed.length === 0 ? [] : [part('push', push, pushed.length, `pushed: ${pushed.join(', ')}`)],
    questions: [
      ...(open.length === 0 ? [] : [{ fact: 'medication-given', ask: route }]),
      ...(dripped.length === 0 ? [] : [{ fact: 'medication-given', ask: drip }]),
    ],
  };
}

function hydration(timeline: Timeline, dose: GivenDose, { hydration: rule }: ServiceCodes): Parts {
  const given = medications(timeline, dose, 'hydration').filter(
    ({ route }) => route === undefined || route === 'intravenous-infusion',
  );
  if (given.length === 0) return { parts: [], questions: [] };
  const spans = given.flatMap((entry) => spanOf(entry) ?? []);
  if (spans.length < given.length)
    return asked('medication-given', 'When did the intravenous fluids begin and end? Their code counts the minutes.');
  const infused = spanOf(dose.entry);
  if (infused === null)
    return asked('dose-given', 'When did the infusion begin and end? Fluids do not count while it runs.');
  const minutes = minutesOutside(spans, infused);
  const units = hoursCounted(rule, minutes);
  const countedFrom = `${minutes} minutes of fluids outside the infusion`;
  return { parts: units === 0 ? [] : [part('hydration', rule, units, countedFrom)], questions: [] };
}

function observation(timeline: Timeline, { dose, setting }: DoseRecord, { observation: rule }: ServiceCodes): Parts {
  const all = observationsOf(timeline, dose);
  const where = all.find((one) => one.setting !== undefined)?.setting ?? setting;
  if (where === undefined || !rule.settings.includes(where)) return { parts: [], questions: [] };
  const spans = all.flatMap((entry) => spanOf(entry) ?? []);
  if (spans.length < all.length || (all.length === 0 && setting === 'observation'))
    return asked('observation', 'When did the observation begin and end? Its code counts the hours.');
  if (spans.length === 0) return { parts: [], questions: [] };
  const infused = spanOf(dose.entry);
  if (infused === null)
    return asked('dose-given', 'When did the infusion begin and end? Observation does not count while it runs.');
  const minutes = minutesOutside(spans, infused);
  const units = Math.round(minutes / 60);
  const countedFrom = `${minutes} minutes of observation outside the infusion`;
  return { parts: units === 0 ? [] : [part('observation', rule, units, countedFrom)], questions: [] };
}

function medications(timeline: Timeline, dose: GivenDose, purpose: MedicationGiven['for']): readonly MedicationGiven[] {
  return entries(timeline, 'medication-given').filter(
    (entry) => entry.for === purpose && isOfVisit(timeline, dose, entry.start ?? entry.at),
  );
}

function spanOf({ start, end }: { readonly start?: string; readonly end?: string }): Span | null {
  return start === undefined || end === undefined ? null : { start, end };
}

function part(kind: Part['kind'], { code, revenueCode }: Service, units: number, countedFrom: string): Part {
  return { kind, code, units, countedFrom, revenueCode };
}

function asked(fact: string, ask: string): Parts {
  return { parts: [], questions: [{ fact, ask }] };
}
