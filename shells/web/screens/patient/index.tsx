import { Stack } from '@mantine/core';
import { lazy, Suspense, type ComponentType, type ReactElement } from 'react';
import { Link, Navigate, Route, Routes, useLocation, useParams } from 'react-router';
import { Boundary } from '../../app/boundary.tsx';
import { useCourse } from '../../api/courses.ts';
import { useMay } from '../../api/desk.ts';
import { Heading } from '../../parts/heading.tsx';
import { Loading, Missing } from '../../parts/notices.tsx';
import { PATIENT } from '../../words/patient.ts';
import { day } from '../../words/shared.ts';
import { Patient } from './opened.ts';
import classes from './patient.module.css';
import { Picture } from './picture.tsx';
import type { Tab } from './tab.ts';
import { TABS } from './tabs.ts';

const LAZY: ReadonlyMap<Tab, ComponentType> = new Map(TABS.map((tab) => [tab, lazy(tab.load)]));

/** One patient: the picture of the course, and below it the part of the record that is open. */
export default function PatientFrame(): ReactElement {
  const { id = '' } = useParams();
  const opened = useCourse(id);
  const may = useMay();
  const tabs = TABS.filter(({ needs }) => may(needs));
  const { drug, patient, placeOfService } = opened.course;
  const unnamed = `${PATIENT.drug(drug)} ${id.slice(0, 8)}`;
  const about = [
    ...(patient.mrn === undefined ? [] : [PATIENT.mrn(patient.mrn)]),
    PATIENT.born(day(patient.birthDate)),
    PATIENT.sex[patient.sex],
    ...(patient.name === undefined ? [] : [PATIENT.drug(drug)]),
    ...(placeOfService?.name === undefined ? [] : [placeOfService.name]),
  ].join(' · ');
  return (
    <Patient value={opened}>
      <Stack gap="md">
        <Heading title={patient.name ?? unnamed} about={about} tab={unnamed} />
        <Picture />
        <Parts id={id} tabs={tabs} />
        <Routes>
          <Route index element={tabs[0] === undefined ? <Missing /> : <Navigate to={tabs[0].path} replace />} />
          {tabs.map((tab) => (
            <Route key={tab.path} path={`${tab.path}/*`} element={<Part tab={tab} />} />
          ))}
          <Route path="*" element={<Missing />} />
        </Routes>
      </Stack>
    </Patient>
  );
}

/** Links and not tabs of a script: each part has its own address. */
function Parts({ id, tabs }: { readonly id: string; readonly tabs: readonly Tab[] }): ReactElement {
  const { pathname } = useLocation();
  return (
    <nav aria-label={PATIENT.parts} className={`${classes['parts'] ?? ''} no-print`}>
      {tabs.map(({ path, title }) => {
        const to = `/patients/${id}/${path}`;
        const current = pathname === to || pathname.startsWith(`${to}/`);
        return (
          <Link key={path} to={to} className={classes['part']} aria-current={current ? 'page' : undefined}>
            {title}
          </Link>
        );
      })}
    </nav>
  );
}

function Part({ tab }: { readonly tab: Tab }): ReactElement {
  const Content = LAZY.get(tab);
  if (Content === undefined) throw new Error('every tab of the registry has a component');
  return (
    <Boundary key={tab.path}>
      <Suspense fallback={<Loading />}>
        <Content />
      </Suspense>
    </Boundary>
  );
}
