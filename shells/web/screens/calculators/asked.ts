import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** What is typed into a calculator: it stands in the address, so that a link shows the same. */
export interface Asked<Field extends string> {
  readonly value: (field: Field) => string;
  readonly set: (field: Field, text: string) => void;
  readonly clear: () => void;
  /** The address with all that counts, also what was filled in of itself. */
  readonly link: () => string;
  /** Another one each time the fields were cleared: of what keeps something of its own. */
  readonly round: number;
}

/**
 * The fields of a calculator.
 * @param filled what a field has where nothing is typed
 */
export function useAsked<Field extends string>(filled: Readonly<Record<Field, string>>): Asked<Field> {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const fields = Object.keys(filled) as Field[];
  // Typing counts at once; the address follows.
  const [typed, setTyped] = useState<Readonly<Partial<Record<Field, string>>>>(() => readFrom(search, fields));
  const [round, setRound] = useState(0);
  const keep = (now: Readonly<Partial<Record<Field, string>>>): void => {
    setTyped(now);
    void navigate(addressOf(pathname, now), { replace: true, preventScrollReset: true });
  };
  const value = (field: Field): string => typed[field] ?? filled[field];
  return {
    value,
    set: (field, text) => {
      keep({ ...typed, [field]: text });
    },
    clear: () => {
      keep(NOTHING);
      setRound(round + 1);
    },
    link: () => {
      const all = Object.fromEntries(fields.map((field) => [field, value(field)]));
      return `${window.location.origin}${addressOf(pathname, all)}`;
    },
    round,
  };
}

const NOTHING: Readonly<Partial<Record<string, never>>> = {};

function readFrom<Field extends string>(search: string, fields: readonly Field[]): Partial<Record<Field, string>> {
  const held = new URLSearchParams(search);
  const found = fields.flatMap((field) => {
    const text = held.get(field);
    return text === null ? [] : [[field, text] as const];
  });
  return Object.fromEntries(found) as Partial<Record<Field, string>>;
}

function addressOf(pathname: string, fields: Readonly<Record<string, string | undefined>>): string {
  const said = Object.entries(fields).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
  return said.length === 0 ? pathname : `${pathname}?${new URLSearchParams(said).toString()}`;
}
