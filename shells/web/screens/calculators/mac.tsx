import { Text, TextInput, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { CitedRule } from '../../../../core/regimen/cited.ts';
import type { Caution } from '../../../../core/values/caution.ts';
import { Empty, Failed } from '../../parts/notices.tsx';
import { CALCULATORS, MAC } from '../../words/calculators.ts';
import { useAsked } from './asked.ts';
import { given, useCalculated } from './calculated.ts';
import { Calculator } from './calculator.tsx';
import classes from './calculators.module.css';
import { RestsOn } from './rests-on.tsx';

interface Contractor {
  readonly state: string;
  readonly county?: string;
  readonly jurisdiction: string;
  readonly contractor: string;
}

/** One contractor, or those between which the county decides. */
interface MacAnswer extends Partial<Contractor> {
  readonly state: string;
  readonly candidates?: readonly Contractor[];
  readonly needed?: readonly { readonly fact: string; readonly ask: string }[];
  readonly cites: readonly CitedRule[];
  readonly cautions: readonly Caution[];
}

const HINTS = { state: MAC.stateHint, county: MAC.countyHint, city: MAC.cityHint };
const FIELDS = ['state', 'county', 'city'] as const;

/** Medicare's contractor of a place of service. */
export function MacCalculator(): ReactElement {
  const asked = useAsked({ state: '', county: '', city: '' });
  const [state, county, city] = FIELDS.map((field) => asked.value(field)) as [string, string, string];
  const isAsked = state.trim().length > 1;
  const { data, error } = useCalculated<MacAnswer>('mac', isAsked ? given({ state, county, city }) : undefined);
  return (
    <Calculator
      {...CALCULATORS.list.mac}
      asked={asked}
      fields={
        <>
          {FIELDS.map((field) => (
            <TextInput
              key={field}
              label={MAC[field]}
              description={HINTS[field]}
              autoComplete="off"
              value={asked.value(field)}
              onChange={(event) => {
                asked.set(field, event.currentTarget.value);
              }}
            />
          ))}
          <Text c="dimmed">{MAC.follows}</Text>
        </>
      }
    >
      {error !== null ? (
        <Failed error={error} />
      ) : data === undefined ? (
        <div className="sheet">
          <Empty title={CALCULATORS.answer}>{CALCULATORS.waiting}</Empty>
        </div>
      ) : (
        <Told answer={data} />
      )}
    </Calculator>
  );
}

function Told({ answer }: { readonly answer: MacAnswer }): ReactElement {
  const { state, county, contractor, jurisdiction, candidates = [], needed = [], cautions, cites } = answer;
  const found = contractor === undefined ? candidates : [{ state, contractor, jurisdiction: jurisdiction ?? '' }];
  return (
    <>
      <section className="sheet" aria-labelledby="answer">
        <Title order={2} id="answer">
          {found.length === 1 ? MAC.place(county, state) : MAC.several}
        </Title>
        {found.map((one) => (
          <div key={one.jurisdiction}>
            <p className={classes['large']}>{one.contractor}</p>
            <Text c="dimmed">{MAC.jurisdiction(one.jurisdiction)}</Text>
          </div>
        ))}
        {needed.map(({ fact, ask }) => (
          <Text key={fact} mt="sm" fw={600}>
            {ask}
          </Text>
        ))}
      </section>
      <RestsOn cautions={cautions} cites={cites} />
    </>
  );
}
