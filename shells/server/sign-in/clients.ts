import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { InputError } from '../../input/input-error.ts';
import { strict } from '../../knowledge/schema-parts.ts';
import { faultsOf, YamlFile } from '../../knowledge/yaml-file.ts';
import { isNpi } from '../../../core/values/npi.ts';
import { isOrigin } from '../../insurers/insurers-schema.ts';
import { isScope } from './scopes.ts';

/** A key that only checks: one that signs is the client's own, and one that does both would be shared. */
const publicKey = z
  .looseObject({ kty: z.enum(['RSA', 'EC']) })
  .refine(
    (key) => !['d', 'p', 'q', 'k'].some((part) => part in key),
    'this is a private key|Leave it with the client, and write its public key here',
  );

/** The provider organisation that sends claims through a program, and where it may be told of them. */
const submitter = z
  .strictObject({
    name: z.string().min(1),
    npi: z.string().refine(isNpi, 'this is no NPI|Write its ten digits').optional(),
    identifiers: z.array(z.strictObject({ system: z.string().min(1).optional(), value: z.string().min(1) })).optional(),
    notify: z
      .array(
        z.string().refine(isOrigin, 'this is not the origin of a server|Write it as https://host or https://host:port'),
      )
      .optional(),
  })
  .refine(
    ({ npi, identifiers = [] }) => npi !== undefined || identifiers.length > 0,
    'it is named by nothing that a claim could name it by|Write its npi, or identifiers',
  );

/** How a program calls hooks: under which issuer, with which keys where these are not its own, and which of its servers may be asked. */
const hooks = z
  .strictObject({
    issuer: z.string().min(1),
    jku: z.url({ protocol: /^https$/u }).optional(),
    jwks: z.strictObject({ keys: z.array(publicKey).min(1) }).optional(),
    fhirServers: z
      .array(
        z.string().refine(isOrigin, 'this is not the origin of a server|Write it as https://host or https://host:port'),
      )
      .default([]),
  })
  .refine(
    ({ jku, jwks }) => jku === undefined || jwks === undefined,
    'it has keys and an address of keys|Write one of them, or none where they are those of the client',
  );

/** Programs that may sign in, each with its public keys, or where these are published. */
const clientsSchema = strict({
  clients: z.array(
    z
      .strictObject({
        id: z.string().min(1),
        organisation: z.string().min(1),
        name: z.string().min(1),
        jwks: z.strictObject({ keys: z.array(publicKey).min(1) }).optional(),
        jwksUri: z.url({ protocol: /^https$/u }).optional(),
        submitter: submitter.optional(),
        hooks: hooks.optional(),
        scopes: z
          .array(z.string().refine(isScope, 'this is no scope|Write for example system/Questionnaire.rs'))
          .min(1)
          .optional(),
      })
      .refine(
        ({ jwks, jwksUri }) => (jwks === undefined) !== (jwksUri === undefined),
        'a client has keys or an address of keys|Write jwks or jwksUri, not both',
      ),
  ),
});

export interface MachineClient {
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly jwks?: JSONWebKeySet | undefined;
  readonly jwksUri?: string | undefined;
  /** What its tokens may be good for; everything that a program may do where it is left out. */
  readonly scopes?: readonly string[] | undefined;
  /** Whose claims it sends; itself where it is left out. */
  readonly submitter?: z.infer<typeof submitter> | undefined;
  /** How it calls hooks; it calls none where it is left out. */
  readonly hooks?:
    | {
        readonly issuer: string;
        readonly jku?: string | undefined;
        readonly jwks?: JSONWebKeySet | undefined;
        /** Origins. */
        readonly fhirServers: readonly string[];
      }
    | undefined;
}

/** @throws InputError with every fault of the file */
export function readClients(text: string, file: string): readonly MachineClient[] {
  const read = YamlFile.parse(file, text);
  if (!(read instanceof YamlFile)) throw new InputError(read);
  const parsed = clientsSchema.safeParse(read.value);
  if (!parsed.success) throw new InputError(faultsOf(read, parsed.error));
  return parsed.data.clients;
}
