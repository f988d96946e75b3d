import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { audited } from '../../tools/audit-answer.ts';
import { notAllowed, type LockedPackage } from '../../tools/licences.ts';
import { ROOT } from '../support/knowledge.ts';

describe('the licences of packages', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['WTFPL OR ISC', true],
    ['(MIT AND Zlib)', true],
    ['MIT AND GPL-3.0', false],
    ['GPL-3.0', false],
    ['AGPL-3.0-only', false],
    ['UNLICENSED', false],
    ['SEE LICENSE IN LICENSE.md', false],
  ])('"%s" is allowed: %s', (license, is) => {
    expect(notAllowed({ '': { license: 'Apache-2.0' }, 'node_modules/a/node_modules/b': { license } })).toEqual(
      is ? [] : [`b: ${license}`],
    );
  });

  it('that nobody tells are not allowed', () => {
    expect(notAllowed({ 'node_modules/a': {} })).toEqual(['a: no licence told']);
  });

  it('of this project are all allowed', () => {
    const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Readonly<Record<string, LockedPackage>>;
    };
    expect(Object.keys(packages).length).toBeGreaterThan(300);
    expect(notAllowed(packages)).toEqual([]);
  });
});

describe('the audit of packages', () => {
  const answer = (high: number, critical: number): unknown => ({
    auditReportVersion: 2,
    metadata: { vulnerabilities: { info: 0, low: 1, moderate: 2, high, critical, total: 3 + high + critical } },
  });

  it.each([
    [1, 0],
    [0, 1],
    [3, 2],
  ])('stops a release at %i high and %i critical findings', (high, critical) => {
    expect(audited(answer(high, critical))).toEqual({
      line: `the audit found 0 info, 1 low, 2 moderate, ${String(high)} high, ${String(critical)} critical: see npm audit --omit dev`,
      stops: true,
    });
  });

  it('lets lesser findings pass, and tells them', () => {
    expect(audited(answer(0, 0))).toEqual({
      line: 'audit: 0 info, 1 low, 2 moderate, 0 high, 0 critical',
      stops: false,
    });
  });

  it.each([undefined, null, {}, { error: { code: 'ENOAUDIT' } }, { message: 'no', metadata: {} }])(
    'is told as not done where the answer is %j',
    (none) => {
      expect(audited(none)).toEqual({
        line: 'audit: NOT DONE, no registry answered it; ask one before a release',
        stops: false,
      });
    },
  );
});
