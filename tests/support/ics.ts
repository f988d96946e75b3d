/** A reader of iCalendar files that takes nothing which RFC 5545 does not allow; written apart from our writer. */

export interface ReadEvent {
  readonly properties: ReadonlyMap<string, { readonly parameters: string; readonly value: string }>;
}

export interface ReadCalendar {
  readonly properties: ReadonlyMap<string, string>;
  readonly events: readonly ReadEvent[];
}

/** @throws Error that says what is wrong */
export function readIcs(file: string): ReadCalendar {
  const bytes = Buffer.from(file, 'utf8');
  if (!file.endsWith('\r\n')) throw new Error('the last line has no end');
  if (/(?<!\r)\n|\r(?!\n)/u.test(file)) throw new Error('a line break is not CRLF');
  for (const line of bytes.toString('latin1').split('\r\n'))
    if (line.length > 75) throw new Error(`a line has ${line.length} octets`);
  // Each raw line has to be whole characters.
  for (const line of file.split('\r\n')) if (line.includes('\ufffd')) throw new Error('a character was cut');
  const lines = file.replaceAll('\r\n ', '').split('\r\n').slice(0, -1).map(parsed);
  const [begin, end] = [lines[0], lines.at(-1)];
  if (begin?.name !== 'BEGIN' || begin.value !== 'VCALENDAR') throw new Error('it does not begin a calendar');
  if (end?.name !== 'END' || end.value !== 'VCALENDAR') throw new Error('it does not end the calendar');
  const properties = new Map<string, string>();
  const events: ReadEvent[] = [];
  let event: Map<string, { parameters: string; value: string }> | undefined;
  for (const { name, parameters, value } of lines.slice(1, -1)) {
    if (name === 'BEGIN') {
      if (value !== 'VEVENT' || event) throw new Error(`BEGIN:${value} in the wrong place`);
      event = new Map();
    } else if (name === 'END') {
      if (value !== 'VEVENT' || !event) throw new Error(`END:${value} in the wrong place`);
      events.push(checked(event));
      event = undefined;
    } else if (event) {
      if (event.has(name)) throw new Error(`${name} comes twice`);
      event.set(name, { parameters, value: TEXTS.includes(name) ? unescaped(value) : value });
    } else properties.set(name, value);
  }
  if (event) throw new Error('an event does not end');
  for (const wanted of ['VERSION', 'PRODID']) if (!properties.has(wanted)) throw new Error(`no ${wanted}`);
  return { properties, events };
}

const TEXTS = ['SUMMARY', 'DESCRIPTION', 'CATEGORIES'];

function parsed(line: string): { name: string; parameters: string; value: string } {
  const match = /^([A-Z-]+)((?:;[A-Z-]+=[^;:",]+)*):(.*)$/u.exec(line);
  if (match === null) throw new Error(`no property: ${line}`);
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/u.test(match[3] ?? '')) throw new Error(`a control character: ${line}`);
  return { name: match[1] ?? '', parameters: match[2] ?? '', value: match[3] ?? '' };
}

function unescaped(value: string): string {
  if (/(?<!\\)(?:\\\\)*[;,]/u.test(value.replace(/\\[;,nN]/gu, ''))) throw new Error(`not escaped: ${value}`);
  return value.replace(/\\(.)/gu, (_all, mark: string) => {
    if (mark === 'n' || mark === 'N') return '\n';
    if (!'\\;,'.includes(mark)) throw new Error(`an escape that is none: \\${mark}`);
    return mark;
  });
}

function checked(event: ReadonlyMap<string, { parameters: string; value: string }>): ReadEvent {
  for (const wanted of ['UID', 'DTSTAMP', 'DTSTART', 'DTEND']) if (!event.has(wanted)) throw new Error(`no ${wanted}`);
  const stamp = event.get('DTSTAMP')?.value ?? '';
  if (!UTC.test(stamp)) throw new Error(`DTSTAMP is not in UTC: ${stamp}`);
  const [start, end] = [event.get('DTSTART'), event.get('DTEND')];
  if (start?.parameters !== end?.parameters) throw new Error('DTSTART and DTEND are of two kinds');
  for (const time of [start, end]) {
    const shape = time?.parameters === ';VALUE=DATE' ? /^\d{8}$/u : time?.parameters === '' ? UTC : /^$/u;
    if (!shape.test(time?.value ?? '')) throw new Error(`no day and no time in UTC: ${time?.value ?? ''}`);
  }
  if ((start?.value ?? '') >= (end?.value ?? '')) throw new Error('it ends before it begins');
  return { properties: event };
}

const UTC = /^\d{8}T\d{6}Z$/u;
