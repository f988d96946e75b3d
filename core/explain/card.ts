import type { Course } from '../course/event.ts';
import { printMoment, type Moment } from '../course/moment.ts';
import { basisCautions, citesOf, type CitedRule } from '../regimen/cited.ts';
import type { Label } from '../regimen/label.ts';
import type { Site } from '../regimen/site.ts';
import type { Caution } from '../values/caution.ts';
import { cardFacts, type CardFacts } from './card-facts.ts';
import { cardPage, type CardPage } from './card-page.ts';
import { weakestBasis, type CardReader, type Cards } from './card-wording.ts';

/** One page that goes with a patient: what the record says, and what the documents say to do. */
export interface Card {
  readonly drug: string;
  readonly for: CardReader;
  /** The moment that the record is looked at. */
  readonly at: string;
  readonly facts: CardFacts;
  readonly page: CardPage;
  readonly cites: readonly CitedRule[];
  readonly cautions: readonly Caution[];
}

export interface CardRequest {
  readonly for: CardReader;
  readonly course: Course;
  /** In the zone of the course, where it has one. */
  readonly now: Moment;
  readonly labels: readonly [Label, ...Label[]];
  /** Empty where none is given: its numbers are blanks then. */
  readonly site: Site;
  readonly drug: { readonly id: string; readonly name: string; readonly brand: string; readonly cards: Cards };
}

/** The card of a course for one reader at a moment. */
export function cardOf({ for: reader, course, now, labels, site, drug }: CardRequest): Card {
  const { facts, timeline, used, cautions } = cardFacts(course, labels, now);
  const wording = drug.cards[reader];
  const lines = wording.sections.flatMap(({ id, lines: list }) =>
    list.map(({ lead, cite }) => ({ rule: lead === undefined ? id : `${id}: ${lead}`, cite })),
  );
  const told = cautions.map(({ text }) => text);
  const page = cardPage(reader, wording, { facts, timeline, now, site, drug, cautions: told });
  // A line stands in several documents at once, each for a part of it: the weakest part is what has to be told.
  const leastKnown = lines.map(({ rule, cite }) => ({
    rule,
    cite: cite.filter(({ basis }) => basis === weakestBasis(cite)),
  }));
  return {
    drug: drug.id,
    for: reader,
    at: printMoment(now),
    facts,
    page,
    cites: citesOf([...used, ...lines]),
    cautions: [
      ...cautions.map(({ id, text, cite }) => ({ id, text, cite })),
      ...basisCautions([...used, ...leastKnown]),
    ],
  };
}
