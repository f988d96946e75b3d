import { Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link, Route, Routes } from 'react-router';
import { Heading } from '../../parts/heading.tsx';
import { Missing } from '../../parts/notices.tsx';
import { CALCULATORS } from '../../words/calculators.ts';
import { CalendarCalculator } from './calendar.tsx';
import classes from './calculators.module.css';
import { GradeCalculator } from './grade.tsx';
import { MacCalculator } from './mac.tsx';
import { NdcCalculator } from './ndc.tsx';
import { PreparationCalculator } from './preparation.tsx';
import { RestartCalculator } from './restart.tsx';

/** What can be worked out without a patient. */
export default function Calculators(): ReactElement {
  return (
    <Routes>
      <Route index element={<List />} />
      <Route path="grade" element={<GradeCalculator />} />
      <Route path="restart" element={<RestartCalculator />} />
      <Route path="calendar" element={<CalendarCalculator />} />
      <Route path="preparation" element={<PreparationCalculator />} />
      <Route path="ndc" element={<NdcCalculator />} />
      <Route path="mac" element={<MacCalculator />} />
      <Route path="*" element={<Missing />} />
    </Routes>
  );
}

function List(): ReactElement {
  return (
    <Stack gap="md">
      <Heading title={CALCULATORS.title} about={CALCULATORS.about} />
      <ul className={classes['cards']}>
        {Object.entries(CALCULATORS.list).map(([name, { title, about }]) => (
          <li key={name}>
            <Link to={`/calculators/${name}`} className={`sheet ${classes['card'] ?? ''}`}>
              <span className={classes['name']}>{title}</span>
              <Text c="dimmed">{about}</Text>
            </Link>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
