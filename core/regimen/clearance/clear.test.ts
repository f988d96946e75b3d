import { describe, expect, it } from 'vitest';
import { loadDrugs } from '../../../shells/knowledge/load-drugs.ts';
import { loadKnowledge } from '../../../shells/knowledge/load.ts';
import type { Course, CourseEvent } from '../../course/event.ts';
import { timelineOf } from '../../course/timeline.ts';
import type { FactRecord, FactValue } from '../../values/fact.ts';
import type { Label } from '../label.ts';
import type { ClearanceAnswer } from './answer.ts';
import { clear } from './clear.ts';
import { doseDue } from './dose-due.ts';

const { visitFacts: definitions } = loadKnowledge('knowledge');
const held = loadDrugs('knowledge/drugs').drugs.get('tarlatamab') ?? expect.fail('the drug is held');
const label = held.labels.at(-1) ?? held.labels[0];

/** Facts of a visit at which nothing is wrong, whatever the dose. */
const USUAL: Readonly<Record<string, FactValue>> = {
  'assessment.done': true,
  'assessment.hydrated': true,
  'assessment.premedication-available': true,
  'assessment.new-neurologic-signs': false,
  'course.discontinued': 'none',
  'patient.age': 68,
  'labs.hemoglobin.grams-per-litre': 124,
};

function usual(id: string): FactValue | undefined {
  const type = definitions.get(id)?.type;
  if (USUAL[id] !== undefined) return USUAL[id];
  if (/^(?:labs\.\w+\.(?:current|to-judge|required)|cytopenia\.\w+\.end-recorded)$/u.test(id)) return true;
  return type?.kind === 'yes-no' ? false : type?.kind === 'integer' ? 0 : undefined;
}

function facts(changed: Readonly<Record<string, FactValue | null>>): FactRecord {
  const all = [...definitions.keys()].map((id) => [id, id in changed ? changed[id] : usual(id)] as const);
  return new Map(
    all.flatMap(([id, value]) =>
      value === undefined || value === null ? [] : [[id, { value, origin: 'course' as const, evidence: [] }]],
    ),
  );
}

const dose = (name: string, day: string, mg = 10): CourseEvent => ({
  type: 'dose-given',
  at: `${day}T16:00Z`,
  dose: name,
  mg,
});
const STEP_UP = [dose('C1D1', '2026-03-02', 1), dose('C1D8', '2026-03-09'), dose('C1D15', '2026-03-16')];

function ask(
  changed: Readonly<Record<string, FactValue | null>> = {},
  on = '2026-03-30',
  events: readonly CourseEvent[] = STEP_UP,
  by: Label = label,
): ClearanceAnswer {
  const course: Course = { drug: 'tarlatamab', patient: { birthDate: '1958-03-09', sex: 'male' }, events };
  const timeline = timelineOf(course);
  const due = doseDue([by], timeline, on);
  if (!due.ok) return expect.fail('the doses are those of the schedule');
  return clear({
    label: by,
    timeline,
    due: due.answer,
    on,
    facts: facts(changed),
    definitions,
    windowUnset: false,
    deviations: [],
    raisedBaselines: [],
  });
}

describe('the precedence of what a visit can come to', () => {
  const discontinue = { 'toxicity.crs.highest': 4 };
  const hold = { 'assessment.hydrated': false };
  const unknown = { 'assessment.done': null };
  const late = '2026-04-14';

  it.each([
    ['give', {}, '2026-03-30'],
    ['restart', {}, late],
    ['cannot-tell', unknown, late],
    ['hold', { ...unknown, ...hold }, late],
    ['discontinue', { ...unknown, ...hold, ...discontinue }, late],
  ] as const)('%s', (clearance, changed, on) => {
    expect(ask(changed, on).clearance).toBe(clearance);
  });
});

describe('what is needed', () => {
  it('names the fact, the check that wants it and the entry that would record it', () => {
    expect(ask({ 'assessment.hydrated': null }).needed).toEqual([
      {
        fact: 'assessment.hydrated',
        ask: 'Is the patient well hydrated today?',
        checks: ['hydrated'],
        record: {
          event: 'pre-dose-assessment',
          text: 'Complete the assessment: record a "pre-dose-assessment" of 2026-03-30 with "hydrated".',
        },
      },
    ]);
  });

  it('a fact that several checks want is asked once', () => {
    const needed = ask({ 'toxicity.icans.highest': null, 'toxicity.icans.days-at-3': null }).needed;
    expect(needed.filter(({ fact }) => fact === 'toxicity.icans.highest')).toHaveLength(1);
    expect(needed[0]?.checks.length).toBeGreaterThan(1);
  });

  it('results are asked from after the last dose, by panel', () => {
    const [need] = ask({ 'labs.liver.current': null }).needed;
    expect(need?.record).toEqual({
      event: 'lab-resulted',
      text: 'Record a "lab-resulted" of panel "liver", drawn after the last dose (2026-03-16), by 2026-03-30: each value with its unit and the limits of the laboratory.',
    });
  });

  it('nothing is asked after the end', () => {
    const ended = ask({ 'assessment.done': null }, '2026-03-30', [
      ...STEP_UP,
      { type: 'discontinued', at: '2026-03-20T16:00Z', reason: 'toxicity' },
    ]);
    expect(ended).toMatchObject({ clearance: 'discontinue', mg: null, needed: [], labs: [], observation: null });
  });
});

describe('a choice of the prescriber', () => {
  it('is shown with both documents while it is open', () => {
    const found = ask({ 'toxicity.crs.highest': 3 });
    expect(found.clearance).toBe('cannot-tell');
    expect(found.needed[0]?.paths?.map(({ id }) => id)).toEqual(['resume', 'step-up']);
    const rules = found.cites.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['path resume', 'path step-up']));
    expect(found.cautions.map(({ id }) => id)).toContain('crs-grade-3-documents-differ');
    expect(ask().cites.some(({ rule }) => rule === 'path resume')).toBe(false);
    expect(ask().cautions.map(({ id }) => id)).not.toContain('crs-grade-3-documents-differ');
  });

  it('that the check does not ask for by a path is a person’s all the same', () => {
    const found = ask({ 'toxicity.crs.highest': 3, 'choice.crs-grade-3': 'another-way' });
    expect([found.clearance, found.needed[0]?.record]).toEqual(['cannot-tell', null]);
  });

  it('holds the dose while it is open, where the check says so, and is asked for all the same', () => {
    const found = ask({ 'patient.age': 17 });
    expect([found.clearance, found.needed.map(({ fact }) => fact), found.checks.at(-1)?.meanwhile]).toEqual([
      'hold',
      ['choice.adult'],
      'hold',
    ]);
    expect(found.reasons).toEqual([
      'Hold until the prescriber has decided on a dose under 18.',
      expect.stringContaining('For the prescriber: The patient is under 18.'),
    ]);
    // What has to be found out first is no hold.
    expect(ask({ 'patient.age': null }).clearance).toBe('cannot-tell');
  });
});

describe('a label file that forgets a check', () => {
  const silent: Label = { ...label, clearance: { ...label.clearance, checks: [] } };

  it('gives no dose after the end of the course, nor before its day', () => {
    const ended: CourseEvent = { type: 'discontinued', at: '2026-03-20T16:00Z', reason: 'toxicity' };
    expect(ask({}, '2026-03-30', [...STEP_UP, ended], silent).clearance).toBe('discontinue');
    expect(ask({}, '2026-03-29', STEP_UP, silent).clearance).toBe('hold');
    expect(ask({}, '2026-03-30', STEP_UP, silent).clearance).toBe('give');
  });
});
