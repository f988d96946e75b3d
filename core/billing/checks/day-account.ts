import type { CheckGround, CodeSpan } from './ground.ts';
import { elevenDigits, type CheckedLine } from './line.ts';

/** A package that is none of the drug's. */
const OTHER_PACKAGE = -1;

/** A line with what it says of code, package and amount by itself. */
export interface ReadLine {
  readonly line: CheckedLine;
  readonly spans: readonly CodeSpan[];
  /** Position in `packages` of the ground, or OTHER_PACKAGE; null where none is stated or it cannot be read. */
  readonly packageAt: number | null;
  /** Whole units: a part of one counts as one. */
  readonly units: number;
  /** The line of what was discarded. */
  readonly discarded: boolean;
  /** Its units are those that limits count. */
  readonly counts: boolean;
}

/** All lines of one member and day, added up. Lines that repeat another add nothing. */
export interface DayAccount {
  readonly day: number;
  readonly lines: readonly ReadLine[];
  readonly repeated: ReadonlySet<ReadLine>;
  /** Units of the dose; null where a code says nothing of its unit, undefined where nothing was given. */
  readonly dose: number | null | undefined;
  /** Units given and discarded against the labelled contents of the packages, in millionths of a milligram; null where not stated. */
  readonly billed: number | null;
  readonly labelled: number | null;
  readonly hasDiscarded: boolean;
  readonly hasNone: boolean;
}

/** Lines of the drug among those of a member: by a code that is the drug's alone, or by its package. */
export function readLine(line: CheckedLine, ground: CheckGround): ReadLine | null {
  const spans = ground.codes.filter(({ hcpcs }) => hcpcs === line.hcpcs);
  const digits = line.ndc === null ? null : elevenDigits(line.ndc);
  const packageAt = digits === null ? null : ground.packages.findIndex(({ ndc11 }) => ndc11 === digits);
  const isOfDrug = spans.some(({ ofDrugAlone }) => ofDrugAlone) || (packageAt ?? OTHER_PACKAGE) >= 0;
  if (!isOfDrug) return null;
  return {
    line,
    spans,
    packageAt,
    units: Math.ceil(line.units),
    discarded: line.modifiers.includes(ground.discarded.modifier),
    counts: spans.some(({ counts }) => counts),
  };
}

/** @param lines of one day */
export function accountOf(day: number, lines: readonly ReadLine[], ground: CheckGround): DayAccount {
  const repeated = new Set(
    [false, true].flatMap((discarded) => repeatsAmong(lines.filter((one) => one.discarded === discarded))),
  );
  const counted = lines.filter((one) => !repeated.has(one));
  const given = counted.filter(({ discarded }) => !discarded);
  const amounts = counted.map(({ units, counts }) => (counts ? units * ground.mgPerUnit * MILLIONTHS : null));
  return {
    day,
    lines,
    repeated,
    dose:
      given.length === 0
        ? undefined
        : given.every(({ counts }) => counts)
          ? total(given.map(({ units }) => units))
          : null,
    billed: totalOrNull(amounts),
    labelled: totalOrNull(counted.map((one) => labelledIn(one, ground))),
    hasDiscarded: lines.some(({ discarded }) => discarded),
    hasNone: lines.some(({ line }) => line.modifiers.includes(ground.discarded.noneModifier)),
  };
}

const MILLIONTHS = 1_000_000;

/** In millionths of a milligram: thousandths of a package by thousandths of a milligram. */
function labelledIn({ packageAt, line: { packageThousandths } }: ReadLine, { packages }: CheckGround): number | null {
  const strength = packageAt === null ? undefined : packages[packageAt]?.strengthMg;
  return strength === undefined || packageThousandths === null
    ? null
    : packageThousandths * Math.round(strength * 1000);
}

/** One line a package is the dose; others of it are repeats, and so is a line without package beside one with it. */
function repeatsAmong(lines: readonly ReadLine[]): readonly ReadLine[] {
  const inOrder = lines.toSorted(
    (one, other) => compareText(one.line.claimId, other.line.claimId) || one.line.lineNo - other.line.lineNo,
  );
  const named = inOrder.some(({ packageAt }) => packageAt !== null);
  return inOrder.filter(
    (one, index) =>
      (named && one.packageAt === null) || inOrder.findIndex(({ packageAt }) => packageAt === one.packageAt) < index,
  );
}

/** By their signs, as the databases are told to sort. */
function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function totalOrNull(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? total(known) : null;
}
