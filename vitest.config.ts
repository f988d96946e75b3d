import { defineConfig } from 'vitest/config';

/** Dates are days and moments, never a machine's local time: everything has to come out the same on both sides of the date line. */
const ZONES = ['UTC', 'America/New_York', 'Pacific/Apia'];

/** Long, and of days and moments only what the laws try in every zone. */
const ONCE = ['tests/golden/cql.test.ts', 'tests/golden/exhaustive.test.ts', 'tests/golden/kinds-targets.test.ts'];

const CHANCE = ['tests/support/chance.ts'];
/** What chance draws in the property tests (tests/support/chance.ts): the same in each run, unless another is asked for. */
const asked = process.env['STEPWISE_SEED'] ?? '20261121';
const SEED = asked === 'new' ? Math.floor(Math.random() * 2 ** 31) : Number(asked);
if (!Number.isSafeInteger(SEED)) throw new Error(`STEPWISE_SEED is "${asked}": give a whole number, or new`);
process.stdout.write(`property tests: seed ${String(SEED)}\n`);

export default defineConfig({
  test: {
    reporters: [['default', { summary: false }], './tests/support/summary-reporter.ts'],
    projects: [
      ...ZONES.map((zone, index) => ({
        test: {
          name: zone,
          env: { TZ: zone, STEPWISE_SEED: String(SEED + index) },
          setupFiles: CHANCE,
          pool: 'forks' as const,
          include: ['core/**/*.test.ts', 'shells/**/*.test.ts', 'tests/laws/**/*.test.ts', 'tests/golden/**/*.test.ts'],
          exclude: ONCE,
          testTimeout: 60_000,
        },
      })),
      {
        test: {
          name: 'machine',
          env: { STEPWISE_SEED: String(SEED) },
          setupFiles: CHANCE,
          pool: 'forks' as const,
          include: ['tests/{invariants,shells,conformance}/**/*.test.ts', ...ONCE],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          pool: 'forks' as const,
          include: ['tests/browser/**/*.test.ts'],
          // Each file has a service, a PostgreSQL and a Chromium of its own.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
