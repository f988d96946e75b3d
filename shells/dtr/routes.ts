import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FhirResource, OperationOutcome, Parameters } from 'fhir/r4.js';
import { InputError } from '../input/input-error.ts';
import { callerOf } from '../server/guard.ts';
import { ProblemError } from '../server/problem.ts';
import type { RouteId } from '../server/roles.ts';
import type { Service } from '../server/service.ts';
import type { WantedScope } from '../server/sign-in/scopes.ts';
import { answersTo, formNamedBy } from './answers-of.ts';
import { PROFILES } from './extensions.ts';
import { fhirBase, formBy } from './held-form.ts';
import { keepErrors, readErrors } from './log-errors.ts';
import { withNext } from './next-question.ts';
import { readPackageInput } from './package-input.ts';
import { PUBLISHED, publishedBy, publishedUnder, type PublishedType } from './published.ts';
import { questionnairePackage } from './questionnaire-package.ts';
import { readResponseInput } from './response-input.ts';
import { codesHeld, expanded, readExpandInput } from './value-sets.ts';

const FHIR = 'application/fhir+json';

/** An operation, which is called at its type and at the whole service. */
interface Operation {
  readonly name: string;
  readonly type: PublishedType;
  readonly route: RouteId;
  readonly scope: WantedScope;
  readonly summary: string;
  readonly run: (request: FastifyRequest) => FhirResource | Promise<FhirResource>;
}

/** Documentation templates: the forms of the policies, whole or question by question, and what goes with them. */
export function dtrRoutes(app: FastifyInstance, service: Service): void {
  for (const operation of operationsOf(service)) operationRoutes(app, operation);
  expandRoutes(app, service);
  for (const type of PUBLISHED) readRoutes(app, service, type);
}

function operationsOf(service: Service): readonly Operation[] {
  return [
    {
      ...{ name: 'questionnaire-package', type: 'Questionnaire', route: 'dtr.package', scope: 'Questionnaire.r' },
      summary: 'The forms that a coverage and an order ask for, with all that fills them in',
      run: (request) => questionnairePackage(readPackageInput(request.body), service, callerOf(request)),
    },
    {
      ...{ name: 'next-question', type: 'Questionnaire', route: 'dtr.next', scope: 'Questionnaire.r' },
      summary: 'The next question of a form that is asked question by question; nothing is kept',
      run: ({ body }) => nextQuestion(body, service),
    },
    {
      ...{ name: 'log-questionnaire-errors', type: 'Questionnaire', route: 'dtr.log', scope: 'Questionnaire.r' },
      summary: 'Report what is wrong with a form',
      run: async (request) => {
        await keepErrors(service, callerOf(request), readErrors(request.body));
        return KEPT;
      },
    },
  ];
}

const KEPT: OperationOutcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'information', code: 'informational', diagnostics: 'The report is kept' }],
};

function operationRoutes(app: FastifyInstance, { name, type, route, scope, summary, run }: Operation): void {
  for (const url of [`/fhir/${type}/$${name}`, `/fhir/$${name}`])
    app.post(url, { config: { route, scope, fhir: true }, schema: { summary } }, async (request, reply) =>
      send(reply, await run(request)),
    );
}

/** @throws InputError with every answer that is none, at its place */
function nextQuestion(body: unknown, { knowledge, now, origin }: Service): Parameters {
  const on = now().slice(0, 10);
  const response = readResponseInput(body);
  const form = formBy(formNamedBy(response) ?? '', knowledge.current(), fhirBase(origin()), on);
  if (form?.adaptive !== true)
    throw new InputError([
      {
        where: 'QuestionnaireResponse.questionnaire',
        what: 'this is no form of ours that is asked question by question',
        mend: 'Send the response of the package, with the questionnaire that it contains',
      },
    ]);
  const read = answersTo(form, response, on);
  if (read.faults.length > 0) throw new InputError(read.faults);
  return {
    ...{ resourceType: 'Parameters', meta: { profile: [PROFILES.nextOutput] } },
    parameter: [{ name: 'return', resource: withNext(response, read, knowledge.current(), on) }],
  };
}

function expandRoutes(app: FastifyInstance, { knowledge, now, origin }: Service): void {
  const config = { route: 'dtr.expand', scope: 'ValueSet.r', fhir: true } as const;
  const schema = { summary: 'The codes of a value set' };
  const expand = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const base = fhirBase(origin());
    const { id } = request.params as { readonly id?: string };
    const input = readExpandInput(request.body, request.query, id && `${base}/ValueSet/${id}`);
    const found = expanded(codesHeld(knowledge.current(), base), input, now());
    if (found === undefined) throw new ProblemError(404, 'There is no such value set here');
    return send(reply, found);
  };
  for (const url of ['/fhir/ValueSet/$expand', '/fhir/$expand', '/fhir/ValueSet/:id/$expand'])
    for (const method of ['GET', 'POST'] as const) app.route({ method, url, config, schema, handler: expand });
}

function readRoutes(app: FastifyInstance, { knowledge, now, origin }: Service, type: PublishedType): void {
  const today = (): string => now().slice(0, 10);
  const scope: WantedScope = `${type === 'CodeSystem' ? 'ValueSet' : type}.r`;
  const config = { route: 'dtr.read', scope, fhir: true };
  const text = (query: unknown, key: string): string | undefined => {
    const value = (query as Readonly<Record<string, unknown>>)[key];
    return typeof value === 'string' ? value : undefined;
  };
  app.get(
    `/fhir/${type}/:id`,
    { config, schema: { summary: `A ${type} by its id, in the version of today` } },
    async (request, reply) => {
      const { id } = request.params as { readonly id: string };
      const sought = { id, version: text(request.query, 'version'), on: today() };
      const found = await publishedBy(type, sought, knowledge.current(), fhirBase(origin()));
      if (found === undefined) throw new ProblemError(404, 'There is nothing here');
      return send(reply, found);
    },
  );
  app.get(
    `/fhir/${type}`,
    { config, schema: { summary: `Each ${type} by its canonical address and version` } },
    async ({ query }, reply) => {
      const [url, version] = [text(query, 'url'), text(query, 'version')];
      return send(
        reply,
        await publishedUnder(type, { url, version, on: today() }, knowledge.current(), fhirBase(origin())),
      );
    },
  );
}

async function send(reply: FastifyReply, resource: FhirResource): Promise<FastifyReply> {
  return reply.type(FHIR).send(JSON.stringify(resource));
}
