import type { ReactElement } from 'react';
import { Route, Routes } from 'react-router';
import { Missing } from '../../parts/notices.tsx';
import { AuditList } from './list.tsx';
import { OneAudit } from './one.tsx';

/** Audits of claim files: a new one and those that are kept, and one of them. */
export default function AuditScreen(): ReactElement {
  return (
    <Routes>
      <Route index element={<AuditList />} />
      <Route path=":id" element={<OneAudit />} />
      <Route path="*" element={<Missing />} />
    </Routes>
  );
}
