import { Temporal } from 'temporal-polyfill';
import type { Moment } from '../course/moment.ts';
import { momentOf } from '../course/timeline.ts';
import { sayKind } from '../regimen/say-kind.ts';
import type { CardDose, CardWatch } from './card-dose.ts';
import type { CardFacts, CardMedicine, CardNext, CardToxicity } from './card-facts.ts';
import type { CardSource, RecordPart } from './card-source.ts';
import { sayClock, sayDate, sayElapsed, sayTime, sayTimeBeside } from './card-time.ts';
import { andMore, NOT_RECORDED, shortened } from './card-words.ts';

/** As many as a page has room for; the rest is counted. */
const SHOWN = { toxicities: 2, medicines: 2 } as const;

/** What the record says, for an emergency department. What is not recorded is said so, never left out. */
export function emergencyFields(source: CardSource): RecordPart {
  const { facts, timeline } = source;
  const time = (text: string): string => sayTime(momentOf(timeline.course, text));
  return {
    headline: [...headlineOf(facts.lastDose, time), `As of ${sayTime(source.now)}`],
    fields: [
      { label: 'Patient', text: null },
      { label: 'Treated at', text: source.site.name ?? null },
      { label: 'Infusion', text: infusionOf(facts.lastDose, source) },
      { label: 'Watched', text: watchedOf(facts.watch, source) },
      {
        label: 'Baseline ICE',
        text: iceOf(facts.baselineIce, (text) => sayTimeBeside(momentOf(timeline.course, text), source.now)),
      },
      { label: 'Open toxicity', text: openOf(facts.open) },
      { label: 'Given for it', text: medicinesOf(facts.medicines, source) },
      { label: 'Next dose', text: nextOf(facts) },
    ],
  };
}

function headlineOf(dose: CardDose | null, time: (text: string) => string): readonly [string, string] {
  if (dose === null) return [`Last dose: ${NOT_RECORDED}`, `Hours since: ${NOT_RECORDED}`];
  const differs = dose.scheduledMg === null || dose.scheduledMg === dose.mg ? '' : ` of ${dose.scheduledMg} mg`;
  const from = dose.start === null ? 'the entry (start of infusion not recorded)' : 'the start of the infusion';
  return [
    `Last dose: ${dose.dose}, ${dose.mg} mg${differs}, ${time(dose.start ?? dose.at)}`,
    `${sayElapsed(dose.since)} since ${from}`,
  ];
}

function infusionOf(dose: CardDose | null, { timeline: { course } }: CardSource): string {
  if (dose === null) return NOT_RECORDED;
  const clock = (text: string | null): string => (text === null ? NOT_RECORDED : sayClock(momentOf(course, text)));
  const since = dose.sinceEnd === null ? '' : ` (${sayElapsed(dose.sinceEnd)} ago)`;
  return `start ${clock(dose.start)}, end ${clock(dose.end)}${since}`;
}

function watchedOf(watch: CardWatch | null, { timeline: { course }, now }: CardSource): string {
  if (watch === null) return NOT_RECORDED;
  const { hours, from } = watch.rule;
  const rule = `${hours[0] === hours[1] ? hours[0] : `${hours[0]} to ${hours[1]}`} h from the ${from} of the infusion`;
  if (watch.until === null) return `${rule}; until when is ${NOT_RECORDED} (the ${from} is missing)`;
  const [least, most] = [momentOf(course, watch.until[0]), momentOf(course, watch.until[1])];
  if (watch.state === 'over') return `${rule}: over since ${sayTimeBeside(most, now)}`;
  const state = watch.state === 'may-end' ? 'least time over, most not' : 'still running';
  return `${rule}, until ${endsOf(least, most, now)}: ${state}`;
}

/** `Tue 2026-06-23 08:00 to 10:00`; each in full where the day or the offset changes between them. */
function endsOf(least: Moment, most: Moment, now: Moment): string {
  const from = sayTimeBeside(least, now);
  const alike = least.at.offset === most.at.offset && least.at.toPlainDate().equals(most.at.toPlainDate());
  if (least.at.equals(most.at)) return from;
  return `${from} to ${alike ? sayClock(most) : sayTimeBeside(most, now)}`;
}

function iceOf(ice: CardFacts['baselineIce'], time: (text: string) => string): string {
  return ice === null ? NOT_RECORDED : `${ice.score} of 10, ${time(ice.at)}`;
}

function openOf(open: readonly CardToxicity[]): string {
  if (open.length === 0) return 'none recorded as open';
  const said = open.map(({ kind, sign, onset, highest, now }) => {
    const what = sign === undefined ? sayKind(kind) : `${sayKind(kind)} (${shortened(sign, 16)})`;
    return `${what} grade ${now}${highest > now ? ` (was ${highest})` : ''} since ${onset}`;
  });
  return andMore(said, SHOWN.toxicities);
}

function medicinesOf(medicines: readonly CardMedicine[], { timeline: { course } }: CardSource): string {
  if (medicines.length === 0) return `for CRS or ICANS: ${NOT_RECORDED}`;
  const said = medicines.map(({ code, dose, for: against, at }) => {
    const given = momentOf(course, at);
    const what = shortened([code, ...(dose === undefined ? [] : [dose])].join(' '), 26);
    return `${what} for ${sayKind(against)}, ${sayDate(given.at.toPlainDate())} ${sayClock(given)}`;
  });
  return andMore(said, SHOWN.medicines);
}

function nextOf({ next, stopped, held }: CardFacts): string {
  if (stopped !== null) return `none: treatment ended on ${stopped.on} (${stopped.reason})`;
  const hold = held === null ? '' : `; on hold since ${held.on} (${held.reason})`;
  return next === null ? `${NOT_RECORDED}${hold}` : `${sayNext(next)}${hold}`;
}

function sayNext({ dose, date, late, decision }: CardNext): string {
  const day = sayDate(Temporal.PlainDate.from(date));
  if (!late) return `${dose}, not before ${day}; oncology decides`;
  const again = decision === 'step-up' || decision === 'ask' ? '; the step-up may have to be given again' : '';
  return `${dose} was due on ${day}${again}: oncology decides`;
}
