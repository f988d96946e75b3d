import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { bagLabel } from '../../core/explain/bag-label.ts';
import { worksheetPage, type BagSource } from '../../core/explain/worksheet-page.ts';
import type { Options } from '../cli/verb.ts';
import { preparedFor } from '../cli/verbs/prepare.ts';
import type { DrawnPage } from '../worksheet/draw-worksheet.ts';
import { PAPER_NAMES } from '../worksheet/paper.ts';
import { bagSource } from '../worksheet/print-options.ts';
import { deskOf } from './answers.ts';
import { bedside, bedsideShape } from './bedside.ts';
import type { Caller } from './caller.ts';
import { courseDocument, STORED } from './course-record.ts';
import { callerOf } from './guard.ts';
import { ProblemError } from './problem.ts';
import { readStream } from './record.ts';
import type { Service } from './service.ts';
import { fileOf } from './shapes.ts';

const params = z.object({ id: z.uuid() });
const onDay = z.object({ on: z.iso.date().optional() });
const COURSE = 'course.json';
const PDF = 'application/pdf';

/** What somebody needs who gives a dose or makes one up: what is asked at the bedside, and the two pages for the bag. */
export function careRoutes(app: FastifyInstance, service: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/v1/bedside',
    {
      config: { route: 'answers.list' },
      schema: {
        summary: 'What is asked and measured at a visit, and what makes each grade',
        response: { 200: bedsideShape },
      },
    },
    () => bedside(service.knowledge.current()),
  );

  routes.get(
    '/v1/courses/:id/worksheet.pdf',
    {
      config: { route: 'courses.export' },
      schema: {
        summary: 'The worksheet of the dose that is due, with what the record has of its bag (PDF of one page)',
        params,
        querystring: onDay.extend({ paper: z.enum(PAPER_NAMES).default('letter') }),
        response: { 200: fileOf(PDF) },
      },
    },
    async (request, reply) => {
      const { on, paper } = request.query;
      const bag = await bagOf(service, callerOf(request), request.params.id, on, 'worksheet');
      const { drawWorksheet } = await import('../worksheet/draw-worksheet.ts');
      return shown(reply, 'worksheet.pdf', await drawWorksheet(worksheetPage(bag.source), paper, bag.on));
    },
  );

  routes.get(
    '/v1/courses/:id/bag-label.pdf',
    {
      config: { route: 'courses.export' },
      schema: {
        summary: 'The label of the bag for the dose that is due (PDF of 100 x 70 mm)',
        params,
        querystring: onDay,
        response: { 200: fileOf(PDF) },
      },
    },
    async (request, reply) => {
      const bag = await bagOf(service, callerOf(request), request.params.id, request.query.on, 'bag label');
      if (bag.source.sheet.bagId === null)
        throw new ProblemError(409, 'The bag is not recorded yet', {
          detail: 'A label is printed once the vial is reconstituted and that is recorded',
        });
      const { drawLabel } = await import('../worksheet/draw-label.ts');
      return shown(reply, 'bag-label.pdf', await drawLabel(bagLabel(bag.source), bag.on));
    },
  );
}

interface Bag {
  readonly source: BagSource;
  /** Day of the dose, YYYY-MM-DD. */
  readonly on: string;
}

/**
 * The bag of the dose that is due, as the record has it.
 * @throws ProblemError where something stands against it and it has not been made; one that has been made is printed, and
 *   says that it must not be given
 */
async function bagOf(service: Service, caller: Caller, id: string, on: string | undefined, why: string): Promise<Bag> {
  const events = await readStream(service, caller, 'course', id, why);
  const texts = new Map([[COURSE, JSON.stringify(courseDocument(events))]]);
  const options: Options = { course: COURSE, ...(on === undefined ? {} : { on }) };
  const prepared = preparedFor(options, deskOf(service.knowledge.current(), texts, service.now, STORED), COURSE);
  const { blocks, record } = prepared.sheet;
  if (blocks.length > 0 && record.status !== 'recorded')
    throw new ProblemError(409, 'Nothing is printed: something stands against this dose', {
      detail: blocks.map(({ what }) => what).join(' '),
    });
  return { source: bagSource(prepared), on: prepared.on };
}

/** A page that the browser shows, from where it is printed. */
function shown(reply: FastifyReply, name: string, drawn: DrawnPage | null): FastifyReply {
  if (drawn === null)
    throw new ProblemError(409, 'The words are too many for one page', { detail: 'Shorten the names in the record' });
  return reply
    .type(PDF)
    .header('content-disposition', `inline; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(drawn.bytes);
}
