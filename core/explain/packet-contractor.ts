import type { Contractor } from '../coverage/contractor.ts';
import type { Determination } from '../coverage/determination.ts';

/** The contractor that a determination names, in words; undefined where it names none. */
export function sayContractor(mac: Determination['mac']): string | undefined {
  if (mac === undefined || mac === null) return undefined;
  const one = ({ jurisdiction, contractor }: Contractor): string => `${contractor}, jurisdiction ${jurisdiction}`;
  return 'candidates' in mac ? mac.candidates.map(one).join(', or ') : one(mac);
}
