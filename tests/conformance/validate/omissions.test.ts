import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { validatePasRequest, validateResource, type Judged } from '../../../shells/fhir/validate/validate.ts';
import { FIXTURES, fixture } from '../../support/standards.ts';
import { isJson, placesIn, publishedProfiles, putAt, type Json, type Place } from './places.ts';

const FOLDER = 'pas-2.2.1/examples';

/** What may be left out by itself, but not where it stands: a slice or an invariant of the profile wants it there. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  'Claim.supportingInfo.extension': ['The extension documentInformation is missing'],
  'Claim.supportingInfo.timing[x]': ['timing is missing'],
  'Claim.supportingInfo.value[x]': ['value is missing'],
  'CommunicationRequest.identifier': ['There is no identifier'],
  'Coverage.relationship.coding': ['The subscriber is missing'],
  'MedicationRequest.requester': ['An order has no requester'],
  'PractitionerRole.telecom': ['The role has neither telephone nor endpoint'],
  'Task.input.extension': ['The extension paLineNumber is missing'],
};

function judged(json: unknown): Judged {
  const meta = isJson(json) ? json['meta'] : undefined;
  const isRequest = JSON.stringify(isJson(meta) ? meta['profile'] : '').includes('profile-pas-request-bundle');
  return isRequest ? validatePasRequest(json) : validateResource(json, '');
}

/** Without its only part an element would be empty, which R4 does not allow. */
function isAlone({ steps }: Place, whole: Json): boolean {
  const above = steps.slice(0, -1).reduce<unknown>((json, step) => (json as Json)[step as string], whole);
  return isJson(above) && Object.keys(above).length === 1;
}

describe.skipIf(FIXTURES === undefined)(
  'an official example without one part that is not asked for (skipped without HL7’s files)',
  () => {
    it('is as sound as before [pas conf-14]', () => {
      const profiles = publishedProfiles();
      const wrong: string[] = [];
      let tried = 0;
      for (const name of readdirSync(path.join(FIXTURES ?? '', FOLDER)).sort()) {
        const whole = fixture(`${FOLDER}/${name}`) as Json;
        for (const place of placesIn(whole, profiles)) {
          if (place.element === null || place.element.min > 0 || place.isItem || isAlone(place, whole)) continue;
          tried += 1;
          const faults = judged(putAt(whole, place.steps, undefined)).faults.map(({ what }) => what);
          const unwanted = faults.filter((what) => WANTED[place.id]?.includes(what) !== true);
          if (unwanted.length > 0) wrong.push(`${name} without ${place.where}: ${unwanted.join(' | ')}`);
        }
      }
      expect(wrong).toEqual([]);
      expect(tried).toBe(618);
    });
  },
);
