import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Role } from '../../shells/server/caller.ts';
import type { Schema } from './schema-arbitrary.ts';

export const PROBLEM = 'application/problem+json';

export interface Operation {
  readonly summary?: string;
  readonly 'x-roles'?: readonly Role[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: 'path' | 'query' | 'header' | 'cookie';
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly headers?: Readonly<Record<string, object>>;
        readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
      }
    >
  >;
}

export interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly securitySchemes: Readonly<Record<string, { readonly type: string }>>;
  };
}

export interface Route {
  readonly where: string;
  readonly method: string;
  readonly operation: Operation;
}

export function routesOf({ paths }: Document): readonly Route[] {
  return Object.entries(paths).flatMap(([where, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ where, method, operation })),
  );
}

/** What the document of the service promises of each answer. */
export class Promised {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });

  constructor({ components }: Document) {
    this.#ajv.addSchema({ $id: 'openapi', components });
  }

  /** Why an answer is none that is promised; undefined where it is one. */
  broken({ operation }: Route, status: number, type: string, text: string): string | undefined {
    if (status >= 500) return `it is answered with ${String(status)}`;
    const declared = operation.responses[String(status)];
    if (declared === undefined) return `${String(status)} is not declared`;
    if (status === 204) return undefined;
    const [media = ''] = type.split(';');
    if (status >= 400 && media !== PROBLEM && declared.content?.[PROBLEM] !== undefined) return `the error is ${media}`;
    const content = declared.content?.[media];
    if (content === undefined) return declared.content === undefined ? undefined : `${media} is not declared`;
    if (!media.includes('json') || content.schema === undefined) return undefined;
    const schema = JSON.parse(
      JSON.stringify(content.schema).replaceAll('"#/components', '"openapi#/components'),
    ) as object;
    return this.#ajv.validate(schema, JSON.parse(text)) ? undefined : this.#ajv.errorsText();
  }
}
