import { InputError } from '../input/input-error.ts';

/**
 * The names of the columns, from the first line of a CSV file.
 * @param head the beginning of the file, the whole first line in it
 * @throws InputError where it is no header
 */
export function csvHeader(file: string, head: Buffer): readonly string[] {
  const fault = (what: string, mend: string): InputError => new InputError([{ where: `${file}:1`, what, mend }]);
  const names = firstRecord(decoded(head, fault)).map((name) => name.trim());
  if (names.length === 1 && /[;\t]/u.test(names[0] ?? ''))
    throw fault('the columns are not separated by commas', 'Export it again, separated by commas');
  const empty = names.indexOf('');
  if (empty >= 0) throw fault(`column ${empty + 1} has no name`, 'Name every column in the first line');
  const twice = names.find((name, index) => names.some((other, at) => at < index && same(name, other)));
  if (twice !== undefined) throw fault(`the column "${twice}" is there twice`, 'Leave one of them out');
  return names;
}

/** The database does not tell capital and small letters apart. */
function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function decoded(head: Buffer, fault: (what: string, mend: string) => InputError): string {
  const end = head.indexOf(0x0a);
  const bytes = quotedOverLines(head, end) || end < 0 ? head : head.subarray(0, end);
  try {
    // The mark at the beginning that some programs write is taken off by the decoder.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    throw fault('the file is not a UTF-8 text', 'Export it again as UTF-8');
  }
}

/** An odd number of quotation marks before the end of the line: the name goes on in the next one. */
function quotedOverLines(head: Buffer, end: number): boolean {
  return end >= 0 && head.subarray(0, end).filter((byte) => byte === 0x22).length % 2 === 1;
}

function firstRecord(text: string): readonly string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (quoted) {
      if (sign !== '"') field += sign;
      else if (text[at + 1] === '"') {
        field += sign;
        at++;
      } else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ',') {
      fields.push(field);
      field = '';
    } else if (sign === '\n') break;
    else if (sign !== '\r') field += sign;
  }
  return [...fields, field];
}
