import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { TracedCriterion } from '../../../../core/criteria/trace.ts';
import type { KeptFinding } from '../../api/review.ts';
import { COVERAGE } from '../../words/coverage.ts';
import { REQUEST } from '../../words/request.ts';
import { approves } from './acts.ts';
import { signedReason, type Filled } from './filled.ts';
import classes from './request.module.css';

/** A decision as it will be recorded, read over once more by the one who signs it. */
export function Confirm({
  filled,
  finding,
  grounds,
  sending,
  stopped,
  back,
  sign,
}: {
  readonly filled: Filled;
  readonly finding: KeptFinding | undefined;
  readonly grounds: readonly TracedCriterion[];
  readonly sending: boolean;
  /** Something else has to be settled first. */
  readonly stopped: boolean;
  readonly back: () => void;
  readonly sign: () => void;
}): ReactElement | null {
  const words = REQUEST.decide;
  const [read, setRead] = useState(false);
  const { decision, name, npi, specialty, number, from, to, units } = filled;
  if (decision === '') return null;
  const outcome = finding?.found.outcome;
  return (
    <Stack>
      <div>
        <Text>{words.willBe}</Text>
        <Text className={classes['decision']} data-against={!approves(decision)}>
          {words.decisions[decision]}
        </Text>
      </div>
      {approves(decision) && (
        <Text fw={600}>{REQUEST.standing.approved(number, from, to, units.trim() === '' ? null : Number(units))}</Text>
      )}
      <div>
        <Text c="dimmed">{words.ground}</Text>
        <Text className={classes['reason']}>{signedReason(filled, grounds)}</Text>
      </div>
      <Text>{REQUEST.standing.signed(name, npi, specialty)}</Text>
      <Text c="dimmed">{outcome === undefined ? words.noFinding : words.finding(COVERAGE.outcomes[outcome])}</Text>
      <Checkbox
        size="md"
        label={words.responsible}
        checked={read}
        onChange={(event) => {
          setRead(event.currentTarget.checked);
        }}
      />
      {!stopped && (
        <Group>
          <Button disabled={!read} loading={sending} onClick={sign}>
            {words.sign}
          </Button>
          <Button variant="default" onClick={back}>
            {words.back}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
