import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROLES } from '../../shells/server/caller.ts';
import { MAY } from '../../shells/server/roles.ts';
import { settingsOf } from '../../shells/server/settings.ts';
import { ROOT } from '../support/knowledge.ts';

const text = readFileSync(path.join(ROOT, 'SECURITY.md'), 'utf8');
const SETTINGS = [
  ...['DATABASE_URL', 'STEPWISE_DATA', 'STEPWISE_HOST', 'STEPWISE_PORT', 'STEPWISE_ORIGIN', 'STEPWISE_KNOWLEDGE'],
  ...['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'STEPWISE_PEOPLE', 'STEPWISE_CLIENTS'],
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
    for (const name of SETTINGS) expect(text).toContain(`\`${name}\``);
    const given = {
      ...{ DATABASE_URL: 'postgres://a@127.0.0.1/b', OIDC_ISSUER: 'https://issuer.example', OIDC_CLIENT_ID: 'a' },
      ...{ OIDC_CLIENT_SECRET: 'b', STEPWISE_ORIGIN: 'https://a.example', STEPWISE_PEOPLE: 'p', STEPWISE_CLIENTS: 'c' },
    };
    expect(Object.keys(settingsOf(given)).sort()).toEqual([...SETTINGS].sort());
  });

  it('says of every chapter where it is met, or that it is not', () => {
    const chapters = [...text.matchAll(/^\| V(\d+) [^|]*\| (\S[^|]*?)\s*\| (\S[^|]*?)\s*\|$/gmu)];
    expect(chapters.map(([, number]) => Number(number))).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
    for (const [, , state = '', where = ''] of chapters)
      expect(state !== 'partly' || where.includes('Not met:')).toBe(true);
  });
});
