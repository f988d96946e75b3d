import { Group, Text } from '@mantine/core';
import { useId, useState, type ReactElement } from 'react';
import type { TracedCriterion } from '../../../../core/criteria/trace.ts';
import type { FactDefinition } from '../../../../core/values/fact.ts';
import { sayValue } from '../../../../core/values/say-value.ts';
import type { Chart } from '../../api/coverage.ts';
import { Cited } from '../../parts/cited.tsx';
import { Truth } from '../../parts/truth.tsx';
import { COVERAGE } from '../../words/coverage.ts';
import { day } from '../../words/shared.ts';
import { ResourceLink } from '../coverage/resource.tsx';
import classes from './request.module.css';

/** What every part of the tree is drawn with. */
interface Drawn {
  readonly criterion: TracedCriterion;
  readonly facts: ReadonlyMap<string, FactDefinition>;
  /** In which the resources of the evidence stand; null where there was none. */
  readonly chart: Chart | null;
}

/** The criteria of a finding to be read: each with what it came to, by what, and where it stands. */
export function Tree(drawn: Drawn): ReactElement {
  return (
    <ul className={classes['tree']}>
      <Branch {...drawn} depth={0} />
    </ul>
  );
}

function Branch({ criterion, depth, ...drawn }: Drawn & { readonly depth: number }): ReactElement {
  // One that repeats another shows what it repeats in its place.
  const shown = criterion.kind === 'same-as' ? (criterion.children[0] ?? criterion) : criterion;
  const line = (
    <span className={classes['line']}>
      <Truth truth={criterion.truth} {...(criterion.applies === false ? { words: COVERAGE.node.spared } : {})} />
      <span className={shown.children.length > 0 ? classes['group'] : undefined}>{criterion.text}</span>
    </span>
  );
  if (shown.children.length === 0)
    return (
      <li className={classes['node']}>
        <Leaf criterion={shown} line={line} {...drawn} />
      </li>
    );
  const counts: Readonly<Partial<Record<TracedCriterion['kind'], string>>> = COVERAGE.counts;
  const below = shown.applies === false ? shown.children.slice(0, 1) : shown.children;
  return (
    <li className={classes['node']}>
      <details open={depth === 0 || criterion.truth !== 'met'}>
        <summary className={classes['summary']}>{line}</summary>
        {counts[shown.kind] !== undefined && (
          <Text c="dimmed" ml="lg">
            {counts[shown.kind]}
          </Text>
        )}
        <ul className={classes['below']}>
          {below.map((child, index) => (
            <Branch key={`${child.id} ${String(index)}`} criterion={child} depth={depth + 1} {...drawn} />
          ))}
        </ul>
      </details>
    </li>
  );
}

function Leaf({ criterion, facts, chart, line }: Drawn & { readonly line: ReactElement }): ReactElement {
  const [opened, setOpened] = useState(false);
  const panel = useId();
  const { fact, value, origin, evidence, cite, text } = criterion;
  const definition = fact === undefined ? undefined : facts.get(fact);
  const name = definition?.name ?? fact ?? '';
  const known = value !== null && value !== undefined;
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
      <Text ml="md" {...(known ? {} : { c: 'dimmed' })}>
        {known ? COVERAGE.node.value(name, sayValue(value, definition)) : COVERAGE.node.unknown(name)}
        {known && origin !== undefined && (
          <Text span c="dimmed">
            {' '}
            {COVERAGE.node.origins[origin]}
          </Text>
        )}
      </Text>
      <div id={panel} className={classes['panel']} hidden={!opened}>
        {opened && (
          <>
            {evidence.map(({ kind, ref, date, display }) => (
              <Group gap="xs" key={`${kind} ${ref}`}>
                {kind === 'resource' ? <ResourceLink reference={ref} chart={chart} /> : <span>{ref}</span>}
                <Text c="dimmed">
                  {[display, date === undefined ? undefined : day(date)].filter((one) => one !== undefined).join(', ')}
                </Text>
              </Group>
            ))}
            <Cited cites={cite} />
          </>
        )}
      </div>
    </>
  );
}
