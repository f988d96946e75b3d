import { describe, expect, it } from 'vitest';
import type { VerifyReport } from '../../shells/knowledge/verify.ts';
import { stepwise } from '../support/cli.ts';
import { HAS_SOURCES, SOURCES } from '../support/sources.ts';

describe.skipIf(!HAS_SOURCES)('the documents say what the rules cite (needs copies of the documents)', () => {
  it('every fingerprint is found, and nothing of the two policies is unaccounted for', async () => {
    const { status, out, err } = await stepwise('knowledge', 'verify', '--sources', SOURCES, '--json');
    expect(err).toBe('');
    const { documents, missing } = JSON.parse(out) as VerifyReport;
    expect(missing).toEqual([]);
    for (const { source, stale, lostSections, found } of documents) {
      expect({ source, stale, lostSections }).toEqual({ source, stale: [], lostSections: [] });
      expect(found).toBeGreaterThan(0);
    }
    const policies = documents.filter(({ complete }) => complete);
    expect(policies.map(({ source, passages }) => [source, passages.unaccounted])).toEqual([
      ['policy-fep-5.21.223', 0],
      ['policy-prime-ic-0789', 0],
    ]);
    for (const { passages } of policies) {
      expect(passages.withRule).toBeGreaterThan(20);
      expect(passages.notEncoded).toBeGreaterThan(20);
    }
    expect(status).toBe(0);
  });

  it('prints the citation of a phrase', async () => {
    const phrase = ['--source', 'policy-fep-5.21.223', '--phrase', 'Duration 12 months'];
    const { status, out } = await stepwise('knowledge', 'cite', '--sources', SOURCES, ...phrase);
    expect(status).toBe(0);
    expect(out).toMatch(
      /^\{ source: policy-fep-5\.21\.223, section: guidelines, words: 3, fingerprint: '[0-9a-f]{16}' \}\n$/u,
    );
  });
});
