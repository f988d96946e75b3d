import type { Citation } from '../values/citation.ts';

/** One Medicare contractor's area. `counties` are the parts of a state that belong to it while the rest does not. */
export interface Jurisdiction {
  readonly jurisdiction: string;
  readonly contractor: string;
  readonly states: readonly string[];
  readonly counties: readonly { readonly state: string; readonly names: readonly string[] }[];
  readonly cite: readonly Citation[];
}

export interface ContractorTable {
  readonly jurisdictions: readonly Jurisdiction[];
  /** Places that the table does not settle, to be asked about. */
  readonly unsettled: readonly {
    readonly state: string;
    readonly names: readonly string[];
    readonly caution: string;
  }[];
}

export interface Contractor {
  readonly state: string;
  readonly county?: string;
  readonly jurisdiction: string;
  readonly contractor: string;
}

/** The contractor of a place; several candidates where the county decides and is not known; none for an unknown state. */
export interface ContractorAnswer {
  readonly found?: Contractor;
  readonly candidates: readonly Contractor[];
  readonly caution?: string;
  readonly cite: readonly Citation[];
}

const folded = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\b(county|city|of|the)\b/gu, '')
    .replace(/[^a-z]/gu, '');

/** @param county a county or independent city; only some states need it (R3) */
export function findContractor(table: ContractorTable, state: string, county?: string): ContractorAnswer {
  const parts = table.jurisdictions.flatMap((area) =>
    area.counties
      .filter((part) => part.state === state)
      .map((part) => ({ area, listed: part.names, names: part.names.map(folded) })),
  );
  const whole = table.jurisdictions.filter((area) => area.states.includes(state));
  const cite = [...whole, ...parts.map((part) => part.area)].flatMap((area) => area.cite);
  const name = (area: Jurisdiction): Contractor => ({
    state,
    ...(county === undefined ? {} : { county }),
    jurisdiction: area.jurisdiction,
    contractor: area.contractor,
  });
  const rest = whole.map(name);
  if (parts.length === 0) return { ...(rest[0] ? { found: rest[0] } : {}), candidates: rest, cite };
  const candidates = [...rest, ...parts.map((part) => name(part.area))];
  if (county === undefined) return { candidates, cite };
  const unsettled = table.unsettled.find(
    (entry) => entry.state === state && entry.names.some((n) => plain(n) === plain(county)),
  );
  if (unsettled) return { candidates, caution: unsettled.caution, cite };
  const part = parts.find(({ names }) => names.includes(folded(county)));
  if (part) return { found: name(part.area), candidates: [name(part.area)], cite };
  const [found] = rest;
  if (found === undefined) return { candidates, cite };
  const named = parts.flatMap(({ listed }) => listed).join(', ');
  const caution = `The table names ${named} apart from the rest of ${state}; "${county}" is none of them. Check that it is spelled right.`;
  return { found, candidates: [found], caution, cite };
}

/** Fairfax City is not Fairfax county: for the unsettled places the whole name counts. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/gu, '');
}
