import { describe, expect, it } from 'vitest';
import { InputError } from '../input/input-error.ts';
import { readSite } from './read-site.ts';

const faults = (text: string): string => {
  try {
    readSite(text, 'site.yaml');
    return 'no fault';
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
};

describe('a site file', () => {
  it('sets what it says and nothing else', () => {
    expect(readSite('labWindowDays: 3', 'site.yaml')).toEqual({ labWindowDays: 3 });
    expect(readSite('{ "name": "Example", "bagHoursAtRoomTemperature": 4.5 }', 'site.json')).toEqual({
      name: 'Example',
      bagHoursAtRoomTemperature: 4.5,
    });
    expect(readSite('telephone: { afterHours: 202-555-0199 }', 'site.yaml')).toEqual({
      telephone: { afterHours: '202-555-0199' },
    });
    expect(readSite('', 'site.yaml')).toEqual({});
  });

  it.each([
    [
      'an unknown key',
      'labWindow: 3',
      /^site\.yaml:1:1: the key "labWindow" is not known here\. Did you mean "labWindowDays"\?$/u,
    ],
    ['half a day', 'labWindowDays: 2.5', /^site\.yaml:1:1: labWindowDays: days are a whole number\. Write how many/u],
    ['negative days', 'labWindowDays: -1', /days are not negative/u],
    ['no hours', 'bagHoursAtRoomTemperature: 0', /hours are more than 0/u],
    ['a list', '- 3', /^site\.yaml:1:1: /u],
    [
      'a number without its quotation marks',
      'telephone: { clinic: 2025550140 }',
      /a telephone number is a text\. Put it in quotation marks/u,
    ],
    ['words for a number', 'telephone: { afterHours: ask the nurse }', /there is no number in it/u],
    ['another one to call', 'telephone: { reception: 202-555-0140 }', /"reception"/u],
    ['a number of many lines', 'telephone: { clinic: "202-555-0140\\n911" }', /it is more than one line/u],
    ['a name too long for a card', `name: ${'n'.repeat(51)}`, /a name has at most 50 characters/u],
  ])('%s is named with its place', (_what, text, expected) => {
    expect(faults(text)).toMatch(expected);
  });
});
