/**
 * A second, small account of a course, in plain numbers: days are counted from the first day of the course, and what the
 * program should say is worked out from the readings alone. It shares nothing with the engine and its knowledge.
 */

/** One thing that happened, on a day; the order of a log is that in which things happened. */
export type Happening =
  | { readonly what: 'dose'; readonly day: number; readonly name: string }
  | Toxicity
  | { readonly what: 'labs'; readonly day: number; readonly neutrophils: number; readonly alt: number }
  | Look
  | { readonly what: 'choice'; readonly day: number; readonly about: About; readonly chosen: string }
  | { readonly what: 'end'; readonly day: number; readonly reason: 'toxicity' | 'choice' };

/** Toxicities that the model knows; all of one kind and onset are one episode. */
export type Kind = 'crs' | 'icans' | 'infection';
export interface Toxicity {
  readonly what: Kind;
  readonly day: number;
  readonly onset: number;
  /** The grade on the day; 0 when it is over. */
  readonly grade: number;
}

/** The assessment before a dose. */
export interface Look {
  readonly what: 'look';
  readonly day: number;
  readonly infection: number;
  readonly hydrated: boolean;
  readonly signs: boolean;
  readonly premedication: boolean;
}

/** What a prescriber may choose. */
export type About = 'crs' | 'infection' | 'early';
type Log = readonly Happening[];
export type Word = 'give' | 'hold' | 'restart' | 'discontinue' | 'cannot-tell';

export interface Expected {
  readonly word: Word;
  readonly dose: string;
  readonly mg: number | null;
}

const of = <W extends Happening['what']>(log: Log, what: W): readonly Extract<Happening, { readonly what: W }>[] =>
  log.filter((one): one is Extract<Happening, { readonly what: W }> => one.what === what);

/** The doses of the schedule by their turn: three in the first cycle, then two. */
export function nameOfTurn(turn: number): string {
  if (turn < 3) return `C1D${String(turn * 7 + 1)}`;
  return `C${String(2 + Math.floor((turn - 3) / 2))}D${turn % 2 === 1 ? '1' : '15'}`;
}

/** The days of doses that nothing delays. */
export const dayOfTurn = (turn: number): number => (turn < 3 ? turn * 7 : 14 * (turn - 1));

/** Where a course stands after its doses. */
interface Standing {
  readonly next: string;
  readonly first: boolean;
  readonly tooEarly: boolean;
  readonly tooLate: boolean;
  readonly round: number;
}

function standing(log: Log, day: number): Standing {
  const doses = of(log, 'dose');
  let [turn, round, repeated] = [-1, 0, ''];
  for (const { name } of doses) {
    const step = /^R(\d+)D(\d+)$/u.exec(name);
    repeated = step?.[2] ?? '';
    round = Math.max(round, Number(step?.[1] ?? 0));
    // A second step-up stands for day 1 and day 8.
    turn = step === null ? turnOf(name) : Math.max(turn, 1);
  }
  const since = day - (doses.at(-1)?.day ?? day);
  const afterOne = repeated === '1' || (repeated === '' && turn === 0);
  const afterEight = repeated === '8' || (repeated === '' && turn === 1);
  const gap = turn === -1 ? 0 : afterOne || turn === 1 ? 7 : 14;
  return {
    next: repeated === '1' ? `R${String(round)}D8` : nameOfTurn(turn + 1),
    first: turn === -1,
    tooEarly: since < gap,
    tooLate: turn >= 0 && since > (afterOne ? 14 : afterEight ? 21 : 28),
    round,
  };
}

function turnOf(name: string): number {
  const [cycle = 1, day = 1] = name.slice(1).split('D').map(Number);
  return cycle === 1 ? (day - 1) / 7 : 3 + (cycle - 2) * 2 + (day === 15 ? 1 : 0);
}

/** One toxicity from its onset: the grades in the order of time. */
interface Episode {
  readonly onset: number;
  readonly worst: number;
  readonly now: number;
  readonly grades: readonly Toxicity[];
}

function episodes(log: Log, kind: Kind): readonly Episode[] {
  return [...Map.groupBy(of(log, kind), ({ onset }) => onset)].map(([onset, grades]) => ({
    onset,
    worst: Math.max(...grades.map(({ grade }) => grade)),
    now: grades.at(-1)?.grade ?? 0,
    grades,
  }));
}

const worst = (all: readonly Episode[]): number => Math.max(0, ...all.map((one) => one.worst));
const now = (all: readonly Episode[]): number => Math.max(0, ...all.map((one) => one.now));

/** Grade 3 on day n has to be down to grade 1 on day n + 7. */
function isSlow({ grades }: Episode, day: number): boolean {
  let since: number | undefined;
  for (const { grade, day: seen } of grades) {
    if (since !== undefined && grade <= 1) {
      if (seen - since > 7) return true;
      since = undefined;
    } else if (grade >= 3) since ??= seen;
  }
  return since !== undefined && day - since > 7;
}

/** After a severe episode a dose was given, and it is there again within seven days. */
function isBack(log: Log, all: readonly Episode[]): boolean {
  return all.some((severe) => {
    const again = of(log, 'dose').find(({ day }) => day > severe.onset);
    if (severe.worst < 3 || again === undefined) return false;
    return all.some(({ onset }) => onset >= again.day && onset <= again.day + 7);
  });
}

/** How often it came from grade 1 or less to grade 3 or more. */
function rises({ grades }: Episode): number {
  let [count, up] = [0, false];
  for (const { grade } of grades) {
    if (grade >= 3 && !up) count += 1;
    up = grade > 1 && (up || grade >= 3);
  }
  return count;
}

/** Whether a grade 3 has not come down to grade 1 since. */
const lasts = (grades: readonly number[]): boolean =>
  grades.reduce((before, grade) => grade >= 3 || (before && grade > 1), false);

/** An infection that assessments found lasts likewise, unless it is on record as one that has come down. */
function infectionLasts(log: Log): boolean {
  const all = episodes(log, 'infection');
  const down = all.flatMap(({ worst: most, grades }) => (most >= 3 ? grades.filter(({ grade }) => grade <= 1) : []));
  const looks = of(log, 'look').map(({ day, infection }) => ({ day, grade: infection }));
  const inOrder = [...down, ...looks].sort((one, other) => one.day - other.day);
  return [inOrder, ...all.map(({ grades }) => grades)].some((seen) => lasts(seen.map(({ grade }) => grade)));
}

/** Neutrophils of grade 3 or more from one count to the next, as often as they came back in between. */
interface Low {
  readonly from: number;
  readonly last: number;
  readonly worst: number;
  readonly end?: number;
}

function lowCounts(log: Log): readonly Low[] {
  return of(sinceFirstDose(log), 'labs').reduce<readonly Low[]>((runs, { day, neutrophils }) => {
    const open = runs.at(-1);
    if (open === undefined || open.end !== undefined)
      return neutrophils < 3 ? runs : [...runs, { from: day, last: day, worst: neutrophils }];
    const grown = neutrophils < 3 ? { end: day } : { last: day, worst: Math.max(open.worst, neutrophils) };
    return [...runs.slice(0, -1), { ...open, ...grown }];
  }, []);
}

/** What was before the first dose has not come from it; nothing while there is none. */
const sinceFirstDose = (log: Log): Log => {
  const first = log.findIndex(({ what }) => what === 'dose');
  return first === -1 ? [] : log.slice(first);
};

function isOver(log: Log, day: number): boolean {
  const [crs, icans] = [episodes(log, 'crs'), episodes(log, 'icans')];
  const low = lowCounts(log);
  const severe = (all: readonly Episode[]): number => all.reduce((sum, one) => sum + rises(one), 0);
  return (
    of(log, 'end').length > 0 ||
    low.some(({ from, last }) => last - from > 21) ||
    low.filter((one) => one.worst >= 4).length >= 2 ||
    Math.max(worst(crs), worst(icans), worst(episodes(log, 'infection'))) >= 4 ||
    Math.max(severe(crs), severe(icans)) >= 2 ||
    icans.some((one) => isSlow(one, day)) ||
    isBack(log, icans) ||
    of(sinceFirstDose(log), 'labs').some(({ alt }) => alt >= 4)
  );
}

/**
 * What was chosen last, of what is there now and since it began or rose; of an infection and of an earlier day, for the
 * next dose only.
 */
function chosen(log: Log, about: About): string | undefined {
  const all = about === 'early' ? [] : episodes(log, about);
  const concerned = all.filter((one) => one.now > 0 || one.worst === worst(all));
  const told = concerned.flatMap(({ grades }) =>
    grades.filter(({ grade }, index) => grade > (grades[index - 1]?.grade ?? -1)).map((one) => log.indexOf(one)),
  );
  const since = log.slice(Math.max(-1, ...told) + 1);
  const counted = about === 'crs' ? since : since.filter((one) => sinceLastDose(log).includes(one));
  return of(counted, 'choice').findLast((one) => one.about === about)?.chosen;
}

const sinceLastDose = (log: Log): Log => log.slice(log.findLastIndex(({ what }) => what === 'dose') + 1);

/** ALT of grade 3 holds until it is of grade 1. */
const liverHolds = (log: Log): boolean => lasts(of(sinceFirstDose(log), 'labs').map(({ alt }) => alt));

/**
 * May the dose of the day be given, and which one is it.
 * @param labsAlways whether the label of the day has the tests before every dose
 */
export function expected(log: Log, day: number, labsAlways: boolean): Expected {
  const { next, first, tooEarly, tooLate, round } = standing(log, day);
  const way = of(sinceLastDose(log), 'choice').findLast(({ about }) => about === 'crs')?.chosen;
  // The way is open only after a severe cytokine release.
  const isChosen = way === 'step-up' && worst(episodes(log, 'crs')) >= 3 && chosen(log, 'crs') === way;
  const stepUp = tooLate || isChosen;
  const again = !first && stepUp;
  const dose = again ? `R${String(round + 1)}D1` : next;
  const word = wordFor(log, day, { dose, first, tooEarly, again, labsAlways });
  return { word, dose, mg: word === 'discontinue' ? null : /^(?:C1|R\d+)D1$/u.test(dose) ? 1 : 10 };
}

interface Asked {
  readonly dose: string;
  readonly first: boolean;
  readonly tooEarly: boolean;
  readonly again: boolean;
  readonly labsAlways: boolean;
}

function wordFor(log: Log, day: number, { dose, first, tooEarly, again, labsAlways }: Asked): Word {
  if (isOver(log, day)) return 'discontinue';
  const crs = episodes(log, 'crs');
  const look = of(log, 'look').findLast((one) => one.day === day);
  const infections = episodes(log, 'infection');
  const infection = Math.max(now(infections), look?.infection ?? 0);
  const inStepUp = /^(?:C1|R\d+)D/u.test(dose);
  // From cycle 6 day 15 has no tests by the newer label; without a test to be made there is no window for it either, and
  // what was found since the last dose stands until it is seen again.
  const [cycle = 1, ofCycle = 1] = dose.slice(1).split('D').map(Number);
  const wantsLabs = labsAlways || inStepUp || cycle < 6 || ofCycle === 1;
  const labs = of(sinceLastDose(log), 'labs').findLast((one) => !wantsLabs || day - one.day <= 7);
  const isMild = !inStepUp && infection > 0;
  const holds =
    (tooEarly && chosen(log, 'early') !== 'give-early') ||
    now(crs) > 0 ||
    now(episodes(log, 'icans')) > 0 ||
    liverHolds(log) ||
    (labs?.alt ?? 0) >= 3 ||
    (labs?.neutrophils ?? 0) >= 3 ||
    // Where nobody looked in time, whether the count was back in three weeks is asked.
    lowCounts(log).some(({ from, end = day }) => end - from > 21) ||
    look?.hydrated === false ||
    look?.signs === true ||
    (look?.premedication === false && /^(?:C1|R\d+)D(?:1|8)$/u.test(dose)) ||
    (inStepUp && infection > 0) ||
    infectionLasts(log) ||
    infection > 2 ||
    (isMild && chosen(log, 'infection') === 'wait-for-recovery');
  if (holds) return 'hold';
  const unknown =
    look === undefined ||
    (wantsLabs && labs === undefined) ||
    // Where the liver was never tested in the treatment nobody knows that it was well (R1).
    of(first ? log : sinceFirstDose(log), 'labs').length === 0 ||
    (worst(crs) >= 3 && chosen(log, 'crs') === undefined) ||
    (isMild && chosen(log, 'infection') === undefined);
  if (unknown) return 'cannot-tell';
  return again ? 'restart' : 'give';
}
