import { Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { TracedCriterion } from '../../../../core/criteria/trace.ts';
import type { VisitAnswer } from '../../../../core/foresight/visit.ts';
import type { VisitCheck } from '../../../../core/regimen/clearance/answer.ts';
import type { Citation } from '../../../../core/values/citation.ts';
import type { FactDefinition } from '../../../../core/values/fact.ts';
import { sayValue } from '../../../../core/values/say-value.ts';
import { useBedside } from '../../api/bedside.ts';
import { Cited } from '../../parts/cited.tsx';
import { Truth } from '../../parts/truth.tsx';
import { VISIT } from '../../words/visit.ts';
import classes from './visit.module.css';

/** As many as are looked through at a glance. */
const AT_A_GLANCE = 3;

/** Every check of the label: those that are not met first; what waits for an entry and what is met are folded. */
export function Checks({ visit }: { readonly visit: VisitAnswer }): ReactElement {
  const facts = new Map(useBedside().facts.map((fact) => [fact.id, fact]));
  const of = (truth: VisitCheck['truth']): readonly VisitCheck[] => visit.checks.filter((one) => one.truth === truth);
  const [against, unknown, met] = [of('not-met'), of('unknown'), of('met')];
  return (
    <section className="sheet" aria-labelledby="checks">
      <Title order={2} id="checks" mb="xs">
        {VISIT.checks.title}
      </Title>
      {against.map((check) => (
        <Check key={check.id} check={check} facts={facts} opened />
      ))}
      <Folded
        title={VISIT.checks.unknown(unknown.length)}
        checks={unknown}
        facts={facts}
        opened={unknown.length <= AT_A_GLANCE}
      />
      <Folded title={VISIT.checks.met(met.length)} checks={met} facts={facts} opened={false} />
    </section>
  );
}

function Folded({
  title,
  checks,
  facts,
  opened,
}: {
  readonly title: string;
  readonly checks: readonly VisitCheck[];
  readonly facts: ReadonlyMap<string, FactDefinition>;
  readonly opened: boolean;
}): ReactElement | null {
  if (checks.length === 0) return null;
  return (
    <details className={classes['fold']} open={opened}>
      <summary>{title}</summary>
      {checks.map((check) => (
        <Check key={check.id} check={check} facts={facts} opened={false} />
      ))}
    </details>
  );
}

function Check({
  check,
  facts,
  opened,
}: {
  readonly check: VisitCheck;
  readonly facts: ReadonlyMap<string, FactDefinition>;
  readonly opened: boolean;
}): ReactElement {
  const { text, truth, applies, otherwise, until, criteria } = check;
  const leaves = leavesOf(criteria);
  const cites = [...new Map([criteria, ...leaves].flatMap(({ cite }) => cite.map(keyed))).values()];
  return (
    <details className={classes['check']} open={opened}>
      <summary>
        <Truth truth={truth} {...(applies === false ? { words: VISIT.checks.spared } : {})} />
        <span>{text}</span>
      </summary>
      <Stack gap={4} className={classes['why']}>
        {leaves.map(({ id, fact, value }) => {
          const definition = facts.get(fact ?? '');
          const name = definition?.name ?? fact ?? '';
          return (
            <Text key={id}>
              {value === null || value === undefined
                ? VISIT.checks.notRecorded(name)
                : VISIT.checks.basis(name, sayValue(value, definition))}
            </Text>
          );
        })}
        <Text c="dimmed">
          {truth === 'not-met' && until !== undefined ? VISIT.checks.until(until) : VISIT.checks.otherwise[otherwise]}
        </Text>
        <Cited cites={cites} />
      </Stack>
    </details>
  );
}

/** The criteria on facts, of those that were looked at each fact once. */
function leavesOf(criterion: TracedCriterion): readonly TracedCriterion[] {
  const below = criterion.applies === false ? criterion.children.slice(0, 1) : criterion.children;
  const all = below.length === 0 ? [criterion] : below.flatMap(leavesOf);
  return [...new Map(all.filter(({ fact }) => fact !== undefined).map((one) => [one.fact, one])).values()];
}

const keyed = (cite: Citation): readonly [string, Citation] => [JSON.stringify(cite), cite];
