import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { example, stepwise, type Call } from '../support/cli.ts';
import { linesOfPdf, pagesOfPdf, type PdfLine } from '../support/pdf.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-packet-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const inputs = (name: string): readonly string[] => [
  ...['--chart', example('charts', `${name}.json`), '--answers', example('answers', `${name}.yaml`)],
];

/** One call with its packet, the lines of it and the bytes. */
async function packet(
  policy: string,
  name: string,
  ...more: readonly string[]
): Promise<{ call: Call; bytes: Uint8Array; lines: readonly PdfLine[] }> {
  const file = path.join(folder, `${policy}-${name}.pdf`);
  const request = name.startsWith('renewal') ? 'renewal' : 'initial';
  const given = more.includes('--chart') ? [] : inputs(name);
  const call = await stepwise(
    ...['check', '--policy', policy, '--request', request, '--on', '2026-06-15', '--packet', file],
    ...[...given, ...more],
  );
  const bytes = readFileSync(file);
  return { call, bytes, lines: linesOfPdf(bytes) };
}

const HEAD = 80;
const FOOT = 738;
const textOf = (lines: readonly PdfLine[]): string =>
  lines
    .filter(({ top }) => top > HEAD && top < FOOT)
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/gu, ' ');

describe('the packet of a request', () => {
  it('names payer, policy, drug, codes and outcome on its first page', async () => {
    const { call, lines } = await packet('fep-5.21.223', 'second-line');
    expect(call.status).toBe(0);
    expect(call.out).toMatch(/\nPacket written to .*: 5 pages to submit, 1 to keep\.\n$/u);
    const cover = textOf(lines.filter(({ page }) => page === 0));
    for (const said of [
      'Prior authorization: Imdelltra (tarlatamab-dlle)',
      'Criteria met Every criterion is met on what is recorded.',
      'To Blue Cross and Blue Shield Federal Employee Program',
      'Imdelltra, 5.21.223, version 2026-04-01 (fep-5.21.223)',
      'Dates requested 2026-06-15 to 2027-06-14',
      '1963-03-09 (63 years)',
      'C34.11',
      'J9026 (1 unit = 1 mg)',
      '55513-059-01',
      '55513005901',
    ])
      expect(cover).toContain(said);
  });

  it('says on every page whose request it is, and which page of how many', async () => {
    const { bytes, lines } = await packet('prime-ic-0789', 'second-line');
    const pages = pagesOfPdf(bytes);
    expect(pages).toBe(8);
    for (let page = 0; page < pages; page++) {
      const head = lines.filter((line) => line.page === page && line.top < HEAD).map(({ text }) => text);
      expect(head).toContain('Born 1963-03-09');
      expect(head).toContain('prime-ic-0789, initial request of 2026-06-15');
      expect(head).toContain(page < 6 ? `Page ${page + 1} of 6` : `Work sheet ${page - 5} of 2`);
    }
  });

  it('has every criterion, every caution and the letter of the determination', async () => {
    const { lines } = await packet('prime-ic-0789', 'third-line');
    const { out } = await stepwise(
      ...['check', '--policy', 'prime-ic-0789', '--request', 'initial', '--on', '2026-06-15', '--json'],
      ...inputs('third-line'),
    );
    const { determinations } = JSON.parse(out) as { determinations: { cautions: { text: string }[] }[] };
    const text = textOf(lines);
    const squeezed = text.replace(/\s/gu, '');
    const cautions = determinations[0]?.cautions ?? [];
    expect(cautions.length).toBeGreaterThan(5);
    for (const caution of cautions) expect(squeezed).toContain(caution.text.replace(/\s/gu, ''));
    expect(text).toContain('One further line of therapy has been begun since [');
    expect(text).toContain('On the facts above each criterion of the policy is met.');
    expect(text).toContain('141 billing units (computed)');
  });

  it('does not claim what the record does not show', async () => {
    const { call, lines } = await packet('prime-ic-0789', 'second-line');
    expect(call.status).toBe(20);
    const text = textOf(lines);
    expect(text).toContain('The record does not show: At least one other prior line, besides the platinum line.');
    expect(text).not.toContain('each criterion of the policy is met');
    expect(text).not.toMatch(/\bden(y|ied|ial)\b/iu);
  });

  it('asks for what is missing and leaves the letter blank there', async () => {
    const { call, lines } = await packet('fep-5.21.223', 'progression-undocumented');
    expect(call.status).toBe(10);
    const text = textOf(lines);
    expect(text).toContain('Not recorded: Progression on or after platinum.');
    expect(text).toContain('[to be completed: Progression on or after platinum]');
    expect(text).toContain('Did the disease progress on or after platinum-based chemotherapy?');
    expect(text).not.toContain('The disease progressed on or after');
  });

  it('has the same bytes for the same input, and those of --json change nothing of the answer', async () => {
    const first = await packet('fep-5.21.223', 'second-line');
    const second = await packet('fep-5.21.223', 'second-line', '--json');
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
    const { out } = await stepwise(
      ...['check', '--policy', 'fep-5.21.223', '--request', 'initial', '--on', '2026-06-15', '--json'],
      ...inputs('second-line'),
    );
    expect(second.call.out).toBe(out);
  });

  it('is written for a policy that leaves the patient out, without a letter', async () => {
    const { call, lines } = await packet('prime-ic-0789', 'medicare-part-b');
    expect(call.status).toBe(20);
    const text = textOf(lines);
    expect(text).toContain('Policy not applicable');
    expect(text).toContain('Medicare contractor: Novitas Solutions, Inc., jurisdiction L.');
    expect(text).not.toContain('letter of medical necessity');
  });

  it('renews with the response and the toxicity on record', async () => {
    const { lines } = await packet('fep-5.21.223', 'renewal-response');
    const text = textOf(lines);
    expect(text).toContain('Renewal of authorization: Imdelltra');
    expect(text).toContain('The drug has not caused unacceptable toxicity [');
  });
});

describe('what a chart may hold', () => {
  it('does not run over the page, and signs that cannot be printed are told', async () => {
    const bundle = JSON.parse(readFileSync(example('charts', 'second-line.json'), 'utf8')) as {
      entry: { resource: { resourceType: string; id: string; medicationCodeableConcept?: { text?: string } } }[];
    };
    const given = bundle.entry.find(({ resource }) => resource.resourceType === 'MedicationAdministration');
    if (given === undefined) expect.fail('the chart has an administration');
    const long = Array.from({ length: 60 }, (_, index) => {
      const resource = structuredClone(given.resource);
      resource.id = `${'x'.repeat(60)}${String(index).padStart(3, '0')}`;
      resource.medicationCodeableConcept = {
        ...resource.medicationCodeableConcept,
        text: `Carboplatin ≥ 5 王 ${'verylongword'.repeat(40)}`,
      };
      return { resource };
    });
    const chart = path.join(folder, 'long.json');
    writeFileSync(chart, JSON.stringify({ ...bundle, entry: [...bundle.entry, ...long] }));
    const { call, bytes, lines } = await packet('fep-5.21.223', 'second-line', '--chart', chart);
    expect(call.out).toContain('! Signs that it cannot print stand as [?]. Write them in by hand: Carboplatin ≥ 5 王');
    const text = textOf(lines);
    expect(text).toContain('Signs of the record that this page cannot print stand as [?]');
    expect(text).toContain('Carboplatin >= 5 [?] verylongword');
    expect(text.match(/Carboplatin >= 5 \[\?\]/gu)?.length).toBeGreaterThanOrEqual(60);
    expect(pagesOfPdf(bytes)).toBeGreaterThan(9);
    // 492 points of 10.5 point Helvetica hold no 150 characters of any word of a chart.
    for (const line of lines) expect(line.text.length).toBeLessThan(150);
    for (const { top } of lines) expect(top).toBeLessThan(770);
  });
});

describe('a packet goes to one payer', () => {
  it('several policies are bad input, and nothing is written', async () => {
    const file = path.join(folder, 'two.pdf');
    const call = await stepwise(
      ...['check', '--policy', 'prime-ic-0789,fep-5.21.223', '--request', 'initial', '--packet', file],
      ...inputs('second-line'),
    );
    expect(call).toEqual({
      status: 2,
      out: '',
      err: '--packet: a packet goes to one payer, and 2 policies are named. Call once for each of: prime-ic-0789, fep-5.21.223\n',
    });
    expect(() => readFileSync(file)).toThrow();
  });

  it('is not written over the chart or the answers that it is made of', async () => {
    const answers = path.join(folder, 'own.yaml');
    writeFileSync(answers, 'disease.stage: extensive\n');
    const { status, err } = await stepwise(
      ...['check', '--policy', 'fep-5.21.223', '--request', 'initial', '--on', '2026-06-15'],
      ...['--answers', answers, '--packet', answers],
    );
    expect(status).toBe(2);
    expect(err).toContain('is read by this call, and would be written over');
    expect(readFileSync(answers, 'utf8')).toBe('disease.stage: extensive\n');
  });

  it('a file that cannot be written is bad input', async () => {
    const file = path.join(folder, 'none', 'a.pdf');
    const call = await stepwise(
      ...['check', '--policy', 'fep-5.21.223', '--request', 'initial', '--on', '2026-06-15', '--packet', file],
      ...inputs('second-line'),
    );
    expect(call.status).toBe(2);
    expect(call.out).toBe('');
    expect(call.err).toBe(
      `${file}: the file cannot be written. Name a file in a folder that exists and that you may write to\n`,
    );
  });
});

describe('check says the cautions of the benefit once somebody has recorded a fact of it', () => {
  it.each([
    ['', []],
    ['benefit.channel: specialty-pharmacy', ['specialty-pharmacy-bills-drug', 'benefit-not-recorded']],
  ])('%j: %j', async (line, wanted) => {
    const answers = path.join(folder, 'benefit.yaml');
    writeFileSync(answers, `${readFileSync(example('answers', 'second-line.yaml'), 'utf8')}\n${line}\n`);
    const { status, out } = await stepwise(
      ...['check', '--policy', 'fep-5.21.223', '--request', 'initial', '--on', '2026-06-15', '--json'],
      ...['--chart', example('charts', 'second-line.json'), '--answers', answers],
    );
    expect(status).toBe(0);
    const { determinations } = JSON.parse(out) as {
      determinations: { cautions: { id: string; facts?: string[] }[] }[];
    };
    const about = determinations[0]?.cautions.filter(({ facts }) => facts?.some((fact) => fact.startsWith('benefit.')));
    expect(about?.map(({ id }) => id)).toEqual(wanted);
  });
});
