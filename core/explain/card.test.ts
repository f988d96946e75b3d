import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import type { Course, CourseEvent } from '../course/event.ts';
import { momentOf } from '../course/timeline.ts';
import { cardOf, type Card } from './card.ts';
import type { Site } from '../regimen/site.ts';
import { CARD_READERS, type CardReader } from './card-wording.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const held = drug;

const given = (dose: string, mg: number, start: string, end?: string): CourseEvent => ({
  type: 'dose-given',
  at: start,
  dose,
  mg,
  start,
  ...(end === undefined ? {} : { end }),
});

function card(events: readonly CourseEvent[], at: string, reader: CardReader = 'emergency', site: Site = {}): Card {
  const patient = { birthDate: '1958-03-09', sex: 'female' } as const;
  const course: Course = { drug: held.id, timeZone: 'America/New_York', patient, events };
  return cardOf({ for: reader, course, now: momentOf(course, at), labels: held.labels, site, drug: held });
}
const field = ({ page }: Card, label: string): string | null | undefined =>
  page.fields.find((one) => one.label === label)?.text;

const C1D1 = given('C1D1', 1, '2026-06-15T10:00-04:00', '2026-06-15T11:00-04:00');
const C1D8 = given('C1D8', 10, '2026-06-22T10:00-04:00', '2026-06-22T11:00-04:00');

describe('the last dose', () => {
  test('with the hours since its start and its end', () => {
    const answer = card([C1D1, C1D8], '2026-06-22T18:30-04:00');
    expect(answer.page.headline).toEqual([
      'Last dose: C1D8, 10 mg, Mon 2026-06-22 10:00 (UTC-04:00)',
      '8 h 30 min since the start of the infusion',
      'As of Mon 2026-06-22 18:30 (UTC-04:00)',
    ]);
    expect(field(answer, 'Infusion')).toBe('start 10:00, end 11:00 (7 h 30 min ago)');
    expect(field(answer, 'Next dose')).toBe('C1D15, not before Mon 2026-06-29; oncology decides');
  });

  test.each([
    ['forward', '2026-03-07T20:00-05:00', '2026-03-08T20:00-04:00', 23, 'until Sun 2026-03-08 19:00 to 21:00: least'],
    ['back', '2026-10-31T20:00-04:00', '2026-11-01T20:00-05:00', 25, ': over since Sun 2026-11-01 19:00'],
    // In the hour that comes twice the offset is said.
    [
      'back',
      '2026-10-31T03:30-04:00',
      '2026-10-31T19:30-04:00',
      16,
      'until Sun 2026-11-01 01:30 to Sun 2026-11-01 02:30 (UTC-05:00)',
    ],
  ])('hours are elapsed ones on the night on which the clocks go %s', (_way, start, now, hours, until) => {
    const answer = card([given('C1D1', 1, start)], now);
    expect(answer.facts.lastDose?.since).toEqual({ hours, minutes: 0 });
    expect(field(answer, 'Watched')).toContain(until);
  });

  test('that is dated later is not said, nor one that was voided', () => {
    expect(card([C1D1, C1D8], '2026-06-22T09:59-04:00').facts.lastDose?.dose).toBe('C1D1');
    const wrong: CourseEvent = { ...C1D8, id: 'wrong' };
    const voided: CourseEvent = {
      type: 'voided',
      at: '2026-06-22T12:00-04:00',
      event: 'wrong',
      reason: 'other patient',
    };
    expect(card([C1D1, wrong, voided], '2026-06-22T18:30-04:00').facts.lastDose?.dose).toBe('C1D1');
  });

  test('with fewer milligrams than the schedule says both', () => {
    const part = given('C1D8', 4, '2026-06-22T10:00-04:00');
    expect(card([C1D1, part], '2026-06-22T12:00-04:00').page.headline[0]).toContain('4 mg of 10 mg');
  });

  test('that the schedule does not have is said all the same', () => {
    const answer = card([given('C1D9', 10, '2026-06-22T10:00-04:00')], '2026-06-22T12:00-04:00');
    expect(answer.page.headline[0]).toContain('C1D9, 10 mg');
    expect(field(answer, 'Watched')).toBe('not recorded');
    expect(field(answer, 'Next dose')).toBe('not recorded');
  });
});

describe('what is not recorded is said, never left out', () => {
  test('for an emergency department', () => {
    const answer = card([], '2026-06-22T12:00-04:00');
    expect(answer.page.headline).toEqual([
      'Last dose: not recorded',
      'Hours since: not recorded',
      'As of Mon 2026-06-22 12:00 (UTC-04:00)',
    ]);
    expect(answer.page.fields.map(({ label, text }) => [label, text])).toEqual([
      ['Patient', null],
      ['Treated at', null],
      ['Infusion', 'not recorded'],
      ['Watched', 'not recorded'],
      ['Baseline ICE', 'not recorded'],
      ['Open toxicity', 'none recorded as open'],
      ['Given for it', 'for CRS or ICANS: not recorded'],
      ['Next dose', 'not recorded'],
    ]);
  });

  test('an infusion without its start is counted from the entry, and says so', () => {
    const entry: CourseEvent = { type: 'dose-given', at: '2026-06-15T10:00-04:00', dose: 'C1D1', mg: 1 };
    const answer = card([entry], '2026-06-15T12:00-04:00');
    expect(answer.page.headline[1]).toBe('2 h since the entry (start of infusion not recorded)');
    expect(field(answer, 'Watched')).toBe(
      '22 to 24 h from the start of the infusion; until when is not recorded (the start is missing)',
    );
  });
});

test.each([
  ['2026-06-16T07:59-04:00', 'running'],
  ['2026-06-16T08:00-04:00', 'may-end'],
  ['2026-06-16T09:59-04:00', 'may-end'],
  ['2026-06-16T10:00-04:00', 'over'],
])('at %s the observation of the first dose is %s', (at, state) => {
  expect(card([C1D1], at).facts.watch).toMatchObject({
    state,
    nearUntil: '2026-06-17T10:00:00-04:00[America/New_York]',
  });
});

test('the baseline is the last score before the last dose', () => {
  const ice = (at: string, score: number): CourseEvent => ({ type: 'pre-dose-assessment', at, ice: score });
  const events = [ice('2026-06-15T08:00-04:00', 10), C1D1, ice('2026-06-22T08:00-04:00', 9), C1D8];
  expect(card([...events, ice('2026-06-22T16:00-04:00', 5)], '2026-06-22T18:00-04:00').facts.baselineIce).toEqual({
    score: 9,
    at: '2026-06-22T08:00-04:00',
  });
});

test('open toxicities stand with the grade of now, the worst first, and what was given for them', () => {
  const event = (kind: 'crs' | 'icans', grade: 1 | 2, hour: number): CourseEvent => ({
    type: 'adverse-event',
    at: `2026-06-22T${hour}:00-04:00`,
    onset: `2026-06-22T${hour}:00-04:00`,
    ...{ kind, grade },
  });
  const drugGiven: CourseEvent = {
    type: 'medication-given',
    at: '2026-06-22T14:00-04:00',
    ...{ code: 'dexamethasone', dose: '8 mg', for: 'crs' },
  };
  const answer = card([C1D1, C1D8, event('icans', 1, 13), event('crs', 2, 14), drugGiven], '2026-06-22T18:00-04:00');
  expect(field(answer, 'Open toxicity')).toBe('CRS grade 2 since 2026-06-22; ICANS grade 1 since 2026-06-22');
  expect(field(answer, 'Given for it')).toBe('dexamethasone 8 mg for CRS, Mon 2026-06-22 14:00');
});

test('of thirty open events the worst stand there, and the rest is counted', () => {
  const events = Array.from({ length: 30 }, (_, index): CourseEvent => {
    const at = `2026-06-22T12:${String(index).padStart(2, '0')}-04:00`;
    return { type: 'adverse-event', at, onset: at, kind: 'neurotoxicity', sign: `sign ${index}`, grade: 2 };
  });
  expect(field(card([C1D8, ...events], '2026-06-22T18:00-04:00'), 'Open toxicity')).toMatch(
    /; and 28 more: see the record$/u,
  );
});

describe('whom to call', () => {
  const site: Site = { name: 'Example Clinic', telephone: { clinic: '202-555-0140', pharmacy: '202-555-0142' } };

  test('the site’s own numbers, and a blank for each that it did not give', () => {
    const { page } = card([C1D1], '2026-06-15T18:00-04:00', 'emergency', site);
    expect(page.contacts).toEqual([
      { label: 'Oncology clinic, daytime', text: '202-555-0140' },
      { label: 'Oncologist on call', text: null },
      { label: 'Infusion pharmacy', text: '202-555-0142' },
    ]);
    expect(page.fields[1]).toEqual({ label: 'Treated at', text: 'Example Clinic' });
  });

  test('the patient is told the numbers by day and by night', () => {
    const { page } = card([C1D1], '2026-06-15T18:00-04:00', 'patient', site);
    expect(page.contacts).toEqual([
      { label: 'Care team, daytime', text: '202-555-0140' },
      { label: 'Care team, nights and weekends', text: null },
    ]);
  });

  test('without a site all are blanks', () => {
    for (const reader of CARD_READERS)
      expect(card([C1D1], '2026-06-15T18:00-04:00', reader).page.contacts.map(({ text }) => text)).not.toContainEqual(
        expect.any(String),
      );
  });
});

describe('the signs to look for', () => {
  const said = (reader: CardReader): string =>
    card([C1D1], '2026-06-15T18:00-04:00', reader)
      .page.sections.flatMap(({ lines }) => lines.map(({ lead, text }) => `${lead ?? ''}: ${text}`))
      .join('\n');

  test.each([
    [1, /^Grade 1: ICE 7 to 9; drowsy, wakes unprompted\.$/mu],
    [2, /^Grade 2: ICE 3 to 6; wakes to a voice\.$/mu],
    [3, /^Grade 3: ICE 0 to 2; wakes to touch only; short seizure; focal brain edema: neurologic evaluation\.$/mu],
    [
      4,
      /^Grade 4: not to be woken.*seizure over 5 minutes.*deep weakness of one side or both legs; diffuse brain edema/mu,
    ],
  ])('of ICANS grade %i: score, consciousness, seizure, weakness, edema', (_grade, line) => {
    expect(said('emergency')).toMatch(line);
  });

  test.each(CARD_READERS)('of hypersensitivity stand on the card for %s', (reader) => {
    expect(said(reader)).toMatch(/rash, (?:or )?wheezing/u);
  });
});

describe('the next dose', () => {
  test('overdue beyond the limit: the step-up may have to be given again, and nothing is settled', () => {
    expect(field(card([C1D1], '2026-06-30T12:00-04:00'), 'Next dose')).toBe(
      'C1D8 was due on Mon 2026-06-22; the step-up may have to be given again: oncology decides',
    );
  });

  test('after the end of the treatment there is none', () => {
    const ended: CourseEvent = { type: 'discontinued', at: '2026-06-20T12:00-04:00', reason: 'toxicity' };
    expect(field(card([C1D1, ended], '2026-06-22T12:00-04:00'), 'Next dose')).toBe(
      'none: treatment ended on 2026-06-20 (toxicity)',
    );
  });
});

test('what nobody has confirmed says so on the card, and a newer label is told', () => {
  const { page, cautions } = card([given('C1D1', 1, '2026-10-05T10:00-04:00')], '2026-10-05T18:00-04:00');
  const marks = page.sections.flatMap(({ lines }) => lines.map(({ lead, mark }) => [lead, mark]));
  expect(marks).toContainEqual(['Grade 3', 'unconfirmed']);
  expect(page.notes[0]).toMatch(/newer label/u);
  expect(page.notes[1]).toMatch(/NOT CONFIRMED/u);
  expect(cautions.map(({ id }) => id)).toContain('observation-shortened-later');
});

/** Flesch and Kincaid's grade of a text, with the syllables of a word counted by its groups of vowels. */
function readingGrade(texts: readonly string[]): number {
  const sentences = texts.flatMap((text) => text.split(/[.!?:]+\s/u)).filter((part) => /[a-z]/iu.test(part));
  const words = sentences.flatMap((sentence) => sentence.match(/[a-z’]+/giu) ?? []);
  const syllables = words.reduce((sum, word) => {
    const groups = word
      .toLowerCase()
      .replace(/(?<=[^aeiouy])e$/u, '')
      .match(/[aeiouy]+/gu);
    return sum + Math.max(1, groups?.length ?? 0);
  }, 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
}

test('the patient’s lines are readable in the 6th grade', () => {
  const { page } = card([C1D1, C1D8], '2026-06-22T18:30-04:00', 'patient');
  const texts = page.sections.flatMap(({ lines }) => lines.map(({ text }) => text));
  expect(readingGrade(texts)).toBeLessThan(7);
});
