import { lazy, Suspense, useEffect, useRef, type ComponentType, type ReactElement } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { useDesk } from '../api/desk.ts';
import { Empty, Loading, Missing } from '../parts/notices.tsx';
import { SCREENS } from '../screens/registry.ts';
import type { Screen } from '../screens/screen.ts';
import { FRAME, ROLES } from '../words/frame.ts';
import { Boundary } from './boundary.tsx';

/** One lazy component for each screen, made once: made anew it would forget what it shows. */
const LAZY: ReadonlyMap<Screen, ComponentType> = new Map(SCREENS.map((screen) => [screen, lazy(screen.load)]));

/** The screen of the address. */
export function Pages(): ReactElement {
  const { pathname } = useLocation();
  // A record with its tabs is one screen: `/patients/<id>/visit`.
  const screen = pathname.split('/').slice(0, 3).join('/');
  useFocusOf(screen);
  return (
    <Boundary key={screen}>
      <Suspense fallback={<Loading />}>
        <Routes>
          {SCREENS.map((screen) => (
            <Route key={screen.path} path={`/${screen.path}`} element={<Opened screen={screen} />} />
          ))}
          <Route path="*" element={<Missing />} />
        </Routes>
      </Suspense>
    </Boundary>
  );
}

function Opened({ screen }: { readonly screen: Screen }): ReactElement {
  const { may, caller } = useDesk();
  const Content = LAZY.get(screen);
  if (Content === undefined) throw new Error('every screen of the registry has a component');
  if (screen.needs !== null && !may.includes(screen.needs))
    return <Empty title={FRAME.closed.title}>{FRAME.closed.text(ROLES[caller.role] ?? caller.role)}</Empty>;
  return <Content />;
}

/** A way to another screen begins at its top, and a screen reader says its heading; the first screen is left as it is. */
function useFocusOf(screen: string): void {
  const before = useRef(screen);
  useEffect(() => {
    if (before.current === screen) return;
    before.current = screen;
    window.scrollTo(0, 0);
    document.getElementById('content')?.focus();
  }, [screen]);
}
