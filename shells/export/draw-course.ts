import type { Course } from '../../core/course/event.ts';
import type { RecordedEvent } from '../store/events.ts';
import { BODY, FULL, heightOf, lineHeight, NOTE, STRONG, TITLE, type Column, type Sheet } from '../packet/sheet.ts';
import { takenBack, whoOf, type CourseRecord } from './course-record.ts';
import { said } from './event-resources.ts';
import { drawPages, drawSeal, drawTable } from './pages.ts';

const INSIDE: Column = { left: FULL.left + 34, width: FULL.width - 34 };

/** The whole record on paper: who the patient is, every event with who and when, and the hash that closes the chain. */
export async function drawCourse(record: CourseRecord, course: Course): Promise<Uint8Array> {
  const { id, events, exported } = record;
  const { birthDate, sex } = course.patient;
  const running = {
    title: 'Record of a course of therapy',
    about: `Patient born ${birthDate}, ${sex}; ${course.drug}; record ${id}`,
    on: exported.at.slice(0, 10),
  };
  return drawPages(running, (sheet) => {
    sheet.write(running.title, TITLE);
    sheet.write('Every event as it was written, in the order in which it was recorded. Nothing is left out.', NOTE);
    sheet.gap(8);
    drawTable(sheet, headOf(record, course));
    sheet.heading('Events');
    const back = takenBack(events);
    for (const event of events) drawEvent(sheet, event, back.get(event.sequence));
    drawSeal(sheet, events);
  });
}

function headOf({ organisation, id, exported }: CourseRecord, { drug, patient, ...course }: Course): readonly Row[] {
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
    ['Written out', `${exported.at}, by ${exported.by}`],
  ];
  return rows.map(([label, text]) => [label, text === undefined || text === '' ? 'not recorded' : text]);
}

type Row = readonly [label: string, text: string];

function drawEvent(sheet: Sheet, event: RecordedEvent, back: number | undefined): void {
  const { sequence, type, at, recordedAt, actor, body } = event;
  const parts = sequence === 1 ? [] : said(body as object).filter(([name]) => name !== 'by');
  const texts = [
    sheet.set(
      `${at}  ${type.replaceAll('-', ' ')}${back === undefined ? '' : ` (taken back by ${String(back)})`}`,
      STRONG,
      INSIDE,
    ),
    ...(parts.length === 0
      ? []
      : [sheet.set(parts.map(([name, text]) => `${name}: ${text}`).join('; '), BODY, INSIDE)]),
    sheet.set(`${whoOf(event)}; recorded ${recordedAt} by ${actor.id} (${actor.role})`, NOTE, INSIDE),
  ];
  sheet.room(Math.min(heightOf(texts), 12 * lineHeight(BODY)));
  sheet.line(String(sequence), STRONG, FULL.left, sheet.y);
  sheet.writeSet(texts);
  sheet.gap(5);
}
