import { SCREENS as WORDS } from '../words/screens.ts';
import type { Screen } from './screen.ts';

/** Every screen, one entry each, in the order in which they are shown. */
export const SCREENS: readonly Screen[] = [
  {
    ...{ path: '', needs: null, load: () => import('./today/index.tsx') },
    shown: { title: WORDS.today, icon: 'today', key: 't' },
  },
  {
    ...{ path: 'patients', needs: 'courses.list', of: 'practice', load: () => import('./patients/index.tsx') },
    shown: { title: WORDS.patients, icon: 'patients', key: 'p' },
  },
  { path: 'patients/:id/*', needs: 'courses.read', load: () => import('./patient/index.tsx') },
  {
    ...{ path: 'requests', needs: 'requests.list', load: () => import('./requests/index.tsx') },
    shown: { title: WORDS.requests, icon: 'requests', key: 'r' },
  },
  { path: 'requests/:id/*', needs: 'requests.read', load: () => import('./request/index.tsx') },
  {
    ...{ path: 'policies/*', needs: 'policies.list', load: () => import('./policies/index.tsx') },
    shown: { title: WORDS.policies, icon: 'policies', key: 'o' },
  },
  {
    ...{ path: 'audit/*', needs: 'audits.run', load: () => import('./audit/index.tsx') },
    shown: { title: WORDS.audit, icon: 'audit', key: 'a' },
  },
  {
    ...{ path: 'calculators/*', needs: 'answers.ask', load: () => import('./calculators/index.tsx') },
    shown: { title: WORDS.calculators, icon: 'calculators', key: 'c' },
  },
];
