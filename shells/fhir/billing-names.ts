import type { Address as FhirAddress, HumanName } from 'fhir/r4.js';
import type { Address, Name } from '../claim-forms/billing-schema.ts';

/** A name of the billing file as FHIR has it. */
export function nameOf({ family, given, middle }: Name): HumanName {
  const names = [given, middle].filter((name) => name !== undefined);
  return { family, ...(names.length === 0 ? {} : { given: names }) };
}

/** An address of the billing file as FHIR has it; the file says no country. */
export function addressOf({ line1, line2, city, state, zip }: Address): FhirAddress {
  return {
    line: [line1, ...(line2 === undefined ? [] : [line2])],
    city,
    state,
    postalCode: zip.length === 9 ? `${zip.slice(0, 5)}-${zip.slice(5)}` : zip,
  };
}
