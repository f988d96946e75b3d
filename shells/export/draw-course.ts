import type { Course } from '../../core/course/event.ts';
import type { RecordedEvent } from '../store/events.ts';
import { dayReader } from '../../core/course/day-reader.ts';
import { BODY, FULL, heightOf, lineHeight, NOTE, STRONG, TITLE, type Column, type Sheet } from '../packet/sheet.ts';
import { takenBack, whoOf, type CourseRecord, type CourseRequest } from './course-record.ts';
import { drawEntry } from './draw-entry.ts';
import { said } from './event-resources.ts';
import { drawPages, drawSeal, drawTable } from './pages.ts';
import { timesAt, type ReadOut } from './read-times.ts';

const BESIDE_NUMBER: Column = { left: FULL.left + 34, width: FULL.width - 34 };

/** The whole record on paper: who the patient is, every event with who and when, and the hash that closes each chain. */
export async function drawCourse(record: CourseRecord, course: Course): Promise<Uint8Array> {
  const { id, events, requests, exported, timeZone } = record;
  const { birthDate, sex } = course.patient;
  const running = {
    title: 'Record of a course of therapy',
    about: `Patient born ${birthDate}, ${sex}; ${course.drug}; record ${id}`,
    on: dayReader(timeZone)(exported.at),
  };
  const readOut = timesAt(timeZone);
  return drawPages(running, (sheet) => {
    sheet.write(running.title, TITLE);
    sheet.write('Every event as it was written, in the order in which it was recorded. Nothing is left out.', NOTE);
    sheet.gap(8);
    drawTable(sheet, headOf(record, course, readOut));
    sheet.heading('Events');
    const back = takenBack(events);
    for (const event of events) drawEvent(sheet, event, back.get(event.sequence), readOut);
    drawSeal(sheet, events);
    for (const request of requests) drawRequest(sheet, request, readOut);
  });
}

function headOf(
  { organisation, id, exported, timeZone, requests }: CourseRecord,
  { drug, patient, ...course }: Course,
  readOut: ReadOut,
): readonly Row[] {
  const { birthDate, sex, state, lineOfBusiness, diagnoses = [] } = patient;
  const place = [course.placeOfService?.name, course.placeOfService?.county, course.placeOfService?.state];
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Record', id],
    ['Kept by', organisation],
    ['Drug', drug],
    ['Patient', `born ${birthDate}, ${sex}${state === undefined ? '' : `, ${state}`}`],
    ['Line of business', lineOfBusiness],
    ['Diagnoses', diagnoses.length === 0 ? undefined : diagnoses.join(', ')],
    ['Prescriber', course.prescriber && `NPI ${course.prescriber.npi}`],
    ['Place of service', place.filter((part) => part !== undefined).join(', ')],
    [
      'Requests',
      requests.length === 0 ? 'none that names this course' : `${String(requests.length)}, after the events`,
    ],
    ['Times', `of ${timeZone}`],
    ['Written out', `${readOut(exported.at)}, by ${exported.by}`],
  ];
  return rows.map(([label, text]) => [label, text === undefined || text === '' ? 'not recorded' : text]);
}

type Row = readonly [label: string, text: string];

function drawEvent(sheet: Sheet, event: RecordedEvent, back: number | undefined, readOut: ReadOut): void {
  const { sequence, type, at, recordedAt, actor, body } = event;
  const parts = sequence === 1 ? [] : said(body as object, readOut).filter(([name]) => name !== 'by');
  const texts = [
    sheet.set(
      `${readOut(at)}  ${type.replaceAll('-', ' ')}${back === undefined ? '' : ` (taken back by ${String(back)})`}`,
      STRONG,
      BESIDE_NUMBER,
    ),
    ...(parts.length === 0
      ? []
      : [sheet.set(parts.map(([name, text]) => `${name}: ${text}`).join('; '), BODY, BESIDE_NUMBER)]),
    sheet.set(`${whoOf(event)}; recorded ${readOut(recordedAt)} by ${actor.id} (${actor.role})`, NOTE, BESIDE_NUMBER),
  ];
  sheet.room(Math.min(heightOf(texts), 12 * lineHeight(BODY)));
  sheet.line(String(sequence), STRONG, FULL.left, sheet.y);
  sheet.writeSet(texts);
  sheet.gap(5);
}

/** A request for authorization: where it stands, every entry, and the hash that closes its own chain. */
function drawRequest(sheet: Sheet, { id, state, entries, events }: CourseRequest, readOut: ReadOut): void {
  const { drafted, status, since, approval } = state;
  sheet.heading(`Request for authorization, ${drafted.kind}`);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Record', id],
    ['Policy', drafted.policy],
    ['Stands', `${status.replaceAll('-', ' ')} since ${readOut(since)}`],
    ['Handed in', state.submittedAt === undefined ? 'not yet' : readOut(state.submittedAt)],
    ['Authorization', approval && `${approval.number}, ${approval.from} to ${approval.to}${unitsOf(approval.units)}`],
    ['Renews or amends', drafted.of],
  ];
  drawTable(
    sheet,
    rows.flatMap(([label, text]): readonly Row[] => (text === undefined ? [] : [[label, text]])),
  );
  sheet.gap(4);
  for (const entry of entries) drawEntry(sheet, entry, readOut);
  sheet.write(`${String(events.length)} events, the last with the hash`, NOTE);
  sheet.write(events.at(-1)?.hash ?? '', NOTE);
}

const unitsOf = (units: number | null): string => (units === null ? '' : `, ${String(units)} units`);
