import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateCrdRequest, validatePasRequest, validateResource, type Judged } from './validate.ts';

const example = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../examples/fhir/${name}.json`, import.meta.url), 'utf8'));

const told = ({ faults }: Judged): readonly string[] => faults.map(({ where, what }) => `${where}: ${what}`);

describe('a prior authorization request', () => {
  it('is sound', () => {
    expect(validatePasRequest(example('request'))).toEqual({ faults: [], warnings: [] });
  });

  it('has each fault named at its place', () => {
    const item = 'Bundle.entry[0].resource.item[0]';
    const certification = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-certificationType';
    expect(told(validatePasRequest(example('request-with-faults')))).toEqual([
      'Bundle.entry[0].resource.insurer: insurer is missing',
      'Bundle.entry[0].resource.insurance[0].coverage: Coverage/coverage-2 is not in the bundle',
      `${item}.extension('${certification}'): The extension certificationType is missing`,
      'Bundle.entry[1].resource.identifier[0]: The NPI fails its check digit',
      'Bundle.entry[4].resource.birthDate: "1958-02-30" stands where a day of the calendar belongs',
    ]);
  });

  it.each([
    [null, ': null stands where a resource belongs'],
    [[], ': A list stands where a resource belongs'],
    [{}, 'resourceType: Nothing is no resource of FHIR R4'],
    [{ resourceType: 'Recipe' }, 'resourceType: "Recipe" is no resource of FHIR R4'],
    [{ resourceType: 'Patient' }, 'resourceType: A Patient stands where a Bundle belongs'],
  ])('that is %j is refused', (body, fault) => {
    expect(told(validatePasRequest(body))).toEqual([fault]);
  });

  it('with a resource asked for by a profile that it does not claim is held to it', () => {
    const { entry, ...bundle } = example('request') as { readonly entry: readonly { readonly resource: object }[] };
    const bare = entry.map(({ resource, ...rest }) => ({ ...rest, resource: { ...resource, meta: undefined } }));
    const plain = JSON.parse(JSON.stringify({ ...bundle, entry: bare })) as {
      entry: { resource: { name?: unknown } }[];
    };
    expect(validatePasRequest(plain).faults).toEqual([]);
    delete plain.entry[4]?.resource.name;
    expect(told(validatePasRequest(plain))).toEqual(['Bundle.entry[4].resource.name: name is missing']);
  });
});

describe('whatever is sent', () => {
  it('a body nested without end is refused, not followed', () => {
    const deep = (levels: number): unknown => JSON.parse(`${'{"item":['.repeat(levels)}${']}'.repeat(levels)}`);
    const told5 = told(validateResource({ resourceType: 'QuestionnaireResponse', ...(deep(5_000) as object) }, ''));
    expect(told5).toEqual([': Elements stand one in another too deeply']);
  });

  it('names that are no names of FHIRPath are written as such', () => {
    const odd = {
      resourceType: 'Patient',
      'a b': 1,
      text: { status: 'generated', div: 7 },
      extension: [{ url: "it's" }],
    };
    expect(validateResource(odd, '').faults.map(({ where }) => where)).toEqual([
      'Patient.`a b`',
      'Patient.text.`div`',
      "Patient.extension('it\\'s')",
    ]);
  });

  it('as many as 200 faults are told', () => {
    const extension = Array.from({ length: 1_000 }, () => ({ url: 'http://a.example/b' }));
    expect(validateResource({ resourceType: 'Patient', extension }, '').faults).toHaveLength(200);
  });

  it('is judged and throws nothing', () => {
    const request = JSON.stringify(example('request'));
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.nat(), (value, number) => {
        const place = number % 160;
        let seen = -1;
        // Any value in place of one that stands there.
        const body: unknown = JSON.parse(request, (_name, each: unknown) => {
          seen += 1;
          return seen === place ? value : each;
        });
        for (const judged of [
          validatePasRequest(body),
          validateCrdRequest('order-sign', body),
          validateResource(value, ''),
        ]) {
          for (const { where, what, mend } of judged.faults)
            expect([typeof where, what === '', mend === '']).toEqual(['string', false, false]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
