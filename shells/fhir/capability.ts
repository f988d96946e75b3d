import type {
  CapabilityStatement,
  CapabilityStatementRestResource,
  CapabilityStatementRestResourceOperation,
} from 'fhir/r4.js';

/** What one part of the service says that it does; the statement of the whole is made of all of them. */
export interface Capability {
  /** Canonical addresses of guides, with the version. */
  readonly guides: readonly string[];
  /** Canonical addresses of the statements that it conforms to. */
  readonly instantiates: readonly string[];
  readonly resources: readonly CapabilityStatementRestResource[];
  /** Operations of the whole server. */
  readonly operations: readonly CapabilityStatementRestResourceOperation[];
}

/**
 * The statement of all that runs.
 * @param base address of the FHIR service, without a slash at its end
 * @param on YYYY-MM-DD
 */
export function capabilityStatement(parts: readonly Capability[], base: string, on: string): CapabilityStatement {
  const merged = Map.groupBy(
    parts.flatMap(({ resources }) => resources),
    ({ type }) => type,
  );
  const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
  return {
    resourceType: 'CapabilityStatement',
    name: 'Stepwise',
    title: 'Stepwise: prior authorization of specialty infused drugs',
    status: 'active',
    date: on,
    kind: 'instance',
    software: { name: 'Stepwise' },
    implementation: { description: 'Stepwise, FHIR R4', url: base },
    instantiates: unique(parts.flatMap(({ instantiates }) => instantiates)),
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    implementationGuide: unique(parts.flatMap(({ guides }) => guides)),
    rest: [
      {
        mode: 'server',
        security: {
          cors: false,
          service: [
            {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
                  code: 'SMART-on-FHIR',
                },
              ],
              text: 'SMART Backend Services',
            },
          ],
        },
        resource: [...merged].map(([type, same]) => ({
          type,
          ...joined(
            'extension',
            same.flatMap(({ extension = [] }) => extension),
          ),
          ...joined(
            'supportedProfile',
            same.flatMap(({ supportedProfile = [] }) => supportedProfile),
          ),
          ...joined(
            'interaction',
            same.flatMap(({ interaction = [] }) => interaction),
          ),
          ...joined(
            'searchParam',
            same.flatMap(({ searchParam = [] }) => searchParam),
          ),
          ...joined(
            'operation',
            same.flatMap(({ operation = [] }) => operation),
          ),
        })),
        ...joined(
          'operation',
          parts.flatMap(({ operations }) => operations),
        ),
      },
    ],
  };
}

/** A list under its name; nothing where it is empty. */
function joined<Name extends string, Item>(name: Name, items: readonly Item[]): Partial<Record<Name, Item[]>> {
  return items.length === 0 ? {} : ({ [name]: [...items] } as Record<Name, Item[]>);
}
