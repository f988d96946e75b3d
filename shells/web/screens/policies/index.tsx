import type { ReactElement } from 'react';
import { Route, Routes } from 'react-router';
import { Missing } from '../../parts/notices.tsx';
import { Compare } from './compare.tsx';
import { PolicyPage } from './document.tsx';
import { DraftPage } from './draft.tsx';
import { PolicyList } from './list.tsx';

/** The policies: the list, one read as a document, two compared, and a draft of the next version. */
export default function Policies(): ReactElement {
  return (
    <Routes>
      <Route index element={<PolicyList />} />
      <Route path="compare" element={<Compare />} />
      <Route path=":id/:version" element={<PolicyPage />} />
      <Route path=":id/:version/draft" element={<DraftPage />} />
      <Route path="*" element={<Missing />} />
    </Routes>
  );
}
