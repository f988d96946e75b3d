import { daysTold } from '../../core/criteria/days-told.ts';
import type { FactNode } from '../../core/criteria/node.ts';
import type { FactDefinition, FactValue } from '../../core/values/fact.ts';
import { firstDayOf } from '../../core/values/period.ts';
import { YEARS } from '../../core/values/years.ts';
import type { Told } from './impact-told.ts';
import type { UsedColumn } from './population-columns.ts';

/** Values of one column that neither policy tells apart. The first one stands for them. */
export type Cell = readonly [FactValue, ...FactValue[]];

/** How the values of a column are sorted into cells. */
export type Sorting =
  /** Each value that the column can have stands in one of the cells; numbers above `top` are sorted as `top`. */
  | { readonly by: 'value'; readonly cells: readonly Cell[]; readonly top?: number }
  /** Cells by their first days, in order; each ends where the next one begins. */
  | { readonly by: 'day'; readonly cells: readonly Cell[] }
  /** The last cell is that of all values that stand in no other. */
  | { readonly by: 'mention'; readonly cells: readonly Cell[] };

/** Stands for every text that no criterion mentions. */
const ANOTHER = '';
const MONTHS_A_YEAR = 12;

/** @param on the day of the request, YYYY-MM-DD */
export function cellsOf({ definition, says }: UsedColumn, told: Told, on: string): Sorting {
  if (says === 'signer') return { by: 'mention', cells: [[ANOTHER]] };
  if (says === 'role') {
    const roles = told.nodes.flatMap((node) => (node.kind === 'judgement' ? node.attestedBy : []));
    return { by: 'mention', cells: [...[...new Set(roles)].map((role): Cell => [role]), [ANOTHER]] };
  }
  const { type } = definition;
  switch (type.kind) {
    case 'yes-no':
      return { by: 'value', cells: [[true], [false]] };
    case 'one-of':
      return {
        by: 'value',
        cells: joined(
          type.choices.map(({ value }) => value),
          told,
        ),
      };
    case 'integer': {
      const top = type.max ?? Math.max(type.min, ...mentioned(told.nodes).filter(isNumber)) + 1;
      const values = Array.from({ length: top - type.min + 1 }, (_, index) => type.min + index);
      return { by: 'value', cells: joined(values, told), ...(type.max === undefined ? { top } : {}) };
    }
    case 'date':
      return { by: 'day', cells: daysOf(definition, told, on) };
    case 'code':
    case 'text':
      return { by: 'mention', cells: [...joined([...new Set(mentioned(told.nodes).map(String))], told), [ANOTHER]] };
    default:
      return type satisfies never;
  }
}

function isNumber(value: FactValue): value is number {
  return typeof value === 'number';
}

function joined(values: readonly FactValue[], told: Told): readonly Cell[] {
  const cells = new Map<string, Cell>();
  for (const value of values) {
    const key = told.of(value);
    const [first, ...others] = cells.get(key) ?? [];
    cells.set(key, first === undefined ? [value] : [first, ...others, value]);
  }
  return [...cells.values()];
}

function mentioned(nodes: readonly FactNode[]): readonly FactValue[] {
  return nodes.flatMap((node): readonly FactValue[] => {
    switch (node.kind) {
      case 'is':
      case 'at-least':
      case 'more-than':
      case 'at-most':
      case 'less-than':
        return [node.value];
      case 'one-of':
        return node.values;
      case 'in':
        return node.codes;
      case 'within':
      case 'judgement':
        return [];
      default:
        return node satisfies never;
    }
  });
}

/** The first days of the spans in which nothing changes: birthdays, the ends of periods, days that are mentioned. */
function daysOf({ type }: FactDefinition, { nodes, of }: Told, on: string): readonly Cell[] {
  if (type.kind !== 'date') return [];
  const birthdays = Array.from({ length: Number(on.slice(0, 4)) - YEARS.first + 1 }, (_, years) =>
    nextDay(firstDayOf(on, { count: years * MONTHS_A_YEAR, unit: 'months' })),
  );
  const days = mentioned(nodes).filter((value) => typeof value === 'string');
  const told = nodes.flatMap((node) => daysTold(node, on));
  const starts = [`${YEARS.first}-01-01`, ...birthdays, ...told, ...days.flatMap((day) => [day, nextDay(day)])];
  const ordered = [...new Set(starts)].filter((day) => day <= on && day >= `${YEARS.first}-01-01`).sort();
  return ordered.flatMap((day, index): Cell[] => {
    const before = ordered[index - 1];
    return before !== undefined && of(before) === of(day) ? [] : [[day]];
  });
}

function nextDay(day: string): string {
  return firstDayOf(day, { count: -1, unit: 'days' });
}
