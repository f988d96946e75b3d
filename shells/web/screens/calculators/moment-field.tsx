import { Button, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { Temporal } from 'temporal-polyfill';
import { useClock } from '../../api/now.ts';
import { ENTERING } from '../../words/entering.ts';
import classes from './calculators.module.css';

/**
 * A time by the clock of the clinic, which is named; one press sets it to this moment.
 * @param value a moment with its offset, so that a link means the same moment elsewhere; empty where none is known
 */
export function MomentField({
  label,
  zone,
  value,
  change,
}: {
  readonly label: string;
  readonly zone: string;
  readonly value: string;
  readonly change: (moment: string) => void;
}): ReactElement {
  const clock = useClock();
  return (
    <div className={classes['moment']}>
      <TextInput
        type="datetime-local"
        label={label}
        description={ENTERING.zone(zone)}
        value={localOf(value, zone)}
        onChange={(event) => {
          const local = event.currentTarget.value;
          change(local === '' ? '' : written(Temporal.PlainDateTime.from(local).toZonedDateTime(zone)));
        }}
      />
      <Button
        variant="default"
        className="no-print"
        aria-label={ENTERING.nowOf(label)}
        onClick={() => {
          change(written(clock().toZonedDateTimeISO(zone)));
        }}
      >
        {ENTERING.now}
      </Button>
    </div>
  );
}

function written(moment: Temporal.ZonedDateTime): string {
  return moment.toString({ timeZoneName: 'never', smallestUnit: 'minute' });
}

/** What a link holds may be no moment at all: then the field is empty, and the answer tells it. */
function localOf(value: string, zone: string): string {
  try {
    return Temporal.Instant.from(value).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
  } catch {
    return '';
  }
}
