import { defineConfig } from 'vitest/config';

/** Dates are days and moments, never a machine's local time: everything has to come out the same on both sides of the date line. */
const ZONES = ['UTC', 'America/New_York', 'Pacific/Apia'];

/** Long, and of days and moments only what the laws try in every zone. */
const ONCE = ['tests/golden/cql.test.ts', 'tests/golden/exhaustive.test.ts', 'tests/golden/kinds-targets.test.ts'];

export default defineConfig({
  test: {
    reporters: [['default', { summary: false }], './tests/support/summary-reporter.ts'],
    projects: [
      ...ZONES.map((zone) => ({
        test: {
          name: zone,
          env: { TZ: zone },
          pool: 'forks' as const,
          include: ['core/**/*.test.ts', 'shells/**/*.test.ts', 'tests/laws/**/*.test.ts', 'tests/golden/**/*.test.ts'],
          exclude: ONCE,
          testTimeout: 60_000,
        },
      })),
      {
        test: {
          name: 'machine',
          pool: 'forks' as const,
          include: ['tests/invariants/**/*.test.ts', 'tests/shells/**/*.test.ts', ...ONCE],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
