import { describe, expect, test } from 'vitest';
import { claim } from '../../core/billing/claim.ts';
import type { Course, CourseEvent } from '../../core/course/event.ts';
import { timelineOf } from '../../core/course/timeline.ts';
import { deviations } from '../../core/regimen/deviations.ts';
import { readCourse } from '../../shells/course/read-course.ts';
import { knowledge } from '../support/knowledge.ts';
import { after, COURSE, DAY, on, prepared, prepares, TIMES, USING } from '../support/patient-preparations.ts';
import { assessed, courseOf, given, labs, toxicity, uneventful } from '../support/visits.ts';

const types = (events: readonly CourseEvent[]): readonly string[] => events.map(({ type }) => type);
const blocks = (more: Parameters<typeof prepared>[0]): readonly string[] => prepared(more).blocks.map(({ id }) => id);

/** What a claim of one dose says of its drug: code, units and modifiers of each line, and whether it reconciles. */
function drugLines(course: Course, dose: string): readonly unknown[] {
  const drug = knowledge().drugs.get('tarlatamab');
  if (drug === undefined) throw new Error('not held');
  const { billing, products, labels } = drug;
  const outcome = claim({ course, billing, products, labels, dose });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what }) => what).join());
  const lines = outcome.answer.lines.filter(({ hcpcs }) => hcpcs === 'J9026');
  const balanced = outcome.answer.reconciliation.map((one) => one.balanced);
  return [...lines.map(({ units, modifiers }) => [units, modifiers]), balanced];
}

describe('a dose that is cleared', () => {
  test('is prepared as scheduled, and the entry says lots, times and who checked', () => {
    const { mg, dose, visit, record, blocks: against } = prepared();
    expect([mg, dose, visit.clearance, against, record.status]).toEqual([10, 'C2D1', 'give', [], 'ready']);
    expect(record.events).toEqual([
      {
        type: 'prepared',
        at: '2026-03-30T08:35-04:00',
        id: 'prepared-c2d1-20260330T1210Z',
        dose: 'C2D1',
        vials: [{ mg: 10, ndc: '55513-077-01', lot: 'EX2001', expires: '2027-12-31' }],
        reconstituted: '2026-03-30T08:10-04:00',
        diluted: '2026-03-30T08:35-04:00',
        inspections: { 'reconstituted-solution': 'passes' },
        stabilizer: { lot: 'EX3001', expires: '2027-06-30' },
        bag: { id: 'C2D1-20260330T1210Z-C7E5P', lot: 'EX4001', expires: '2027-01-31', material: 'polyolefin' },
        checkedBy: ['R. Example, PharmD', 'S. Example, CPhT'],
      },
    ]);
  });

  test('the entries are taken by the course as they stand', () => {
    const course = after(prepared().record.events);
    expect(readCourse(JSON.stringify(course), 'c.json', '2026-12-31T00:00Z').events).toEqual(course.events);
  });

  test('before the vial is reconstituted there is nothing to record', () => {
    expect(prepared({ times: {}, using: {} }).record).toEqual({ status: 'not-begun', events: [], needed: [] });
  });

  test('what the record still lacks is asked for, and the draft is not to be recorded', () => {
    const { status, needed, events } = prepared({ using: {}, times: { reconstituted: on('08:10') } }).record;
    expect([status, needed.map(({ id }) => id), types(events)]).toEqual([
      'draft',
      ['vials', 'time', 'inspection', 'checkers'],
      ['prepared'],
    ]);
  });

  test('one person is not two, and the same person twice is refused', () => {
    const one = prepared({ using: { ...USING, checkedBy: ['R. Example, PharmD'] } }).record;
    expect([one.status, one.needed.map(({ id }) => id)]).toEqual(['draft', ['checkers']]);
    const twice = { ...USING, checkedBy: ['R. Example, PharmD', ' R  EXAMPLE '] };
    expect(blocks({ using: twice })).toEqual(['same-checker']);
    expect(prepared({ using: twice }).record).toEqual({ status: 'not-accepted', events: [], needed: [] });
  });

  test('the look at the bag before the infusion is asked for once the infusion has a time', () => {
    const times = { ...TIMES, infusionStart: on('10:00') };
    expect(prepared({ times }).record.needed.map(({ ask }) => ask)).toEqual([
      'Just before the infusion, is the bag free of particles and of discoloration? [bag-before-infusion]',
    ]);
  });
});

describe('a plan that breaks a rule is refused with its reason, and nothing is recorded', () => {
  const soon = courseOf([...uneventful(3), ...labs('2026-03-29'), assessed('2026-03-29')]);
  test.each<[string, Parameters<typeof prepared>[0], readonly string[]]>([
    ['no assessment of the day', { course: courseOf([...uneventful(3), ...labs(DAY)]) }, ['not-cleared']],
    ['a day early', { course: soon, day: '2026-03-29', at: on('09:00', '2026-03-29'), times: {} }, ['not-cleared']],
    ['open cytokine release', { course: after([toxicity('crs', 2, '2026-03-29')]) }, ['not-cleared']],
    ['a reduced dose', { asked: 1 }, ['dose-differs']],
    ['an expired lot', { using: { ...USING, vials: [{ mg: 10, expires: '2026-03-29' }] } }, ['lot-expired']],
    ['a time to come', { at: on('08:20') }, ['time-to-come']],
    [
      'an infusion that would end too late',
      { times: { ...TIMES, infusionStart: on('15:11') } },
      ['infusion-ends-too-late'],
    ],
  ])('%s', (_name, more, ids) => {
    const sheet = prepared(more);
    expect(sheet.blocks.map(({ id }) => id)).toEqual(ids);
    expect(sheet.record).toEqual({ status: 'not-accepted', events: [], needed: [] });
    for (const { what, mend } of sheet.blocks) expect([what.length > 20, mend.length > 5]).toEqual([true, true]);
  });

  test('the refusal of a dose that is not cleared says why and by which passage', () => {
    const [block] = prepared({ course: after([toxicity('crs', 2, '2026-03-29')]) }).blocks;
    expect(block?.what).toMatch(/^C2D1 is not cleared on 2026-03-30 \(hold\)\. Hold until cytokine release/u);
    expect(block?.cite.length).toBeGreaterThan(0);
  });

  test('after the end of the treatment the worksheet is refused', () => {
    const end: CourseEvent = { type: 'discontinued', id: 'end', at: on('07:00'), reason: 'progression' };
    expect(blocks({ course: after([end]), times: {} })).toEqual(['not-cleared']);
  });

  test('a second bag while one stands in the record', () => {
    const course = after(prepared().record.events);
    const times = { reconstituted: on('11:00'), diluted: on('11:20') };
    const at = on('11:30');
    expect(blocks({ course, times, at })).toEqual(['prepared-already']);
    const wasted: CourseEvent = { type: 'wasted', id: 'w', at: on('10:30'), dose: 'C2D1', mg: 10, reason: 'leaking' };
    expect(blocks({ course: after([wasted], course), times, at })).toEqual([]);
  });
});

describe('what has happened is recorded, with a deviation beside it (R12)', () => {
  const happened = { reason: 'no other vial was in the house', by: 'R. Example, PharmD' };
  const using = {
    ...USING,
    vials: [{ mg: 10, ndc: '55513-077-01', lot: 'EX0001', expires: '2026-03-01' }],
    checkedBy: ['R. Example, PharmD'],
  };

  test('an expired lot and a single check', () => {
    const { record } = prepared({ using, happened });
    expect([record.status, types(record.events)]).toEqual(['ready', ['prepared', 'deviation', 'deviation']]);
    expect(record.events.slice(1)).toMatchObject(
      [
        { of: 'prepared-c2d1-20260330T1210Z', ...happened, note: /EX0001 expired on 2026-03-01/u },
        { of: 'prepared-c2d1-20260330T1210Z', ...happened, note: /^Not recorded: Who checked it/u },
      ].map(({ note, ...rest }) => ({ ...rest, note: expect.stringMatching(note) as string })),
    );
  });

  test('and is answered for in every later answer', () => {
    const drug = knowledge().drugs.get('tarlatamab');
    if (drug === undefined) throw new Error('not held');
    const found = deviations(timelineOf(after(prepared({ using, happened }).record.events)), drug.labels);
    expect(found.map(({ id, signed }) => [id, signed])).toEqual([
      ['vial-expired', happened],
      ['one-checker', happened],
    ]);
  });

  test('a bag that was put back into the refrigerator', () => {
    const times = {
      ...TIMES,
      refrigerated: on('09:00'),
      outOfRefrigerator: on('10:00'),
      refrigeratedAgain: on('11:00'),
    };
    const { record } = prepared({ times, happened, at: on('12:00') });
    expect(record.events).toMatchObject([{ type: 'prepared', refrigeratedAgain: on('11:00') }, { type: 'deviation' }]);
  });

  test('a time that is still to come has not happened: bad input', () => {
    const outcome = prepares({ happened, at: on('08:20') });
    expect(outcome.ok ? [] : outcome.faults.map(({ field }) => field)).toEqual(['happened']);
  });

  test('an infusion that went on as planned needs no deviation', () => {
    expect(types(prepared({ happened }).record.events)).toEqual(['prepared']);
  });
});

describe('what Billing reads of it', () => {
  const whole = given('C2D1', DAY);
  const billed = { ...whole, setting: 'hospital-outpatient', reported: 'here', supply: 'buy-and-bill' } as const;

  test('a vial that was all given: JZ', () => {
    expect(drugLines(after([...prepared().record.events, billed]), 'C2D1')).toEqual([[10, ['JZ']], [true]]);
  });

  test('a vial that broke and one that was given: JW for the labelled milligrams of the broken one', () => {
    const [vial] = USING.vials ?? [];
    if (vial === undefined) throw new Error('there is a vial');
    const using = { ...USING, vials: [{ ...vial, count: 2 }], discarded: [{ mg: 10, reason: 'dropped' }] };
    const { events, status } = prepared({ using }).record;
    expect([status, types(events)]).toEqual(['ready', ['prepared', 'wasted']]);
    expect(drugLines(after([...events, billed]), 'C2D1')).toEqual([[10, []], [10, ['JW']], [true]]);
  });

  test('a bag that was discarded before the visit was cancelled: no line, and it reconciles', () => {
    const using = { ...USING, discarded: [{ mg: 10, reason: 'visit cancelled', at: on('08:50') }] };
    expect(drugLines(after(prepared({ using }).record.events), 'C2D1')).toEqual([[true]]);
  });
});

describe('the same bag, later', () => {
  const cold = prepared({ times: { ...TIMES, refrigerated: on('09:00') } }).record.events;
  const next = '2026-03-31';
  const course = after([...labs(next), assessed(next), ...cold]);
  const out = { times: { outOfRefrigerator: on('08:00', next) }, using: {}, course, day: next, at: on('08:05', next) };

  test('asked about again with nothing new, there is nothing to record', () => {
    const again = { ...out, times: {}, at: on('07:00', next) };
    expect(prepared(again).record).toEqual({ status: 'recorded', events: cold, needed: [] });
  });

  test('discarded on the day after: only the discard is recorded', () => {
    const using = { discarded: [{ mg: 10, reason: 'visit cancelled', at: on('07:30', next) }] };
    const { status, events } = prepared({ ...out, times: {}, using }).record;
    expect([status, types(events)]).toEqual(['ready', ['wasted']]);
    expect(blocks({ ...out, course: after(events, course), times: {}, using: {} })).toEqual([]);
    expect(prepared({ ...out, course: after(events, course), times: {}, using: {} }).record.status).toBe('not-begun');
  });

  test('is read from the record: nobody types its times again', () => {
    const sheet = prepared(out);
    expect(sheet.blocks).toEqual([]);
    expect(sheet.useBy.infusionMustEnd).toBe('2026-03-31T15:10:00-04:00[America/New_York]');
    expect(sheet.latestInfusionStart).toBe('2026-03-31T14:10:00-04:00[America/New_York]');
  });

  test('its entry is not edited: it is voided and stands anew, and Billing counts one vial', () => {
    const { events, status } = prepared(out).record;
    expect([status, types(events)]).toEqual(['ready', ['voided', 'prepared']]);
    const later = after(events, course);
    expect(readCourse(JSON.stringify(later), 'c.json', '2026-12-31T00:00Z').events).toHaveLength(later.events.length);
    const standing = timelineOf(later).events.filter(({ type }) => type === 'prepared');
    expect(standing).toMatchObject([{ outOfRefrigerator: on('08:00', next), checkedBy: USING.checkedBy }]);
  });

  test('an entry without an id cannot be replaced: that is asked for', () => {
    const nameless = JSON.parse(
      JSON.stringify(cold, (key, value: unknown) => (key === 'id' ? undefined : value)),
    ) as CourseEvent[];
    const { record } = prepared({ ...out, course: after([...labs(next), assessed(next), ...nameless]) });
    expect([record.status, record.needed.map(({ id }) => id)]).toEqual(['draft', ['entry-id']]);
  });

  test('is recorded in the evening as well, when its dose has been given', () => {
    const evening = prepared({
      course: after([given('C2D1', DAY)]),
      at: on('20:00'),
      times: { ...TIMES, infusionStart: on('12:00') },
      using: { ...USING, inspections: { 'reconstituted-solution': 'passes', 'bag-before-infusion': 'passes' } },
    });
    expect([evening.dose, evening.blocks, evening.record.status]).toEqual(['C2D1', [], 'ready']);
  });
});

test('a second step-up is prepared as its first dose', () => {
  const late = '2026-05-11';
  const course = courseOf([...uneventful(3), ...labs(late), assessed(late)]);
  const sheet = prepared({ course, day: late, times: {}, using: {}, at: on('08:00', late) });
  expect([sheet.visit.clearance, sheet.dose, sheet.mg, sheet.vial.mg, sheet.blocks]).toEqual([
    'restart',
    'R1D1',
    1,
    1,
    [],
  ]);
});

test('the course is not changed by it', () => {
  const before = JSON.stringify(COURSE);
  prepared();
  expect(JSON.stringify(COURSE)).toBe(before);
});
