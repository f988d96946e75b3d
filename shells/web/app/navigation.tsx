import { NavLink, Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link, useLocation } from 'react-router';
import { Icon } from '../look/icons.tsx';
import { addressOf, useScreens } from './screens.ts';

/** The screens at the left, those that the role may open. @param close where they lie over the content */
export function Navigation({ close }: { readonly close: () => void }): ReactElement {
  const { pathname } = useLocation();
  const screens = useScreens();
  return (
    <Stack gap={4}>
      {screens.map((screen) => {
        const { shown } = screen;
        const path = addressOf(screen);
        if (shown === undefined) return null;
        const active = path === '' ? pathname === '/' : pathname === `/${path}` || pathname.startsWith(`/${path}/`);
        return (
          <NavLink
            key={path}
            component={Link}
            to={`/${path}`}
            label={shown.title}
            leftSection={<Icon name={shown.icon} size={22} />}
            active={active}
            aria-current={active ? 'page' : undefined}
            onClick={close}
            py="sm"
            fw={active ? 650 : 500}
          />
        );
      })}
    </Stack>
  );
}
