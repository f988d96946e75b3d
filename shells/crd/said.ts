import type { Determination } from '../../core/coverage/determination.ts';
import type { Policy } from '../../core/coverage/policy.ts';
import type { Authorization } from './authorizations.ts';
import { unsaid, type Finding } from './finding.ts';

/** What the one who orders can do where nothing more is said. */
export const ASK = 'Ask the payer';

/** An authorization of the payer's own record covers the order. */
export function satisfied({ number, from, to, units }: Authorization, billingCodes: Finding['billingCodes']): Finding {
  return {
    ...{ covered: 'covered', paNeeded: 'satisfied', documents: false, infoNeeded: [], billingCodes, reasons: [] },
    details: [
      { code: 'allowed-period', from, to },
      ...(units === null ? [] : [{ code: 'allowed-quantity', units } as const]),
    ],
    ...{ authorization: number, expires: to },
  };
}

const DOCUMENTS = { paNeeded: 'auth-needed', documents: true, details: [], billingCodes: [] } as const;

/**
 * What a determination says of an order. Criteria that the record does not meet are nobody's answer yet: the documents
 * decide, and after them a clinician.
 * @param wasRead whether the record that came along could be read
 */
export function byDetermination(found: Determination, { title, version }: Policy, wasRead: boolean): Finding {
  const asks = `${title} (${version}) asks for prior authorization`;
  const reason = (text: string): Finding['reasons'] => [{ text: `${asks}. ${text}` }];
  switch (found.outcome) {
    case 'criteria-met':
      return {
        covered: 'covered',
        ...DOCUMENTS,
        infoNeeded: [],
        reasons: reason('Its criteria appear to be met by the record that came along, for a person to confirm'),
      };
    case 'criteria-not-met':
      return {
        ...{ covered: 'indeterminate', ...DOCUMENTS, infoNeeded: [] },
        reasons: reason(
          'The record that came along does not meet all of its criteria; a clinician of the payer decides on what is sent in',
        ),
      };
    case 'policy-not-applicable':
      return unsaid({
        text: `${title} (${version}) is not for this coverage: ${found.reason ?? 'it does not apply'}. ${ASK}`,
      });
    case 'information-needed': {
      const open = found.needed.length;
      const what = !wasRead
        ? 'The record that came along could not be read as a whole'
        : `The record that came along leaves ${String(open)} ${open === 1 ? 'question' : 'questions'} open`;
      return { covered: 'conditional', ...DOCUMENTS, infoNeeded: ['OTH'], reasons: reason(what) };
    }
    default:
      return found.outcome satisfies never;
  }
}
