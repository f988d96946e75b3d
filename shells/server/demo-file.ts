import { z } from 'zod';
import { InputError } from '../input/input-error.ts';
import { isoDate, strict } from '../knowledge/schema-parts.ts';
import { faultsOf, YamlFile } from '../knowledge/yaml-file.ts';
import { ROLES } from './caller.ts';

const days = z.int().min(0).max(1_000);
const organisation = strict({ id: z.string().regex(/^demo-[a-z]+$/u), name: z.string().min(1) });
const looks = strict({
  days,
  looks: strict({ chart: z.string().min(1), answers: z.string().min(1).optional(), today: isoDate }),
});
const entry = z.looseObject({
  days,
  role: z.enum(ROLES),
  type: z.string().min(1),
  approval: strict({ number: z.string(), days, months: z.int().min(1), units: z.int().nullable() }).optional(),
  signature: strict({ signer: z.string(), reason: z.string() }).optional(),
});
const demoSchema = strict({
  organisations: strict({ practice: organisation, payer: organisation }),
  insurer: strict({
    identifiers: z.array(strict({ system: z.string(), value: z.string() })).min(1),
    policies: z.array(z.string()),
  }),
  courses: z.array(
    strict({
      file: z.string().min(1),
      /** An invented name, and a number of a medical record. */
      name: z.string().min(1),
      mrn: z.string().min(1),
      today: isoDate,
      until: isoDate.optional(),
      then: z.array(z.looseObject({ days, type: z.string() })).optional(),
    }),
  ),
  signers: z.record(z.string(), strict({ name: z.string(), npi: z.string(), specialty: z.string() })),
  requests: z.array(
    strict({
      /** Which of the courses it is for, counted from 1. */
      course: z.int().min(1).optional(),
      draft: z.looseObject({ side: z.enum(['practice', 'payer']) }),
      entries: z.array(z.union([looks, entry])),
    }),
  ),
});

/** The invented record: which examples, at which stages, and which requests, all counted in days before the first start. */
export type Demo = z.output<typeof demoSchema>;
export type DemoCourse = Demo['courses'][number];
export type DemoRequest = Demo['requests'][number];
export type DemoEntry = DemoRequest['entries'][number];

/** @throws InputError with every fault of the file */
export function readDemo(text: string, file: string): Demo {
  const read = YamlFile.parse(file, text);
  if (!(read instanceof YamlFile)) throw new InputError(read);
  const parsed = demoSchema.safeParse(read.value);
  if (!parsed.success) throw new InputError(faultsOf(read, parsed.error));
  return parsed.data;
}
