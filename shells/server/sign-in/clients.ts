import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { InputError } from '../../input/input-error.ts';
import { strict } from '../../knowledge/schema-parts.ts';
import { faultsOf, YamlFile } from '../../knowledge/yaml-file.ts';

/** A key that only checks: one that signs is the client's own, and one that does both would be shared. */
const publicKey = z
  .looseObject({ kty: z.enum(['RSA', 'EC']) })
  .refine(
    (key) => !['d', 'p', 'q', 'k'].some((part) => part in key),
    'this is a private key|Leave it with the client, and write its public key here',
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
}

/** @throws InputError with every fault of the file */
export function readClients(text: string, file: string): readonly MachineClient[] {
  const read = YamlFile.parse(file, text);
  if (!(read instanceof YamlFile)) throw new InputError(read);
  const parsed = clientsSchema.safeParse(read.value);
  if (!parsed.success) throw new InputError(faultsOf(read, parsed.error));
  return parsed.data.clients;
}
