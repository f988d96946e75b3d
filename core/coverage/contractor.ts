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
  /** States and territories by name; `also` are other short forms in use. */
  readonly stateNames?: readonly { readonly state: string; readonly name: string; readonly also?: readonly string[] }[];
  /** Every county and independent city of a state that contractors share, to tell a place from a slip of the pen. */
  readonly places?: readonly {
    readonly state: string;
    readonly counties: readonly string[];
    readonly cities: readonly string[];
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
  /** The names that a county may have, where the one given is none of them. */
  readonly known?: readonly string[];
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
  const known = placesOf(table, state);
  if (known.some((place) => folded(place) === folded(county))) return { found, candidates: [found], cite };
  const named = parts.flatMap(({ listed }) => listed).join(', ');
  if (known.length > 0) {
    const caution = `"${county}" is no county and no independent city of ${state}. Of these, ${named} belong to another contractor than the rest.`;
    return { candidates, caution, cite, known };
  }
  const caution = `The table names ${named} apart from the rest of ${state}; "${county}" is none of them. Check that it is spelled right.`;
  return { found, candidates: [found], caution, cite };
}

/**
 * The contractor of a city. Only an independent city settles it where contractors share a state: any other lies in a
 * county, which then has to be asked.
 */
export function findContractorOfCity(table: ContractorTable, state: string, city: string): ContractorAnswer {
  const cities = table.places?.find((entry) => entry.state === state)?.cities;
  if (cities === undefined) return findContractor(table, state, city);
  const bare = folded(city);
  const independent = cities.find((name) => folded(name) === bare);
  const asCity = [`${city} City`, city].find((name) =>
    table.unsettled.some((entry) => entry.state === state && entry.names.some((one) => plain(one) === plain(name))),
  );
  if (independent !== undefined) {
    const { found, candidates, ...rest } = findContractor(table, state, asCity ?? independent);
    const named = (one: Contractor): Contractor => ({ ...one, county: city });
    return { ...(found === undefined ? {} : { found: named(found) }), candidates: candidates.map(named), ...rest };
  }
  const { candidates, cite } = findContractor(table, state);
  const caution = `${city} is no independent city of ${state}: the county in which it lies decides.`;
  return { candidates, caution, cite };
}

/** Counties and independent cities of a state, as far as they are held. */
function placesOf({ places = [] }: ContractorTable, state: string): readonly string[] {
  return places.filter((entry) => entry.state === state).flatMap(({ counties, cities }) => [...counties, ...cities]);
}

/** The postal code of a state or territory by any of its names; undefined where it is none. */
export function stateOf({ stateNames = [] }: ContractorTable, typed: string): string | undefined {
  const wanted = plain(typed);
  return stateNames.find((entry) =>
    [entry.state, entry.name, ...(entry.also ?? [])].some((name) => plain(name) === wanted),
  )?.state;
}

/** Fairfax City is not Fairfax county: for the unsettled places the whole name counts. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/gu, '');
}
