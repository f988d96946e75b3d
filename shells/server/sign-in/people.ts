import { z } from 'zod';
import { InputError } from '../../input/input-error.ts';
import { strict } from '../../knowledge/schema-parts.ts';
import { faultsOf, YamlFile } from '../../knowledge/yaml-file.ts';
import { ROLES, type Caller } from '../caller.ts';

/** Who the people of a provider are here. The first rule all of whose claims are met counts; without one, nobody enters. */
const peopleSchema = strict({
  rules: z
    .array(
      strict({
        claims: z
          .record(z.string(), z.string())
          .refine((claims) => Object.keys(claims).length > 0, 'name a claim|For example groups: nurses'),
        organisation: z.string().min(1),
        role: z.enum(ROLES),
      }),
    )
    .min(1),
  /** The claim that holds a prescriber's or clinician's NPI. */
  npiClaim: z.string().default('npi'),
});
export type People = z.infer<typeof peopleSchema>;

/** @throws InputError with every fault of the file */
export function readPeople(text: string, file: string): People {
  const read = YamlFile.parse(file, text);
  if (!(read instanceof YamlFile)) throw new InputError(read);
  const parsed = peopleSchema.safeParse(read.value);
  if (!parsed.success) throw new InputError(faultsOf(read, parsed.error));
  return parsed.data;
}

/** The claims without which nobody can be told apart by the rules, or be named. */
export function claimsWanted({ rules, npiClaim }: People): readonly string[] {
  return [...new Set([...rules.flatMap(({ claims }) => Object.keys(claims)), 'name', npiClaim])];
}

/** Whom the provider's claims describe; undefined where no rule lets them in. */
export function personOf({ rules, npiClaim }: People, claims: Readonly<Record<string, unknown>>): Caller | undefined {
  const rule = rules.find((one) => Object.entries(one.claims).every(([claim, value]) => has(claims[claim], value)));
  const { sub, name, preferred_username: username } = claims;
  if (rule === undefined || typeof sub !== 'string') return undefined;
  const npi = claims[npiClaim];
  const shown = typeof name === 'string' ? name : typeof username === 'string' ? username : sub;
  return {
    organisation: rule.organisation,
    id: sub,
    name: shown,
    role: rule.role,
    kind: 'person',
    ...(typeof npi === 'string' ? { npi } : {}),
  };
}

/** A claim that is a list has each of its values. */
function has(claim: unknown, value: string): boolean {
  return Array.isArray(claim) ? claim.includes(value) : claim === value;
}
