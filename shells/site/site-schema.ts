import { z } from 'zod';
import { isTimeZone } from '../../core/course/moment.ts';
import type { Site, SiteContact } from '../../core/regimen/site.ts';
import type { Defined } from '../knowledge/defined.ts';
import { strict } from '../knowledge/schema-parts.ts';

/** As long as a card has room for in large type. */
const LONGEST = { name: 50, telephone: 24 } as const;

const telephone = z
  .string({ error: 'a telephone number is a text|Put it in quotation marks' })
  .max(LONGEST.telephone, `it is longer than ${LONGEST.telephone} characters|Write the number, with its extension`)
  .regex(/^\P{Cc}*$/u, 'it is more than one line|Write one number on one line')
  .regex(
    /(?:\d\D*){3}/u,
    'there is no number in it|Write its digits, or leave the key out: the card has a line to fill in',
  )
  .optional();

/** One key for each whom a site can be called as. */
const telephones: Record<SiteContact, typeof telephone> = {
  clinic: telephone.describe('By day'),
  afterHours: telephone.describe('At night, at weekends and on holidays'),
  pharmacy: telephone.describe('Where the infusions are prepared'),
};

/** `site.yaml`: what a site has settled for itself where the documents leave it open. What it leaves out is not set. */
export const siteSchema = strict({
  name: z
    .string()
    .min(1, 'something has to stand here|Write it, or leave the key out')
    .max(LONGEST.name, `a name has at most ${LONGEST.name} characters|Write it shorter, as on a letterhead`)
    .optional(),
  telephone: strict(telephones)
    .optional()
    .describe('Whom to call, printed on the hand-off cards; a number left out is a line to fill in by hand'),
  timeZone: z
    .string({ error: 'a time zone is a text|Write its IANA name: America/New_York' })
    .refine(isTimeZone, 'this is not a time zone|Write its IANA name: America/New_York')
    .optional()
    .describe('IANA zone of the place, in which the moments of a preparation are printed'),
  labWindowDays: z
    .int({ error: 'days are a whole number|Write how many days before a dose a result may be drawn' })
    .min(0, 'days are not negative|Write 0 where only results of the same day count')
    .optional()
    .describe('A laboratory result counts for a dose when it was drawn at most so many days before it'),
  bagHoursAtRoomTemperature: z
    .number({ error: 'hours are a number|Write the number alone, without the unit' })
    .positive('hours are more than 0|Leave the key out where the site sets no limit of its own')
    .refine((hours) => /^\d+(\.\d{1,4})?$/u.test(String(hours)), 'hours are a plain decimal number|Write them as 4.5')
    .optional()
    .describe(
      'The site’s own limit for a prepared bag out of the refrigerator, where it is shorter than the document’s',
    ),
});

/** Keeps the schema and the core's type in step. */
export type SiteInFile = Defined<z.infer<typeof siteSchema>> extends Site ? Site : never;
