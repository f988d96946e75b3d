import {
  ActionIcon,
  AppShell,
  Burger,
  Group,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useDesk, useMay } from '../api/desk.ts';
import { useLive } from '../api/live.ts';
import { useAway } from '../api/reach.ts';
import { Icon } from '../look/icons.tsx';
import { FRAME } from '../words/frame.ts';
import { moment } from '../words/shared.ts';
import { Account } from './account.tsx';
import classes from './frame.module.css';
import { Navigation } from './navigation.tsx';
import { Search } from './search.tsx';
import { Keys, useShortcuts } from './shortcuts.tsx';
import { Toasts, toast } from './toasts.tsx';

/** What stands around every screen. */
export function Frame({ children }: { readonly children: ReactNode }): ReactElement {
  const [menu, { toggle, close }] = useDisclosure(false);
  const [search, { open: openSearch, close: closeSearch }] = useDisclosure(false);
  const [keys, { open: openKeys, close: closeKeys }] = useDisclosure(false);
  const { organisation, timeZone, now, caller } = useDesk();
  useLive(useMay()('live'));
  useShortcuts(openSearch, openKeys);
  return (
    <AppShell
      header={{ height: 64 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !menu } }}
      padding="md"
    >
      <a className="skip" href="#content">
        {FRAME.skip}
      </a>
      <AppShell.Header className="no-print">
        <div className={classes['header']}>
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger opened={menu} onClick={toggle} hiddenFrom="sm" size="md" aria-label={FRAME.menu} />
            <Link to="/" className={classes['mark']} aria-label={FRAME.name}>
              <Mark />
              <Text span inherit visibleFrom="xs">
                {FRAME.name}
              </Text>
            </Link>
            <div className={classes['where']}>
              <Text span fw={600} visibleFrom="sm">
                {organisation.name}
              </Text>
              <Text span size="sm" c="dimmed" visibleFrom="sm">
                {FRAME.zone(timeZone)}
              </Text>
            </div>
          </Group>
          <Group gap={4} wrap="nowrap">
            <ActionIcon aria-label={FRAME.search.button} onClick={openSearch}>
              <Icon name="search" size={22} />
            </ActionIcon>
            <ActionIcon aria-label={FRAME.keys} onClick={openKeys} visibleFrom="sm">
              <Icon name="keyboard" size={22} />
            </ActionIcon>
            <Scheme />
            <Account />
          </Group>
        </div>
      </AppShell.Header>
      <AppShell.Navbar p="sm" className="no-print" aria-label={FRAME.navigation}>
        <Navigation close={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <div className={classes['content']}>
          <Away />
          {children}
          <p className="paper-only">{FRAME.printed(organisation.name, moment(now), timeZone, caller.name)}</p>
        </div>
      </AppShell.Main>
      <Toasts />
      <Search opened={search} close={closeSearch} />
      <Keys opened={keys} close={closeKeys} />
    </AppShell>
  );
}

function Mark(): ReactElement {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#00606a" />
      <path d="M7 23h6v-5h6v-5h6V8" stroke="#fff" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

function Scheme(): ReactElement {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon
      aria-label={FRAME[other]}
      onClick={() => {
        setColorScheme(other);
      }}
    >
      <Icon name={scheme === 'dark' ? 'sun' : 'moon'} size={22} />
    </ActionIcon>
  );
}

/** Says that the service is away, and, once it is back, reads everything anew. */
function Away(): ReactElement {
  const away = useAway();
  const was = useRef(false);
  const client = useQueryClient();
  useEffect(() => {
    if (was.current && !away) {
      void client.invalidateQueries();
      toast(FRAME.away.back);
    }
    was.current = away;
  }, [away, client]);
  return (
    <div role="status">
      {away && (
        <div className={classes['away']}>
          <b>{FRAME.away.title}</b> {FRAME.away.text}
        </div>
      )}
    </div>
  );
}
