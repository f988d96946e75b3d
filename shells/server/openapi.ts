import type { SwaggerTransform } from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { MAY, type RouteId } from './roles.ts';
import { problemShape } from './shapes.ts';

/** Names of the ways to be signed in, as the document has them. */
const SECURITY = [{ token: [] }, { session: [] }];

const PROBLEMS: Readonly<Record<string, string>> = {
  400: 'The input cannot be used',
  401: 'Nobody is signed in',
  403: 'Not for this role, or from another page',
  404: 'There is nothing here',
  409: 'The record was changed meanwhile, or does not allow it',
  413: 'The body is too large',
  414: 'The path is too long',
  415: 'The body is of a kind that is not read here',
  422: 'The idempotency key was used for another request',
  429: 'Too many calls',
  503: 'The record cannot be reached',
  507: 'The record has no room',
};
/** What a route that needs no sign-in cannot answer. */
const SIGNED_IN_ONLY = ['401', '403'];

/** What stands in the headers of answers, by the name of the header. */
const HEADERS = {
  etag: { type: 'string', description: 'How many entries the record has, for `if-match`' },
  location: { type: 'string', description: 'Where the new record is' },
  'stepwise-exit': {
    ...{ type: 'string', enum: ['0', '10', '20'] },
    description: '0 answered, 10 information is needed, 20 not met, on hold or findings: as the command line exits',
  },
};
/** A header that answers of some routes have. */
export type AnswerHeader = keyof typeof HEADERS;

/** The head of the document. */
export const OPENAPI = {
  openapi: '3.1.0',
  info: {
    title: 'Stepwise',
    version: '1',
    description: 'From order to paid claim for a specialty infused drug. Errors are problems (RFC 9457).',
  },
  components: {
    schemas: {
      Problem: bare(z.toJSONSchema(problemShape)),
      OperationOutcome: {
        type: 'object' as const,
        description: 'How a FHIR route says no (R4)',
        required: ['resourceType', 'issue'],
        properties: {
          resourceType: { type: 'string' as const, enum: ['OperationOutcome'] },
          issue: { type: 'array' as const, minItems: 1, items: { type: 'object' as const } },
        },
      },
    },
    securitySchemes: {
      token: { type: 'http' as const, scheme: 'bearer', description: 'An access token from /auth/token' },
      session: { type: 'apiKey' as const, in: 'cookie' as const, name: 'stepwise-session' },
    },
  },
};

/** A route in the document: what its schemas say, who may call it, and how it says no. */
export const documented: SwaggerTransform = (route) => {
  const { schema, url } = jsonSchemaTransform(route);
  const { config = {} } = route.route;
  const open = config.route === 'open';
  const { response = {}, ...rest } = schema as { readonly response?: Readonly<Record<string, object>> };
  const good = Object.keys(response).length > 0 ? response : { 200: { description: 'Answered' } };
  const headers = Object.fromEntries((config.headers ?? []).map((name) => [name, HEADERS[name]]));
  return {
    url,
    schema: {
      ...rest,
      ...(open ? {} : { security: SECURITY, 'x-roles': MAY[config.route as RouteId] }),
      ...(config.scope === undefined ? {} : { 'x-scope': `system/${config.scope}` }),
      response: {
        ...Object.fromEntries(
          Object.entries(PROBLEMS)
            .filter(([status]) => !(open && SIGNED_IN_ONLY.includes(status)))
            .map(([status, description]) => [
              status,
              { description, content: config.fhir === true ? FHIR_PROBLEM : PROBLEM },
            ]),
        ),
        ...Object.fromEntries(
          Object.entries(good).map(([status, one]) => [
            status,
            { ...(config.fhir === true ? inFhir(one) : one), headers },
          ]),
        ),
      },
    },
  };
};

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const FHIR_PROBLEM = { 'application/fhir+json': { schema: { $ref: '#/components/schemas/OperationOutcome' } } };

/** A body of a FHIR route comes as what FHIR calls its JSON, or as plain JSON. */
function inFhir(response: object): object {
  if ('content' in response) return response;
  const { description = 'Answered', ...schema } = response as { readonly description?: string };
  return { description, content: { 'application/fhir+json': { schema }, 'application/json': { schema } } };
}

/** Without the address of its dialect, which stands once at the head of the document. */
function bare(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema'));
}
