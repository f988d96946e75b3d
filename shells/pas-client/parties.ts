import type { Identifier } from 'fhir/r4.js';
import type { BillingFile, Name } from '../claim-forms/billing-schema.ts';
import { InputError, type InputFault } from '../input/input-error.ts';
import { PAYER_ID, PAYER_ID_TYPE } from './systems.ts';

/** Who asks whom for whom, as far as a request cannot do without it. */
export interface RequestParties {
  readonly billing: BillingFile;
  readonly requester: { readonly name: string; readonly npi: string };
  readonly prescriber: { readonly name: Name; readonly npi: string };
  readonly insurer: { readonly name: string; readonly identifier: Identifier };
  readonly memberId: string;
  readonly relationship: 'self' | 'spouse' | 'child' | 'other';
  /** Who holds the insurance, where that is not the patient. */
  readonly subscriber?: { readonly name: Name; readonly gender: 'female' | 'male' | 'other' };
  /** Where the practice can be called. */
  readonly phone: string;
}

/**
 * The parties of a request, from the billing files of the practice.
 * @param insurer `system|value`, by which the payer's service knows it; the payer id of the file where left out
 * @throws InputError with everything that is missing, by its place in the file
 */
export function requestParties(billing: BillingFile, insurer: string | undefined): RequestParties {
  const faults: InputFault[] = [];
  const needed = <Value>(value: Value | undefined, where: string, what: string): Value | undefined => {
    if (value === undefined)
      faults.push({ where: '--parties', what: `${where} is missing`, mend: `Write ${what} into the file` });
    return value;
  };
  const { billingProvider: provider, renderingProvider: rendering, payer, subscriber, patient } = billing;
  const person = provider?.person && `${provider.person.given ?? ''} ${provider.person.family}`.trim();
  const name = needed(provider?.organization ?? person, 'billingProvider.organization', 'who asks for it');
  const npi = needed(provider?.npi, 'billingProvider.npi', 'the NPI of who asks for it');
  const prescriberName = needed(rendering?.name, 'renderingProvider.name', 'who ordered the treatment');
  const prescriberNpi = needed(rendering?.npi, 'renderingProvider.npi', 'the NPI of who ordered the treatment');
  const payerName = needed(payer?.name, 'payer.name', 'the name of the payer');
  const identifier = needed(identifierOf(insurer, payer), 'payer.id', 'the payer id, or give --insurer');
  const memberId = needed(subscriber?.memberId, 'subscriber.memberId', 'the member id');
  const relationship = needed(patient?.relationship, 'patient.relationship', 'self, spouse, child or other');
  const phone = needed(provider?.phone, 'billingProvider.phone', 'where the practice can be called');
  const isOther = relationship !== undefined && relationship !== 'self';
  const holder = isOther ? needed(subscriber?.name, 'subscriber.name', 'who holds the insurance') : undefined;
  const gender = isOther ? needed(subscriber?.sex, 'subscriber.sex', 'the sex of who holds the insurance') : undefined;
  if (name === undefined || npi === undefined || prescriberName === undefined || prescriberNpi === undefined)
    throw new InputError(faults);
  if (payerName === undefined || identifier === undefined || memberId === undefined || relationship === undefined)
    throw new InputError(faults);
  if (phone === undefined || (isOther && (holder === undefined || gender === undefined))) throw new InputError(faults);
  return {
    billing,
    requester: { name, npi },
    prescriber: { name: prescriberName, npi: prescriberNpi },
    insurer: { name: payerName, identifier },
    memberId,
    relationship,
    ...(holder === undefined || gender === undefined ? {} : { subscriber: { name: holder, gender } }),
    phone,
  };
}

function identifierOf(insurer: string | undefined, payer: BillingFile['payer']): Identifier | undefined {
  const [system = '', value] = insurer?.split('|') ?? [];
  if (insurer !== undefined) {
    if (value === undefined || value === '' || system === '')
      throw new InputError([
        {
          where: '--insurer',
          what: `"${insurer}" is no number of a list`,
          mend: 'Write it as the payer publishes it: https://payer.example/ids|1234',
        },
      ]);
    return { system, value };
  }
  if (payer?.id === undefined) return undefined;
  return { type: { coding: [PAYER_ID_TYPE] }, system: payer.idSystem ?? PAYER_ID, value: payer.id };
}
