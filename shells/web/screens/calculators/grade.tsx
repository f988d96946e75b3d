import { List, Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { GradeAnswer } from '../../../../core/regimen/grading/grade.ts';
import { useBedside, type Graded } from '../../api/bedside.ts';
import { Empty, Failed } from '../../parts/notices.tsx';
import { Truth } from '../../parts/truth.tsx';
import { CALCULATORS, GRADE } from '../../words/calculators.ts';
import { findingsOf, GRADED, inputOf, type GradedKind } from '../visit/forms/findings.ts';
import { Finding } from '../visit/forms/grade-findings.tsx';
import { IceGuide } from '../visit/forms/ice-guide.tsx';
import { iceOf } from '../visit/forms/ice-points.ts';
import { useAsked } from './asked.ts';
import { useCalculated } from './calculated.ts';
import { Calculator } from './calculator.tsx';
import classes from './calculators.module.css';
import { RestsOn } from './rests-on.tsx';

const ICE = 'icans.ice';
const TEMPERATURE = 'crs.temperature';

/** Cytokine release and neurotoxicity, graded by what is found: what was not looked at stays unknown. */
export function GradeCalculator(): ReactElement {
  const { findings } = useBedside();
  const asked = useAsked(Object.fromEntries(findings.map(({ id }) => [id, ''])));
  const typed = (finding: string): string => {
    const text = asked.value(finding);
    return finding === ICE ? String(iceOf(text) ?? '') : text;
  };
  const input = Object.assign({}, ...GRADED.map((kind) => inputOf(kind, findingsOf(kind, findings), typed))) as object;
  const { data, error, refetch } = useCalculated<Graded>(
    'grade',
    Object.keys(input).length === 0 ? undefined : { input },
  );
  return (
    <Calculator
      {...CALCULATORS.list.grade}
      asked={asked}
      fields={GRADED.map((kind) => (
        <Stack key={kind} gap="sm">
          <Title order={3}>{GRADE.names[kind]}</Title>
          {findingsOf(kind, findings).map((finding) => {
            const set = (text: string): void => {
              asked.set(finding.id, text);
            };
            const text = asked.value(finding.id);
            if (finding.id === ICE) return <IceGuide key={ICE} value={text} change={set} />;
            return <Finding key={finding.id} finding={finding} value={text} set={set} />;
          })}
        </Stack>
      ))}
    >
      {error !== null && <Failed error={error} again={() => void refetch()} />}
      {data === undefined && error === null && (
        <div className="sheet">
          <Empty title={GRADE.nothing}>{CALCULATORS.waiting}</Empty>
        </div>
      )}
      {data !== undefined && GRADED.map((kind) => <OfKind key={kind} kind={kind} graded={data[kind]} />)}
      {data !== undefined && <RestsOn {...restsOn(data)} />}
    </Calculator>
  );
}

function OfKind({
  kind,
  graded,
}: {
  readonly kind: GradedKind;
  readonly graded: GradeAnswer | undefined;
}): ReactElement | null {
  const { scales } = useBedside();
  if (graded === undefined) return null;
  const levels = scales.find(({ id }) => id === kind)?.grades ?? [];
  const { grade, atLeast, criteria, needed } = graded;
  return (
    <section className="sheet" aria-labelledby={kind}>
      <Title order={2} id={kind}>
        {GRADE.names[kind]}
      </Title>
      <p className={classes['large']}>{GRADE.grade(grade ?? atLeast, grade !== null)}</p>
      {needed.length > 0 && (
        <>
          <Text mt="xs" fw={600}>
            {GRADE.needed}
          </Text>
          <List>
            {needed.map(({ fact, ask }) => (
              <List.Item key={fact}>{fact === TEMPERATURE ? GRADE.celsius : ask}</List.Item>
            ))}
          </List>
        </>
      )}
      <ul className={classes['levels']}>
        {criteria.map(({ id, text, truth }, index) => (
          <li key={id}>
            <Truth truth={truth} />
            <span>{GRADE.level(levels[index]?.grade ?? 0, text)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Of both together, what both say once. */
function restsOn({ crs, icans }: Graded): Pick<GradeAnswer, 'cautions' | 'cites'> {
  const graded = [crs, icans].filter((one) => one !== undefined);
  const cautions = graded.flatMap((one) => one.cautions);
  return {
    cautions: [...new Map(cautions.map((one) => [one.text, one])).values()],
    cites: graded.flatMap((one) => one.cites),
  };
}
