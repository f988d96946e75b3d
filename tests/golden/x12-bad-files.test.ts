import { describe, expect, it } from 'vitest';
import { claimFileText, foundIn, toldOf } from '../support/claim-files.ts';

describe('one bad claim is set aside, the others are read', () => {
  const text = claimFileText('professional');
  const second = 'claim EX0002';
  const changed = (from: string, to: string): Promise<readonly string[]> => {
    expect(text.split(from)).toHaveLength(2);
    return toldOf(text.replace(from, to));
  };

  it.each([
    [
      'a charge that the lines do not add up to',
      'CLM*EX0001*21500',
      'CLM*EX0001*21499.99',
      '@21: the claim charges 21499.99 and its lines 21500.00',
    ],
    ['negative units', 'SV1*HC:J9026*8500*UN*5', 'SV1*HC:J9026*8500*UN*-5', '@32: the unit count "-5" is negative'],
    [
      'a day that is none',
      'DTP*472*RD8*20260622-20260622',
      'DTP*472*RD8*20260622-20260631',
      '@45: the date of service "20260631" is no day of the calendar',
    ],
    [
      'a day that ends before it begins',
      'DTP*472*RD8*20260622-20260622',
      'DTP*472*RD8*20260622-20260621',
      '@45: the date of service "20260622-20260621" ends before it begins',
    ],
    ['a pointer to nothing', '*UN*1*22**1~', '*UN*1*22**4~', '@44: the line points to diagnosis "4" of 3'],
    [
      'an NDC of ten digits',
      'LIN**N4*55513007701~\nCTP****.5*UN',
      'LIN**N4*5551307701~\nCTP****.5*UN',
      '@35: the NDC "5551307701" is none',
    ],
    ['a quantity without a unit', 'CTP****.5*UN', 'CTP****.5', '@36: the unit of the NDC "" is none'],
    ['no date of service', 'DTP*472*RD8*20260622-20260622~\n', '', '@43: the line has no date of service'],
    ['an LX left out', 'LX*2~\n', '', '@31: the line has more than one SV1'],
    ['lines numbered wrongly', 'LX*2~', 'LX*4~', '@37: line "4" stands where line 2 belongs'],
    ['no diagnosis', 'HI*ABK:Z5112*ABF:C3411*ABF:C7931~\n', '', '@21: the claim has no diagnosis'],
    ['a diagnosis with its dot', 'ABF:C7931', 'ABF:C79.31', '@23: diagnosis "C79.31" is no ICD-10-CM code'],
    [
      'a unit that is none',
      '*8500*UN*5***1:2:3~\nDTP*472*D8*20260622~\nREF*6R',
      '*8500*XX*5***1:2:3~\nDTP*472*D8*20260622~\nREF*6R',
      '@32: the unit "XX" is none',
    ],
    [
      'no patient said',
      'SBR*P*18*EXG-7',
      'SBR*P**EXG-7',
      '@14: SBR02 and the levels do not say alike who the patient is',
    ],
    [
      'no member id',
      'NM1*IL*1*Example*Dana****MI*EX123456789',
      'NM1*IL*1*Example*Dana',
      '@14: the member id of the subscriber is missing',
    ],
  ])('%s', async (_what, from, to, expected) => {
    const [first, ...others] = await changed(from, to);
    expect(first).toMatch(/^claim EX0001 @/u);
    expect(first).toContain(expected);
    expect(others[0]).toBe(second);
    // Only a segment that was left out is told of by the count as well.
    expect(others.slice(1)).toEqual(
      to === '' ? [expect.stringMatching(/^transaction - @\d+: SE01 counts "65" segments where 64 were read$/u)] : [],
    );
  });

  it('its segments stand in the reject as in the file', async () => {
    const [reject] = await foundIn(text.replace('CLM*EX0001*21500', 'CLM*EX0001*1'));
    if (reject?.kind !== 'reject') throw new Error('it is set aside');
    expect(text).toContain(reject.text.replace('*1*', '*21500*'));
    expect(reject.text.split('\n')).toHaveLength(28);
  });

  it('a subscriber under a provider that is not there', async () => {
    expect(await changed('HL*3*1*22*1', 'HL*3*9*22*1')).toEqual([
      'claim EX0001',
      'transaction - @49: HL 3 (level 22) hangs under HL "9", but its billing provider is HL 1',
      'transaction - @53: HL 4 (level 23) hangs under HL "3", but no sound subscriber stands before it',
      'claim EX0002 @53: HL 4 (level 23) hangs under HL "3", but no sound subscriber stands before it',
    ]);
  });

  it('a level whose HL is missing: its claims are laid to nobody, least of all to the one before', async () => {
    const rest = await toldOf(text.replace('HL*3*1*22*1~\n', '').replace('HL*4*3*23*0~\nPAT*19~\n', ''));
    expect(rest[0]).toMatch(/^claim EX0001 @49: SBR P does not belong here in a claim/u);
    expect(rest[1]).toMatch(/^claim EX0002 @49: SBR P does not belong here in a claim$/u);
    expect(rest[2]).toContain('SE01 counts "65" segments where 62 were read');
  });
});

describe('bad envelopes are told of, with file and segment', () => {
  const text = claimFileText('professional');
  const claims = ['claim EX0001', 'claim EX0002'];

  it.each([
    [
      'a wrong count of segments',
      'SE*65*0001',
      'SE*64*0001',
      'transaction - @67: SE01 counts "64" segments where 65 were read',
    ],
    [
      'another control number',
      'SE*65*0001',
      'SE*65*0002',
      'transaction - @67: SE02 "0002" is not the control number "0001" that it began with',
    ],
    [
      'a wrong count of transactions',
      'GE*1*101',
      'GE*2*101',
      'group - @68: GE01 counts "2" transactions where 1 were read',
    ],
    [
      'a control number of another interchange',
      'IEA*1*000000101',
      'IEA*1*000000102',
      'interchange - @69: IEA02 "000000102" is not the control number "000000101" that it began with',
    ],
    ['no end', '\nIEA*1*000000101~', '', 'interchange - @1: no IEA before the file ends'],
    [
      'something behind the end',
      'IEA*1*000000101~',
      'IEA*1*000000101~END OF FILE',
      'file - @70: an interchange begins with ISA, in capitals',
    ],
  ])('%s', async (_what, from, to, expected) => {
    expect(await toldOf(text.replace(from, to))).toEqual([...claims, expected]);
  });

  it('a file that was cut off: the claim that was open is set aside, what is whole is read', async () => {
    const cut = await toldOf(text.slice(0, text.indexOf('SV1*HC:J9026:JZ') + 9));
    expect(cut[0]).toBe('claim EX0001');
    expect(cut[1]).toMatch(
      /^claim EX0002 @63: the file was cut off in the middle of this segment; the file ends before the claim does$/u,
    );
    expect(cut.slice(2)).toEqual([
      'transaction - @3: no SE before the file ends',
      'group - @2: no GE before the file ends',
      'interchange - @1: no IEA before the file ends',
    ]);
  });

  it('a file that was cut off before another: the other is read', async () => {
    const cut = await toldOf(`${text.slice(0, text.indexOf('SV1*HC:J9026:JZ') + 9)}${claimFileText('institutional')}`);
    expect(cut.filter((one) => one.startsWith('claim EX'))).toEqual([
      'claim EX0001',
      expect.stringContaining('claim EX0002 @63') as string,
      'claim EXH001',
      'claim EXH002',
    ]);
    expect(cut).toContain('interchange - @1: no IEA before the next ISA begins');
  });

  it.each([
    ['small letters', text.toLowerCase(), 'file - @1: an interchange begins with ISA, in capitals'],
    ['nothing', '', 'file - @1: the file is empty'],
    ['only blanks', '\uFEFF \r\n', 'file - @1: the file is empty'],
    ['a table', 'member,date,code\n1,2026-06-22,J9026\n', 'file - @1: an interchange begins with ISA, in capitals'],
    [
      'a header that lost a blank',
      text.replace('00*          ', '00*         '),
      'file - @1: the elements of the header ISA do not have their fixed lengths (separator "*")',
    ],
    [
      'another separator than the header says',
      `${text.slice(0, 106)}${text.slice(106).replaceAll('*', '|')}`,
      'file - @2: GS|HC|EXSENDER',
    ],
  ])('%s is no claim file', async (_what, bad, expected) => {
    const [first = '', ...others] = await toldOf(bad);
    expect(first).toContain(expected);
    expect([first, ...others].some((one) => one.startsWith('claim '))).toBe(false);
  });

  it('a terminator that never comes', async () => {
    const endless = `${text.slice(0, 106)}${text.slice(106).replaceAll('~', '!').replaceAll('\n', '')}${'x'.repeat(20_000)}`;
    const fault = 'file - @2: no segment terminator within 10000 characters';
    const found = await toldOf(endless);
    expect(found).toEqual([fault, 'interchange - @1: no IEA before the file ends']);
  });

  it('files of another kind behind each other: the sound one is read', async () => {
    const found = await toldOf(`${'x'.repeat(20_000)}\n${claimFileText('institutional')}`);
    expect(found).toEqual(['file - @1: an interchange begins with ISA, in capitals', 'claim EXH001', 'claim EXH002']);
  });

  it('other transactions are not read, and what stands beside them is', async () => {
    expect(await toldOf(text.replaceAll('005010X222A1', '005010X224A2'))).toEqual([
      'transaction - @3: an 837 of the guide "005010X224A2" is not read',
    ]);
    expect(await toldOf(text.replace('ST*837*0001*005010X222A1', 'ST*835*0001'))).toEqual([
      'transaction - @3: a transaction "835" is no claim file',
    ]);
  });
});
