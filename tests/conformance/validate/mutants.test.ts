import { readdirSync } from 'node:fs';
import path from 'node:path';
import fhirpath from 'fhirpath';
import { describe, expect, it } from 'vitest';
import {
  validatePasInquiry,
  validatePasRequest,
  validateResource,
  type Judged,
} from '../../../shells/fhir/validate/validate.ts';
import { FIXTURES, fixture } from '../../support/standards.ts';
import { broken } from './broken-rules.ts';
import { mutantsOf, type Mutant } from './mutants.ts';
import { publishedProfiles, type Json } from './places.ts';

const FOLDER = 'pas-2.2.1/examples';
/** All of some 9,500 take long; each seed tries others. */
const ONE_IN = 16;

/** As the service would judge it. */
function judged(name: string, json: unknown): Judged {
  if (/^Bundle-.*(?:Authorization(?:Update)?|SurgicalRequest)BundleExample/u.test(name))
    return validatePasRequest(json);
  return name.includes('PASClaimInquiryBundle') ? validatePasInquiry(json) : validateResource(json, '');
}

const isAt = (found: string, { where, above, numbered }: Mutant): boolean =>
  [where, above, numbered].includes(found) ||
  [`${where}.`, `${where}[`, `${where}(`, `${numbered}.`].some((start) => found.startsWith(start));

const said = ({ faults }: Judged): string => faults.map(({ where, what }) => `${where}: ${what}`).join(' | ');

describe.skipIf(FIXTURES === undefined)('an official example with one fault (skipped without HL7’s files)', () => {
  it('is refused at the place of the fault', () => {
    const profiles = publishedProfiles();
    const chosen = Number(process.env['STEPWISE_SEED'] ?? 0) % ONE_IN;
    const kinds = new Map<string, number>();
    const missed: string[] = [];
    let number = 0;
    for (const name of readdirSync(path.join(FIXTURES ?? '', FOLDER)).sort()) {
      for (const mutant of mutantsOf(fixture(`${FOLDER}/${name}`) as Json, profiles)) {
        number += 1;
        // Rare kinds are tried each time.
        const tried = kinds.get(mutant.kind) ?? 0;
        if (number % ONE_IN !== chosen && tried >= 3) continue;
        kinds.set(mutant.kind, tried + 1);
        const found = judged(name, mutant.json);
        // Each place is FHIRPath that others can follow.
        for (const { where } of found.faults) fhirpath.parse(where);
        if (!found.faults.some(({ where }) => isAt(where, mutant))) {
          missed.push(`${name}: ${mutant.kind} at ${mutant.where}; found ${said(found)}`);
        }
      }
    }
    expect(missed).toEqual([]);
    expect([...kinds.keys()].sort()).toEqual([
      'a number for text',
      'another value than the fixed one',
      'dangling reference',
      'extension twice',
      'forbidden element',
      'malformed boolean',
      'malformed code',
      'malformed date',
      'malformed dateTime',
      'malformed instant',
      'malformed positiveInt',
      'malformed string',
      'malformed uri',
      'one value as a list',
      'reference to another type',
      'required extension left out',
      'required left out',
      'text for a number or boolean',
      'text for an object',
      'two entries of one address',
      'unknown code',
      'unknown element',
      'unknown system',
    ]);
    expect([...kinds.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(500);
  });

  it.each(broken)('$rule: refused at $where', ({ example, change, where, what }) => {
    const json = change(fixture(`${FOLDER}/${example}.json`) as Json);
    expect(judged(`${example}.json`, json).faults).toContainEqual(expect.objectContaining({ where, what }));
  });
});
