import { Temporal } from 'temporal-polyfill';
import { momentOf } from '../course/timeline.ts';
import { sayKind } from '../regimen/say-kind.ts';
import type { CardDose } from './card-dose.ts';
import type { CardFacts } from './card-facts.ts';
import type { CardField, CardSource, RecordPart } from './card-source.ts';
import { sayPlainClock, sayPlainDate, sayPlainElapsed, sayPlainTime } from './card-time.ts';
import { andMore, NOT_RECORDED } from './card-words.ts';

const SHOWN = 3;

/** What the record says, in plain words. What is not recorded is said so, never left out. */
export function patientFields(source: CardSource): RecordPart {
  const { facts, timeline } = source;
  const time = (text: string): string => sayPlainTime(momentOf(timeline.course, text));
  return {
    headline: [...headlineOf(facts.lastDose, time), `As of ${sayPlainTime(source.now)}`],
    fields: [
      { label: 'Name', text: null },
      { label: 'Treated at', text: source.site.name ?? null },
      { label: 'Watched', text: watchedUntil(facts, source) },
      ...nearUntil(facts, time),
      { label: 'Open problems', text: openProblems(facts) },
      { label: 'Next dose', text: nextDose(facts) },
    ],
  };
}

function headlineOf(dose: CardDose | null, time: (text: string) => string): readonly [string, string] {
  if (dose === null) return [`Last dose: ${NOT_RECORDED}`, `Time since: ${NOT_RECORDED}`];
  return [
    `Last dose: ${dose.mg} mg (${dose.dose}), ${time(dose.start ?? dose.at)}`,
    `That was ${sayPlainElapsed(dose.since)} ago.`,
  ];
}

function watchedUntil({ watch }: CardFacts, { timeline: { course } }: CardSource): string {
  if (watch?.until === undefined || watch.until === null) return NOT_RECORDED;
  const [least, most] = [momentOf(course, watch.until[0]), momentOf(course, watch.until[1])];
  if (watch.state === 'over') return `until ${sayPlainTime(most)}. That time is over.`;
  if (least.at.equals(most.at)) return `until ${sayPlainTime(most)}`;
  const sameDay = least.at.toPlainDate().equals(most.at.toPlainDate());
  return `until ${sayPlainTime(least)} at least, ${sameDay ? sayPlainClock(most) : sayPlainTime(most)} at most`;
}

function nearUntil({ watch }: CardFacts, time: (text: string) => string): readonly CardField[] {
  const near = watch?.rule.stayNear;
  if (watch === null || near === undefined) return [];
  const until = watch.nearUntil === null ? `until when is ${NOT_RECORDED}` : `until ${time(watch.nearUntil)}`;
  const company = near.caregiver ? '. Have your caregiver with you.' : '';
  return [{ label: 'Stay near', text: `${until}: within ${near.within}${company}` }];
}

function openProblems({ open }: CardFacts): string {
  if (open.length === 0) return 'none on record';
  return andMore(
    open.map(({ kind, now }) => `${sayKind(kind)}, grade ${now}`),
    SHOWN,
  );
}

function nextDose({ next, stopped, held }: CardFacts): string {
  if (stopped !== null) return 'none: this treatment has ended';
  if (held !== null) return 'on hold. Your care team will tell you.';
  if (next === null) return NOT_RECORDED;
  const day = sayPlainDate(Temporal.PlainDate.from(next.date));
  return next.late ? `was due ${day}. Ask your care team.` : `${day} or later, if your care team says so`;
}
