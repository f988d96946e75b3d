import { Temporal } from 'temporal-polyfill';
import { isTimeZone, isYearOfRecord, MOMENT_SHAPE, parseMoment } from './moment.ts';
import { YEARS } from '../values/years.ts';

/** What is wrong with a text that should be a time: `what` follows the text itself, `mend` stands alone. */
export interface MomentFault {
  readonly what: string;
  readonly mend: string;
}

const EXAMPLE = '2026-06-15T08:30-04:00, or 2026-06-15T08:30-04:00[America/New_York]';

/** Why `parseMoment` takes a text for no time; null where it is one. */
export function momentFault(text: string): MomentFault | null {
  if (parseMoment(text) !== null) return null;
  const match = MOMENT_SHAPE.exec(text);
  if (match === null) return { what: 'is not a time with an offset', mend: `Write it as ${EXAMPLE}` };
  if (!isYearOfRecord(text)) return YEAR_FAULT;
  const zone = match[12];
  const local = localTime(text);
  if (local === null) return { what: 'names a day or an hour that does not exist', mend: `Write it as ${EXAMPLE}` };
  if (zone === undefined)
    return { what: 'has an offset that no place has', mend: 'Write hours and minutes, as -04:00' };
  if (!isTimeZone(zone))
    return { what: `names the time zone ${zone}, which is not known`, mend: 'Write its IANA name: America/New_York' };
  return wrongOffset(local, zone);
}

/** Why a text is no day of a record, YYYY-MM-DD; null where it is one. */
export function dayFault(text: string): MomentFault | null {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text) || localTime(`${text}T00:00`) === null)
    return { what: 'is not a day of the calendar', mend: 'Write it as YYYY-MM-DD' };
  return isYearOfRecord(text) ? null : YEAR_FAULT;
}

const YEAR_FAULT: MomentFault = {
  what: `lies outside the years ${YEARS.first} to ${YEARS.last}`,
  mend: 'Correct the year',
};

/** The time on the wall, exactly as written; null where no calendar has it. */
function localTime(text: string): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(text.replace(/(?:Z|[+-]\d{2}:\d{2})(?:\[.*\])?$/u, ''), { overflow: 'reject' });
  } catch {
    return null;
  }
}

function wrongOffset(local: Temporal.PlainDateTime, zone: string): MomentFault {
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    local.toZonedDateTime(zone, { disambiguation }),
  );
  const there = [first, second].filter((at) => at?.toPlainDateTime().equals(local) === true);
  if (there.length === 0) {
    const what = `does not exist in ${zone}: the clocks go forward over it`;
    return { what, mend: 'Write the time that the clock showed' };
  }
  const offsets = [...new Set(there.map((at) => at?.offset))].join(' or ');
  return {
    what: `does not have the offset of ${zone}, which is ${offsets} then`,
    mend: 'Correct the offset or the zone',
  };
}
