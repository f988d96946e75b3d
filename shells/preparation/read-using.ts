import { z } from 'zod';
import { momentFault } from '../../core/course/moment-fault.ts';
import type { Using } from '../../core/preparation/using.ts';
import { InputError } from '../input/input-error.ts';
import { defined } from '../knowledge/defined.ts';
import { faultsOf, YamlFile } from '../knowledge/yaml-file.ts';
import { usingSchema, type UsingInFile } from './using-schema.ts';

/**
 * Reads what is in hand for one dose, YAML or JSON.
 * @throws InputError with every fault, each with its place in `file` and how to mend it
 */
export function readUsing(text: string, file: string): Using {
  const read = YamlFile.parse(file, text);
  if (!(read instanceof YamlFile)) throw new InputError(read);
  const parsed = usingSchema.safeParse(read.value ?? {});
  if (!parsed.success) throw new InputError(faultsOf(read, parsed.error));
  const using: UsingInFile = defined(parsed.data);
  return using;
}

const appointmentsSchema = z.record(
  z.string(),
  z.string({ error: 'a time is wanted here|Write it as 2026-06-15T09:30-04:00' }),
);

/**
 * Reads the appointments of a day, YAML or JSON: the file of each course, and when its infusion starts.
 * @throws InputError as `readUsing` does
 */
export function readAppointments(text: string, file: string): ReadonlyMap<string, string> {
  const read = YamlFile.parse(file, text);
  if (!(read instanceof YamlFile)) throw new InputError(read);
  const parsed = appointmentsSchema.safeParse(read.value ?? {});
  if (!parsed.success) throw new InputError(faultsOf(read, parsed.error));
  const faults = Object.entries(parsed.data).flatMap(([course, time]) => {
    const fault = momentFault(time);
    return fault === null ? [] : [read.fault([course], `"${time}" ${fault.what}`, fault.mend)];
  });
  if (faults.length > 0) throw new InputError(faults);
  return new Map(Object.entries(parsed.data));
}
