import { Button, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { VisitAnswer } from '../../../../core/foresight/visit.ts';
import { Cited } from '../../parts/cited.tsx';
import { Notice } from '../../parts/notice.tsx';
import { VISIT } from '../../words/visit.ts';
import type { LeadsToForm } from './forms/wanted.ts';
import classes from './visit.module.css';

/** Where documents disagree or a judgement is wanted: every way with what it rests on, to choose and sign. */
export function Choices({ visit, want, enters }: LeadsToForm & { readonly visit: VisitAnswer }): ReactElement {
  const open = visit.needed.flatMap(({ fact, ask, paths }) => (paths === undefined ? [] : [{ fact, ask, paths }]));
  return (
    <>
      {open.map(({ fact, ask, paths }) => (
        <Notice key={fact} kind="heed" title={VISIT.choice.title}>
          <Text>{ask}</Text>
          <Text c="dimmed">{VISIT.choice.why}</Text>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {paths.map((path) => (
              <div key={path.id} className={`${classes['path'] ?? ''} sheet`}>
                <Stack gap="xs" className={classes['grow']}>
                  <Text fw={700}>{path.text}</Text>
                  {path.leadsTo === 'restart' && <Text>{VISIT.choice.leadsTo}</Text>}
                  <Cited cites={path.cite} />
                </Stack>
                {enters && (
                  <Button
                    variant="default"
                    onClick={() => {
                      want({ form: 'choice', paths, chosen: path.id });
                    }}
                  >
                    {VISIT.choice.choose(path.id)}
                  </Button>
                )}
              </div>
            ))}
          </SimpleGrid>
        </Notice>
      ))}
    </>
  );
}
