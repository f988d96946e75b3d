import { describe, expect, it } from 'vitest';
import { knowledge } from '../../tests/support/knowledge.ts';
import { InputError } from '../input/input-error.ts';
import { insurerBy, insurerOf, membershipsOf, policiesOn, exclusionOn, type Insurer } from './insurer.ts';
import { readInsurers } from './read-insurers.ts';

const FILE = `insurers:
  - organisation: payer
    name: A payer
    identifiers: [{ system: 'https://payers.example', value: P-1 }, { value: '12345' }]
    policies: [fep-5.21.223, prime-ic-0789]
    timeZone: America/Chicago
    members: members.csv
    benefitExclusions:
      - drug: tarlatamab
        from: 2026-01-01
        to: 2026-06-30
        reason: The plan of that half-year had no infused drugs
        cite: [{ basis: unconfirmed, note: invented }]
      - codes: [E0431]
        from: 2026-01-01
        reason: No rented oxygen
        cite: [{ basis: unconfirmed, note: invented }]
    resourceServers: ['https://ehr.example', 'http://127.0.0.1:9090']
  - organisation: other
    name: Another payer
    identifiers: [{ system: 'https://payers.example', value: P-2 }]
    policies: []
`;
const MEMBERS = `memberId,birthDate,from,to,lineOfBusiness,state
M-1,1980-11-30,2026-01-01,,fehb,MN
M-1,1980-11-30,2025-01-01,2025-12-31,commercial,
"M,2",1971-02-03,2026-01-01,2026-12-31,,
`;

const read = (text = FILE, members = MEMBERS): readonly Insurer[] =>
  readInsurers(text, 'insurers.yaml', knowledge(), (path) => {
    expect(path).toMatch(/^members\./u);
    return members;
  });

function faultsOf(text: string, members?: string): readonly string[] {
  try {
    read(text, members);
  } catch (error) {
    if (error instanceof InputError)
      return error.faults.map(({ where, line, what }) => `${where}:${String(line)} ${what}`);
    throw error;
  }
  throw new Error('the file was taken');
}

describe('the file of the payers', () => {
  it('is read with the member list beside it', () => {
    const [payer, other] = read();
    expect(payer).toMatchObject({
      organisation: 'payer',
      timeZone: 'America/Chicago',
      resourceServers: ['https://ehr.example', 'http://127.0.0.1:9090'],
    });
    expect(payer?.members).toEqual([
      { memberId: 'M-1', birthDate: '1980-11-30', from: '2026-01-01', lineOfBusiness: 'fehb', state: 'MN' },
      { memberId: 'M-1', birthDate: '1980-11-30', from: '2025-01-01', to: '2025-12-31', lineOfBusiness: 'commercial' },
      { memberId: 'M,2', birthDate: '1971-02-03', from: '2026-01-01', to: '2026-12-31' },
    ]);
    expect([other?.members, other?.benefitExclusions]).toEqual([undefined, []]);
  });

  it('may have its members in YAML', () => {
    const text = FILE.replace('members.csv', 'members.yaml');
    const [payer] = read(text, 'members: [{ memberId: M-9, birthDate: 1990-01-01, from: 2026-01-01 }]');
    expect(payer?.members).toEqual([{ memberId: 'M-9', birthDate: '1990-01-01', from: '2026-01-01' }]);
  });

  it('has each of its faults told at its line', () => {
    const wrong = FILE.replace('prime-ic-0789]', 'prime-ic-9999]')
      .replace('drug: tarlatamab', 'drug: tarlatamub')
      .replace('value: P-2', 'value: P-1');
    expect(faultsOf(wrong)).toEqual([
      'insurers.yaml:5 there is no policy "prime-ic-9999"',
      'insurers.yaml:9 there is no drug "tarlatamub"',
      'insurers.yaml:21 P-1 names an insurer before it',
    ]);
    expect(faultsOf(FILE.replace('timeZone: America/Chicago', 'timezone: America/Chicago'))).toEqual([
      'insurers.yaml:6 insurers.0: the key "timezone" is not known here',
    ]);
    expect(faultsOf(FILE.replace('https://ehr.example', 'https://ehr.example/fhir'))).toEqual([
      'insurers.yaml:18 insurers.0.resourceServers.0: this is not the origin of a server',
    ]);
    expect(faultsOf(FILE.replace('http://127.0.0.1:9090', 'http://ehr.example'))).toHaveLength(1);
    expect(faultsOf(FILE.replace('to: 2026-06-30', 'to: 2025-06-30'))).toEqual([
      'insurers.yaml:9 insurers.0.benefitExclusions.0: the last day lies before the first',
    ]);
    expect(faultsOf(FILE.replace('codes: [E0431]', 'note: x'))).toHaveLength(2);
  });

  it('has each fault of a member list told at its line', () => {
    const wrong = MEMBERS.replace('fehb', 'fehp')
      .replace('1971-02-03', '1971-02-30')
      .replace('M-1,1980-11-30,2025', 'M-1,1980-11-30,x,2025');
    expect(faultsOf(FILE, wrong)).toEqual([
      'members.csv:2 there is no line of business "fehp"',
      'members.csv:3 this line does not have the columns of the first one',
      'members.csv:4 birthDate: this is not a day of the calendar',
    ]);
    expect(faultsOf(FILE, 'member,birthDate\n')).toEqual(['members.csv:1 there is no column "member"']);
    expect(faultsOf(FILE, '')).toEqual(['members.csv:1 the table is empty']);
  });
});

describe('an insurer', () => {
  const [payer, other] = read() as readonly [Insurer, Insurer];

  it('is found by what programs call it, with the list where one is written', () => {
    expect(insurerBy(read(), [{ system: 'https://payers.example', value: 'P-2' }])?.organisation).toBe('other');
    expect(insurerBy(read(), [{ value: 'P-2' }])).toBeUndefined();
    expect(insurerBy(read(), [{ system: 'urn:any', value: '12345' }])?.organisation).toBe('payer');
    expect(insurerBy(read(), [])).toBeUndefined();
    expect(insurerOf(read(), 'other')?.name).toBe('Another payer');
  });

  it('decides by the first policy of its list that governs the line of business on the day', () => {
    const ids = (line: string | undefined, on: string): readonly string[] =>
      policiesOn(payer, knowledge().policies, { drug: 'tarlatamab', on, line }).map(({ id }) => id);
    expect(ids('fehb', '2026-07-20')).toEqual(['fep-5.21.223']);
    expect(ids('commercial', '2026-07-20')).toEqual(['prime-ic-0789']);
    expect(ids('medicare-part-b', '2026-07-20')).toEqual([]);
    expect(ids(undefined, '2026-07-20')).toEqual(['fep-5.21.223', 'prime-ic-0789']);
    expect(ids('fehb', '2026-03-31')).toEqual(['prime-ic-0789']);
  });

  it('excludes on the first day and the last, and not outside', () => {
    const reason = (on: string): string | undefined =>
      exclusionOn(payer, { drug: 'tarlatamab', codes: [] }, on)?.reason;
    const told = 'The plan of that half-year had no infused drugs';
    expect(['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'].map(reason)).toEqual([
      undefined,
      told,
      told,
      undefined,
    ]);
    expect(exclusionOn(payer, { drug: undefined, codes: ['E0431', 'X'] }, '2027-01-01')?.reason).toBe(
      'No rented oxygen',
    );
    expect(exclusionOn(payer, { drug: undefined, codes: ['E0430'] }, '2027-01-01')).toBeUndefined();
  });

  it('knows a member by the number, on any day; one that lists none knows nobody', () => {
    expect(membershipsOf(payer, ['M-1', 'X'])).toHaveLength(2);
    expect(membershipsOf({ ...payer, members: [] }, ['M-1'])).toEqual([]);
    expect(membershipsOf(other, ['M-1'])).toBeUndefined();
  });
});
