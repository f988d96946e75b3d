import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckGround } from '../../core/billing/checks/ground.ts';
import { bitOf, judgedStatement } from '../../shells/bulk/audit/judged-sql.ts';
import { dialectOf } from '../../shells/bulk/dialect.ts';
import {
  generatedMembers,
  groundOf,
  heldDrug,
  judgedByEvaluator,
  tableStatements,
  type GeneratedMember,
} from '../support/claim-lines.ts';
import { openDuckDb } from '../support/duckdb.ts';
import { knowledge } from '../support/knowledge.ts';

const POLICIES = ['prime-ic-0789', 'tmhp-tarlatamab', 'fep-5.21.223'];
const seeds = fc.nat({ max: 1_000_000 });

/** `member claim line` with the checks found and open, as a database judges all lines of the members in one query. */
async function judgedByDatabase(
  members: readonly GeneratedMember[],
  ground: CheckGround,
  authorizations = true,
): Promise<ReadonlyMap<string, string>> {
  const checks = heldDrug().claimChecks;
  const database = await openDuckDb();
  try {
    for (const sql of tableStatements(members, { text: 'VARCHAR', number: 'DECIMAL(12,3)' })) await database.run(sql);
    const statement = judgedStatement(
      { checks, definitions: knowledge().lineFacts, ground, tables: { members: true, authorizations } },
      dialectOf('duckdb'),
    );
    const names = (bits: unknown): string =>
      checks.flatMap(({ id }, index) => (Math.floor(Number(bits) / bitOf(index)) % 2 === 1 ? [id] : [])).join(',');
    const judged = new Map<string, string>();
    for await (const row of database.rows(
      `SELECT j.*, c.claim_id, c.line_no FROM (${statement}) j JOIN claim_lines c ON c.line_id = j.line_id`,
    )) {
      const key = ['member_id', 'claim_id', 'line_no'].map((name) => String(row[name])).join(' ');
      judged.set(key, `${names(row['failed'])} | ${names(row['open'])}`);
    }
    return judged;
  } finally {
    database.close();
  }
}

function judgedAlone(
  members: readonly GeneratedMember[],
  ground: CheckGround,
  authorizations = true,
): Map<string, string> {
  return new Map(
    members.flatMap((member) =>
      [...judgedByEvaluator(member, ground, authorizations)].map(
        ([key, found]) => [`${member.id} ${key}`, found] as const,
      ),
    ),
  );
}

describe('audit', () => {
  it('a claim checked alone and the same claim among those of thousands of members give the same findings', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.constantFrom(...POLICIES), fc.boolean(), async (seed, policy, authorizations) => {
        const ground = groundOf(policy);
        const members = generatedMembers(1000, seed);
        const together = await judgedByDatabase(members, ground, authorizations);
        const alone = judgedAlone(members, ground, authorizations);
        expect(together.size).toBeGreaterThan(3000);
        expect(together).toEqual(alone);
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  it('every check is met, not met and open on some line', () => {
    const members = generatedMembers(4000, 7);
    const ground = groundOf('prime-ic-0789');
    const found = new Set<string>();
    const open = new Set<string>();
    for (const words of judgedAlone(members, ground).values()) {
      const [failed = '', unknown = ''] = words.split(' | ');
      for (const id of failed.split(',')) found.add(id);
      for (const id of unknown.split(',')) open.add(id);
    }
    const ids = heldDrug().claimChecks.map(({ id }) => id);
    expect(ids.filter((id) => !found.has(id))).toEqual([]);
    // These ask of a line only what every line says.
    expect(ids.filter((id) => !open.has(id)).sort()).toEqual([
      'code-in-force',
      'discarded-beside-dose',
      'discarded-one-statement',
      'one-dose-a-day',
      'whole-units',
    ]);
  });

  it('splitting a file changes no finding', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.integer({ min: 2, max: 5 }), async (seed, parts) => {
        const ground = groundOf('prime-ic-0789');
        const members = generatedMembers(300, seed);
        const whole = await judgedByDatabase(members, ground);
        const pieces = new Map<string, string>();
        for (let part = 0; part < parts; part++) {
          const some = members.filter((_, index) => index % parts === part);
          for (const [key, found] of await judgedByDatabase(some, ground)) pieces.set(key, found);
        }
        expect(pieces).toEqual(whole);
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  it('the order of lines changes no finding', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const ground = groundOf('prime-ic-0789');
        const members = generatedMembers(300, seed);
        const turned = members.toReversed().map((member) => ({
          ...member,
          lines: member.lines.toReversed(),
          authorizations: member.authorizations.toReversed(),
        }));
        const forward = await judgedByDatabase(members, ground);
        expect(await judgedByDatabase(turned, ground)).toEqual(forward);
        expect(judgedAlone(turned, ground)).toEqual(new Map(forward));
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  it('a course that follows the schedule trips no check, however late its doses are', () => {
    const ground = groundOf('prime-ic-0789');
    const late = fc.array(fc.constantFrom(0, 1, 3, 7, 14, 60), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(late, (delays) => {
        let day = 20_300;
        const lines = delays.map((delay, index) => {
          day += index === 0 ? 0 : (index < 3 ? 7 : 14) + delay;
          return {
            claimId: `K${index}`,
            lineNo: 1,
            day,
            lineOfBusiness: 'commercial',
            hcpcs: 'J9026',
            units: index === 0 ? 1 : 10,
            modifiers: ['JZ'],
            ndc: index === 0 ? '55513005901' : '55513007701',
            packageThousandths: 1000,
            diagnoses: ['Z51.12', 'C34.11'],
            authorization: null,
          };
        });
        const member = { id: 'M', lineOfBusiness: null, lines, authorizations: [] };
        const opened = 'authorization-on-record,authorization-days,authorization-units';
        expect(new Set(judgedByEvaluator(member, ground).values())).toEqual(new Set([` | ${opened}`]));
      }),
      { numRuns: 500 },
    );
  });
});
