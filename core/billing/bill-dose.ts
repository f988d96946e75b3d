import type { GivenDose } from '../course/doses.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import type { Policy } from '../coverage/policy.ts';
import type { UsedRule } from '../regimen/cited.ts';
import type { Product } from '../regimen/product.ts';
import type { Caution } from '../values/caution.ts';
import { compare, decimal, toNumber } from '../values/decimal.ts';
import type { Billing } from './billing.ts';
import type {
  ClaimEncounter,
  ClaimLine,
  ClaimQuestion,
  NotBilled,
  Reconciliation,
  ServiceLine,
} from './claim-answer.ts';
import { codeOn } from './code-on.ts';
import { amounts, packageOnLine, type Amounts } from './dose-lines.ts';
import { doseRecord, encounterOf, onEachLine, type DoseRecord } from './dose-record.ts';
import { doseServices } from './dose-services.ts';
import { listedDiagnoses } from './listed-diagnoses.ts';
import type { Question } from './question.ts';
import type { Stated } from './stated.ts';
import { vialAccount, type VialAccount } from './vials.ts';

/** What one dose adds to the claim. */
export interface BilledDose {
  readonly encounters: readonly ClaimEncounter[];
  readonly lines: readonly ClaimLine[];
  readonly services: readonly ServiceLine[];
  readonly servicesNeeded: readonly ClaimQuestion[];
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
  policies: readonly Policy[],
): BilledDose {
  const record = doseRecord(timeline, dose, billing);
  const reason = whyNotBilled(dose, billing);
  if (reason === undefined) {
    const lines = drugLines(timeline, record, billing, products);
    const { used, cautions } = listedDiagnoses(timeline, record, policies);
    const listed = { ...lines, used: [...lines.used, ...used], cautions: [...lines.cautions, ...cautions] };
    return withServices(listed, timeline, record, billing);
  }
  const { cite, ...why } = reason;
  const none: BilledDose = {
    ...NOTHING,
    notBilled: [{ dose: record.name, dateOfService: record.dateOfService, ...why }],
    used: cite.length === 0 ? [] : [{ rule: `not billed: ${why.reason}`, cite }],
  };
  // The drug is another's to bill; giving it is not.
  return why.reason === 'supply' ? withServices(none, timeline, record, billing) : none;
}

/** Adds what was done beside the drug; its questions keep no drug line back. */
function withServices(billed: BilledDose, timeline: Timeline, record: DoseRecord, billing: Billing): BilledDose {
  const { lines, questions } = doseServices(timeline, record, billing.services);
  const own = billed.lines.length === 0 ? record.questions : [];
  const { text, cite, observation } = billing.services;
  const hasObservation = lines.some(({ kind }) => kind === 'observation');
  return {
    ...billed,
    encounters: lines.length + billed.lines.length === 0 ? [] : [encounterOf(record)],
    services: lines,
    servicesNeeded: [...own, ...questions].map((question) => ({ dose: record.name, ...question })),
    used: [
      ...billed.used,
      ...(billed.lines.length === 0 && lines.length > 0 ? record.used : []),
      ...(lines.length === 0 ? [] : [{ rule: 'service codes', cite }]),
      ...(hasObservation ? [{ rule: 'hours of observation', cite: observation.cite }] : []),
    ],
    cautions: [
      ...billed.cautions,
      ...(lines.length === 0 ? [] : [caution('service-codes', { text, cite })]),
      ...(hasObservation ? [caution('hours-of-observation', observation)] : []),
    ],
  };
}

function drugLines(timeline: Timeline, record: DoseRecord, billing: Billing, products: readonly Product[]): BilledDose {
  const { name, dose, dateOfService, setting, line, place, diagnoses } = record;
  const account = vialAccount(timeline, dose, products);
  const { code, questions: codeQuestions } = codeOn(billing, {
    date: dateOfService,
    setting,
    line,
    state: timeline.course.patient.state,
  });
  const amount = amounts(account, code, dateOfService, billing.discarded);
  const revenue = billing.revenueCode;
  const hasRevenue = setting !== undefined && revenue?.settings.includes(setting) === true;
  const questions = [
    ...recordQuestions(timeline, record),
    ...codeQuestions,
    ...vialQuestions(account),
    ...amount.questions,
    ...record.questions,
  ];
  const { discarded, ndc } = billing;
  return {
    ...NOTHING,
    lines: amount.lines.map((part) => ({
      ...onEachLine(record),
      hcpcs: code?.hcpcs ?? null,
      ...part,
      ...packageOnLine(account, billing),
      ...(hasRevenue ? { revenueCode: revenue.code } : {}),
    })),
    reconciliation: [reconciliation(name, account, amount)],
    needed: questions.map((question) => ({ dose: name, ...question })),
    used: [
      ...(code === undefined ? [] : [{ rule: 'code and unit', cite: code.cite }]),
      { rule: 'package number on a claim', cite: ndc.cite },
      ...(account.product === undefined ? [] : [{ rule: 'package number', cite: account.product.cite }]),
      { rule: 'discarded drug', cite: discarded.cite },
      ...(hasRevenue ? [{ rule: 'revenue code', cite: revenue.cite }] : []),
      ...record.used,
    ],
    cautions: [
      ...(code?.text === undefined
        ? []
        : [caution('earlier-code', { text: `${code.hcpcs}: ${code.text}`, cite: code.cite })]),
      ...diagnoses.cautions,
      ...(place?.text === undefined ? [] : [caution('place-of-service', { text: place.text, cite: place.cite })]),
      ...(hasRevenue ? [caution('revenue-code', revenue)] : []),
      ...(amount.split ? [caution('package-quantity-split', discarded.split)] : []),
      ...(hasWholeVialDiscarded(account) ? [caution('whole-vial-discarded', discarded.wholeVial)] : []),
      ...(line !== undefined && !discarded.requiredBy.includes(line)
        ? [caution('discarded-modifiers-other-payer', discarded.otherPayers)]
        : []),
    ],
  };
}

/** Adds nothing to the claim. */
export const NOTHING: BilledDose = {
  encounters: [],
  lines: [],
  services: [],
  servicesNeeded: [],
  notBilled: [],
  reconciliation: [],
  needed: [],
  used: [],
  cautions: [],
};

function caution(id: string, { text, cite }: Stated): Caution {
  return { id, text, cite };
}

/** More vials opened than the dose wanted: what was left over is as much as one of them. */
function hasWholeVialDiscarded({ wasted, product }: VialAccount): boolean {
  return wasted !== null && product !== undefined && compare(wasted, decimal(product.strengthMg)) >= 0;
}

function whyNotBilled(
  { entry }: GivenDose,
  billing: Billing,
): (Pick<NotBilled, 'reason' | 'text'> & Pick<UsedRule, 'cite'>) | undefined {
  if (entry.reported === 'outside')
    return { reason: 'outside', text: 'Given elsewhere: it counts for the course and is never billed here.', cite: [] };
  const { setting, supply } = entry;
  // The setting first: during an inpatient stay nothing is billed here, whoever supplied the drug.
  const rule =
    billing.notBilled.find((one) => setting !== undefined && one.setting?.includes(setting) === true) ??
    billing.notBilled.find((one) => supply !== undefined && one.supply?.includes(supply) === true);
  if (rule === undefined) return undefined;
  return { reason: rule.setting === undefined ? 'supply' : 'setting', text: rule.text, cite: rule.cite };
}

function recordQuestions(timeline: Timeline, { dose: { entry }, line }: DoseRecord): readonly Question[] {
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
