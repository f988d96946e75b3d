import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Course, CourseEvent } from '../../core/course/event.ts';
import { parseMoment } from '../../core/course/moment.ts';
import { cardOf, type Card } from '../../core/explain/card.ts';
import type { Site } from '../../core/regimen/site.ts';
import { CARD_READERS, type CardReader } from '../../core/explain/card-wording.ts';
import { drawCard } from '../../shells/card/draw-card.ts';
import { printable } from '../../shells/packet/printable.ts';
import { cardText } from '../../shells/cli/render/card.ts';
import { plain } from '../../shells/cli/paint.ts';
import { knowledge } from '../support/knowledge.ts';
import { linesOfPdf, pagesOfPdf } from '../support/pdf.ts';

const drug = knowledge().drugs.get('tarlatamab') ?? expect.fail('it is held');
const ZONE = 'America/New_York';
const ADVERSE = /\b(den(y|ies|ied|ial)|reject\w*|refus\w*|rescind\w*|revok\w*|reduc\w*|downgrad\w*|dismiss\w*)\b/iu;

/** Minutes after midnight of 1 March 2026, from the spring change of the clocks past the label change of September. */
const timeAt = (minutes: number): string =>
  Temporal.ZonedDateTime.from(`2026-03-01T00:00[${ZONE}]`)
    .add({ minutes })
    .toString({ timeZoneName: 'never', smallestUnit: 'minute' });

const minute = fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 300_000, max: 400_000 }));
const words = fc.oneof(fc.string({ maxLength: 80 }), fc.constant('W'.repeat(80)), fc.constant('tocilizumab'));
const names = ['C1D1', 'C1D8', 'C1D15', 'C2D1', 'C2D15', 'R1D1', 'R1D8', 'C3D1', 'C9D9'];

const doses: fc.Arbitrary<CourseEvent> = fc
  .record({
    dose: fc.constantFrom(...names),
    mg: fc.constantFrom(1, 10, 5, 0.123456789),
    from: minute,
    begun: fc.boolean(),
    ended: fc.boolean(),
  })
  .map(({ dose, mg, from, begun, ended }) => ({
    type: 'dose-given',
    at: timeAt(from),
    dose,
    mg,
    ...(begun ? { start: timeAt(from) } : {}),
    ...(ended ? { end: timeAt(from + 60) } : {}),
  }));
const toxicities: fc.Arbitrary<CourseEvent> = fc
  .record({
    kind: fc.constantFrom('crs' as const, 'icans' as const, 'febrile-neutropenia' as const, 'neurotoxicity' as const),
    grade: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    from: minute,
    sign: words,
  })
  .map(({ kind, grade, from, sign }) => ({
    type: 'adverse-event',
    at: timeAt(from),
    onset: timeAt(from),
    kind,
    grade,
    ...(sign === '' ? {} : { sign }),
  }));
const medicines: fc.Arbitrary<CourseEvent> = fc
  .record({ code: words, dose: words, from: minute, against: fc.constantFrom('crs' as const, 'icans' as const) })
  .map(({ code, dose, from, against }) => ({ type: 'medication-given', at: timeAt(from), code, dose, for: against }));
const others: fc.Arbitrary<CourseEvent> = fc
  .record({ from: minute, ice: fc.integer({ min: 0, max: 10 }), what: fc.constantFrom('held', 'stopped', 'assessed') })
  .map(({ from, ice, what }): CourseEvent => {
    if (what === 'held') return { type: 'held', at: timeAt(from), reason: 'authorization' };
    if (what === 'stopped') return { type: 'discontinued', at: timeAt(from), reason: 'progression' };
    return { type: 'pre-dose-assessment', at: timeAt(from), ice };
  });

const courses: fc.Arbitrary<Course> = fc
  .tuple(
    fc.array(doses, { maxLength: 6 }),
    fc.array(toxicities, { maxLength: 30 }),
    fc.array(medicines, { maxLength: 8 }),
    fc.array(others, { maxLength: 4 }),
  )
  .map((parts) => ({
    drug: drug.id,
    timeZone: ZONE,
    patient: { birthDate: '1958-03-09', sex: 'female' },
    events: parts.flat(),
  }));

const telephone = fc.oneof(
  fc.constant('+1 (202) 555-0140 x12345'),
  fc.stringMatching(/^\d{3}-\d{3}-\d{4}$/u),
  fc.constant('W'.repeat(21) + '911'),
);
const sites: fc.Arbitrary<Site> = fc.record(
  {
    name: fc.oneof(fc.constant('W'.repeat(50)), fc.constant('Example Infusion Center'), fc.string({ maxLength: 50 })),
    telephone: fc.record({ clinic: telephone, afterHours: telephone, pharmacy: telephone }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

function cardFor(course: Course, reader: CardReader, at: string, site: Site): Card {
  const now = parseMoment(at, course.timeZone) ?? expect.fail(at);
  return cardOf({ for: reader, course, now, labels: drug.labels, site, drug });
}

const cards = fc.tuple(courses, fc.constantFrom(...CARD_READERS), minute, sites).map(([course, reader, at, site]) => ({
  ...{ course, site, at: timeAt(at) },
  card: cardFor(course, reader, timeAt(at), site),
}));

/** What it says, with all white space alike. */
const flat = (text: string): string => printable(text).replace(/\s+/gu, ' ').trim();

describe('the card of any course at any moment', () => {
  it('never says a dose that is not recorded by then', () => {
    fc.assert(
      fc.property(cards, ({ course, at, card: { facts, page } }) => {
        const now = Temporal.Instant.from(at);
        const isBy = (text: string): boolean => Temporal.Instant.compare(Temporal.Instant.from(text), now) <= 0;
        const given = course.events.filter(
          (event) => event.type === 'dose-given' && isBy(event.at) && isBy(event.start ?? event.at),
        );
        if (facts.lastDose === null) {
          expect(given).toEqual([]);
          expect(page.headline[0]).toBe('Last dose: not recorded');
          return;
        }
        const { dose, mg } = facts.lastDose;
        expect(given.some((event) => event.type === 'dose-given' && event.dose === dose && event.mg === mg)).toBe(true);
        expect(page.headline[0]).toContain(`${mg} mg`);
      }),
      { numRuns: 500 },
    );
  });

  it('tells no telephone number but those of its site', () => {
    fc.assert(
      fc.property(cards, ({ site, card: { page } }) => {
        const numbers = Object.values(site.telephone ?? {});
        for (const { text } of page.contacts) expect([null, ...numbers]).toContain(text);
        const others = [...page.fields, ...page.sections.flatMap(({ lines }) => lines)].map(({ text }) => text);
        expect(others.join(' ')).not.toMatch(/\d{3}-\d{4}/u);
      }),
      { numRuns: 200 },
    );
  });

  it('counts the hours between instants', () => {
    fc.assert(
      fc.property(cards, ({ at, card: { facts } }) => {
        const { lastDose } = facts;
        if (lastDose === null) return;
        const from = Temporal.Instant.from(lastDose.start ?? lastDose.at);
        const minutes = (Temporal.Instant.from(at).epochMilliseconds - from.epochMilliseconds) / 60_000;
        expect(lastDose.since.hours * 60 + lastDose.since.minutes).toBe(minutes);
      }),
      { numRuns: 300 },
    );
  });

  it('has no adverse word in what the program says', () => {
    fc.assert(
      fc.property(cards, ({ card: { page, cautions } }) => {
        const said = [...page.headline, ...page.sections.flatMap(({ lines }) => lines.map(({ text }) => text))];
        const fields = page.fields.filter(({ label }) => !/^(Open|Given)/u.test(label)).map(({ text }) => text);
        expect(JSON.stringify([said, fields, page.notes, cautions])).not.toMatch(ADVERSE);
      }),
      { numRuns: 200 },
    );
  });

  it('fits on one page, and the text says the same statements as the page', async () => {
    await fc.assert(
      fc.asyncProperty(cards, async ({ card }) => {
        const drawn = (await drawCard(card)) ?? expect.fail('it is too long for a page');
        expect(drawn.size).toBeGreaterThanOrEqual(card.for === 'emergency' ? 11 : 13);
        expect(pagesOfPdf(drawn.bytes)).toBe(1);
        const lines = linesOfPdf(drawn.bytes);
        expect(Math.max(...lines.map(({ top }) => top))).toBeLessThan(792);
        const paper = lines
          .map(({ text }) => text)
          .join(' ')
          .replace(/[\s•]+/gu, '');
        const text = flat(cardText(card.page, plain)).replace(/\s+/gu, '');
        const { page } = card;
        const said = [
          ...[page.title, page.drug, page.asOf, page.born, ...page.headline, ...page.notes],
          ...[...page.fields, ...page.contacts].flatMap((field) => [field.label, field.text ?? '']),
          ...page.sections.flatMap((section) => [section.title, ...section.lines.map((line) => line.text)]),
        ];
        for (const statement of said) {
          const words = flat(statement).replace(/\s+/gu, '');
          expect(paper, statement).toContain(words);
          expect(text, statement).toContain(words);
        }
      }),
      { numRuns: 60 },
    );
  });
});
