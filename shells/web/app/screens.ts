import { useMemo } from 'react';
import { useDesk } from '../api/desk.ts';
import { SCREENS } from '../screens/registry.ts';
import type { Screen } from '../screens/screen.ts';

/** The screens that the role of whoever is signed in may open. */
export function useScreens(): readonly Screen[] {
  const { may, organisation } = useDesk();
  const { kind } = organisation;
  return useMemo(
    () =>
      SCREENS.filter(({ needs, of }) => (needs === null || may.includes(needs)) && (of === undefined || of === kind)),
    [may, kind],
  );
}

/** Where a screen is opened: `patients`, and not `patients/*` where it has parts below it. */
export function addressOf({ path }: Screen): string {
  return path.replace(/\/\*$/u, '');
}
