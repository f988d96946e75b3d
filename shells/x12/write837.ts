import type { ClaimForms } from '../claim-forms/forms.ts';
import type { Form837 } from './claim-line.ts';
import { USUAL, type Delimiters } from './delimiters.ts';
import { writeClaim } from './write-claim.ts';
import { writeProvider, writeReceiver, writeSubmitter, writeSubscriber, writePatient } from './write-levels.ts';
import { compactDate, X12Writer, type Unwritable } from './writer.ts';

/** The guide of each form, by its errata. */
const GUIDES: Readonly<Record<Form837, string>> = { professional: '005010X222A1', institutional: '005010X223A2' };

export type Written837 =
  | { readonly ok: true; /** Segments with their terminators, in their order. */ readonly segments: readonly string[] }
  | { readonly ok: false; readonly unwritable: readonly Unwritable[] };

/**
 * One interchange with one transaction that holds the claims. What is not known is left empty: whoever calls decides
 * whether a draft may be written. It is not written where a text holds a delimiter or a character that X12 has not.
 * @param now the moment of writing, `2026-06-15T08:30:00-04:00`
 */
export function write837(forms: ClaimForms, form: Form837, now: string, delimiters: Delimiters = USUAL): Written837 {
  const writer = new X12Writer(delimiters);
  const { billing, claims } = forms;
  const [day, time] = [compactDate(now.slice(0, 10)), now.slice(11, 16).replace(':', '')];
  const { interchange, submitter, receiver } = billing;
  const sender = interchange?.sender ?? submitter?.id ?? '';
  const addressee = interchange?.receiver ?? receiver?.id ?? '';
  const control = String(interchange?.controlNumber ?? 0);
  const longControl = control.padStart(9, '0');
  const guide = GUIDES[form];
  writer.addHeader([
    ...['00', '', '00', ''],
    ...[interchange?.senderQualifier ?? 'ZZ', sender, interchange?.receiverQualifier ?? 'ZZ', addressee],
    ...[day.slice(2), time, delimiters.repetition, '00501', longControl, '0'],
    ...[interchange?.usage === 'production' ? 'P' : 'T', delimiters.component],
  ]);
  writer.add('GS', 'HC', sender, addressee, day, time, control, 'X', guide);
  const before = writer.count;
  writer.add('ST', '837', TRANSACTION, guide);
  writer.add('BHT', '0019', '00', longControl, day, time, 'CH');
  writeSubmitter(writer, billing);
  writeReceiver(writer, billing);
  writeProvider(writer, billing);
  writeSubscriber(writer, forms);
  if (billing.patient?.relationship !== 'self' && billing.patient !== undefined) writePatient(writer, forms);
  for (const claim of claims) writeClaim(writer, claim, billing, form);
  writer.add('SE', String(writer.count - before + 1), TRANSACTION);
  writer.add('GE', '1', control);
  writer.add('IEA', '1', longControl);
  const unwritable = [...writer.unwritable, ...tooLong('ISA06', sender), ...tooLong('ISA08', addressee)];
  if (unwritable.length > 0) return { ok: false, unwritable };
  return { ok: true, segments: writer.segments.map((segment) => `${segment}${delimiters.segment}`) };
}

const TRANSACTION = '0001';
const LONGEST = 15;

function tooLong(place: string, text: string): readonly Unwritable[] {
  return text.length <= LONGEST ? [] : [{ place, text, what: `an envelope takes ${LONGEST} characters here` }];
}
