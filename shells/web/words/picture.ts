import { day } from './shared.ts';

/** What the picture of a course says. */
export const PICTURE = {
  title: 'The course',
  about: (from: string) => `The course from ${day(from)}, as a picture. Each part leads to its record.`,
  asIf: 'Nothing is given yet. Planned as if the first dose were given today.',
  failed: 'The days of this course cannot be worked out',
  lanes: {
    authorization: 'Authorized',
    cycle: 'Cycle',
    dose: 'Doses',
    watched: 'Observed',
    toxicity: 'Toxicities',
    result: 'Results',
    label: 'Label',
  },
  today: 'Today',
  given: (dose: string, mg: number, on: string) => `${dose}, ${String(mg)} mg, given on ${day(on)}`,
  planned: (dose: string, mg: number, on: string) => `${dose}, ${String(mg)} mg, planned for ${day(on)}`,
  differs: (mg: number) => `the schedule has ${String(mg)} mg`,
  authorization: (number: string, from: string, to: string, units: Units) =>
    [`Authorization ${number}, ${day(from)} to ${day(to)}`, ...said(units)].join(', '),
  band: (number: string, to: string, units: Units) => [number, `to ${day(to)}`, ...said(units)].join(' · '),
  watched: (dose: string, hours: string) => `Observed after ${dose}, ${hours}`,
  hours: (hours: number) => `${String(Math.round(hours * 10) / 10)} h`,
  noEnd: 'end not recorded',
  toxicity: (kind: string, grade: number, from: string, to: string | null) =>
    `${kind}, grade ${String(grade)}, from ${day(from)}${to === null ? ', still open' : ` to ${day(to)}`}`,
  results: (panels: readonly string[], on: string) => `Results of ${day(on)}: ${panels.join(', ')}`,
  label: (label: string, on: string) => `From ${day(on)} by the label ${label}`,
  legend: { given: 'given', planned: 'planned', open: 'still open' },
} as const;

/** Units of an authorization: granted, given, and those that no planned dose needs (negative where they are short). */
interface Units {
  readonly units: number | null;
  readonly unitsGiven: number;
  readonly left: number | null;
}

function said({ units, unitsGiven, left }: Units): readonly string[] {
  if (units === null || left === null) return [];
  const rest = `${String(units - unitsGiven)} of ${String(units)} units left`;
  return left < 0 ? [rest, `${String(-left)} too few for the plan`] : [rest];
}
