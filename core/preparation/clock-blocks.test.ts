import { describe, expect, test } from 'vitest';
import { sheetOf } from '../../tests/support/preparations.ts';
import type { PreparationTimes } from './times.ts';
import type { Worksheet } from './worksheet.ts';

const on = (time: string, day = 22): string => `2026-06-${day}T${time}-04:00`;
const made = { reconstituted: on('08:00') };
const cold = { ...made, refrigerated: on('10:00') };

const ids = (times: PreparationTimes, at?: string): readonly string[] =>
  sheetOf(10, { times, ...(at === undefined ? {} : { at }) }).blocks.map(({ id }) => id);
const clock = (sheet: Worksheet, id: string): Worksheet['clocks'][number] | undefined =>
  sheet.clocks.find((one) => one.id === id);

describe('a limit: before, at and after it', () => {
  test.each<[string, PreparationTimes, string | undefined, readonly string[]]>([
    ['vials opened in time', { vialsOut: on('08:00', 21), ...made }, undefined, []],
    ['vials opened a minute late', { vialsOut: on('07:59', 21), ...made }, undefined, ['vials-out-too-long']],
    ['vials not opened yet', { vialsOut: on('08:00', 21) }, on('08:00'), []],
    ['vials not opened, over', { vialsOut: on('08:00', 21) }, on('08:01'), ['vials-out-too-long']],
    ['diluted at four hours', { ...made, diluted: on('12:00') }, undefined, []],
    ['diluted a minute late', { ...made, diluted: on('12:01') }, undefined, ['diluted-late']],
    ['an infusion that ends at eight hours', { ...made, infusionStart: on('15:00') }, undefined, []],
    ['one that ends a minute later', { ...made, infusionStart: on('15:01') }, undefined, ['infusion-ends-too-late']],
    ['now, the last minute to start', made, on('15:00'), []],
    ['now, a minute too late to start', made, on('15:01'), ['too-late-to-start']],
    ['now, at the end', made, on('16:00'), ['too-late-to-start']],
    ['now, after the end', made, on('16:01'), ['bag-expired']],
    ['begun in time, and asked about later', { ...made, infusionStart: on('15:00') }, on('20:00'), []],
    ['put away in time', { ...made, refrigerated: on('15:59') }, undefined, []],
    ['put away at eight hours', { ...made, refrigerated: on('16:00') }, undefined, ['refrigerated-too-late']],
    [
      'out, six hours left',
      { ...cold, outOfRefrigerator: on('08:00', 23), infusionStart: on('13:00', 23) },
      undefined,
      [],
    ],
    [
      'out, a minute too long',
      { ...cold, outOfRefrigerator: on('08:00', 23), infusionStart: on('13:01', 23) },
      undefined,
      ['infusion-ends-too-late'],
    ],
    ['seven days', { ...cold, outOfRefrigerator: on('06:00', 29), infusionStart: on('07:00', 29) }, undefined, []],
    [
      'seven days and a minute',
      { ...cold, outOfRefrigerator: on('06:00', 29), infusionStart: on('07:01', 29) },
      undefined,
      ['infusion-ends-too-late'],
    ],
    ['out when it was over', { ...cold, outOfRefrigerator: on('08:00', 29) }, undefined, ['bag-expired']],
    ['still inside, to be started from there', { ...cold, infusionStart: on('07:00', 29) }, undefined, []],
    ['still inside, too late', { ...cold, infusionStart: on('07:01', 29) }, undefined, ['infusion-ends-too-late']],
    ['still inside, now', cold, on('07:01', 29), ['too-late-to-start']],
    [
      'put back a second time',
      { ...cold, outOfRefrigerator: on('08:00', 23), refrigeratedAgain: on('09:00', 23) },
      undefined,
      ['refrigerated-again'],
    ],
  ])('%s', (_name, times, at, blocks) => {
    expect(ids(times, at)).toEqual(blocks);
  });
});

describe('moments', () => {
  test('the last moment to start an infusion of an hour is an hour before its end', () => {
    expect(sheetOf(10, { times: made }).latestInfusionStart).toBe('2026-06-22T15:00:00-04:00');
  });

  test('what is left now, in whole minutes', () => {
    const sheet = sheetOf(10, { times: { vialsOut: on('06:30'), ...made }, at: on('09:15') });
    expect(sheet.bag).toBe('usable');
    expect(clock(sheet, 'vials')).toMatchObject({ state: 'met', leftMinutes: null });
    expect(clock(sheet, 'dilute')).toMatchObject({ state: 'running', leftMinutes: 165 });
    expect(clock(sheet, 'infusion')).toMatchObject({ state: 'running', leftMinutes: 405 });
  });

  test('a limit of the site that is shorter counts, in and out of the refrigerator, to the minute', () => {
    const site = { bagHoursAtRoomTemperature: 4.1 };
    const plain = sheetOf(10, { times: made, site });
    expect(plain.useBy.infusionMustEnd).toBe('2026-06-22T12:06:00-04:00');
    expect(plain.latestInfusionStart).toBe('2026-06-22T11:06:00-04:00');
    expect(plain.limitHours).toMatchObject({ roomTemperature: 4.1, outOfRefrigerator: 4.1, refrigerated: 168 });
    const taken = sheetOf(10, { times: { ...cold, outOfRefrigerator: on('08:00', 23) }, site });
    expect(taken.useBy.infusionMustEnd).toBe('2026-06-23T10:06:00-04:00');
    expect(taken.cautions.map(({ id }) => id)).toContain('site-limit');
  });

  test('a longer limit of the site changes nothing, and is said', () => {
    const sheet = sheetOf(10, { times: made, site: { bagHoursAtRoomTemperature: 12 } });
    expect(sheet.useBy.infusionMustEnd).toBe('2026-06-22T16:00:00-04:00');
    expect(sheet.cautions.map(({ id }) => id)).toContain('site-limit-longer');
  });

  test('they are written in the zone of the pharmacy', () => {
    const sheet = sheetOf(10, { times: { reconstituted: '2026-06-22T12:00Z' }, timeZone: 'America/New_York' });
    expect(sheet.useBy.infusionMustEnd).toBe('2026-06-22T16:00:00-04:00[America/New_York]');
  });

  test.each([
    [
      'autumn',
      '2026-11-01T00:30-04:00',
      '2026-11-01T06:30:00-05:00[America/New_York]',
      '2026-11-01T07:30:00-05:00[America/New_York]',
    ],
    [
      'spring',
      '2027-03-13T23:30-05:00',
      '2027-03-14T07:30:00-04:00[America/New_York]',
      '2027-03-14T08:30:00-04:00[America/New_York]',
    ],
  ])(
    'on the %s night of the clock change the start comes seven elapsed hours later',
    (_name, reconstituted, start, end) => {
      const sheet = sheetOf(1, { times: { reconstituted }, timeZone: 'America/New_York' });
      expect(sheet.latestInfusionStart).toBe(start);
      expect(sheet.useBy.infusionMustEnd).toBe(end);
    },
  );

  test('vials leave the refrigerator at the earliest a day before they are opened (R24)', () => {
    expect(sheetOf(1, { times: made }).takeOut).toEqual({ notBefore: '2026-06-21T08:00:00-04:00', useBy: null });
    const planned = sheetOf(1, { times: { infusionStart: on('10:00') } });
    expect(planned.takeOut.notBefore).toBe('2026-06-21T10:00:00-04:00');
    expect(sheetOf(1, { times: { vialsOut: on('07:30') } }).takeOut.useBy).toBe('2026-06-23T07:30:00-04:00');
  });

  test('by the clock alone what is over is said and refuses nothing; asked about, it is refused', () => {
    const said = sheetOf(10, { times: made, now: on('17:00') });
    expect([said.blocks, said.bag]).toEqual([[], 'discard']);
    expect(said.cautions.find(({ id }) => id === 'time-is-over')?.text).toBe(
      'The time of the bag ended at 2026-06-22 16:00 -04:00.',
    );
    expect(sheetOf(10, { times: made, at: on('17:00') }).blocks.map(({ id }) => id)).toEqual(['bag-expired']);
  });

  test('whether a bag was diluted in time is not guessed', () => {
    expect(sheetOf(10, { times: made, at: on('12:00') }).bag).toBe('usable');
    expect(sheetOf(10, { times: made, at: on('12:01') }).bag).toBe('cannot-tell');
    expect(sheetOf(10, { times: { ...made, diluted: on('08:30') }, at: on('12:01') }).bag).toBe('usable');
    expect(sheetOf(10, { times: {}, at: on('12:01') }).bag).toBe('not-made');
    expect(sheetOf(10, { times: made }).bag).toBeNull();
  });

  test.each<[PreparationTimes, string]>([
    [{ diluted: on('08:00') }, 'diluted'],
    [{ vialsOut: on('08:01'), ...made }, 'reconstituted'],
    [{ ...made, diluted: on('07:59') }, 'diluted'],
    [{ ...made, infusionStart: on('07:59') }, 'infusionStart'],
    [{ ...cold, refrigeratedAgain: on('11:00') }, 'refrigeratedAgain'],
    [{ ...cold, diluted: on('10:01') }, 'refrigerated'],
  ])('%j is out of order or incomplete: %s', (times, field) => {
    expect(() => sheetOf(10, { times })).toThrow(new RegExp(`^${field}: `, 'u'));
  });
});
