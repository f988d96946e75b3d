import type { PatientWorksheet } from '../../../core/preparation/prepare-for.ts';
import type { Paint } from '../paint.ts';
import { wrap } from './table.ts';

const TITLES: Readonly<Record<PatientWorksheet['record']['status'], string>> = {
  'not-begun': 'Record: nothing is reconstituted yet',
  'not-accepted': 'Record: not accepted, nothing is to be recorded',
  draft: 'Record: a draft, not to be recorded before this is answered',
  ready: 'Record: add these entries to the course',
  recorded: 'Record: this bag stands in the course',
};

/** What is to be recorded of a preparation, as the course file takes it. */
export function recordText({ record }: PatientWorksheet, paint: Paint): readonly string[] {
  const { status, events, needed } = record;
  return [
    '',
    paint('bold', TITLES[status]),
    ...needed.map(({ ask }) => `  ? ${wrap(ask, 4)}`),
    ...events.flatMap((event) =>
      JSON.stringify(event, null, 2)
        .split('\n')
        .map((line) => `  ${line}`),
    ),
  ];
}
