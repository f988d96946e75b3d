import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  answerOf,
  billingWith,
  BOTH,
  claim,
  CLINIC,
  inFolder,
  NOW,
  officeCourse,
  PATIENT,
  without,
  type Tree,
} from '../support/billing-files.ts';
import { foundIn } from '../support/claim-files.ts';
import { stepwiseAt } from '../support/cli.ts';

describe('what the billing file does not say is asked for and never made up', () => {
  it.each(['837p', '837i', 'cms1500', 'fhir'])('%s without a billing file is not written', async (format) => {
    const answer = await claim('--dose', 'C1D8', '--format', format, '--json');
    expect(answer.status).toBe(10);
    const { ready, document, needed } = answerOf(answer);
    expect([ready, document]).toEqual([false, null]);
    const facts = needed.map(({ fact }) => fact);
    expect(facts).toContain('billing.subscriber.memberId');
    expect(facts).toContain('billing.payer.name');
    expect(facts).toContain('billing.billingProvider.npi');
    expect(facts).toContain('billing.claim.serviceLines');
    const text = (await claim('--dose', 'C1D8', '--format', format)).out;
    expect(text).toContain(`${format}  Not written: ${needed.length} answers are missing`);
    expect(text).toContain('  subscriber.memberId: Which member id stands on the insurance card?');
    expect(text).not.toMatch(/ISA\*|resourceType|CMS-1500/u);
  });

  it.each([
    ['837i', 'payer.id'],
    ['837i', 'billingProvider.address'],
    ['837i', 'claim.patientStatus'],
    ['837i', 'attendingProvider.npi'],
    ['837p', 'renderingProvider.npi'],
    ['837p', 'interchange.controlNumber'],
    ['837p', 'claim.providerSignature'],
    ['cms1500', 'claim.relatedTo'],
    ['cms1500', 'billingProvider.phone'],
    ['fhir', 'patient.relationship'],
  ])('%s without %s: that alone is asked', async (format, key) => {
    const [part = '', name = ''] = key.split('.');
    const billing = billingWith((whole) => ({ ...whole, [part]: without(whole[part], name) }));
    const { needed } = answerOf(await claim('--dose', 'C1D8', '--format', format, '--billing', billing, '--json'));
    expect(needed.map(({ fact }) => fact)).toEqual([`billing.${key}`]);
  });

  it('a charge, a revenue code, a ZIP code of five digits, a coder’s word', async () => {
    const needed = async (format: string, change: (billing: Tree) => Tree): Promise<readonly string[]> =>
      answerOf(
        await claim('--dose', 'C1D8', '--format', format, '--billing', billingWith(change), '--json'),
      ).needed.map(({ fact }) => fact);
    expect(await needed('837i', (whole) => ({ ...whole, charges: without(whole['charges'], 'J9026') }))).toEqual([
      'billing.charges.J9026',
    ]);
    const short = (whole: Tree): Tree => {
      const provider = whole['billingProvider'] as Tree;
      return {
        ...whole,
        billingProvider: { ...provider, address: { ...(provider['address'] as Tree), zip: '22030' } },
      };
    };
    expect(await needed('837i', short)).toEqual(['billing.billingProvider.address.zip']);
    expect(await needed('cms1500', short)).toEqual([]);
    expect(await needed('837i', (whole) => ({ ...whole, claim: without(whole['claim'], 'serviceLines') }))).toEqual([
      'billing.claim.serviceLines',
    ]);
  });

  it('a dependent has a name and an address, and the subscriber birth date and sex of their own', async () => {
    const billing = billingWith((whole) => ({ ...whole, patient: { relationship: 'child' } }));
    const { needed } = answerOf(await claim('--dose', 'C1D8', '--format', 'cms1500', '--billing', billing, '--json'));
    expect(needed.map(({ fact }) => fact)).toEqual([
      'billing.subscriber.birthDate',
      'billing.subscriber.sex',
      'billing.patient.name',
      'billing.patient.address',
    ]);
  });

  it('where course and billing file differ, a person decides', async () => {
    const billing = billingWith((whole) => ({
      ...whole,
      subscriber: { ...(whole['subscriber'] as Tree), birthDate: '1958-03-10' },
      renderingProvider: { ...(whole['renderingProvider'] as Tree), npi: '1987654328' },
    }));
    const { needed, document } = answerOf(
      await claim('--dose', 'C1D8', '--format', '837p', '--billing', billing, '--json'),
    );
    expect(document).toBeNull();
    expect(needed.map(({ ask }) => ask)).toEqual([
      'The course has the birth date 1958-03-09, the billing file 1958-03-10. Which is right?',
      expect.stringContaining('The course names the prescriber 1999999984, the billing file 1987654328') as string,
    ]);
  });

  it('a professional setting is no hospital bill', async () => {
    const call = await stepwiseAt(
      NOW,
      'claim',
      '--course',
      officeCourse(),
      '--dose',
      'C1D8',
      '--format',
      '837i',
      '--billing',
      BOTH,
      '--json',
    );
    expect(answerOf(call).needed.map(({ fact }) => fact)).toEqual(
      expect.arrayContaining(['setting', 'billing.revenueCodes.J9026']) as string[],
    );
  });
});

describe('files', () => {
  it('--out writes the file alone, in one line, and says what is in it', async () => {
    const out = inFolder('claim.837');
    const { status, out: text } = await claim('--dose', 'C1D8', '--format', '837i', '--billing', BOTH, '--out', out);
    expect(status).toBe(0);
    expect(text.split('\n').slice(0, 2)).toEqual([`Written to ${out}`, '  EX0001  C1D8  2 lines  17400.00 USD']);
    const written = readFileSync(out, 'utf8');
    expect(written).not.toContain('\n');
    const [only, ...more] = await foundIn(written);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ kind: 'claim', claimId: 'EX0001', chargeCents: 1_740_000 });
  });

  it('an incomplete claim is written with --draft only, says test, and is no whole claim to a reader', async () => {
    const out = inFolder('draft.837');
    const production = billingWith((whole) => ({
      ...without(whole, 'charges'),
      interchange: { controlNumber: 7, usage: 'production' },
    }));
    const args = ['--dose', 'C1D8', '--format', '837i', '--billing', production, '--out', out];
    expect((await claim(...args)).status).toBe(10);
    expect(existsSync(out)).toBe(false);
    const { status, out: text } = await claim(...args, '--draft');
    expect(status).toBe(10);
    expect(text).toContain(`Written to ${out}, as a draft: it may not go out`);
    const written = readFileSync(out, 'utf8');
    expect(written.slice(102, 103)).toBe('T');
    expect((await foundIn(written)).map(({ kind }) => kind)).toEqual(['reject']);
  });

  it('several doses are several claims, each with its own number', async () => {
    const { out } = await claim('--format', '837i', '--billing', BOTH);
    const claims = await foundIn(out);
    expect(claims.map((one) => one.kind === 'claim' && [one.claimId, one.chargeCents])).toEqual([
      ['EX0001-C1D1', 210_000],
      ['EX0001-C1D8', 1_740_000],
      ['EX0001-C1D15', 1_740_000],
      ['EX0001-C2D1', 1_740_000],
    ]);
  });

  it.each([
    [
      'a file that is read would be written over',
      ['--format', '837i', '--billing', BOTH, '--out', PATIENT],
      /patient\.yaml is read by this call/u,
    ],
    ['a form is wanted', ['--billing', BOTH], /^--billing: it goes with a claim form/u],
    [
      'a file that is not there',
      ['--format', '837i', '--billing', 'nowhere.yaml'],
      /^nowhere\.yaml: the file given with --billing cannot be read/u,
    ],
    [
      'one part in two files',
      ['--format', '837i', '--billing', `${CLINIC},${CLINIC}`],
      /"submitter" stands in .*clinic\.yaml as well/u,
    ],
  ])('%s', async (_what, args, message) => {
    const { status, out, err } = await claim(...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  it.each<[string, (billing: Tree) => Tree, RegExp]>([
    [
      'an unknown key',
      (whole) => ({ ...whole, payr: {} }),
      /:\d+:1: the key "payr" is not known here\. Did you mean "payer"\?/u,
    ],
    [
      'a wrong check digit',
      (whole) => ({ ...whole, renderingProvider: { npi: '1999999985' } }),
      /renderingProvider\.npi: the check digit of this NPI is wrong/u,
    ],
    [
      'an amount without cents',
      (whole) => ({ ...whole, charges: { J9026: '1700' } }),
      /charges\.J9026: an amount is dollars, a point and two digits/u,
    ],
    [
      'a text that cuts the file',
      (whole) => ({ ...whole, payer: { ...(whole['payer'] as Tree), name: 'A*B' } }),
      /NM103 "A\*B": "\*" cuts the file into its parts/u,
    ],
    [
      'a sign that X12 has not',
      (whole) => ({ ...whole, payer: { ...(whole['payer'] as Tree), name: 'Santé' } }),
      /NM103 "Santé": "é" is no character of an X12 file/u,
    ],
  ])('%s is bad input with its place', async (_what, change, message) => {
    const { status, out, err } = await claim('--dose', 'C1D8', '--format', '837i', '--billing', billingWith(change));
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});
