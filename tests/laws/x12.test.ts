import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClaimForms } from '../../shells/claim-forms/forms.ts';
import type { Claim837, Form837, Reject837 } from '../../shells/x12/claim-line.ts';
import { USUAL, type Delimiters } from '../../shells/x12/delimiters.ts';
import { read837 } from '../../shells/x12/read837.ts';
import { write837 } from '../../shells/x12/write837.ts';
import { anyForms } from '../support/claim-forms.ts';

const NOW = '2026-11-21T08:30:00-05:00';
const RUNS = 40;
const form = fc.constantFrom<Form837>('professional', 'institutional');
const formsOf = (kind: Form837): fc.Arbitrary<ClaimForms> => anyForms(kind === 'institutional');
const both = form.chain((kind) => formsOf(kind).map((forms) => ({ kind, forms })));

function segmentsOf(
  { kind, forms }: { readonly kind: Form837; readonly forms: ClaimForms },
  delimiters?: Delimiters,
): readonly string[] {
  const written = write837(forms, kind, NOW, delimiters);
  return written.ok ? written.segments : expect.fail(JSON.stringify(written.unwritable));
}

interface Found {
  readonly claims: readonly Claim837[];
  readonly rejects: readonly Reject837[];
}

async function read(chunks: readonly (string | Uint8Array)[]): Promise<Found> {
  const claims: Claim837[] = [];
  const rejects: Reject837[] = [];
  for await (const one of read837(chunks, 'f.837')) {
    if (one.kind === 'claim') claims.push(one);
    else rejects.push(one);
  }
  return { claims, rejects };
}

/** What a reader has to find again of forms that were written. */
function expected({ billing, patient, claims }: ClaimForms, kind: Form837): readonly unknown[] {
  const professional = kind === 'professional';
  return claims.map((claim) => ({
    claimId: claim.number,
    memberId: billing.subscriber?.memberId,
    billingNpi: billing.billingProvider?.npi,
    payer: { id: billing.payer?.id, name: billing.payer?.name },
    birthDate: patient.birthDate,
    chargeCents: claim.chargeCents,
    diagnoses: claim.diagnoses,
    lines: claim.lines.map((line) => ({
      number: line.number,
      date: claim.dateOfService,
      hcpcs: line.code,
      modifiers: line.modifiers,
      units: line.units,
      chargeCents: line.chargeCents,
      ndc11: line.drug?.ndc11 ?? null,
      ndcUnit: line.drug?.unit ?? null,
      ndcQuantity: line.drug?.quantity ?? null,
      pointers: line.pointers,
      diagnoses: professional ? line.pointers.map((at) => claim.diagnoses[at - 1]) : claim.diagnoses,
      placeOfService: line.placeOfService,
      revenueCode: line.revenueCode,
      authorization: claim.authorization,
      renderingNpi: professional ? billing.renderingProvider?.npi : null,
    })),
  }));
}

function told(claims: readonly Claim837[]): readonly unknown[] {
  return claims.map(({ claimId, memberId, billingNpi, payer, patient, chargeCents, diagnoses, lines }) => ({
    ...{ claimId, memberId, billingNpi, payer, birthDate: patient.birthDate, chargeCents, diagnoses },
    lines: lines.map(({ segment, dateTo, unitOf, controlNumber, ...line }) => {
      expect([segment > 0, dateTo, unitOf, controlNumber?.length ?? 0]).toEqual([
        true,
        line.date,
        'UN',
        expect.any(Number),
      ]);
      return line;
    }),
  }));
}

describe('the laws of claim files', () => {
  it('any claim that is written is read again the same', async () => {
    await fc.assert(
      fc.asyncProperty(both, async ({ kind, forms }) => {
        const { claims, rejects } = await read(segmentsOf({ kind, forms }));
        expect(rejects).toEqual([]);
        expect(told(claims)).toEqual(expected(forms, kind));
      }),
      { numRuns: RUNS },
    );
  });

  it('neither the delimiters, nor line ends between segments, nor the pieces in which a file arrives change what is read', async () => {
    const delimiters = fc.constantFrom<Delimiters>(
      USUAL,
      { element: '|', repetition: '^', component: '>', segment: '\n' },
      { element: '*', repetition: '{', component: '<', segment: '\r' },
      { element: '\u001d', repetition: '\u001f', component: ':', segment: '\u001c' },
    );
    const between = fc.constantFrom('', '\n', '\r\n', ' \n\n');
    await fc.assert(
      fc.asyncProperty(
        both,
        delimiters,
        between,
        fc.integer({ min: 1, max: 300 }),
        fc.boolean(),
        async (made, signs, gap, size, mark) => {
          const text = `${mark ? '\uFEFF' : ''}${segmentsOf(made, signs).join(gap)}${gap}`;
          const bytes = new TextEncoder().encode(text);
          const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
            bytes.subarray(index * size, (index + 1) * size),
          );
          expect(await read(pieces)).toEqual(await read(segmentsOf(made)));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('a text that holds a delimiter, or a character that X12 has not, is not written', () => {
    const sign = fc.constantFrom('*', ':', '~', '^', 'é', '\u0007', '漢');
    fc.assert(
      fc.property(both, sign, ({ kind, forms }, held) => {
        const payer = { ...forms.billing.payer, name: `A${held}B` };
        const written = write837({ ...forms, billing: { ...forms.billing, payer } }, kind, NOW);
        expect(written).toEqual({
          ok: false,
          unwritable: [{ place: 'NM103', text: `A${held}B`, what: expect.stringContaining(`"${held}"`) as string }],
        });
      }),
      { numRuns: RUNS },
    );
  });

  const lossless = async (made: { kind: Form837; forms: ClaimForms }, changed: readonly string[]): Promise<Found> => {
    const before = await read(segmentsOf(made));
    const after = await read(changed);
    const kept = new Set(after.claims.map((claim) => JSON.stringify(told([claim]))));
    const lost = before.claims.filter((claim) => !kept.has(JSON.stringify(told([claim]))));
    // What is not given as it was is told of, with file and segment.
    if (lost.length > 0) expect(after.rejects).not.toEqual([]);
    for (const { file, segment, faults } of after.rejects) {
      expect(file).toBe('f.837');
      expect(segment).toBeGreaterThan(0);
      for (const { what, mend } of faults) expect([what, mend]).not.toContain('');
    }
    return after;
  };

  it('a file that is cut off anywhere loses nothing silently', async () => {
    await fc.assert(
      fc.asyncProperty(both, fc.nat(), async (made, at) => {
        const text = segmentsOf(made).join('');
        const { rejects } = await lossless(made, [text.slice(0, at % text.length)]);
        expect(rejects).not.toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('a segment left out, doubled, renamed or in small letters is told of', async () => {
    const change = fc.constantFrom('left out', 'doubled', 'renamed', 'in small letters');
    await fc.assert(
      fc.asyncProperty(both, fc.nat(), change, async (made, at, how) => {
        const segments = segmentsOf(made);
        const index = at % segments.length;
        const one = segments[index] ?? '';
        const changed = {
          'left out': segments.toSpliced(index, 1),
          doubled: segments.toSpliced(index, 0, one),
          renamed: segments.with(index, `X${one.slice(1)}`),
          'in small letters': segments.with(index, one.toLowerCase()),
        }[how];
        const { claims, rejects } = await lossless(made, changed);
        expect(rejects).not.toEqual([]);
        // Nobody is billed for what stood in the file of another.
        const members = new Set(claims.map(({ memberId }) => memberId));
        expect([...members]).toEqual(claims.length === 0 ? [] : [made.forms.billing.subscriber?.memberId]);
      }),
      { numRuns: RUNS * 2 },
    );
  });

  it('whatever stands in a file, reading it ends, and what is no claim is told of', async () => {
    await fc.assert(
      fc.asyncProperty(
        both,
        fc.array(fc.tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 6 }),
        async (made, changes) => {
          const text = changes.reduce((before, [at, put]) => {
            const place = at % (before.length + 1);
            return `${before.slice(0, place)}${put}${before.slice(place + put.length)}`;
          }, segmentsOf(made).join(''));
          const { claims, rejects } = await read([text]);
          expect(claims.length + rejects.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: RUNS * 2 },
    );
  });

  it('a file behind another is read as by itself', async () => {
    await fc.assert(
      fc.asyncProperty(both, both, async (first, second) => {
        const [one, two] = [
          segmentsOf(first),
          segmentsOf(second, { element: '|', repetition: '^', component: '>', segment: '\n' }),
        ];
        const [a, b, together] = [await read(one), await read(two), await read([...one, '\r\n', ...two])];
        expect(together.rejects).toEqual([]);
        expect(told(together.claims)).toEqual(told([...a.claims, ...b.claims]));
      }),
      { numRuns: RUNS },
    );
  });
});
