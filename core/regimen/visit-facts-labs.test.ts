import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import { LAB_SCALE } from '../../tests/support/lab-scale.ts';
import type { Course, CourseEvent, LabValue } from '../course/event.ts';
import { courseUntil, timelineOf } from '../course/timeline.ts';
import type { FactValue } from '../values/fact.ts';
import { doseDue } from './clearance/dose-due.ts';
import { ungradedLabs } from './lab-results.ts';
import { labelOn } from './label-on.ts';
import type { Site } from './site.ts';
import { visitFacts } from './visit-facts.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { labels } = drug;

const courseOf = (events: readonly CourseEvent[]): Course => ({
  drug: 'tarlatamab',
  timeZone: 'America/New_York',
  patient: { birthDate: '1958-03-09', sex: 'female' },
  events,
});

type Facts = Readonly<Record<string, FactValue>>;
function facts(events: readonly CourseEvent[], on: string, site: Site = {}): Facts {
  const timeline = timelineOf(courseUntil(courseOf(events), on));
  const due = doseDue(labels, timeline, on);
  if (!due.ok) throw new Error('the doses are those of the schedule');
  const label = labelOn(labels, Temporal.PlainDate.from(on));
  const found = visitFacts(timeline, due.answer, { label, on, site, scale: LAB_SCALE });
  return Object.fromEntries([...found].map(([id, { value }]) => [id, value]));
}
const of = (all: Facts, prefix: string): Facts =>
  Object.fromEntries(
    Object.entries(all).flatMap(([id, value]) => (id.startsWith(prefix) ? [[id.slice(prefix.length), value]] : [])),
  );

const dose = (name: string, day: string, mg = 10): CourseEvent => ({
  type: 'dose-given',
  id: `${name}-${day}`,
  at: `${day}T11:00-04:00`,
  start: `${day}T10:00-04:00`,
  dose: name,
  mg,
});
const STEP_UP = [dose('C1D1', '2026-06-15', 1), dose('C1D8', '2026-06-22'), dose('C1D15', '2026-06-29')];
const lab = (
  panel: 'cbc' | 'liver' | 'bilirubin',
  at: string,
  values: Readonly<Record<string, LabValue>>,
): CourseEvent => ({ type: 'lab-resulted', id: `${panel}-${at}`, at, panel, values });
const alt = (value: number): Readonly<Record<string, LabValue>> => ({ alt: { value, unit: 'U/L', uln: 40 } });
const bilirubin = (value: number): Readonly<Record<string, LabValue>> => ({
  bilirubin: { value, unit: 'mg/dL', uln: 1 },
});

describe('laboratory results', () => {
  const after = '2026-07-12T09:00-04:00';

  test('drawn before the last dose, or before the site’s window, are no answer', () => {
    const morning = lab('liver', '2026-06-29T08:00-04:00', alt(22));
    expect(of(facts([...STEP_UP, morning], '2026-07-13'), 'labs.liver.')).toMatchObject({
      required: true,
      'to-judge': true,
      'after-last-dose': false,
    });
    expect(facts([...STEP_UP, morning], '2026-07-13')).not.toHaveProperty('labs.liver.current');
    const drawn = lab('liver', '2026-07-05T08:00-04:00', alt(22));
    expect(facts([...STEP_UP, drawn], '2026-07-13')['labs.liver.current']).toBe(true);
    expect(facts([...STEP_UP, drawn], '2026-07-13', { labWindowDays: 8 })['labs.liver.current']).toBe(true);
    const late = facts([...STEP_UP, drawn], '2026-07-13', { labWindowDays: 7 });
    expect([late['labs.liver.current'], late['labs.liver.in-window'], late['labs.alt.grade']]).toEqual([
      undefined,
      false,
      undefined,
    ]);
  });

  test('are graded, and bilirubin counts with whichever panel it came', () => {
    const events = [
      lab('liver', after, { ALT: { value: 130, unit: 'U/L', uln: 40 }, ...bilirubin(2.1) }),
      lab('cbc', after, { ANC: { value: 900, unit: '/uL' }, Hgb: { value: 7.99, unit: 'g/dL' } }),
    ];
    const found = facts([...STEP_UP, ...events], '2026-07-13');
    expect(of(found, 'labs.')).toMatchObject({
      'alt.grade': 2,
      'bilirubin.grade': 2,
      'bilirubin.current': true,
      'neutrophils.grade': 3,
      'hemoglobin.grams-per-litre': 79,
      'transaminase.over-3x': true,
      'bilirubin.over-2x': true,
      'liver.over-3x-with-over-2x': true,
      'liver.highest-grade': 2,
      'liver.above-1-since-3': false,
    });
    expect(found).not.toHaveProperty('labs.hemoglobin.grade');
    expect(found).not.toHaveProperty('labs.ast.grade');
  });

  test('without a grade leave it unknown, and are named', () => {
    const events = [...STEP_UP, lab('liver', after, { alt: { value: 22, unit: 'U/L' } })];
    const found = facts(events, '2026-07-13');
    expect([found['labs.alt.grade'], found['labs.liver.highest-grade']]).toEqual([undefined, undefined]);
    expect(ungradedLabs(timelineOf(courseOf(events)), LAB_SCALE)).toEqual([
      {
        event: `liver-${after}`,
        date: '2026-07-12',
        analyte: 'alt',
        what: 'its upper limit of normal is not recorded',
      },
    ]);
  });

  test.each([
    [[22], 0, false],
    [[210], 3, true],
    [[210, 121], 3, true],
    [[210, 120], 3, false],
    [[210, 120, 121], 3, false],
    [[801, 30], 4, false],
  ])('ALT of %s: highest grade %i, above grade 1 since: %s', (values, highest, above) => {
    const events = values.map((value, index) => lab('liver', `2026-07-0${index + 1}T09:00-04:00`, alt(value)));
    expect(of(facts([...STEP_UP, ...events], '2026-07-13'), 'labs.liver.')).toMatchObject({
      'highest-grade': highest,
      'above-1-since-3': above,
    });
  });

  test('of the time before treatment are no toxicity of it', () => {
    const before = lab('liver', '2026-06-10T09:00-04:00', alt(900));
    expect(facts([before], '2026-06-15')['labs.liver.highest-grade']).toBe(0);
    expect(facts([before], '2026-06-15')['labs.liver.above-1-since-3']).toBe(false);
    const since = lab('liver', '2026-06-30T09:00-04:00', alt(121));
    expect(of(facts([...STEP_UP, before, since], '2026-07-13'), 'labs.liver.')).toMatchObject({
      'highest-grade': 2,
      'above-1-since-3': false,
    });
  });

  test('of the time before treatment do not say how the liver is since', () => {
    const before = lab('liver', '2026-06-10T09:00-04:00', alt(22));
    const found = of(facts([...STEP_UP, before], '2026-07-13'), 'labs.liver.');
    expect(Object.keys(found)).not.toEqual(expect.arrayContaining(['highest-grade']));
    expect(Object.keys(found)).not.toEqual(expect.arrayContaining(['above-1-since-3']));
  });

  test('raised together count once and for all; one panel alone says nothing', () => {
    const both = [
      lab('liver', '2026-07-01T09:00-04:00', alt(121)),
      lab('bilirubin', '2026-07-02T09:00-04:00', bilirubin(2.1)),
    ];
    const recovered = [lab('liver', after, alt(20)), lab('bilirubin', after, bilirubin(0.5))];
    expect(facts([...STEP_UP, ...both, ...recovered], '2026-07-13')['labs.liver.over-3x-with-over-2x']).toBe(true);
    expect(facts([...STEP_UP, ...recovered], '2026-07-13')['labs.liver.over-3x-with-over-2x']).toBe(false);
    expect(facts([...STEP_UP, lab('liver', after, alt(20))], '2026-07-13')).not.toHaveProperty(
      'labs.liver.over-3x-with-over-2x',
    );
  });
});
