import type { Determination } from '../coverage/determination.ts';
import type { Determined } from './entry.ts';

/** The cautions of a finding that say on what it rests too little, by what that is to an approval without a person. */
const BECAUSE = {
  'chart-suggestion': 'chart-only',
  'sources-disagree': 'conflict',
  'attestation-unsigned': 'wrong-role',
} as const;

/** Facts of a finding on which no approval may rest by itself (R10): suggestions of a chart, conflicts, wrong roles. */
export function notEnough({ cautions }: Pick<Determination, 'cautions'>): Determined['notEnough'] {
  return cautions.flatMap(({ id, facts = [] }) => {
    const because = id in BECAUSE ? BECAUSE[id as keyof typeof BECAUSE] : undefined;
    return because === undefined ? [] : facts.map((fact) => ({ fact, because }));
  });
}
