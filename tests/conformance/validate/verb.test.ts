import { describe, expect, it } from 'vitest';
import { example, stepwise } from '../../support/cli.ts';

describe('stepwise validate', () => {
  it('gives one document', async () => {
    const { status, out } = await stepwise(
      'validate',
      example('fhir', 'request.json'),
      '--profile',
      'profile-pas-request-bundle',
      '--json',
    );
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual({
      file: example('fhir', 'request.json'),
      profile: 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/profile-pas-request-bundle',
      ...{ valid: true, faults: [], warnings: [] },
    });
  });

  it.each([
    [['validate'], '--file: the file is missing. Name the file to check\n'],
    [['validate', example('answers', 'second-line.yaml')], /^\S+second-line\.yaml: no JSON: /u],
    [
      ['validate', example('fhir', 'request.json'), '--profile', 'profile-clam'],
      '--profile: there is no profile "profile-clam". Did you mean "profile-claim"?\n',
    ],
  ])('says what is wrong with the call: %j', async (line, message) => {
    const { status, out, err } = await stepwise(...line);
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});
