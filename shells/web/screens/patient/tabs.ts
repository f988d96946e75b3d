import { TABS as WORDS } from '../../words/tabs.ts';
import type { Tab } from './tab.ts';

/** Every part of a patient's record, one line each, in the order in which they are shown. */
export const TABS: readonly Tab[] = [
  { path: 'coverage', title: WORDS.coverage, needs: 'courses.answer', load: () => import('../coverage/index.tsx') },
  { path: 'visit', title: WORDS.visit, needs: 'courses.answer', load: () => import('../visit/index.tsx') },
  {
    ...{ path: 'preparation', title: WORDS.preparation, needs: 'courses.answer' },
    load: () => import('../preparation/index.tsx'),
  },
  { path: 'claim', title: WORDS.claim, needs: 'courses.answer', load: () => import('../claim/index.tsx') },
  { path: 'record', title: WORDS.record, needs: 'courses.events', load: () => import('../record/index.tsx') },
];
