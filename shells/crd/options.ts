import { below } from '../chart/elm.ts';

/** What a caller may switch, as it is published. */
export const OPTIONS = [
  {
    code: 'coverage-info',
    type: 'boolean',
    name: 'Coverage information',
    description: 'Whether an order is covered, needs prior authorization, and which documents go with it.',
    default: true,
  },
  {
    code: 'guideline',
    type: 'boolean',
    name: 'Open questions',
    description: 'A card with what the policy asks and the record that came along does not answer.',
    default: true,
  },
  {
    code: 'unsolicited-determ',
    type: 'boolean',
    name: 'Authorization numbers',
    description: 'Switch it off to ask what would be: no authorization number is given then, and nothing is promised.',
    default: true,
  },
  {
    code: 'max-cards',
    type: 'integer',
    name: 'Most cards',
    description: 'How many cards are answered with at most.',
    default: 10,
  },
] as const;

/** What a call has switched; a value of another type than is published counts as none. */
export interface Configuration {
  readonly coverageInfo: boolean;
  readonly guideline: boolean;
  readonly unsolicited: boolean;
  readonly maxCards: number;
}

/** The configuration of a call; what is not known here is left aside. */
export function configurationOf(extension: unknown): Configuration {
  const given = below(extension, 'davinci-crd.configuration');
  const flag = (code: string): boolean => below(given, code) !== false;
  const most = below(given, 'max-cards');
  return {
    coverageInfo: flag('coverage-info'),
    guideline: flag('guideline'),
    unsolicited: flag('unsolicited-determ'),
    maxCards: typeof most === 'number' && Number.isInteger(most) && most >= 0 ? most : MOST_CARDS,
  };
}

const MOST_CARDS = 10;
