import { useCallback, useMemo, useState } from 'react';
import { useDesk } from '../api/desk.ts';

/** What somebody has typed and not yet sent. */
export interface Draft<T> {
  readonly value: T;
  /** Goes along when it is sent: the same content sent again is the same call, and is done once. */
  readonly key: string;
  /** Something was typed that has not been sent. */
  readonly begun: boolean;
  readonly change: (value: T) => void;
  /** It was sent, or is not wanted. */
  readonly discard: () => void;
}

interface Kept<T> {
  readonly value: T;
  readonly key: string;
}

const PREFIX = 'stepwise-draft';

/**
 * Something that is being typed, kept over a reload, a crash and a way to another screen and back. It stays in this tab
 * and is gone with it: a tablet passes through many hands. Whoever signs in differently does not see it.
 * @param name of the form and its record: `patient/<id>/labs`
 * @param empty what it is before anything is typed
 */
export function useDraft<T>(name: string, empty: T): Draft<T> {
  const { caller } = useDesk();
  const place = [PREFIX, caller.organisation, caller.id, caller.role, name].join('/');
  const [version, setVersion] = useState(() => ({ first: newKey() }));
  // A new version is what says that the store was written to.
  const kept = useMemo(() => keptAt<T>(place), [place, version]);
  const change = useCallback(
    (value: T) => {
      sessionStorage.setItem(place, JSON.stringify({ value, key: newKey() }));
      setVersion(({ first }) => ({ first }));
    },
    [place],
  );
  const discard = useCallback(() => {
    sessionStorage.removeItem(place);
    setVersion({ first: newKey() });
  }, [place]);
  return {
    value: kept?.value ?? empty,
    key: kept?.key ?? version.first,
    begun: kept !== undefined,
    change,
    discard,
  };
}

/** A key that nobody used: of what is sent without being typed. */
export function newKey(): string {
  return crypto.randomUUID();
}

/** Drops every draft of this tab, when somebody signs out. */
export function dropDrafts(): void {
  const names = Array.from({ length: sessionStorage.length }, (_, index) => sessionStorage.key(index));
  for (const name of names) if (name?.startsWith(`${PREFIX}/`) === true) sessionStorage.removeItem(name);
}

function keptAt<T>(place: string): Kept<T> | undefined {
  const text = sessionStorage.getItem(place);
  return text === null ? undefined : (JSON.parse(text) as Kept<T>);
}
