import { describe, expect, it } from 'vitest';
import { InputError } from '../../input/input-error.ts';
import { readClients } from './clients.ts';

const KEY = '{ kty: EC, crv: P-384, x: AA, y: AA }';
const file = (hooks: string): string => `clients:
  - id: ehr
    organisation: clinic
    name: An EHR
    jwks: { keys: [${KEY}] }
    hooks: ${hooks}
`;

function faultsOf(hooks: string): readonly string[] {
  try {
    readClients(file(hooks), 'clients.yaml');
  } catch (error) {
    if (error instanceof InputError) return error.faults.map(({ line, what }) => `${String(line)} ${what}`);
    throw error;
  }
  return [];
}

describe('how a client calls hooks', () => {
  it('is its issuer, its keys where they are not the ones of the client, and its servers', () => {
    const [client] = readClients(
      file(`{ issuer: 'https://ehr.example', fhirServers: ['https://fhir.ehr.example'] }`),
      'x',
    );
    expect(client?.hooks).toEqual({ issuer: 'https://ehr.example', fhirServers: ['https://fhir.ehr.example'] });
    expect(faultsOf(`{ issuer: i, jku: 'https://ehr.example/jwks' }`)).toEqual([]);
    expect(faultsOf(`{ issuer: i, jwks: { keys: [${KEY}] } }`)).toEqual([]);
  });

  it('is refused with a private key, with two sets of keys, and with a server that is no origin', () => {
    expect(faultsOf(`{ issuer: i, jwks: { keys: [{ kty: EC, d: AA }] } }`)).toEqual([
      '6 clients.0.hooks.jwks.keys.0: this is a private key',
    ]);
    expect(faultsOf(`{ issuer: i, jku: 'https://ehr.example/jwks', jwks: { keys: [${KEY}] } }`)).toEqual([
      '6 clients.0.hooks: it has keys and an address of keys',
    ]);
    expect(faultsOf(`{ issuer: i, jku: 'http://ehr.example/jwks' }`)).toHaveLength(1);
    for (const server of ['http://ehr.example', 'https://ehr.example/fhir', 'ehr.example', 'https://user@ehr.example'])
      expect(faultsOf(`{ issuer: i, fhirServers: ['${server}'] }`), server).toEqual([
        '6 clients.0.hooks.fhirServers.0: this is not the origin of a server',
      ]);
  });
});
