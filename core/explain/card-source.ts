import type { Moment } from '../course/moment.ts';
import type { Timeline } from '../course/timeline.ts';
import type { Site } from '../regimen/site.ts';
import type { CardFacts } from './card-facts.ts';

/** What a card is written from. */
export interface CardSource {
  readonly facts: CardFacts;
  readonly timeline: Timeline;
  readonly now: Moment;
  readonly drug: { readonly name: string; readonly brand: string };
  /** Where the patient is treated, and its telephone numbers. */
  readonly site: Site;
  /** Texts that the label's file says of the day of the last dose. */
  readonly cautions: readonly string[];
}

/** A line of the record on a card; a text of null is a blank to fill in by hand. */
export interface CardField {
  readonly label: string;
  readonly text: string | null;
}

/** What the record says, laid out for one reader. */
export interface RecordPart {
  /**
   * The last dose, the time since, and the moment at which that holds: what a reader looks for first. Paper does not go
   * on counting, so the moment stands beside the hours.
   */
  readonly headline: readonly [string, string, string];
  readonly fields: readonly CardField[];
}
