import { Temporal } from 'temporal-polyfill';
import { momentOf } from '../course/timeline.ts';
import { sayKind } from '../regimen/say-kind.ts';
import type { CardFacts } from './card-facts.ts';
import type { CardField, CardSource, RecordPart } from './card-source.ts';
import { sayElapsed, sayPlainDate, sayPlainTime } from './card-time.ts';
import { andMore, NOT_RECORDED } from './card-words.ts';

const SHOWN = 3;

/** What the record says, in plain words. What is not recorded is said so, never left out. */
export function patientFields(source: CardSource): RecordPart {
  const { facts, timeline } = source;
  const time = (text: string): string => sayPlainTime(momentOf(timeline.course, text));
  const { lastDose } = facts;
  return {
    headline:
      lastDose === null
        ? [`Last dose: ${NOT_RECORDED}`]
        : [
            `Last dose: ${lastDose.mg} mg (${lastDose.dose}), ${time(lastDose.start ?? lastDose.at)}`,
            `That is ${sayElapsed(lastDose.since)} ago.`,
          ],
    fields: [
      { label: 'Name', text: null },
      { label: 'Watched', text: watchedUntil(facts, time) },
      ...nearUntil(facts, time),
      { label: 'Open problems', text: openProblems(facts) },
      { label: 'Next dose', text: nextDose(facts) },
    ],
  };
}

function watchedUntil({ watch }: CardFacts, time: (text: string) => string): string {
  if (watch?.until === undefined || watch.until === null) return NOT_RECORDED;
  const [least, most] = watch.until.map(time);
  if (least === undefined || most === undefined) return NOT_RECORDED;
  if (watch.state === 'over') return `until ${most}. That time is over.`;
  return least === most ? `until ${most}` : `until ${least} at least, ${most} at most`;
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
