import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Calendar } from '../../core/regimen/calendar.ts';
import { calendarFile } from '../calendar-file/calendar-file.ts';
import { answer } from './answers.ts';
import type { Service } from './service.ts';
import { fileOf } from './shapes.ts';

const ICS = 'text/calendar';

const asked = z.object({
  start: z.iso.date(),
  cycles: z.string().max(3).optional(),
  label: z.string().max(100).optional(),
  drug: z.string().max(100).optional(),
});

/** The doses from a first day on as a file for a calendar program. It is nobody's: no patient stands in it. */
export function calendarFileRoute(app: FastifyInstance, { knowledge, now }: Service): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/calendar.ics',
    {
      config: { route: 'answers.ask' },
      schema: {
        summary: 'The doses from a first day on, as an iCalendar file',
        querystring: asked,
        response: { 200: fileOf(ICS) },
      },
    },
    async (request, reply) => {
      const held = knowledge.current();
      const { json } = await answer('calendar', request.query, held, now);
      // What the verb answers is the calendar of the core.
      const calendar = json as Calendar;
      const brand = held.drugs.get(calendar.drug)?.brand ?? calendar.drug;
      return reply
        .type(`${ICS}; charset=utf-8`)
        .header('content-disposition', 'attachment; filename="doses.ics"')
        .send(calendarFile(calendar, { brand }, now().slice(0, 10)));
    },
  );
}
