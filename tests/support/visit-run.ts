import type { CourseEvent, Grade } from '../../core/course/event.ts';
import {
  dayOfTurn,
  expected,
  nameOfTurn,
  type About,
  type Expected,
  type Happening,
  type Kind,
  type Toxicity,
} from './visit-model.ts';
import { labs } from './visits.ts';

/** What somebody may do next in a course. */
export type Step =
  | { readonly do: 'wait'; readonly days: number }
  | { readonly do: 'wait-until-due'; readonly late: number }
  | { readonly do: 'visit'; readonly infection: number }
  | { readonly do: 'give' }
  | { readonly do: 'give-anyway' }
  | { readonly do: 'toxicity'; readonly kind: Kind; readonly grade: number; readonly lasts: number }
  | { readonly do: 'labs'; readonly neutrophils: number; readonly alt: number }
  | { readonly do: 'look'; readonly infection: number; readonly fault: 'none' | 'hydrated' | 'signs' | 'premedication' }
  | { readonly do: 'choose'; readonly about: About; readonly second: boolean }
  | { readonly do: 'end'; readonly reason: 'toxicity' | 'choice' }
  | { readonly do: 'void'; readonly which: number };

/** The course as the model and as the engine have it. */
interface Run {
  readonly start: string;
  readonly day: number;
  readonly made: number;
  readonly log: readonly { readonly id: string; readonly happening: Happening }[];
  readonly events: readonly CourseEvent[];
}

const PATHS: Readonly<Record<About, readonly [string, string]>> = {
  crs: ['resume', 'step-up'],
  infection: ['give-with-infection', 'wait-for-recovery'],
  early: ['give-early', 'wait-until-due'],
};
const NEUTROPHILS: Readonly<Record<number, number>> = { 0: 4.1, 2: 1.2, 3: 0.9, 4: 0.4 };
const ALT: Readonly<Record<number, number>> = { 0: 22, 1: 100, 2: 150, 3: 200, 4: 800 };
/** The label of November 2025 begins to count. */
const NEWER = '2025-11-19';

export const dateOf = ({ start }: Run, day: number): string =>
  new Date(Date.parse(`${start}T00:00Z`) + day * 86_400_000).toISOString().slice(0, 10);
/** Minutes after seven or eight in the morning, in the order in which things happened. */
const timeOf = (run: Run): string =>
  `${dateOf(run, run.day)}T${String(12 + Math.floor(run.made / 60)).padStart(2, '0')}:${String(run.made % 60).padStart(2, '0')}Z`;
export const happenings = ({ log }: Run): readonly Happening[] => log.map(({ happening }) => happening);
export const predicted = (run: Run): Expected => expected(happenings(run), run.day, dateOf(run, run.day) < NEWER);

/** What the course file has of it; three entries for the three panels. */
function eventsOf(run: Run, happening: Happening, id: string): readonly CourseEvent[] {
  const at = timeOf(run);
  switch (happening.what) {
    case 'dose':
      return [
        { type: 'dose-given', id, at, dose: happening.name, mg: /^(?:C1|R\d+)D1$/u.test(happening.name) ? 1 : 10 },
      ];
    case 'labs': {
      const neutrophils = { value: NEUTROPHILS[happening.neutrophils] ?? 0, unit: '10*9/L', lln: 1.8 };
      const alt = { value: ALT[happening.alt] ?? 0, unit: 'U/L', uln: 35 };
      return labs(dateOf(run, run.day), { neutrophils, alt }).map((one) => ({ ...one, at, id: `${id}-${one.panel}` }));
    }
    case 'look': {
      const { infection, hydrated, signs, premedication } = happening;
      const found: Grade | 'none' = infection === 0 ? 'none' : (infection as Grade);
      const answers = { infection: found, hydrated, newNeurologicSigns: signs, premedicationAvailable: premedication };
      return [{ type: 'pre-dose-assessment', id, at, by: 'N. Example, RN', ice: 10, ...answers }];
    }
    case 'choice': {
      const { about, chosen } = happening;
      const why = { reason: 'an example', by: 'Dr. Example' };
      return [{ type: 'prescriber-choice', id, at, between: PATHS[about], chosen, ...why }];
    }
    case 'end':
      return [{ type: 'discontinued', id, at, reason: happening.reason }];
    default:
      return [toxicityEvent(run, happening, id)];
  }
}

function toxicityEvent(run: Run, { what, onset, grade }: Toxicity, id: string): CourseEvent {
  const before = ofEpisode(run, what, onset).map((one) => one.grade);
  return {
    type: 'adverse-event',
    id,
    at: timeOf(run),
    kind: what,
    grade: Math.max(grade, ...before) as Grade,
    gradeNow: grade as Grade,
    onset: dateOf(run, onset),
    ...(grade === 0 ? { resolved: dateOf(run, run.day) } : {}),
  };
}

const ofKind = (run: Run, kind: Kind): readonly Toxicity[] =>
  happenings(run).filter((one): one is Toxicity => one.what === kind);
const ofEpisode = (run: Run, kind: Kind, onset: number): readonly Toxicity[] =>
  ofKind(run, kind).filter((one) => one.onset === onset);

function add(run: Run, ...found: readonly Happening[]): Run {
  return found.reduce((before, happening) => {
    const id = `e${String(before.made)}`;
    const events = [...before.events, ...eventsOf(before, happening, id)];
    return { ...before, made: before.made + 1, log: [...before.log, { id, happening }], events };
  }, run);
}

const later = (run: Run, days: number): Run => ({ ...run, day: run.day + days });
const lookOf = (run: Run, infection = 0): Happening => ({
  what: 'look',
  day: run.day,
  infection,
  hydrated: true,
  signs: false,
  premedication: true,
});
const normalLabs = (run: Run): Happening => ({ what: 'labs', day: run.day, neutrophils: 0, alt: 0 });

/** The course after a step; as it was where the step makes no sense now. */
export function after(run: Run, step: Step): Run {
  const { day } = run;
  switch (step.do) {
    case 'wait':
      return later(run, step.days);
    case 'wait-until-due': {
      const doses = happenings(run).filter(({ what }) => what === 'dose');
      const gap = doses.length === 1 || doses.length === 2 ? 7 : 14;
      return later(run, Math.max(0, (doses.at(-1)?.day ?? day) + gap + step.late - day));
    }
    case 'visit':
      return add(run, normalLabs(run), lookOf(run, step.infection));
    case 'give':
    case 'give-anyway': {
      const { word: answer, dose } = predicted(run);
      const may = answer === 'give' || answer === 'restart';
      return may || step.do === 'give-anyway' ? add(run, { what: 'dose', day, name: dose }) : run;
    }
    case 'toxicity': {
      // Some are over after so many days.
      const seen = withToxicity(run, step.kind, step.grade);
      return step.lasts === 0 ? seen : withToxicity(later(seen, step.lasts), step.kind, 0);
    }
    case 'labs':
      return add(run, { what: 'labs', day, neutrophils: step.neutrophils, alt: step.alt });
    case 'look': {
      const found = lookOf(run, step.infection);
      return add(run, step.fault === 'none' ? found : { ...found, [step.fault]: step.fault === 'signs' });
    }
    case 'choose': {
      // Nobody is asked about cytokine release before there was a severe one.
      if (step.about === 'crs' && ofKind(run, 'crs').every(({ grade }) => grade < 3)) return run;
      return add(run, { what: 'choice', day, about: step.about, chosen: PATHS[step.about][step.second ? 1 : 0] });
    }
    case 'end':
      return add(run, { what: 'end', day, reason: step.reason });
    case 'void':
      return without(run, step.which);
    default:
      return step satisfies never;
  }
}

/** A new episode, or what has become of the open one. */
function withToxicity(run: Run, kind: Kind, grade: number): Run {
  const { day } = run;
  const last = ofKind(run, kind).at(-1);
  if (last !== undefined && last.grade > 0) return add(run, { what: kind, day, onset: last.onset, grade });
  return grade === 0 || last?.onset === day ? run : add(run, { what: kind, day, onset: day, grade });
}

/** One of the entries was wrong: of doses and of each toxicity only the newest, on which no other entry rests. */
function without(run: Run, which: number): Run {
  const wrong = run.log[which % Math.max(1, run.log.length)];
  if (wrong === undefined) return run;
  const { what } = wrong.happening;
  const rests = ['dose', 'crs', 'icans', 'infection'].includes(what);
  if (rests && run.log.findLast(({ happening }) => happening.what === what) !== wrong) return run;
  const ids = what === 'labs' ? ['cbc', 'liver', 'bilirubin'].map((panel) => `${wrong.id}-${panel}`) : [wrong.id];
  const voided = ids.map((event): CourseEvent => ({
    type: 'voided',
    id: `void-${event}`,
    at: timeOf(run),
    event,
    reason: 'an example',
  }));
  const log = run.log.filter((one) => one !== wrong);
  return { ...run, made: run.made + 1, log, events: [...run.events, ...voided] };
}

/** A course that went well until now. */
export function begun(start: string, doses: number): Run {
  const empty: Run = { start, day: 0, made: 0, log: [], events: [] };
  return Array.from({ length: doses }).reduce<Run>((before, _, turn) => {
    const run = { ...before, day: dayOfTurn(turn) };
    return add(run, normalLabs(run), { what: 'dose', day: run.day, name: nameOfTurn(turn) });
  }, empty);
}
