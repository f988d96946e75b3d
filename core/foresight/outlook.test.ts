import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../shells/knowledge/load.ts';
import type { Authorization, Course, CourseEvent, LineOfBusiness } from '../course/event.ts';
import type { Policy } from '../coverage/policy.ts';
import type { Outlook } from './outlook-answer.ts';
import { outlook, type OutlookRequest } from './outlook.ts';

const knowledge = loadKnowledge('knowledge');
const drug = knowledge.drugs.get('tarlatamab');
if (drug === undefined) throw new Error('it is held');
const { labels, billing, id } = drug;

const given = (dose: string, day: string, more: object = {}): CourseEvent => ({
  type: 'dose-given',
  at: `${day}T10:00-05:00`,
  dose,
  mg: /^(?:C1|R\d)D1$/u.test(dose) ? 1 : 10,
  ...more,
});
const authorization = (to: string, units: number | null, more: Partial<Authorization> = {}): CourseEvent => ({
  type: 'authorization',
  at: '2028-01-28T12:00-05:00',
  ...{ policy: 'prime-ic-0789', number: 'A-1', from: '2028-01-31', to, units },
  ...more,
});
/** Through a leap day and the spring change of the clocks. */
const FIRST = [given('C1D1', '2028-01-31'), given('C1D8', '2028-02-07'), given('C1D15', '2028-02-14')];

interface Asked extends Partial<Pick<OutlookRequest, 'cycles' | 'policies' | 'policy'>> {
  readonly on?: string;
  readonly line?: LineOfBusiness;
}
function ask(events: readonly CourseEvent[], { on = '2028-02-15', line, ...more }: Asked = {}): Outlook {
  const course: Course = {
    drug: id,
    timeZone: 'America/New_York',
    patient: { birthDate: '1958-03-09', sex: 'female', ...(line === undefined ? {} : { lineOfBusiness: line }) },
    events,
  };
  const asked = { course, labels, billing, on, cycles: 1, policies: knowledge.policies, ...more };
  const outcome = outlook({ ...asked, drug: { id, text: 'the drug' } });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what }) => what).join());
  return outcome.answer;
}
const kinds = ({ findings }: Outlook): string[] => findings.map(({ kind }) => kind);
const uncovered = ({ doses }: Outlook): string[] =>
  doses.flatMap(({ dose, authorization: number, why }) => (number === null ? [`${dose} ${why ?? ''}`] : []));

describe('the last day of an authorization', () => {
  test('is inside it: a dose on that day is covered', () => {
    // C2D1 on 28 February, C2D15 on 13 March 2028, two days after the clocks go forward.
    const answer = ask([authorization('2028-03-13', null), ...FIRST]);
    expect(answer.doses.map(({ dose, date }) => `${dose} ${date}`).slice(3)).toEqual([
      'C2D1 2028-02-28',
      'C2D15 2028-03-13',
    ]);
    expect(kinds(answer)).toEqual([]);
    expect(answer.needed).toEqual([]);
  });

  test('a dose on the day after is not, and a renewal is drafted', () => {
    const answer = ask([authorization('2028-03-12', null), ...FIRST]);
    expect(uncovered(answer)).toEqual(['C2D15 after-end']);
    expect(kinds(answer)).toEqual(['not-authorized']);
    expect(answer.drafts).toMatchObject([{ kind: 'renewal', from: '2028-03-13', to: '2028-09-12' }]);
    expect(answer.drafts[0]?.text).toContain('C2D15  2028-03-13  10 mg  10 units');
  });

  test('a second authorization on record takes the doses after it; between the two there is none', () => {
    const second = authorization('2028-09-30', null, { number: 'A-2', from: '2028-03-13' });
    expect(kinds(ask([authorization('2028-03-12', null), second, ...FIRST]))).toEqual([]);
    const later = authorization('2028-09-30', null, { number: 'A-2', from: '2028-03-14' });
    expect(uncovered(ask([authorization('2028-03-12', null), later, ...FIRST]))).toEqual(['C2D15 between']);
  });
});

describe('the units of an authorization', () => {
  test('exactly enough are enough', () => {
    const answer = ask([authorization('2028-03-13', 41), ...FIRST]);
    expect(kinds(answer)).toEqual([]);
    expect(answer.authorizations).toMatchObject([{ unitsGiven: 21, unitsPlanned: 20, left: 0 }]);
  });

  test('short in the first of two authorizations are asked of the first', () => {
    const second = authorization('2028-09-30', null, { number: 'A-2', from: '2028-03-14' });
    const answer = ask([authorization('2028-03-13', 40), second, ...FIRST]);
    expect(answer.drafts).toMatchObject([{ kind: 'amendment', authorization: 'A-1', units: 41 }]);
  });

  test('one short leaves the last dose uncovered, and an amendment is drafted', () => {
    const answer = ask([authorization('2028-03-13', 40), ...FIRST]);
    expect(uncovered(answer)).toEqual(['C2D15 units']);
    expect(answer.findings).toMatchObject([{ kind: 'units-short', short: 1 }]);
    expect(answer.drafts).toMatchObject([{ kind: 'amendment', units: 41 }]);
    expect(answer.drafts[0]?.text).toContain('41 units in all in place of 40');
  });

  test('are not used by doses given elsewhere or in a stay', () => {
    const stay = FIRST.map((event) => ({ ...event, setting: 'inpatient' }) as CourseEvent);
    const answer = ask([authorization('2028-03-13', 20), ...stay]);
    expect(kinds(answer)).toEqual([]);
    expect(answer.authorizations).toMatchObject([{ unitsGiven: 0, unitsPlanned: 20, left: 0 }]);
  });

  test('are asked for the whole period, however far one looks ahead', () => {
    const answer = ask([authorization('2028-04-10', 40), ...FIRST], { cycles: 1 });
    expect(answer.findings).toMatchObject([{ kind: 'units-short', short: 21 }]);
    expect(answer.doses.at(-1)?.dose).toBe('C2D15');
  });
});

describe('a restart', () => {
  const auth = authorization('2028-07-30', 200);

  test.each([
    ['after C1D1', FIRST.slice(0, 1), '2028-02-15', 22, 21],
    ['after C1D8', FIRST.slice(0, 2), '2028-02-29', 32, 21],
    ['after C1D15', FIRST, '2028-03-14', 21, 20],
    ['in a later cycle', [...FIRST, given('C2D1', '2028-02-28')], '2028-03-28', 21, 20],
  ])('%s needs more units than the limits, and an amendment is drafted', (_when, events, on, needs, cap) => {
    const answer = ask([auth, ...events], { on, cycles: 2 });
    expect(answer.findings).toMatchObject([{ kind: 'cap', status: 'review', restart: true, needs, cap }]);
    expect(answer.drafts).toMatchObject([{ kind: 'amendment' }]);
    expect(answer.drafts[0]?.text).toContain(`in place of ${cap}`);
    expect(answer.cites.map(({ rule }) => rule)).toContain('restart after a delay');
  });

  test('is foreseen: until when the schedule goes on, and what a later dose would need', () => {
    const answer = ask([auth, ...FIRST, given('C2D1', '2028-02-28')], { on: '2028-03-01' });
    expect(answer.ifDelayed).toMatchObject({ until: '2028-03-27', caps: [{ needs: 21, cap: 20 }] });
    expect(answer.ifDelayed?.then.map(({ dose, date }) => `${dose} ${date}`)).toEqual([
      'R1D1 2028-03-28',
      'R1D8 2028-04-04',
      'C2D15 2028-04-18',
    ]);
    expect(kinds(answer)).toEqual([]);
  });

  test('after the authorization has ended is asked for with the renewal, not by amending what has ended', () => {
    const ended = authorization('2028-03-10', 41);
    const answer = ask([ended, ...FIRST, given('C2D1', '2028-02-28')], { on: '2028-03-28', cycles: 2 });
    expect(kinds(answer)).toEqual(['not-authorized', 'cap']);
    expect(answer.drafts).toMatchObject([{ kind: 'renewal', from: '2028-03-28' }]);
    expect(answer.drafts[0]?.text).toContain(
      '21 units for R1D1, R1D8, C2D15 (2028-03-28 to 2028-04-18) in place of 20',
    );
    expect(answer.drafts[0]?.text).toContain('The last dose, C2D1, was given on 2028-02-28');
  });

  test('is asked of the authorization that has its days, where a later one is on record', () => {
    const second = authorization('2028-12-31', 200, { number: 'A-2', from: '2028-07-31' });
    const answer = ask([auth, second, ...FIRST, given('C2D1', '2028-02-28')], { on: '2028-03-28', cycles: 2 });
    expect(answer.drafts).toMatchObject([
      { kind: 'amendment', authorization: 'A-1', from: '2028-01-31', to: '2028-07-30' },
    ]);
  });

  test('that has been given is behind: a caution, and nothing to act on', () => {
    const again = [given('R1D1', '2028-03-14'), given('R1D8', '2028-03-21'), given('C2D1', '2028-04-04')];
    const answer = ask([auth, ...FIRST, ...again], { on: '2028-04-05' });
    expect(kinds(answer)).toEqual([]);
    expect(answer.cautions.map(({ id: caution }) => caution)).toContain('cap-passed');
  });

  test('a dose on the last day within the limit is none', () => {
    const answer = ask([auth, ...FIRST, given('C2D1', '2028-02-28')], { on: '2028-03-27', cycles: 2 });
    expect(kinds(answer)).toEqual([]);
  });
});

describe('the renewal', () => {
  const withLead = (days: number): readonly Policy[] =>
    knowledge.policies.map((policy) => ({
      ...policy,
      renewalLeadDays: { days, cite: [{ basis: 'unconfirmed', note: 'a lead time of the test' }] },
    }));

  test('where no file gives the lead time, the day is not stated and a caution says so', () => {
    const answer = ask([authorization('2028-07-30', 200), ...FIRST]);
    expect(answer.renewal).toMatchObject({ endsOn: '2028-07-30', from: '2028-07-31', leadDays: null, requestBy: null });
    expect(answer.cautions.map(({ id: caution }) => caution)).toContain('renewal-lead-not-stated');
  });

  test.each([
    ['2028-02-29', false],
    ['2028-03-01', true],
  ])('requested by the lead time before the last day; on %s late is %s', (on, late) => {
    const answer = ask([authorization('2028-03-30', 200), ...FIRST, given('C2D1', '2028-02-28')], {
      on,
      policies: withLead(30),
    });
    expect(answer.renewal).toMatchObject({ leadDays: 30, requestBy: '2028-02-29', late });
    expect(answer.cautions.map(({ id: caution }) => caution)).not.toContain('renewal-lead-not-stated');
    expect(answer.cites.map(({ rule }) => rule)).toContain('time to request a renewal');
  });
});

describe('a renewal that has to be requested', () => {
  const lead: readonly Policy[] = knowledge.policies.map((policy) => ({
    ...policy,
    renewalLeadDays: { days: 30, cite: [{ basis: 'unconfirmed', note: 'a lead time of the test' }] },
  }));
  const course = [
    authorization('2028-04-30', 200),
    ...FIRST,
    given('C2D1', '2028-02-28'),
    given('C2D15', '2028-03-13'),
  ];

  test.each([
    ['2028-03-30', []],
    ['2028-03-31', ['renewal-due']],
    ['2028-04-01', ['renewal-due']],
  ])('on %s: %j, with its draft, though no dose is looked at that lies beyond', (on, found) => {
    const answer = ask([...course, given('C3D1', '2028-03-27')], { on, policies: lead, cycles: 0 });
    expect(answer.renewal).toMatchObject({ requestBy: '2028-03-31' });
    expect(kinds(answer)).toEqual(found);
    expect(answer.drafts.map(({ kind }) => kind)).toEqual(found.map(() => 'renewal'));
  });

  test('is not due once what follows is on record', () => {
    const second = authorization('2028-10-31', 200, { number: 'A-2', from: '2028-05-01' });
    expect(kinds(ask([...course, second], { on: '2028-03-31', policies: lead, cycles: 0 }))).toEqual([]);
  });

  test('without a lead time there is no day, and none is made up', () => {
    const answer = ask([...course, given('C3D1', '2028-03-27')], { on: '2028-04-09', cycles: 0 });
    expect([kinds(answer), answer.renewal?.requestBy]).toEqual([[], null]);
  });
});

describe('what is not known is asked, and what is over asks for nothing', () => {
  test('no authorization on record', () => {
    const answer = ask(FIRST);
    expect(kinds(answer)).toEqual([]);
    expect(answer.needed.map(({ fact }) => fact)).toEqual(['authorization', 'policy']);
    expect(ask(FIRST, { policy: 'prime-ic-0789' }).needed.map(({ fact }) => fact)).toEqual(['authorization']);
  });

  test('a policy that is not held', () => {
    const answer = ask([authorization('2028-07-30', 200, { policy: 'elsewhere' }), ...FIRST]);
    expect(answer.needed).toMatchObject([{ fact: 'policy' }]);
  });

  test('a coverage that asks for none', () => {
    const answer = ask(FIRST, { line: 'medicare-part-b' });
    expect([answer.findings, answer.needed, answer.renewal]).toEqual([[], [], null]);
    expect(answer.cautions.map(({ id: caution }) => caution)).toContain('no-authorization-asked');
  });

  test('a coverage that has changed: its predecessor’s authorization does not count', () => {
    const change: CourseEvent = { type: 'coverage-changed', at: '2028-02-10T12:00-05:00', from: '2028-02-15' };
    const answer = ask([authorization('2028-07-30', 200), ...FIRST, change]);
    expect(answer.authorizations).toEqual([]);
    expect(answer.needed.map(({ fact }) => fact)).toEqual(['authorization', 'policy']);
  });

  test('a course that has ended', () => {
    const ended: CourseEvent = { type: 'discontinued', at: '2028-02-15T12:00-05:00', reason: 'choice' };
    const answer = ask([authorization('2028-02-20', 21), ...FIRST, ended]);
    expect([answer.findings, answer.needed, answer.renewal, answer.ifDelayed, answer.through]).toEqual([
      ...[[], []],
      ...[null, null, null],
    ]);
  });

  test('before the first dose a start is needed', () => {
    const course: Course = { drug: id, patient: { birthDate: '1958-03-09', sex: 'male' }, events: [] };
    const asked = { course, labels, billing, on: '2028-01-01', cycles: 1, policies: [], drug: { id, text: 'd' } };
    expect(outlook(asked)).toMatchObject({ ok: false, faults: [{ field: 'start' }] });
    expect(outlook({ ...asked, start: Temporal.PlainDate.from('2028-01-31') })).toMatchObject({ ok: true });
  });
});
