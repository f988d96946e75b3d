import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepwise, type Call } from '../support/cli.ts';
import { ROOT } from '../support/knowledge.ts';

/** From the text of a document to a policy that answers, as the guide "Encode a policy" goes. */
let folder: string;
const TEXT = path.join(ROOT, 'examples', 'documents', 'example-policy.txt');
const home = (name: string): string => path.join(folder, 'payers', 'example-health', 'tarlatamab', name);
const files = (): string[] => ['2026-07-01.yaml', 'cases.yaml', 'not-encoded.yaml'].map(home);

const begin = (...more: readonly string[]): Promise<Call> => stepwise('policy', 'new', '--knowledge', folder, ...more);
const options = (given: Readonly<Record<string, string>>): string[] =>
  Object.entries({
    text: TEXT,
    id: 'example-onc-12',
    payer: 'example-health',
    'payer-name': 'Example Health Plan',
    title: 'ONC-12',
    from: '2026-07-01',
    ...given,
  }).flatMap(([name, value]) => [`--${name}`, value]);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-policy-new-'));
  cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What an author writes over the gaps: the first suggestion of each entry, and words of one's own. */
function filled(text: string): string {
  const governs = /^ {4}- \{ source: .*section: header.*$/mu.exec(text)?.[0].trim() ?? '';
  return text
    .replaceAll(/( +)# p\d+:.*\n((?: +# {3}fact: .*\n)*)( +- id: .*\n)( +)text: !.*\n +fact: !.*\n/gu, (...found) => {
      const [, , suggested = '', id = '', indent = ''] = found as string[];
      const [, fact = 'infection.active-systemic', kind = 'is', value = 'no'] =
        /fact: (\S+), ([\w-]+): (.*)/u.exec(suggested) ?? [];
      return `${id}${indent}text: Asked for\n${indent}fact: ${fact}\n${indent}${kind}: ${value}\n`;
    })
    .replaceAll(/( +)# Suggestion, to be checked: months: (\d+) .*\n +months: !.*\n/gu, '$1months: $2\n')
    .replace(/lines: !\S+ ''/u, 'lines: [commercial]')
    .replace(/lineRequired: !\S+ ''/u, 'lineRequired: false')
    .replaceAll(/cite: !\S+ ''/gu, `cite: [${governs.replace(/^- /u, '').replace(/ #.*$/u, '')}]`)
    .replace(/cautions: !\S+ ''/u, 'cautions: []');
}

const INITIAL = [
  'patient.birth-date: 1958-03-02',
  'disease.diagnosis: sclc',
  'therapy.progressed-on-or-after-platinum: yes',
  'performance.ecog: 2',
  'infection.active-systemic: no',
  'cns.untreated-or-symptomatic-metastases: no',
  'plan.step-up-dosing: yes',
];
const RENEWAL = ['response.status: stable', 'toxicity.unacceptable: no'];
const asFacts = (lines: readonly string[]): string => `facts: { ${lines.join(', ')} }`;

describe('policy new', () => {
  it('writes nothing with --dry-run, and says what it would write', async () => {
    const { status, out } = await begin(...options({}), '--dry-run');
    expect(status).toBe(0);
    expect(out).toContain('Nothing is written (--dry-run)');
    expect(files().some((file) => existsSync(file))).toBe(false);
  });

  it('lists each passage with its lines, its first words on the terminal only, and the citation to paste', async () => {
    const { status, out } = await begin(...options({}));
    expect(status).toBe(0);
    expect(out).toContain('p18  line 28, item  "d. ECOG performance status is no more than 2."');
    expect(out).toMatch(
      /\{ source: policy-example-onc-12, section: 3-criteria-first, words: 9, fingerprint: '\w{16}' \}/u,
    );
    for (const file of files()) expect(readFileSync(file, 'utf8')).not.toContain('ECOG performance status is');
  });

  it('what it began does not load: every gap is named with its line, and nobody is approved', async () => {
    const { status, out, err } = await stepwise('policy', 'lint', '--knowledge', folder);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    const named = err.trim().split('\n');
    expect(named.every((line) => /:\d+:\d+: still to be filled: [a-z]/u.test(line))).toBe(true);
    const text = files()
      .map((file) => readFileSync(file, 'utf8'))
      .join('');
    expect(named).toHaveLength([...text.matchAll(/: ![a-z]/gu)].length);
  });

  it('writes over no file, and names those that are there', async () => {
    const before = readFileSync(home('cases.yaml'), 'utf8');
    const { status, err } = await begin(...options({ id: 'example-onc-13' }));
    expect(status).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(3);
    expect(err).toContain('cases.yaml: this file is there already, and nothing was written');
    expect(readFileSync(home('cases.yaml'), 'utf8')).toBe(before);
    expect(existsSync(path.join(folder, 'sources', 'policy-example-onc-13.yaml'))).toBe(false);
  });

  it('filled in, it loads, its examples come out, and it answers', async () => {
    writeFileSync(home('2026-07-01.yaml'), filled(readFileSync(home('2026-07-01.yaml'), 'utf8')));
    const cases = readFileSync(home('cases.yaml'), 'utf8')
      .replace(/facts: !write-\S+initial\S+ ''/u, asFacts(INITIAL))
      .replace(/facts: !write-\S+renewal\S+ ''/u, asFacts(RENEWAL));
    writeFileSync(home('cases.yaml'), cases);
    const lint = await stepwise('policy', 'lint', 'example-onc-12', '--knowledge', folder, '--json');
    expect(lint.err).toBe('');
    expect(JSON.parse(lint.out)).toMatchObject({ examples: 3, failed: [] });

    const answers = path.join(folder, 'answers.yaml');
    const check = async (lines: readonly string[]): Promise<unknown> => {
      writeFileSync(answers, lines.join('\n'));
      const given = ['--policy', 'example-onc-12', '--request', 'initial', '--answers', answers, '--on', '2026-07-10'];
      const { out } = await stepwise('check', '--knowledge', folder, ...given, '--json');
      return (JSON.parse(out) as { determinations: unknown[] }).determinations[0];
    };
    expect(await check(INITIAL)).toMatchObject({ outcome: 'criteria-met', authorization: { months: 6 } });
    const over = INITIAL.map((line) => line.replace('ecog: 2', 'ecog: 3'));
    expect(await check(over)).toMatchObject({ outcome: 'criteria-not-met' });
    expect(await check(INITIAL.slice(1))).toMatchObject({ outcome: 'information-needed' });
  });

  it('the document is accounted for, and what is left to be read is counted down by the rules that cite it', async () => {
    const sources = path.join(ROOT, 'examples', 'documents');
    const { out } = await stepwise('knowledge', 'verify', '--knowledge', folder, '--sources', sources, '--json');
    const { documents } = JSON.parse(out) as { documents: { source: string }[] };
    expect(documents).toMatchObject([
      { source: 'policy-example-onc-12', stale: [], lostSections: [], unaccounted: [], toBeRead: 26 },
    ]);
  });
});

describe('policy new refuses', () => {
  const given = (name: string, bytes: Uint8Array | string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    return file;
  };
  const fresh = { id: 'fresh-1', payer: 'fresh', 'payer-name': 'Fresh' };

  it.each([
    ['a file without a word', ' \n\f\n', /: the text holds no word\. A scanned document/u],
    ['a PDF', '%PDF-1.7\n', /: this is a PDF, and a plain text is wanted\. .*pdftotext -layout/u],
    ['another encoding', Uint8Array.from([0x63, 0xe9, 0x20]), /: the text is not in UTF-8\. Save it as UTF-8/u],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x61, 0]), /: the text is not in UTF-8/u],
    ['a binary file', Uint8Array.from([0x61, 0, 0x62]), /: this is no plain text/u],
    ['25 MB', 'a '.repeat(12_500_000), /: the file is larger than 2 MB/u],
  ])('%s', async (_name, bytes, message) => {
    const { status, out, err } = await begin(...options({ ...fresh, text: given('given.txt', bytes) }));
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('a drug whose own files are at fault, with the faults', async () => {
    const broken = path.join(folder, 'drugs', 'broken', 'drug.yaml');
    mkdirSync(path.dirname(broken));
    writeFileSync(broken, 'id: broken\n');
    try {
      const { status, err } = await begin(...options({ ...fresh, drug: 'broken' }));
      expect(status).toBe(2);
      expect(err).toMatch(/drugs\/broken\/drug\.yaml:1:1: name: /u);
      expect(err).not.toContain('there is no drug');
    } finally {
      rmSync(path.dirname(broken), { recursive: true });
    }
  });

  it('a missing file, a folder', async () => {
    expect((await begin(...options({ ...fresh, text: path.join(folder, 'none.txt') }))).err).toContain(
      'cannot be read',
    );
    expect((await begin(...options({ ...fresh, text: folder }))).err).toContain('this is no file');
  });

  it('every wrong option at once: an id that is held or none, an unknown drug, a day that does not exist', async () => {
    const wrong = {
      id: 'fep-5.21.223',
      payer: 'New Payer',
      'payer-name': '',
      title: ' ',
      from: '2026-02-30',
      drug: 'nonesuch',
    };
    const { status, err } = await begin(...options(wrong));
    expect(status).toBe(2);
    expect(err).toContain('--payer: "New Payer" is not an id');
    expect(err).toContain('--id: the policy "fep-5.21.223" is held already');
    expect(err).toContain('--payer-name: no policy of the payer "New Payer" is held');
    expect(err).toContain('--title: the title is empty');
    expect(err).toContain('--from: "2026-02-30" is not a day of the calendar');
    expect(err).toMatch(/--drug: there is no drug "nonesuch"\. .*a drug is added as a folder/u);
  });

  it.each([
    ['one endless word', 'a'.repeat(1_900_000)],
    ['two words with a gap of a million spaces', `x${' '.repeat(1_000_000)}y`],
    ['lines of half a million letters at the heads of its pages', `${'b'.repeat(500_000)}\fx\n${'b'.repeat(500_000)}`],
  ])('nothing, and comes to its end with %s', async (_name, content) => {
    const text = given('endless.txt', content);
    const { status, err } = await begin(...options({ ...fresh, text }), '--dry-run');
    expect({ status, err }).toEqual({ status: 0, err: '' });
  });

  it('a thousand headings: what stands behind the first 500 belongs to the last of them', async () => {
    const content = Array.from({ length: 1000 }, (_, at) => `CRITERIA ${at}\n\nsame words\n\n`).join('');
    const { out } = await begin(...options({ ...fresh, text: given('heads.txt', content) }), '--dry-run', '--json');
    expect((JSON.parse(out) as { readonly sections: readonly unknown[] }).sections).toHaveLength(500);
  });

  it('a sentence for a heading because its script has no capitals', async () => {
    const sentence = '患者は十八歳以上でなければならず広範期小細胞肺癌と診断されている必要があります';
    const text = given('script.txt', `${sentence}\n\n患者は治療に反応している\n`);
    const { out } = await begin(...options({ ...fresh, text }), '--dry-run', '--json');
    expect(JSON.parse(out)).toMatchObject({ sections: [{ id: 'document', title: 'The document' }] });
  });

  it('nothing where no heading is found: the document is one section', async () => {
    const text = given('plain.txt', 'the drug is paid for where a doctor asks for it, and that is all there is to say');
    const { status, out } = await begin(...options({ ...fresh, text }), '--dry-run', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ sections: [{ id: 'document', start: null }], passages: [{ id: 'p1' }] });
  });
});
