import { z } from 'zod';
import type { InputFault } from '../input/input-error.ts';
import { defined } from '../knowledge/defined.ts';
import { strict } from '../knowledge/schema-parts.ts';
import { faultsOf, YamlFile } from '../knowledge/yaml-file.ts';
import { csvRecords } from '../remittance/csv.ts';
import type { Membership } from './insurer.ts';
import { membershipSchema } from './insurers-schema.ts';

const listSchema = strict({ members: z.array(membershipSchema) });
const COLUMNS = Object.keys(membershipSchema.shape);

type Listed = { readonly members: readonly Membership[] } | { readonly faults: readonly InputFault[] };

/**
 * A member list: YAML (`members:`), or a table (`.csv`) whose first line names the columns.
 * @param lines the lines of business that there are
 * @returns the spans of members, or every fault with its line
 */
export function readMembers(text: string, file: string, lines: readonly string[]): Listed {
  return file.endsWith('.csv') ? fromTable(text, file, lines) : fromYaml(text, file, lines);
}

function fromYaml(text: string, file: string, lines: readonly string[]): Listed {
  const read = YamlFile.parse(file, text);
  if (!(read instanceof YamlFile)) return { faults: read };
  const parsed = listSchema.safeParse(read.value);
  if (!parsed.success) return { faults: faultsOf(read, parsed.error) };
  const { members } = defined(parsed.data);
  const faults = members.flatMap(({ lineOfBusiness }, index) =>
    isLine(lineOfBusiness, lines)
      ? []
      : [read.fault(['members', index, 'lineOfBusiness'], noLine(lineOfBusiness), mendOf(lines))],
  );
  return faults.length > 0 ? { faults } : { members };
}

function fromTable(text: string, file: string, lines: readonly string[]): Listed {
  const [head, ...records] = csvRecords(text);
  const names = head?.fields ?? [];
  const unknown = names.filter((name) => !COLUMNS.includes(name));
  if (head === undefined || unknown.length > 0)
    return {
      faults: [
        {
          where: file,
          line: 1,
          what: head === undefined ? 'the table is empty' : `there is no column "${unknown.join('", "')}"`,
          mend: `The first line names the columns: ${COLUMNS.join(', ')}`,
        },
      ],
    };
  const members: Membership[] = [];
  const faults: InputFault[] = [];
  for (const { line, fields, broken } of records) {
    const fault = (what: string, mend: string): void => void faults.push({ where: file, line, what, mend });
    if (broken || fields.length > names.length) {
      fault('this line does not have the columns of the first one', 'Mend its commas and quotation marks');
      continue;
    }
    const given = names.map((name, at) => [name, fields[at] ?? '']).filter(([, value]) => value !== '');
    const parsed = membershipSchema.safeParse(Object.fromEntries(given));
    if (!parsed.success)
      for (const { path, message } of parsed.error.issues) {
        const [what = message, mend = 'Write it as the guide says'] = message.split('|');
        fault(`${path.join('.')}: ${what}`, mend);
      }
    else if (!isLine(parsed.data.lineOfBusiness, lines)) fault(noLine(parsed.data.lineOfBusiness), mendOf(lines));
    else members.push(defined(parsed.data));
  }
  return faults.length > 0 ? { faults } : { members };
}

function isLine(line: string | undefined, lines: readonly string[]): boolean {
  return line === undefined || lines.includes(line);
}

const noLine = (line = ''): string => `there is no line of business "${line}"`;
const mendOf = (lines: readonly string[]): string => `Use one of: ${lines.join(', ')}`;
