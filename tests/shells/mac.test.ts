import { describe, expect, test } from 'vitest';
import { contractorOfService } from '../../core/coverage/contractor-of-service.ts';
import { macVerb } from '../../shells/cli/verbs/mac.ts';
import { TestDesk } from '../support/desk.ts';
import { attested } from '../support/facts.ts';
import { knowledge } from '../support/knowledge.ts';

/** The table of the appendix as the document prints it, typed again from it: state or territory, jurisdiction, contractor. */
const NORIDIAN = 'Noridian Healthcare Solutions, LLC';
const WPS = 'Wisconsin Physicians Service Insurance Corp (WPS)';
const NGS = 'National Government Services, Inc. (NGS)';
const NOVITAS = 'Novitas Solutions, Inc.';
const PALMETTO = 'Palmetto GBA';
const TABLE: readonly (readonly [string, string, string])[] = [
  ['E', NORIDIAN, 'CA HI NV AS GU MP'],
  ['F', NORIDIAN, 'AK WA OR ID ND SD MT WY UT AZ'],
  ['5', WPS, 'KS NE IA MO'],
  ['6', NGS, 'MN WI IL'],
  ['H', NOVITAS, 'LA AR MS TX OK CO NM'],
  ['8', WPS, 'MI IN'],
  ['N', 'First Coast Service Options, Inc.', 'FL PR VI'],
  ['J', PALMETTO, 'TN GA AL'],
  ['M', PALMETTO, 'NC SC WV'],
  ['L', NOVITAS, 'DE MD PA NJ DC'],
  ['K', NGS, 'NY CT MA RI VT ME NH'],
  ['15', 'CGS Administrators, LLC', 'KY OH'],
];
const ROWS = TABLE.flatMap(([jurisdiction, contractor, states]) =>
  states.split(' ').map((state) => [state, jurisdiction, contractor] as const),
);

interface MacAnswer {
  readonly jurisdiction?: string;
  readonly candidates?: readonly { readonly jurisdiction: string }[];
  readonly cautions: readonly unknown[];
}

const desk = new TestDesk();

async function mac(...args: readonly string[]): Promise<{ status: number; answer: MacAnswer }> {
  const { status, json, err } = await desk.call(macVerb, ...args);
  expect(err).toBe('');
  return { status, answer: json as MacAnswer };
}
/** The jurisdiction, or those between which it lies, and how many cautions. */
async function found(...args: readonly string[]): Promise<readonly [number, string, number]> {
  const { status, answer } = await mac(...args);
  const where = answer.jurisdiction ?? answer.candidates?.map((one) => one.jurisdiction).join('+') ?? '';
  return [status, where, answer.cautions.length];
}

describe('mac', () => {
  test('the table has every state and territory once, and the one that two share', () => {
    expect(new Set([...ROWS.map(([state]) => state), 'VA']).size).toBe(56);
    expect(knowledge().contractors.stateNames).toHaveLength(56);
  });

  test.each(ROWS)('%s: jurisdiction %s, %s', async (state, jurisdiction, contractor) => {
    const { status, json } = await desk.call(macVerb, '--state', state);
    expect(status).toBe(0);
    expect(json).toMatchObject({ state, jurisdiction, contractor, cautions: [] });
  });

  test('the object is that of a Medicare determination, with its passages', async () => {
    const { status, json } = await desk.call(macVerb, '--state', 'VA', '--county', 'Fairfax');
    const { cites, cautions, ...object } = json as Record<string, unknown>;
    expect(status).toBe(0);
    expect(object).toEqual({ state: 'VA', county: 'Fairfax', jurisdiction: 'L', contractor: NOVITAS });
    expect(cautions).toEqual([]);
    expect(cites).toMatchObject([{ source: 'policy-prime-ic-0789', section: 'appendix-2' }, {}]);
    const service = attested({ 'service.state': 'VA', 'service.county': 'Fairfax' });
    expect(contractorOfService(service, knowledge()).mac).toEqual(object);
  });

  test('a county that there is not is asked for again in a determination, with what may be wrong', () => {
    const service = attested({ 'service.state': 'VA', 'service.county': 'Fairfx' });
    const { mac: object, needed, cautions } = contractorOfService(service, knowledge());
    expect(object).toMatchObject({ state: 'VA', candidates: [{ jurisdiction: 'M' }, { jurisdiction: 'L' }] });
    expect(needed.map(({ fact }) => fact)).toEqual(['service.county']);
    expect(cautions[0]?.text).toContain('"Fairfx" is no county and no independent city of VA');
  });

  test.each([
    [['--county', 'Fairfax'], 0, 'L', 0],
    [['--county', 'fairfax county'], 0, 'L', 0],
    [['--county', 'Arlington'], 0, 'L', 0],
    [['--county', 'Alexandria'], 0, 'L', 0],
    [['--county', 'City of Alexandria'], 0, 'L', 0],
    [['--city', 'Alexandria'], 0, 'L', 0],
    [['--county', 'Henrico'], 0, 'M', 0],
    [['--county', 'Charles City County'], 0, 'M', 0],
    [['--county', 'Virginia Beach'], 0, 'M', 0],
    [['--city', 'Richmond'], 0, 'M', 0],
    [['--city', 'Norfolk'], 0, 'M', 0],
    [[], 10, 'M+L', 0],
    [['--county', 'Fairfax City'], 10, 'M+L', 1],
    [['--county', 'City of Fairfax'], 10, 'M+L', 1],
    [['--city', 'Fairfax'], 10, 'M+L', 1],
    [['--city', 'Falls Church'], 10, 'M+L', 1],
    [['--county', 'Falls Church'], 10, 'M+L', 1],
    // In Fairfax county, but no city of its own: only its county can tell.
    [['--city', 'McLean'], 10, 'M+L', 1],
    [['--city', 'Arlington'], 10, 'M+L', 1],
  ] as const)('Virginia %j: exit %i, %s', async (place, status, where, cautions) => {
    expect(await found('--state', 'VA', ...place)).toEqual([status, where, cautions]);
  });

  test.each([
    ['va', 'M+L'],
    ['Virginia', 'M+L'],
    ['west virginia', 'M'],
    ['CNMI', 'E'],
    ['Northern Mariana Islands', 'E'],
    ['US Virgin Islands', 'N'],
    ['District of Columbia', 'L'],
  ])('%s is known by its name', async (state, where) => {
    expect((await found('--state', state))[1]).toBe(where);
  });

  test('a county where one contractor serves the whole state changes nothing', async () => {
    expect(await found('--state', 'MN', '--county', 'Hennepin')).toEqual([0, '6', 0]);
  });

  test('without a county both are shown, and it is asked', async () => {
    const { text, status } = await desk.call(macVerb, '--state', 'VA');
    expect(status).toBe(10);
    expect(text).toMatch(/M +Palmetto GBA\nL +Novitas Solutions, Inc\.\n\nNeeded\n {2}In which county/u);
  });

  test.each([
    [['--state', 'Virgina'], '--state: there is no state or territory "Virgina". Did you mean "Virginia"?'],
    [['--state', 'VX'], '--state: there is no state or territory "VX". The nearest are: NV, TX, VT, VA, WV, VI'],
    [['--state', '??'], '--state: "??" is no name of a place. Write its name'],
    [['--state', ''], '--state: "" is no name of a place. Write its name'],
    [
      ['--state', 'Ontario'],
      '--state: there is no state or territory "Ontario". The nearest are: Ohio, Oklahoma, Oregon',
    ],
    [['--state', 'VA', '--county', 'Fairfx'], '--county: there is no county "Fairfx". Did you mean "Fairfax"?'],
    [['--state', 'VA', '--county', '22030'], '--county: "22030" is no name of a place. Write its name'],
    [[], '--state: the state is missing. Give its postal code, as VA'],
  ])('%j is an error with the nearest names', async (args, message) => {
    const { status, text, err } = await desk.call(macVerb, ...args);
    expect([status, text, err]).toEqual([2, '', message]);
  });
});
