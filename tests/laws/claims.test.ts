import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Claim } from '../../core/billing/claim-answer.ts';
import { claim } from '../../core/billing/claim.ts';
import { ndc11, readNdc } from '../../core/billing/ndc.ts';
import { claimAccounts } from '../../core/billing/remittance.ts';
import type { Course, CourseEvent, DoseGiven, LineOfBusiness, Setting, Supply } from '../../core/course/event.ts';
import type { NdcFormat } from '../../core/regimen/product.ts';
import { knowledge } from '../support/knowledge.ts';

const held = knowledge();
const drug = held.drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the drug is not held');
const { billing, labels, products } = drug;

const tenths = (most: number): fc.Arbitrary<number> => fc.integer({ min: 1, max: most * 10 }).map((n) => n / 10);
const vials = fc.array(fc.constantFrom(1, 1, 10, 10, 10), { minLength: 1, maxLength: 4 });

/** One dose as anybody may have recorded it: anything left out, and amounts that need not add up. */
const dose = fc
  .record({
    name: fc.constantFrom('C1D1', 'C1D8', 'C1D15', 'C2D1', 'R1D1', 'C9D9'),
    day: fc.constantFrom('2024-06-03', '2024-11-04', '2024-12-31', '2025-01-01', '2026-06-22'),
    opened: fc.option(vials, { freq: 5 }),
    named: fc.boolean(),
    mg: fc.option(tenths(12), { freq: 6 }),
    wasted: fc.option(tenths(22)),
    minutes: fc.option(fc.integer({ min: 0, max: 300 })),
    setting: fc.option(fc.constantFrom<Setting>('inpatient', 'observation', 'hospital-outpatient', 'office')),
    supply: fc.option(fc.constantFrom<Supply>('buy-and-bill', 'buy-and-bill', 'specialty-pharmacy', 'free')),
    reported: fc.option(fc.constantFrom<'here' | 'outside'>('here', 'here', 'outside')),
  })
  .map((one) => ({ ...one, events: eventsOf(one) }));

interface Recorded {
  readonly name: string;
  readonly day: string;
  readonly opened: readonly number[] | null;
  readonly named: boolean;
  readonly mg: number | null;
  readonly wasted: number | null;
  readonly minutes: number | null;
  readonly setting: Setting | null;
  readonly supply: Supply | null;
  readonly reported: 'here' | 'outside' | null;
}

function eventsOf(one: Recorded): readonly CourseEvent[] {
  const at = `${one.day}T10:00-05:00`;
  const ndc = (mg: number): string => (mg === 1 ? '55513-059-01' : '55513-077-01');
  const end = `${one.day}T${String(10 + Math.floor((one.minutes ?? 0) / 60))}:${String((one.minutes ?? 0) % 60).padStart(2, '0')}-05:00`;
  const given: DoseGiven = {
    type: 'dose-given',
    at,
    dose: one.name,
    mg: one.mg ?? 1,
    ...(one.minutes === null ? {} : { start: at, end }),
    ...(one.setting === null ? {} : { setting: one.setting }),
    ...(one.supply === null ? {} : { supply: one.supply }),
    ...(one.reported === null ? {} : { reported: one.reported }),
  };
  return [
    ...(one.opened === null
      ? []
      : [
          {
            type: 'prepared' as const,
            at,
            dose: one.name,
            vials: one.opened.map((mg) => ({ mg, ...(one.named ? { ndc: ndc(mg) } : {}) })),
            reconstituted: at,
            checkedBy: ['A', 'B'],
          },
        ]),
    ...(one.mg === null ? [] : [given]),
    ...(one.wasted === null ? [] : [{ type: 'wasted' as const, at: end, dose: one.name, mg: one.wasted, reason: 'x' }]),
  ];
}

function courseOf(events: readonly CourseEvent[], lineOfBusiness: LineOfBusiness = 'medicare-part-b'): Course {
  const patient = { birthDate: '1958-03-09', sex: 'female' as const, lineOfBusiness, diagnoses: ['C34.11'] };
  return { drug: 'tarlatamab', timeZone: 'America/New_York', patient, events };
}

function bill(events: readonly CourseEvent[], lineOfBusiness?: LineOfBusiness): Claim {
  const course = courseOf(events, lineOfBusiness);
  const outcome = claim({ course, billing, products, labels, policies: held.policies });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what }) => what).join());
  return outcome.answer;
}

const RUNS = { numRuns: 400 };
const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);

describe('claims', () => {
  test('units billed, given and discarded together, never exceed the labelled milligrams of the vials opened', () => {
    fc.assert(
      fc.property(dose, ({ events, opened, mg }) => {
        const answer = bill(events);
        const billed = sum(answer.lines.map(({ units }) => units ?? 0));
        if (opened === null || mg === null) return;
        // More given than opened is a record that cannot be right: it stays a draft.
        if (mg > sum(opened)) expect(answer.ready && answer.lines.length > 0).toBe(false);
        else expect(billed).toBeLessThanOrEqual(sum(opened));
      }),
      RUNS,
    );
  });

  test('a claim that is ready reconciles to the milligram: opened is given and discarded, and each unit is a milligram opened', () => {
    fc.assert(
      fc.property(dose, ({ events, opened, mg, wasted }) => {
        const answer = bill(events);
        if (!answer.ready || answer.lines.length === 0) return;
        expect(opened).not.toBeNull();
        const tenthsOf = (value: number): number => Math.round(value * 10);
        expect(tenthsOf(sum(opened ?? []))).toBe(tenthsOf(mg ?? 0) + tenthsOf(wasted ?? 0));
        if (answer.lines.every(({ units }) => units !== null))
          expect(sum(answer.lines.map(({ units }) => units ?? 0))).toBe(sum(opened ?? []));
        expect(
          answer.lines.every(
            ({ hcpcs, ndc11: ndc, ndcQuantity }) => hcpcs !== null && ndc !== null && ndcQuantity !== null,
          ),
        ).toBe(true);
      }),
      RUNS,
    );
  });

  test('a line has JZ or a JW line beside it, never both', () => {
    fc.assert(
      fc.property(dose, ({ events }) => {
        const modifiers = bill(events).lines.map((line) => line.modifiers.join());
        expect(modifiers.includes('JZ') && modifiers.includes('JW')).toBe(false);
        expect(modifiers.filter((one) => one === 'JW').length).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });

  test('nothing is billed for an inpatient dose or one given elsewhere, and no drug that another paid for', () => {
    fc.assert(
      fc.property(dose, ({ events, setting, supply, reported, mg }) => {
        const answer = bill(events);
        const elsewhere = mg !== null && (setting === 'inpatient' || reported === 'outside');
        if (elsewhere) expect([answer.lines, answer.services]).toEqual([[], []]);
        if (elsewhere || (mg !== null && (supply === 'free' || supply === 'specialty-pharmacy')))
          expect(answer.lines).toEqual([]);
      }),
      RUNS,
    );
  });

  test('the order in which a file tells a course changes no claim', () => {
    fc.assert(
      fc.property(fc.uniqueArray(dose, { selector: ({ name }) => name, maxLength: 4 }), (doses) => {
        const events = doses.flatMap((one) => one.events);
        expect(bill(events.toReversed())).toEqual(bill(events));
      }),
      RUNS,
    );
  });

  test('the lines of a dose are the same alone and among other doses', () => {
    fc.assert(
      fc.property(fc.uniqueArray(dose, { selector: ({ name }) => name, minLength: 2, maxLength: 4 }), (doses) => {
        const all = bill(doses.flatMap((one) => one.events));
        for (const { name, events } of doses) {
          const alone = bill(events);
          expect(all.lines.filter((line) => line.dose === name)).toEqual(alone.lines);
          expect(all.services.filter((line) => line.dose === name)).toEqual(alone.services);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('package numbers', () => {
  const digits = (length: number): fc.Arbitrary<string> =>
    fc.string({
      unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
      minLength: length,
      maxLength: length,
    });
  const formats: readonly NdcFormat[] = ['4-4-2', '5-3-2', '5-4-1'];

  test('the number of a claim without its zero is the number of the package again', () => {
    const printed = fc
      .constantFrom(...formats)
      .chain((format) =>
        fc.tuple(...format.split('-').map((part) => digits(Number(part)))).map((parts) => ({ format, parts })),
      );
    fc.assert(
      fc.property(printed, ({ format, parts }) => {
        const eleven = ndc11(parts.join('-'), format);
        expect(eleven).toMatch(/^\d{11}$/u);
        const back = [eleven.slice(0, 5), eleven.slice(5, 9), eleven.slice(9)].map((part, index) =>
          part.slice(part.length - (parts[index] ?? '').length),
        );
        expect(back).toEqual(parts);
        expect(readNdc(parts.join('-'))).toEqual({ ndc11: eleven });
        expect(readNdc(eleven)).toEqual({ ndc11: eleven });
      }),
    );
  });

  test('ten digits in a row are never taken for a number, and the three they may be are its three readings', () => {
    fc.assert(
      fc.property(digits(10), (ten) => {
        const read = readNdc(ten);
        if ('ndc11' in read) expect.fail(`${ten} was taken`);
        const cut = (lengths: readonly number[]): string => {
          const [a = 0, b = 0] = lengths;
          return [ten.slice(0, a), ten.slice(a, a + b), ten.slice(a + b)].join('-');
        };
        const readings = formats.map((format) => ndc11(cut(format.split('-').map(Number)), format));
        for (const reading of readings) expect(read.what).toContain(reading);
      }),
    );
  });
});

describe('remittances', () => {
  test('whatever is answered, expected is paid, the patient’s share and what is short', () => {
    const answer = fc.record({
      cents: fc.integer({ min: -50_000, max: 500_000 }),
      share: fc.integer({ min: 0, max: 50_000 }),
      day: fc.integer({ min: 1, max: 28 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500_000 }),
        fc.array(answer, { minLength: 1, maxLength: 5 }),
        (expected, answers) => {
          const events: CourseEvent[] = [
            { type: 'claimed', at: '2026-06-24T09:00-04:00', dose: 'C1D8', claim: 'A', expectedCents: expected },
            ...answers.map(({ cents, share, day }): CourseEvent => ({
              type: 'remitted',
              at: `2026-07-${String(day).padStart(2, '0')}T12:00-04:00`,
              claim: 'A',
              cents,
              adjustments: [{ code: 'PR-2', cents: share }],
            })),
          ];
          const [account] = claimAccounts(courseOf(events));
          expect((account?.paidCents ?? 0) + (account?.patientCents ?? 0) + (account?.shortCents ?? 0)).toBe(expected);
          expect(account?.standing).toBe(
            account?.shortCents === 0 ? 'paid' : (account?.shortCents ?? 0) > 0 ? 'short' : 'over',
          );
        },
      ),
    );
  });
});
