import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROLES } from '../../shells/server/caller.ts';
import { MAY } from '../../shells/server/roles.ts';
import { SETTING_NAMES } from '../../shells/server/settings.ts';
import { ROOT } from '../support/knowledge.ts';

const text = readFileSync(path.join(ROOT, 'SECURITY.md'), 'utf8');
/** The sections of level 2; the list leaves the others empty, or asks them of level 3 alone. */
const SECTIONS: readonly (readonly [chapter: number, sections: readonly number[]])[] = [
  [1, [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14]],
  [2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  [3, [1, 2, 3, 4, 5, 7]],
  [4, [1, 2, 3]],
  [5, [1, 2, 3, 4, 5]],
  [6, [1, 2, 3, 4]],
  [7, [1, 2, 3, 4]],
  [8, [1, 2, 3]],
  [9, [1, 2]],
  [10, [2, 3]],
  [11, [1]],
  [12, [1, 2, 3, 4, 5, 6]],
  [13, [1, 2, 3, 4]],
  [14, [1, 2, 3, 4, 5]],
];

describe('SECURITY.md', () => {
  it('shows the table of roles as the service has it', () => {
    const rows = [...text.matchAll(/^\| `([a-z.]+)`\s*\| (.*?)\s*\|$/gmu)].map(([, route = '', roles = '']) => [
      route,
      roles === 'everybody' ? [...ROLES].sort() : roles.split(', ').sort(),
    ]);
    expect(Object.fromEntries(rows)).toEqual(
      Object.fromEntries(Object.entries(MAY).map(([route, roles]) => [route, [...roles].sort()])),
    );
  });

  it('names every setting, and the service knows no other', () => {
    const [, section = ''] = /^## Settings$(.*?)^## /msu.exec(text) ?? [];
    const named = [...section.matchAll(/^\| ([^|]+) \|/gmu)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([A-Z_]+)`/gu)].map(([, name]) => name),
    );
    expect([...named].sort()).toEqual([...SETTING_NAMES].sort());
  });

  it('says of every section of the list where it is met, or that it is not and why', () => {
    const rows = [...text.matchAll(/^\| (\d+\.\d+) [^|]*\| (\S[^|]*?)\s*\| (\S[^|]*?)\s*\|$/gmu)];
    expect(rows.map(([, section]) => section)).toEqual(
      SECTIONS.flatMap(([chapter, sections]) => sections.map((section) => `${String(chapter)}.${String(section)}`)),
    );
    for (const [, section, state = '', where = ''] of rows) {
      expect(['met', 'partly', 'none', "the provider's", "the operator's"], section).toContain(state);
      expect(where.includes('Not met:'), section).toBe(state === 'partly');
    }
  });

  it('names no file that is not there', () => {
    const files = [...text.matchAll(/`((?:shells|core|tests|tools|\.ci)\/?[\w./-]*)`/gu)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(40);
    expect(files.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
  });
});
