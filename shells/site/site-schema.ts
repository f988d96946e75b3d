import { z } from 'zod';
import type { Site } from '../../core/regimen/site.ts';
import type { Defined } from '../knowledge/defined.ts';
import { strict } from '../knowledge/schema-parts.ts';

/** `site.yaml`: what a site has settled for itself where the documents leave it open. What it leaves out is not set. */
export const siteSchema = strict({
  name: z.string().min(1, 'something has to stand here|Write it, or leave the key out').optional(),
  labWindowDays: z
    .int({ error: 'days are a whole number|Write how many days before a dose a result may be drawn' })
    .min(0, 'days are not negative|Write 0 where only results of the same day count')
    .optional()
    .describe('A laboratory result counts for a dose when it was drawn at most so many days before it'),
  bagHoursAtRoomTemperature: z
    .number({ error: 'hours are a number|Write the number alone, without the unit' })
    .positive('hours are more than 0|Leave the key out where the site sets no limit of its own')
    .optional()
    .describe(
      'The site’s own limit for a prepared bag out of the refrigerator, where it is shorter than the document’s',
    ),
});

/** Keeps the schema and the core's type in step. */
export type SiteInFile = Defined<z.infer<typeof siteSchema>> extends Site ? Site : never;
