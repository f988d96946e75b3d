import { Table, Kbd } from '@mantine/core';
import { useEffect, useRef, type ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { addressOf, useScreens } from './screens.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FRAME } from '../words/frame.ts';

/** How long a second key may take after g. */
const SECOND_KEY_MS = 1_500;

/** Keys of the whole page. None works while something is typed. */
export function useShortcuts(openSearch: () => void, openKeys: () => void): void {
  const navigate = useNavigate();
  const screens = useScreens();
  const began = useRef(0);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTypedInto(event.target)) return;
      const second = event.timeStamp - began.current < SECOND_KEY_MS && began.current > 0;
      began.current = 0;
      if (second) {
        const screen = screens.find(({ shown }) => shown?.key === event.key);
        if (screen === undefined) return;
        event.preventDefault();
        void navigate(`/${addressOf(screen)}`);
      } else if (event.key === 'g') began.current = event.timeStamp;
      else if (event.key === '/') {
        event.preventDefault();
        openSearch();
      } else if (event.key === '?') openKeys();
    };
    document.addEventListener('keydown', pressed);
    return () => {
      document.removeEventListener('keydown', pressed);
    };
  }, [navigate, openSearch, openKeys, screens]);
}

/** Ways among a few take no letters: the keys of the page work there too. */
const WITHOUT_LETTERS = ['radio', 'checkbox', 'button', 'submit'];

function isTypedInto(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !WITHOUT_LETTERS.includes(target.type);
  return target instanceof HTMLElement && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName));
}

/** The list of keys. */
export function Keys({ opened, close }: { readonly opened: boolean; readonly close: () => void }): ReactElement {
  const words = FRAME.shortcuts;
  const screens = useScreens();
  const ways = screens.flatMap(({ shown }) =>
    shown === undefined ? [] : [[words.then(shown.key), shown.title] as const],
  );
  return (
    <Dialog opened={opened} close={close} title={words.title} size="md">
      <Table>
        <Table.Tbody>
          {[...words.list, ...ways].map(([keys, does]) => (
            <Table.Tr key={keys}>
              <Table.Th scope="row">
                <Kbd size="md">{keys}</Kbd>
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
