import { useCallback, useMemo } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { FactValue } from '../../../../core/values/fact.ts';
import { useKept, type Answers, type Asked, type Chart, type Said } from '../../api/coverage.ts';
import { useDesk } from '../../api/desk.ts';
import { usePolicies } from '../../api/policies.ts';
import { newKey, useDraft } from '../../drafts/draft.ts';
import { usePatient } from '../patient/opened.ts';
import { policyOf } from './policy-of.ts';
import { useChart } from './chart-held.ts';

/** What somebody has chosen and typed, before it is kept with a request. */
interface Typed {
  readonly policy?: string;
  readonly kind?: 'initial' | 'renewal';
  readonly on?: string;
  readonly others: readonly string[];
  readonly answers: Readonly<Record<string, Said>>;
}

const NOTHING: Typed = { others: [], answers: {} };

/** What is asked of the criteria of a patient, and how it is changed. */
export interface Asking {
  readonly asked: Asked;
  /** The answers that are typed and not yet in the record. */
  readonly typed: Readonly<Record<string, Said>>;
  /** Key of what is typed: kept twice under it, it is kept once. */
  readonly key: string;
  /** The request in which the answers of the record were kept; null where there are none. */
  readonly keptIn: string | null;
  readonly choose: (choice: Partial<Pick<Typed, 'policy' | 'kind' | 'on' | 'others'>>) => void;
  /** Takes an answer over as said by whoever is signed in; undefined takes what was typed back. */
  readonly say: (fact: string, value: FactValue | undefined) => void;
  /** Puts back answers that were discarded. */
  readonly putBack: (answers: Readonly<Record<string, Said>>) => void;
  readonly takeChart: (chart: Chart | null) => void;
  /** What was typed is in the record, or is not wanted. */
  readonly discard: () => void;
}

/** The question of the coverage screen: the record, and over it what was typed. */
export function useAsking(): Asking {
  const { id, course } = usePatient();
  const { today, caller } = useDesk();
  const policies = usePolicies();
  const kept = useKept(id);
  const { value: typed, key, change, discard: drop } = useDraft<Typed>(`patient/${id}/coverage`, NOTHING);
  const [added, takeChart] = useChart(id);
  const client = useQueryClient();
  const first = policyOf(course, policies, today);
  const { policy = kept.policy ?? first.policy, kind = kept.kind ?? first.kind, on = today, others, answers } = typed;
  const asked: Asked = useMemo(
    () => ({
      policies: [policy, ...others.filter((other) => other !== policy)],
      ...{ kind, on, answers: { ...kept.answers, ...answers } satisfies Answers },
      chart: added === undefined ? kept.chart : added.chart,
      chartName: added?.name ?? kept.request ?? '',
    }),
    [policy, others, kind, on, kept, answers, added],
  );
  const say = useCallback(
    (fact: string, value: FactValue | undefined) => {
      const others = Object.entries(typed.answers).filter(([name]) => name !== fact);
      const one: readonly [string, Said][] =
        value === undefined ? [] : [[fact, { value, by: caller.name, role: caller.role, at: today }]];
      const said = Object.fromEntries([...others, ...one]);
      change({ ...typed, answers: said });
    },
    [typed, caller, today, change],
  );
  return {
    ...{ asked, typed: answers, key, say, keptIn: kept.request },
    choose: (choice) => {
      change({ ...typed, ...choice });
    },
    putBack: (answers) => {
      change({ ...typed, answers });
    },
    takeChart: (chart) => {
      takeChart({ chart, name: newKey() });
    },
    discard: () => {
      drop();
      takeChart(undefined);
      void client.invalidateQueries();
    },
  };
}
