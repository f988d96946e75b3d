import { Group, Stack, Text } from '@mantine/core';
import { useId, useState, type ReactElement } from 'react';
import type { TracedCriterion } from '../../../../core/criteria/trace.ts';
import type { Evidence } from '../../../../core/values/fact.ts';
import { sayValue } from '../../../../core/values/say-value.ts';
import { Cited } from '../../parts/cited.tsx';
import { COVERAGE } from '../../words/coverage.ts';
import { day } from '../../words/shared.ts';
import type { Drawing } from './drawing.ts';
import classes from './coverage.module.css';
import { Question } from './question.tsx';
import { ResourceLink } from './resource.tsx';

/**
 * A criterion on a fact: what is recorded and by what, the passage, and the question where it is open.
 * @param line its sign and its text
 */
export function Leaf({
  criterion,
  drawing,
  line,
}: {
  readonly criterion: TracedCriterion;
  readonly drawing: Drawing;
  readonly line: ReactElement;
}): ReactElement {
  const [opened, setOpened] = useState(false);
  const panel = useId();
  const { facts, asking, needed, firsts, next } = drawing;
  const { fact, value, origin, evidence, cite, text } = criterion;
  const definition = fact === undefined ? undefined : facts.get(fact);
  const typed = fact === undefined ? undefined : asking.typed[fact];
  const open = value === null || value === undefined;
  // What does not decide yet is not asked yet.
  const wanted = typed !== undefined || (open && needed.has(fact ?? ''));
  const asks = definition !== undefined && firsts.has(criterion) && wanted;
  const name = definition?.name ?? fact ?? '';
  return (
    <>
      <div className={classes['head']}>
        {line}
        {(evidence.length > 0 || cite.length > 0) && (
          <button
            type="button"
            className={classes['more']}
            aria-expanded={opened}
            aria-controls={panel}
            aria-label={`${COVERAGE.node.details}: ${text}`}
            onClick={() => {
              setOpened(!opened);
            }}
          >
            {COVERAGE.node.details}
          </button>
        )}
      </div>
      <div className={classes['leaf']}>
        {!open && typed === undefined && (
          <Text>
            {COVERAGE.node.value(name, sayValue(value, definition))}
            {origin !== undefined && <span className={classes['origin']}> {COVERAGE.node.origins[origin]}</span>}
          </Text>
        )}
        {open && fact !== undefined && !asks && (
          <Text c="dimmed">{needed.has(fact) ? COVERAGE.node.askedAbove : COVERAGE.node.unknown(name)}</Text>
        )}
        {asks && (
          <Question
            definition={definition}
            needed={needed.get(definition.id)}
            said={typed}
            first={next === definition.id}
            say={(said) => {
              asking.say(definition.id, said);
            }}
          />
        )}
        <div id={panel} className={classes['panel']} hidden={!opened}>
          {opened && <Why evidence={evidence} cite={cite} asking={asking} />}
        </div>
      </div>
    </>
  );
}

function Why({
  evidence,
  asking,
  cite,
}: Pick<TracedCriterion, 'evidence' | 'cite'> & Pick<Drawing, 'asking'>): ReactElement {
  return (
    <Stack gap={4}>
      {evidence.map((one) => (
        <EvidenceLine key={`${one.kind} ${one.ref}`} evidence={one} asking={asking} />
      ))}
      <Cited cites={cite} />
    </Stack>
  );
}

function EvidenceLine({
  evidence: { kind, ref, date, display },
  asking: { asked },
}: {
  readonly evidence: Evidence;
  readonly asking: Drawing['asking'];
}): ReactElement {
  const about = [display, date === undefined ? undefined : day(date)].filter((one) => one !== undefined).join(', ');
  return (
    <Group gap="xs">
      {kind === 'resource' ? <ResourceLink reference={ref} chart={asked.chart} /> : <span>{ref}</span>}
      {about !== '' && <Text c="dimmed">{about}</Text>}
    </Group>
  );
}
