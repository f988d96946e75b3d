import { printDoseName } from '../course/dose-name.ts';
import { lineOfBusinessOn, type GivenDose } from '../course/doses.ts';
import type { LineOfBusiness } from '../course/event.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import type { UsedRule } from '../regimen/cited.ts';
import type { Product } from '../regimen/product.ts';
import type { Caution } from '../values/caution.ts';
import { compare, toNumber } from '../values/decimal.ts';
import { authorizationOn } from './authorization-on.ts';
import type { Billing } from './billing.ts';
import type { ClaimLine, ClaimQuestion, NotBilled, Reconciliation } from './claim-answer.ts';
import { claimDiagnoses } from './diagnoses.ts';
import { amounts, packageOnLine, type Amounts, type Question } from './dose-lines.ts';
import { vialAccount, type VialAccount } from './vials.ts';

/** What one dose adds to the claim. */
export interface BilledDose {
  readonly lines: readonly ClaimLine[];
  readonly notBilled: readonly NotBilled[];
  readonly reconciliation: readonly Reconciliation[];
  readonly needed: readonly ClaimQuestion[];
  readonly used: readonly UsedRule[];
  readonly cautions: readonly Caution[];
}

/** The claim lines of one dose given, with everything that still has to be asked about it. */
export function billDose(
  timeline: Timeline,
  dose: GivenDose,
  billing: Billing,
  products: readonly Product[],
): BilledDose {
  const name = printDoseName(dose.name);
  const dateOfService = dose.date.toString();
  const reason = whyNotBilled(dose, billing);
  if (reason !== undefined) {
    const { cite, ...why } = reason;
    const used = cite.length === 0 ? [] : [{ rule: `not billed: ${why.reason}`, cite }];
    return { ...NOTHING, notBilled: [{ dose: name, dateOfService, ...why }], used };
  }
  const line = lineOfBusinessOn(timeline, dose.date);
  const account = vialAccount(timeline, dose, products);
  const code = billing.codes.find(({ from, to }) => from <= dateOfService && (to === undefined || dateOfService <= to));
  const amount = amounts(account, code, billing.discarded);
  const diagnoses = claimDiagnoses(timeline.course, billing);
  const authorization = authorizationOn(timeline, dateOfService, line, billing);
  const revenue = billing.revenueCode;
  const hasRevenue = dose.entry.setting !== undefined && revenue?.settings.includes(dose.entry.setting) === true;
  const questions = [
    ...recordQuestions(timeline, dose, line),
    ...(code === undefined ? [noCode(billing, dateOfService)] : []),
    ...vialQuestions(account),
    ...amount.questions,
    ...diagnoses.questions,
    ...authorization.questions,
  ];
  return {
    lines: amount.lines.map((part) => ({
      dose: name,
      dateOfService,
      hcpcs: code?.hcpcs ?? null,
      ...part,
      ...packageOnLine(account, billing),
      diagnoses: diagnoses.codes,
      ...(hasRevenue ? { revenueCode: revenue.code } : {}),
      authorization: authorization.number,
    })),
    notBilled: [],
    reconciliation: [reconciliation(name, account, amount)],
    needed: questions.map((question) => ({ dose: name, ...question })),
    used: [
      ...(code === undefined ? [] : [{ rule: 'code and unit', cite: code.cite }]),
      { rule: 'package number on a claim', cite: billing.ndc.cite },
      ...(account.product === undefined ? [] : [{ rule: 'package number', cite: account.product.cite }]),
      { rule: 'discarded drug', cite: billing.discarded.cite },
      { rule: 'order of diagnoses', cite: billing.diagnoses.cite },
      ...(hasRevenue ? [{ rule: 'revenue code', cite: revenue.cite }] : []),
      ...authorization.used,
    ],
    cautions: [
      caution('order-of-diagnoses', billing.diagnoses),
      ...(hasRevenue ? [caution('revenue-code', revenue)] : []),
      ...(amount.split ? [caution('package-quantity-split', billing.discarded.split)] : []),
      ...(line !== undefined && !billing.discarded.requiredBy.includes(line)
        ? [caution('discarded-modifiers-other-payer', billing.discarded.otherPayers)]
        : []),
    ],
  };
}

/** Adds nothing to the claim. */
export const NOTHING: BilledDose = { lines: [], notBilled: [], reconciliation: [], needed: [], used: [], cautions: [] };

function caution(id: string, { text, cite }: Pick<Caution, 'text' | 'cite'>): Caution {
  return { id, text, ...(cite === undefined ? {} : { cite }) };
}

function whyNotBilled(
  { entry }: GivenDose,
  billing: Billing,
): (Pick<NotBilled, 'reason' | 'text'> & Pick<UsedRule, 'cite'>) | undefined {
  if (entry.reported === 'outside')
    return { reason: 'outside', text: 'Given elsewhere: it counts for the course and is never billed here.', cite: [] };
  const { setting, supply } = entry;
  const rule = billing.notBilled.find(
    (candidate) =>
      (setting !== undefined && candidate.setting?.includes(setting) === true) ||
      (supply !== undefined && candidate.supply?.includes(supply) === true),
  );
  if (rule === undefined) return undefined;
  return { reason: rule.setting === undefined ? 'supply' : 'setting', text: rule.text, cite: rule.cite };
}

function recordQuestions(
  timeline: Timeline,
  { entry }: GivenDose,
  line: LineOfBusiness | undefined,
): readonly Question[] {
  const same = entries(timeline, 'dose-given').filter(({ dose }) => dose === entry.dose).length;
  const prepared = entries(timeline, 'prepared').some(({ dose }) => dose === entry.dose);
  const claimed = entries(timeline, 'claimed').some(({ dose }) => dose === entry.dose);
  const asks: readonly (readonly [boolean, string, string])[] = [
    [same > 1, 'dose-given', 'The dose is recorded more than once. Which entry is right? Void the other.'],
    [claimed, 'claimed', 'A claim for this dose is on record. Is this a corrected claim?'],
    [entry.reported === undefined && !prepared, 'reported', 'Was the dose given here or elsewhere (here, outside)?'],
    [
      entry.setting === undefined,
      'setting',
      'Where was it given (inpatient, observation, hospital-outpatient, office)?',
    ],
    [entry.supply === undefined, 'supply', 'Who supplied the drug (buy-and-bill, specialty-pharmacy, free)?'],
    [line === undefined, 'lineOfBusiness', 'What kind of coverage pays for this date of service?'],
  ];
  return asks.filter(([open]) => open).map(([, fact, ask]) => ({ fact, ask }));
}

function vialQuestions(account: VialAccount): readonly Question[] {
  const { opened, given, wasted, balanced } = account;
  // Where more was given than opened, what was discarded is not the question: `amounts` asks for the wrong entry.
  const enough = opened !== null && compare(opened, given) >= 0;
  const asks: readonly (readonly [boolean, string, string])[] = [
    [!account.recorded, 'prepared', 'Which vials were opened? Record the preparation.'],
    [account.product === undefined, 'ndc', 'Which one package did the vials come from?'],
    [
      wasted === null && enough,
      'wasted',
      'The vials held more than was given. Record how many milligrams were discarded.',
    ],
    [
      wasted !== null && enough && !balanced,
      'wasted',
      'Given and discarded do not add up to the vials opened. Which entry is wrong?',
    ],
  ];
  return asks.filter(([open]) => open).map(([, fact, ask]) => ({ fact, ask }));
}

function noCode({ codes }: Billing, date: string): Question {
  const known = codes.map(({ hcpcs, from, to }) => `${hcpcs} from ${from}${to === undefined ? '' : ` to ${to}`}`);
  return {
    fact: 'hcpcs',
    ask: `No held code is in force on ${date} (held: ${known.join('; ')}). Which code does the payer take for that day?`,
  };
}

function reconciliation(dose: string, account: VialAccount, amount: Amounts): Reconciliation {
  return {
    dose,
    openedMg: account.opened === null ? null : toNumber(account.opened),
    givenMg: toNumber(account.given),
    wastedMg: account.wasted === null ? null : toNumber(account.wasted),
    billedUnits: amount.units,
    discardedUnits: amount.discardedUnits,
    balanced: account.recorded && account.balanced,
  };
}
