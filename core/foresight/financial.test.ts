import { describe, expect, it } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import type { Authorization, CourseEvent, DoseGiven } from '../course/event.ts';
import { timelineOf } from '../course/timeline.ts';
import { financial, type Financial } from './financial.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab') ?? expect.fail('the drug is held');
const ON = '2026-06-29';

const authorization = (more: Partial<Authorization> = {}): Authorization => ({
  type: 'authorization',
  at: '2026-06-10T15:00Z',
  policy: 'a',
  number: 'A-1',
  from: '2026-06-15',
  to: ON,
  units: 21,
  ...more,
});
const dose = (name: string, day: string, mg: number, more: Partial<DoseGiven> = {}): DoseGiven => ({
  type: 'dose-given',
  at: `${day}T15:00Z`,
  dose: name,
  mg,
  ...more,
});
const given = [dose('C1D1', '2026-06-15', 1), dose('C1D8', '2026-06-22', 10)];

const ask = (events: readonly CourseEvent[], mg: number | null = 10): Financial =>
  financial(
    timelineOf({
      drug: drug.id,
      patient: { birthDate: '1958-03-09', sex: 'female', lineOfBusiness: 'commercial' },
      events,
    }),
    mg,
    ON,
    drug.billing,
  );

describe('the authorization on record', () => {
  it('covers through its last day and down to its last unit', () => {
    expect(ask([...given, authorization()])).toMatchObject({
      status: 'covered',
      unitsOfDose: 10,
      authorization: { number: 'A-1', units: 21, used: 11, left: 10 },
    });
    expect(ask([...given, authorization({ units: 20 })])).toMatchObject({
      status: 'units-short',
      authorization: { left: 9 },
    });
    expect(ask([...given, authorization({ to: '2026-06-28' })]).status).toBe('expired');
    expect(ask([...given, authorization({ from: '2026-06-30', to: '2026-12-01' })])).toMatchObject({
      status: 'none-on-record',
      text: expect.stringContaining('A-1 begins on 2026-06-30') as string,
    });
  });

  it('no limit of units is no shortage', () => {
    expect(ask([...given, authorization({ units: null })])).toMatchObject({
      status: 'covered',
      authorization: { left: null },
    });
  });

  it('a second one that has enough is the one that covers', () => {
    const found = ask([...given, authorization({ units: 11 }), authorization({ number: 'A-2', units: 100, from: ON })]);
    expect(found).toMatchObject({ status: 'covered', authorization: { number: 'A-2', used: 0 } });
  });

  it('doses that are not billed use no units, those of which it is not known do', () => {
    const used = (more: Partial<DoseGiven>): number | undefined =>
      ask([dose('C1D1', '2026-06-15', 1, more), authorization()]).authorization?.used;
    expect(used({})).toBe(1);
    expect(used({ reported: 'outside' })).toBe(0);
    expect(used({ setting: 'inpatient' })).toBe(0);
    expect(used({ supply: 'free' })).toBe(0);
    expect(used({ setting: 'office', supply: 'buy-and-bill' })).toBe(1);
  });

  it('a change of coverage leaves the authorizations before it behind', () => {
    const changed: CourseEvent = { type: 'coverage-changed', at: '2026-06-20T15:00Z', from: '2026-06-25', policy: 'b' };
    expect(ask([...given, authorization(), changed]).status).toBe('none-on-record');
    const next = authorization({ policy: 'b', number: 'B-1', from: '2026-06-25', at: '2026-06-21T15:00Z' });
    expect(ask([...given, authorization(), changed, next])).toMatchObject({
      status: 'covered',
      authorization: { number: 'B-1' },
    });
    const unnamed: CourseEvent = { type: 'coverage-changed', at: '2026-06-20T15:00Z', from: '2026-06-25' };
    expect(ask([...given, authorization(), unnamed, next])).toMatchObject({ authorization: { number: 'B-1' } });
  });

  it('is not asked for by a line of business that knows none', () => {
    const changed: CourseEvent = {
      type: 'coverage-changed',
      at: '2026-06-20T15:00Z',
      from: '2026-06-25',
      lineOfBusiness: 'medicare-part-b',
    };
    const found = ask([...given, changed]);
    expect([found.status, found.cite.length]).toEqual(['not-required', 1]);
  });

  it('after the end of a course no units are needed', () => {
    expect(ask([...given, authorization({ units: 11 })], null)).toMatchObject({ status: 'covered', unitsOfDose: null });
  });
});
