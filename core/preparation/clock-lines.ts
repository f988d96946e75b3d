import { compareMoments, type Moment } from '../course/moment.ts';
import { isDilutedInTime, type Running } from './clock-blocks.ts';
import { deadlinesOf, printed } from './clocks.ts';
import { later, minutesUntil, sayHours } from './hours.ts';
import type { ClockLine } from './worksheet.ts';

interface Known {
  readonly id: ClockLine['id'];
  readonly name: string;
  readonly limit: string;
  readonly applies: boolean;
  readonly from: Moment | undefined;
  readonly until: Moment | undefined;
  /** When that was done which closes the clock. */
  readonly closed: Moment | undefined;
}

/** Every clock of a preparation as a moment, and what is left of it at the moment of the answer. */
export function clockLines(running: Running): readonly ClockLine[] {
  return knownOf(running).map((known) => line(known, running.at));
}

function knownOf({ clocks, moments, infusion }: Running): readonly Known[] {
  const { deadlines } = deadlinesOf(clocks, moments);
  const { vialsOut, reconstituted, diluted, refrigerated, outOfRefrigerator, infusionStart } = moments;
  const ended = infusionStart === undefined ? undefined : later(infusionStart, infusion.hours);
  const seen = isDilutedInTime(moments, deadlines.dilute) ? (refrigerated ?? infusionStart) : undefined;
  const cold = refrigerated !== undefined;
  const limit = (hours: number, from: string): string => `${sayHours(hours)} from ${from}`;
  return [
    {
      id: 'vials',
      name: 'Vials out of the refrigerator, in the carton',
      limit: limit(clocks.vials.hours, clocks.vials.from),
      applies: true,
      from: vialsOut,
      until: deadlines.vials,
      closed: reconstituted,
    },
    {
      id: 'dilute',
      name: 'Dilute',
      limit: limit(clocks.dilute.hours, clocks.dilute.from),
      applies: true,
      from: reconstituted,
      until: deadlines.dilute,
      closed: diluted ?? seen,
    },
    {
      id: 'roomTemperature',
      name: 'Bag at room temperature',
      limit: limit(clocks.roomTemperature.hours, clocks.roomTemperature.from),
      applies: !cold,
      from: reconstituted,
      until: deadlines.roomTemperature,
      closed: ended,
    },
    {
      id: 'refrigerated',
      name: 'Bag in the refrigerator',
      limit: limit(clocks.refrigerated.hours, clocks.refrigerated.from),
      applies: cold,
      from: reconstituted,
      until: deadlines.refrigerated,
      closed: ended,
    },
    {
      id: 'outOfRefrigerator',
      name: 'Bag out of the refrigerator',
      limit: `${limit(clocks.outOfRefrigerator.hours, clocks.outOfRefrigerator.from)}, less the time before it went in`,
      applies: cold,
      from: outOfRefrigerator,
      until: deadlines.outOfRefrigerator,
      closed: ended,
    },
    {
      id: 'infusion',
      name: 'Infusion must end',
      limit: 'whichever of these this bag meets first',
      applies: true,
      from: reconstituted,
      until: deadlines.infusionMustEnd,
      closed: ended,
    },
  ];
}

function line({ id, name, limit, applies, from, until, closed }: Known, at: Moment | undefined): ClockLine {
  const runs = applies && closed === undefined && until !== undefined;
  return {
    id,
    name,
    limit,
    applies,
    from: printed(from),
    until: printed(until),
    state: applies ? stateOf(from, until, closed ?? at, closed !== undefined) : 'not-started',
    leftMinutes: runs && at !== undefined ? minutesUntil(at, until) : null,
  };
}

function stateOf(
  from: Moment | undefined,
  until: Moment | undefined,
  seen: Moment | undefined,
  closed: boolean,
): ClockLine['state'] {
  if (from === undefined || until === undefined) return 'not-started';
  if (seen !== undefined && compareMoments(seen, until) > 0) return 'missed';
  return closed ? 'met' : 'running';
}
