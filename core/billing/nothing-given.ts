import { entries, type Timeline } from '../course/timeline.ts';
import { compare, decimal, sum, toNumber } from '../values/decimal.ts';
import { NOTHING, type BilledDose } from './bill-dose.ts';
import type { Billing } from './billing.ts';
import type { Question } from './question.ts';

/**
 * R27. A dose of which something was prepared or discarded and nothing given makes no line. It is settled once what
 * was discarded is what was opened; until then it is asked what became of it.
 */
export function nothingGiven(timeline: Timeline, dose: string, { nothingGiven: { text, cite } }: Billing): BilledDose {
  const vials = entries(timeline, 'prepared').flatMap((entry) => (entry.dose === dose ? entry.vials : []));
  const wastes = entries(timeline, 'wasted').filter((entry) => entry.dose === dose);
  const opened = vials.length === 0 ? null : sum(vials.map(({ mg }) => decimal(mg)));
  const wasted = wastes.length === 0 ? null : sum(wastes.map(({ mg }) => decimal(mg)));
  const balanced = opened !== null && wasted !== null && compare(opened, wasted) === 0;
  const question = opened === null ? NOT_PREPARED : wasted === null ? NOT_SETTLED : UNEQUAL;
  return {
    ...NOTHING,
    notBilled: wasted === null ? [] : [{ dose, dateOfService: null, reason: 'nothing-given', text }],
    reconciliation: [
      {
        dose,
        openedMg: opened === null ? null : toNumber(opened),
        givenMg: 0,
        wastedMg: wasted === null ? null : toNumber(wasted),
        billedUnits: 0,
        discardedUnits: 0,
        balanced,
      },
    ],
    needed: balanced ? [] : [{ dose, ...question }],
    used: [{ rule: 'not billed: nothing given', cite }],
  };
}

const NOT_SETTLED: Question = {
  fact: 'dose-given',
  ask:
    'Vials were opened, and neither a dose given nor drug discarded is recorded. Was the dose given? Then record it. ' +
    'Was the drug discarded? Then record the milligrams, and ask the manufacturer for a replacement.',
};

const NOT_PREPARED: Question = {
  fact: 'prepared',
  ask: 'Drug is recorded as discarded, and neither the vials opened nor a dose given. Record the preparation, and the dose if it was given.',
};

const UNEQUAL: Question = {
  fact: 'wasted',
  ask: 'Nothing is recorded as given, and what was discarded is not what the vials opened held. Which entry is wrong or missing?',
};
