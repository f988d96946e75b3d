import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withConsequences } from '../../core/coverage/merge-facts.ts';
import { compile } from '../../core/criteria/compile.ts';
import { truthOf, UNKNOWN } from '../../core/criteria/kinds/code.ts';
import { inReadingOrder, isFactNode, type Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord, FactValue, RecordedFact } from '../../core/values/fact.ts';
import { firstDayOf, type Period } from '../../core/values/period.ts';
import type { Truth } from '../../core/values/truth.ts';
import { formOfTree } from '../../shells/fhir/questionnaire/form.ts';
import { questionnaireOf } from '../../shells/fhir/questionnaire/questionnaire.ts';
import { draftOf, readResponse } from '../../shells/fhir/questionnaire/response.ts';
import { attested } from '../support/facts.ts';
import { BASE, HEADING, questionnaireTarget } from '../support/questionnaire-target.ts';
import { FormFiller } from '../support/questionnaire-walk.ts';
import { ASKED, DAYS, DEFINITIONS, ON, patients, trees } from '../support/trees.ts';

/** Patients of whom the word of `a` may also come from nobody, or from somebody whose word does not count. */
const signedOrNot: fc.Arbitrary<FactRecord> = fc
  .tuple(patients, fc.constantFrom('prescriber', 'nurse', undefined))
  .map(
    ([facts, role]) =>
      new Map([...facts].map(([id, recorded]) => [id, id === 'a' ? saidBy(recorded, role) : recorded])),
  );

const saidBy = ({ value, evidence }: RecordedFact, role: string | undefined): RecordedFact => ({
  ...{ value, evidence, origin: 'attested' },
  ...(role === undefined ? {} : { by: 'Example', role }),
});

const truth = (tree: Criterion, facts: FactRecord): Truth =>
  truthOf(compile(tree).evaluate(facts).truths[0] ?? UNKNOWN);

describe('questionnaire', () => {
  it('what the answers to the questions that are asked make of the criteria is what the whole record makes of them', async () => {
    await fc.assert(
      fc.asyncProperty(trees, fc.array(signedOrNot, { minLength: 40, maxLength: 40 }), async (tree, rows) => {
        expect(await questionnaireTarget.truths(tree, DEFINITIONS, rows)).toEqual(rows.map((row) => truth(tree, row)));
      }),
      { numRuns: 300 },
    );
  });

  it('a question is shown exactly where its answer can still change the finding, given the answers before it', () => {
    fc.assert(
      fc.property(trees, fc.array(signedOrNot, { minLength: 8, maxLength: 8 }), (tree, rows) => {
        const filler = new FormFiller(questionnaireOf(formOfTree(tree, DEFINITIONS), HEADING));
        for (const row of rows) {
          const { shown } = filler.walk(row, ON);
          expect(shown).toEqual(mattering(tree, row));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('a birthday counts as the age that follows from it, and a day in whole months and days before the request', () => {
    const requests = requestDay.chain((on) => fc.tuple(fc.constant(on), birthday(on), fc.boolean()));
    fc.assert(
      fc.property(bornTree, requests, (tree, [on, born, b]) => {
        const form = formOfTree(tree, BORN);
        const { response } = new FormFiller(questionnaireOf(form, HEADING)).walk(attested({ born, b }), on);
        const { facts } = readResponse(form, response, BASE, on);
        const evaluated = (answered: FactRecord): FactRecord =>
          withConsequences({ facts: answered, cautions: [] }, BORN, on).facts;
        expect(truth(tree, evaluated(facts))).toBe(truth(tree, evaluated(attested({ born, b }))));
        // `b` is asked exactly where the day leaves the finding open.
        const ways = [true, false].map((answer) => truth(tree, evaluated(attested({ born, b: answer }))));
        expect(facts.has('b')).toBe(new Set(ways).size > 1);
      }),
      { numRuns: 500 },
    );
  });

  it('a response that holds what is recorded reads back as what is asked of it', () => {
    fc.assert(
      fc.property(trees, signedOrNot, (tree, row) => {
        const form = formOfTree(tree, DEFINITIONS);
        const draft = draftOf(form, row, `${BASE}/Questionnaire/tree|2026-01-01`, BASE, ON);
        const { facts, ignored, faults } = readResponse(form, draft, BASE, ON);
        expect(ignored).toEqual([]);
        expect(faults.every((fault) => fault.includes('after'))).toBe(true);
        for (const [id, { value }] of facts) expect(value).toBe(row.get(id)?.value);
        const evaluated = withConsequences({ facts, cautions: [] }, DEFINITIONS, ON).facts;
        expect(truth(tree, evaluated)).toBe(truth(tree, row));
      }),
      { numRuns: 500 },
    );
  });
});

const BORN: ReadonlyMap<string, FactDefinition> = new Map([
  ['b', { id: 'b', name: 'b', ask: 'b?', type: { kind: 'yes-no' } }],
  ['born', { id: 'born', name: 'Born', ask: 'Born?', type: { kind: 'date' } }],
  [
    'age',
    {
      ...{ id: 'age', name: 'Age', ask: 'Age?', derivedFrom: 'born' },
      type: { kind: 'integer', unit: 'years', min: 0, max: 130 },
    },
  ],
]);

const NODE = { id: 'node', text: 'node', cite: [] };

/** Criteria on an age and on the day from which it follows, in periods of several units. */
const bornLeaf: fc.Arbitrary<Criterion> = fc.oneof(
  fc
    .record({
      kind: fc.constantFrom('at-least' as const, 'more-than' as const, 'at-most' as const, 'less-than' as const),
      value: fc.integer({ min: 0, max: 3 }),
    })
    .map((compared) => ({ ...NODE, fact: 'age', ...compared })),
  fc.integer({ min: 0, max: 3 }).map((value) => ({ ...NODE, kind: 'is' as const, fact: 'age', value })),
  fc.subarray([0, 1, 2, 3]).map((values) => ({ ...NODE, kind: 'one-of' as const, fact: 'age', values })),
  fc
    .constantFrom({ count: 30, unit: 'days' as const }, { count: 1, unit: 'months' as const })
    .map((period) => ({ ...NODE, kind: 'within' as const, fact: 'born', period })),
  fc.constantFrom('2024-02-29', '2025-01-31').map((value) => ({ ...NODE, kind: 'is' as const, fact: 'born', value })),
);

/** The day comes first, so that it decides whether `b` is asked. */
const bornTree: fc.Arbitrary<Criterion> = fc
  .record({
    leaves: fc.array(bornLeaf, { minLength: 1, maxLength: 3 }),
    inner: fc.constantFrom('all' as const, 'any' as const),
    outer: fc.constantFrom('all' as const, 'any' as const),
    turned: fc.boolean(),
  })
  .map(({ leaves, inner, outer, turned }) => {
    const days: Criterion = { ...NODE, kind: inner, children: leaves };
    const first: Criterion = turned ? { ...NODE, kind: 'not', child: days } : days;
    return { ...NODE, kind: outer, children: [first, { ...NODE, kind: 'is', fact: 'b', value: true }] };
  });

/** Ends of months, in leap years and others. */
const requestDay = fc.constantFrom('2024-02-29', '2025-02-28', '2025-03-01', '2025-03-31', '2027-02-28', '2028-02-29');

/** Days of birth at and beside what the criteria can tell apart. */
const birthday = (on: string): fc.Arbitrary<string> =>
  fc
    .record({
      period: fc.oneof(
        fc.constantFrom({ count: 0, unit: 'days' }, { count: 30, unit: 'days' }, { count: 1, unit: 'months' }),
        fc.integer({ min: 0, max: 4 }).map((years) => ({ count: 12 * years, unit: 'months' })),
      ) as fc.Arbitrary<Period>,
      beside: fc.integer({ min: -2, max: 2 }),
    })
    .map(({ period, beside }) => firstDayOf(firstDayOf(on, period), { count: beside, unit: 'days' }));

/** What may still be recorded of each fact. */
type Open = ReadonlyMap<string, readonly (RecordedFact | undefined)[]>;

/** The link ids that have to be shown to a patient, found by trying everything that is not answered yet. */
function mattering(tree: Criterion, row: FactRecord): readonly string[] {
  const { evaluate } = compile(tree);
  const nodes = inReadingOrder(tree).filter(isFactNode);
  const facts = [...new Set(nodes.map(({ fact }) => fact))];
  const judged = new Set(nodes.filter(({ kind }) => kind === 'judgement').map(({ fact }) => fact));
  const differ = (open: Open, of: string, values: readonly (RecordedFact | undefined)[]): boolean =>
    everyRecord([...open].filter(([fact]) => fact !== of)).some((record) => {
      const found = values.map((value) => evaluate(including(record, of, value)).truths[0]);
      return new Set(found).size > 1;
    });
  const shown: string[] = [];
  let open: Open = new Map(facts.map((fact) => [fact, possible(fact)]));
  for (const fact of facts) {
    const recorded = row.get(fact);
    if (!differ(open, fact, possible(fact))) continue;
    shown.push(fact);
    if (!judged.has(fact)) {
      if (recorded) open = new Map([...open, [fact, [recorded]]]);
      continue;
    }
    // Without an answer it is open which one is signed for.
    const values = recorded === undefined ? [true, false] : [recorded.value];
    const asked = values.some((value) => differ(open, fact, [unsigned(value), signed(value)]));
    if (asked) shown.push(`${fact}.signer`);
    if (recorded === undefined) continue;
    const accepted = asked && recorded.role === 'prescriber';
    const left = accepted ? [recorded] : [unsigned(recorded.value), ...(asked ? [signed(recorded.value)] : [])];
    open = new Map([...open, [fact, left]]);
  }
  return shown;
}

const unsigned = (value: FactValue): RecordedFact => ({ value, origin: 'attested', evidence: [] });
const signed = (value: FactValue): RecordedFact => ({ ...unsigned(value), by: 'Example', role: 'prescriber' });

function including(record: FactRecord, fact: string, recorded: RecordedFact | undefined): FactRecord {
  return recorded === undefined ? record : new Map([...record, [fact, recorded]]);
}

/** Everything that can be recorded of a fact, nothing included. */
function possible(fact: string): readonly (RecordedFact | undefined)[] {
  const values = VALUES[fact] ?? [];
  return [undefined, ...values.map(unsigned), ...(fact === 'a' ? values.map(signed) : [])];
}

const VALUES: Readonly<Record<string, readonly FactValue[]>> = {
  a: [true, false],
  b: [true, false],
  n: [0, 1, 2, 3],
  c: ['x', 'y', 'z'],
  d: DAYS,
};

function everyRecord(
  open: readonly (readonly [string, readonly (RecordedFact | undefined)[]])[],
): readonly FactRecord[] {
  return open.reduce<readonly FactRecord[]>(
    (records, [fact, some]) => records.flatMap((record) => some.map((value) => including(record, fact, value))),
    [ASKED],
  );
}
