import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { example, stepwise } from '../support/cli.ts';

const LINES = example('claims', 'lines.csv');
const AUTHORIZATIONS = example('claims', 'authorizations.csv');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-report-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function reported(name: string, claims: string): Promise<string> {
  const file = path.join(folder, name);
  const { err, out } = await stepwise(
    ...['audit', '--policy', 'prime-ic-0789', '--authorizations', AUTHORIZATIONS, '--report', file, claims],
  );
  expect(err).toBe('');
  expect(out).toContain(`Report: ${file}`);
  return readFileSync(file, 'utf8');
}

/** What stands in the page for a reader, without its marks. */
const words = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/gu, '')
    .replace(/<[^>]*>/gu, '\n')
    .replace(/\n+/gu, '\n');

describe('the report of an audit', () => {
  it('says what was found, by rule, month and provider, with the lines, the passages and what was set aside', async () => {
    const page = await reported('report.html', LINES);
    const text = words(page);
    expect(text).toContain('\n$46,500.00\nin question\n');
    expect(text).toContain('\n7\nfindings\non 5 lines\n');
    expect(text).toContain('\nunits &quot;-10&quot; is negative\n');
    // The bars of one rule, one provider and one month, each with its numbers.
    expect(text).toMatch(/\nNo day is billed twice\n1\n\$15,000\.00\n/u);
    expect(text).toMatch(/\n1999999984\n4\n\$30,000\.00\n/u);
    expect(text).toContain('2026-03: 2 findings, $15,000.00');
    // A month without findings stands between the others.
    expect(text).toContain('2026-02: 0 findings, $0.00');
    expect(text).toContain('shown by K1004/1@2026-02-02, K1005/1@2026-02-16, K1006/1@2026-03-01');
    expect(text).toContain('policy-prime-ic-0789 § V');
    expect(text).toContain('Rests in part on what nobody has confirmed yet');
    expect(page.match(/<svg[^>]*role="img"/gu)).toHaveLength(3);
  });

  it('is one file that asks for nothing else and runs nothing', async () => {
    const page = await reported('alone.html', LINES);
    expect(page).not.toMatch(/<script|<link|<img|@import|\bon[a-z]+=|https?:\/\/|url\((?!#)/u);
  });

  it('keeps what a file says from being read as markup', async () => {
    const claims = path.join(folder, 'marked.csv');
    writeFileSync(
      claims,
      readFileSync(LINES, 'utf8').replaceAll('1999999984', '<b onload=x>&').replaceAll('K2003', 'K2003<i>'),
    );
    const page = await reported('marked.html', claims);
    expect(page).not.toMatch(/<b onload|K2003<i>/u);
    expect(page).toContain('K2003&lt;i&gt; / 1');
  });

  it('without findings says so and draws no chart', async () => {
    const claims = path.join(folder, 'clean.csv');
    writeFileSync(claims, readFileSync(LINES, 'utf8').split('\n').slice(0, 4).join('\n'));
    const page = await reported('clean.html', claims);
    expect(words(page)).toContain('\n0\nfindings\n');
    expect(page).not.toMatch(/role="img"/u);
  });
});
