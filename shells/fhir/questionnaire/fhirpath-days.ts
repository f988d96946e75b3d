import type { Comparison, FactNode } from '../../../core/criteria/node.ts';
import { mentionedBy } from '../../../core/criteria/thresholds.ts';

/** Which criteria are met, those of a list of which each is met or not. */
type Met = readonly FactNode[];

/**
 * The day of the request in FHIRPath: the day on which the response was written, or today where it does not say. Both
 * are days without a time, so that a day can be compared with them.
 */
const REQUEST_DAY =
  'iif(%resource.authored.exists(), %resource.authored.toString().substring(0, 10).toDate(), today())';

/**
 * What holds of a day (`$this`) on which the criteria are met as in one of the wanted ways, and not as in any of the
 * others.
 * @param wanted, possible the ways: of each the criteria that are met; those wanted are among the possible ones
 * @param fact the fact that is asked; criteria on another are on the age that follows from it
 */
export function daysWhere(
  wanted: readonly Met[],
  possible: readonly Met[],
  criteria: readonly FactNode[],
  fact: string,
): string {
  if (wanted.length === possible.length) return '$this.exists()';
  if (wanted.length === 0) return '$this.empty()';
  const isWanted = (met: Met): boolean => wanted.includes(met);
  const deciding = criteria.find((node) => possible.every((met) => isWanted(met) === met.includes(node)));
  if (deciding) return dayMeets(deciding, fact);
  const refusing = criteria.find((node) => possible.every((met) => isWanted(met) !== met.includes(node)));
  if (refusing) return dayFails(refusing, fact);
  const [first] = criteria.filter((node) => possible.some((met) => met.includes(node) !== possible[0]?.includes(node)));
  if (first === undefined) throw new Error('Two ways of meeting the same criteria are told apart');
  const rest = criteria.filter((node) => node !== first);
  const branch = (holds: boolean): string => {
    const within = (ways: readonly Met[]): readonly Met[] => ways.filter((met) => met.includes(first) === holds);
    const condition = holds ? `(${dayMeets(first, fact)})` : `(${dayFails(first, fact)})`;
    const [some, all] = [within(wanted), within(possible)];
    if (some.length === all.length) return condition;
    return some.length === 0 ? '' : `(${condition} and (${daysWhere(some, all, rest, fact)}))`;
  };
  return [branch(true), branch(false)].filter((part) => part !== '').join(' or ');
}

function dayMeets(node: FactNode, fact: string): string {
  return node.fact === fact ? dayItselfMeets(node) : birthdayMeets(node);
}

function dayFails(node: FactNode, fact: string): string {
  const opposite = node.fact === fact ? undefined : OPPOSITE[node.kind];
  return opposite === undefined || !('value' in node) || typeof node.value !== 'number'
    ? `(${dayMeets(node, fact)}).not()`
    : birthdayMeets({ ...node, kind: opposite, value: node.value });
}

/** The comparison that holds of a number exactly where the other does not. */
const OPPOSITE: Readonly<Partial<Record<FactNode['kind'], Comparison>>> = {
  'at-least': 'less-than',
  'less-than': 'at-least',
  'more-than': 'at-most',
  'at-most': 'more-than',
};

function dayItselfMeets(node: FactNode): string {
  if (node.kind === 'within') {
    const { count, unit } = node.period;
    return `$this <= ${REQUEST_DAY} and $this >= ${REQUEST_DAY} - ${count} ${unit}`;
  }
  const days = mentionedBy(node).filter((value) => typeof value === 'string');
  return days.length === 0 ? 'false' : days.map((day) => `$this = @${day}`).join(' or ');
}

/** The criterion on the age, in completed years, of somebody born on the day. */
function birthdayMeets(node: FactNode): string {
  const reached = (years: number): string => `$this <= ${REQUEST_DAY} - ${years} years`;
  const notReached = (years: number): string => `$this > ${REQUEST_DAY} - ${years} years`;
  switch (node.kind) {
    case 'at-least':
      return reached(Math.ceil(node.value));
    case 'more-than':
      return reached(Math.floor(node.value) + 1);
    case 'at-most':
      return notReached(Math.floor(node.value) + 1);
    case 'less-than':
      return notReached(Math.ceil(node.value));
    case 'is':
    case 'one-of':
    case 'in': {
      const ages = mentionedBy(node).filter((value) => typeof value === 'number');
      return ages.length === 0
        ? 'false'
        : ages.map((age) => `(${reached(age)} and ${notReached(age + 1)})`).join(' or ');
    }
    case 'within':
    case 'judgement':
      return 'false';
    default:
      return node satisfies never;
  }
}
