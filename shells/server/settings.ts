import path from 'node:path';
import { z } from 'zod';
import { isTimeZone } from '../../core/course/moment.ts';
import { machineZone } from '../cli/today.ts';
import { InputError } from '../input/input-error.ts';
import { isOrigin } from '../insurers/insurers-schema.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/u }).optional(),
  STEPWISE_DATA: z.string().min(1).default(path.join(ROOT, '.stepwise')),
  STEPWISE_HOST: z.string().min(1).default('127.0.0.1'),
  STEPWISE_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** How callers reach the service, where that is not its host and port. */
  STEPWISE_ORIGIN: z.url().optional(),
  STEPWISE_KNOWLEDGE: z.string().min(1).default(path.join(ROOT, 'knowledge')),
  /** Folder with your copies of the documents: then the page shows the passages that rules cite. */
  STEPWISE_SOURCES: z.string().min(1).optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** YAML: which claim values are which organisation and role. */
  STEPWISE_PEOPLE: z.string().min(1).optional(),
  /** YAML: machine clients and their public keys. */
  STEPWISE_CLIENTS: z.string().min(1).optional(),
  /** Origins of pages that may call the hooks from a browser, separated by commas. */
  STEPWISE_HOOK_ORIGINS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    )
    .refine((origins) => origins.every(isOrigin), 'not each of them is an origin such as https://host'),
  /** YAML: the payers that the service answers for. */
  STEPWISE_INSURERS: z.string().min(1).optional(),
  /** Where a payer's day ends, where no file says it. */
  STEPWISE_TIME_ZONE: z.string().refine(isTimeZone, 'this is no IANA time zone').default(machineZone()),
  /** A session ends after so long without a call, and after so long in any case. */
  STEPWISE_IDLE_MINUTES: z.coerce.number().int().min(1).max(1_440).default(30),
  STEPWISE_SESSION_HOURS: z.coerce.number().int().min(1).max(24).default(12),
  /** The word by which a program that collects figures reads /metrics. */
  STEPWISE_METRICS_TOKEN: z.string().min(16).optional(),
});
export type Settings = z.infer<typeof schema>;
/** Their names, as the environment has them. */
export const SETTING_NAMES = Object.keys(schema.shape);

/**
 * The settings of the service, from the environment and nowhere else.
 * @throws InputError with every one that is wrong
 */
export function settingsOf(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    throw new InputError(
      parsed.error.issues.map(({ path: at, message }) => ({
        where: at.join('.'),
        what: message,
        mend: 'Correct this setting of the environment',
      })),
    );
  const { data } = parsed;
  if (data.OIDC_ISSUER === undefined && !LOOPBACK.includes(data.STEPWISE_HOST))
    throw new InputError([
      {
        where: 'STEPWISE_HOST',
        what: `${data.STEPWISE_HOST} can be reached by others, and nobody could sign in`,
        mend: 'Set OIDC_ISSUER and OIDC_CLIENT_ID, or leave the host at 127.0.0.1',
      },
    ]);
  if ((data.OIDC_ISSUER === undefined) !== (data.OIDC_CLIENT_ID === undefined))
    throw new InputError([
      { where: 'OIDC_ISSUER', what: 'it comes with OIDC_CLIENT_ID or not at all', mend: 'Set both, or none' },
    ]);
  return data;
}
