import { Button, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { VisitAnswer } from '../../../../core/foresight/visit.ts';
import type { VisitNeed } from '../../../../core/regimen/clearance/answer.ts';
import { PANELS } from '../../words/entries.ts';
import { withDays } from '../../words/shared.ts';
import { VISIT } from '../../words/visit.ts';
import type { LeadsToForm, Wanted } from './forms/wanted.ts';
import classes from './visit.module.css';

/** What nobody has recorded, each kind of entry once with all that it settles, and the way to enter it. */
export function Needed({ visit, want, enters }: LeadsToForm & { readonly visit: VisitAnswer }): ReactElement | null {
  const needed = visit.needed.filter(({ paths }) => paths === undefined);
  if (needed.length === 0) return null;
  const groups = Map.groupBy(needed, (need) => need.record?.text ?? need.fact);
  return (
    <section className="sheet" aria-labelledby="needed">
      <Title order={2} id="needed" mb="xs">
        {VISIT.needed.title}
      </Title>
      <ul className={classes['plain']}>
        {[...groups].map(([text, needs]) => (
          <Line key={text} needs={needs} want={want} enters={enters} />
        ))}
      </ul>
    </section>
  );
}

function Line({ needs, want, enters }: LeadsToForm & { readonly needs: readonly VisitNeed[] }): ReactElement {
  const record = needs[0]?.record ?? null;
  const wanted = formOf(needs);
  return (
    <li className={classes['row']}>
      <div className={classes['grow']}>
        <Text fw={600}>{titleOf(needs)}</Text>
        {record === null && <Text c="dimmed">{VISIT.needed.byHand}</Text>}
        {(record !== null || needs.length > 1) && (
          <details className={classes['quiet']}>
            <summary>{VISIT.needed.settles(needs.length)}</summary>
            <ul>
              {needs.map(({ fact, ask }) => (
                <li key={fact}>{withDays(ask)}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {record !== null && wanted !== undefined && enters && (
        <Button
          variant="default"
          className="no-print"
          onClick={() => {
            want(wanted);
          }}
        >
          {VISIT.needed.open[record.event]}
        </Button>
      )}
    </li>
  );
}

/** What is to be entered, in a few words; the question itself where no entry settles it. */
function titleOf(needs: readonly VisitNeed[]): string {
  const [need] = needs;
  const event = need?.record?.event;
  if (need === undefined || event === undefined) return withDays(need?.ask ?? '');
  return event === 'lab-resulted' ? PANELS[panelOf(needs)] : VISIT.needed.titles[event];
}

/** The form in which what is asked is entered. */
function formOf(needs: readonly VisitNeed[]): Wanted | undefined {
  const [need] = needs;
  switch (need?.record?.event) {
    case 'pre-dose-assessment':
      return { form: 'assessment' };
    case 'lab-resulted':
      return { form: 'labs', panel: panelOf(needs) };
    case 'adverse-event':
      return { form: 'toxicity', of: undefined };
    case 'prescriber-choice':
    case 'patient':
    case undefined:
    default:
      return undefined;
  }
}

/** Facts of results are called by their panel. */
function panelOf(needs: readonly VisitNeed[]): 'cbc' | 'liver' | 'bilirubin' {
  const facts = needs.map(({ fact, record }) => `${fact} ${record?.text ?? ''}`).join(' ');
  return (['liver', 'bilirubin'] as const).find((panel) => facts.includes(`"${panel}"`)) ?? 'cbc';
}
