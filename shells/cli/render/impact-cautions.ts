import type { Policy } from '../../../core/coverage/policy.ts';
import type { Caution } from '../../../core/values/caution.ts';
import type { FactDefinition } from '../../../core/values/fact.ts';
import type { CountedPopulation, ImpactQuestion } from '../../bulk/impact.ts';

/** What a reader must know of the file and of the two texts before relying on the counts. */
export function impactCautions(
  { columns, setAside }: CountedPopulation,
  { from, to, kind }: ImpactQuestion,
  definitions: ReadonlyMap<string, FactDefinition>,
): readonly Caution[] {
  const { missing, ignored, unsigned } = columns;
  const names = (facts: readonly string[]): string =>
    facts.map((fact) => `${definitions.get(fact)?.name ?? fact} (${fact})`).join(', ');
  return [
    ...[...new Set([from, to])].filter(({ requests }) => requests[kind] === null).map((policy) => silent(policy, kind)),
    ...(setAside.rows === 0 ? [] : [aside(setAside)]),
    ...(missing.length === 0
      ? []
      : [
          {
            id: 'columns-missing',
            text: `No column says, so that it is unknown for everyone: ${names(missing)}.`,
            facts: missing,
          },
        ]),
    ...(unsigned.length === 0
      ? []
      : [
          {
            id: 'judgements-unsigned',
            text: `A judgement counts only with its signer, which the file does not say: ${names(unsigned)}. Columns named as the fact with .by and .role would say it.`,
            facts: unsigned,
          },
        ]),
    ...(ignored.length === 0
      ? []
      : [
          {
            id: 'columns-not-read',
            text: `Columns that neither policy asks for, and that were not read: ${ignored.join(', ')}.`,
          },
        ]),
  ];
}

function silent({ id, version }: Policy, kind: string): Caution {
  return {
    id: 'text-says-nothing',
    text: `The text that is held of ${id} (${version}) says nothing of a ${kind} request: under it information is needed for everyone whom it governs.`,
  };
}

function aside({ rows }: CountedPopulation['setAside']): Caution {
  return {
    id: 'rows-set-aside',
    text: `${rows.toLocaleString('en')} ${rows === 1 ? 'row has' : 'rows have'} a value that its fact does not take. Neither policy was asked about ${rows === 1 ? 'it' : 'them'}; correct the values and run again.`,
  };
}
