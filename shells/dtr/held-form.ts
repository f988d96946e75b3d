import type { Questionnaire } from 'fhir/r4.js';
import { inForce } from '../../core/coverage/in-force.ts';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import { formOf, type Form } from '../fhir/questionnaire/form.ts';
import { questionnaireFor } from '../fhir/questionnaire/questionnaire.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';

type Held = Pick<Knowledge, 'policies' | 'facts'>;

const KINDS: readonly RequestKind[] = ['initial', 'renewal'];
const ADAPTIVE_END = '-adaptive';

/** A form that is published: the questions of one request under one version of a policy. */
export interface HeldForm {
  readonly policy: Policy;
  readonly kind: RequestKind;
  /** Asked question by question, by `$next-question`. */
  readonly adaptive: boolean;
  readonly form: Form;
  /** The whole questionnaire, with every question; also of a form that is asked question by question. */
  readonly standard: Questionnaire;
  /** Address without version. */
  readonly url: string;
  /** The same with its version: what a response names. */
  readonly canonical: string;
  /** Address below which all of it stands, without a slash at its end. */
  readonly base: string;
}

/** The address below which a service publishes what it speaks FHIR about. */
export const fhirBase = (origin: string): string => `${origin}/fhir`;

/**
 * The form of a canonical address, `<base>/Questionnaire/<policy>-<kind>`, `-adaptive` behind it where it is asked
 * question by question, `|version` at its end or not. Undefined where none is held by that address and version.
 * @param on YYYY-MM-DD: without a version, that of this day is meant, or the nearest one
 */
export function formBy(canonical: string, held: Held, base: string, on: string): HeldForm | undefined {
  const [url = '', version] = canonical.split('|');
  const start = `${base}/Questionnaire/`;
  return url.startsWith(start) ? formById(url.slice(start.length), version, held, base, on) : undefined;
}

/** The form by the last part of its address. */
export function formById(
  id: string,
  version: string | undefined,
  held: Held,
  base: string,
  on: string,
): HeldForm | undefined {
  const adaptive = id.endsWith(ADAPTIVE_END);
  const whole = adaptive ? id.slice(0, -ADAPTIVE_END.length) : id;
  const kind = KINDS.find((one) => whole.endsWith(`-${one}`));
  if (kind === undefined) return undefined;
  const policy = versionOf(held, whole.slice(0, -kind.length - 1), version, on);
  return policy && formFor(policy, kind, adaptive, held, base);
}

function versionOf({ policies }: Held, id: string, version: string | undefined, on: string): Policy | undefined {
  const versions = policies.filter((policy) => policy.id === id);
  if (version !== undefined) return versions.find((policy) => policy.version === version);
  if (versions.length === 0) return undefined;
  const governing = inForce(versions, on);
  return governing.policy ?? ('nearest' in governing ? governing.nearest : undefined);
}

/** The form of a request; undefined where the text that is held says nothing of it. */
export function formFor(
  policy: Policy,
  kind: RequestKind,
  adaptive: boolean,
  { facts }: Pick<Held, 'facts'>,
  base: string,
): HeldForm | undefined {
  const made = madeOnce(policy, kind, facts, base);
  if (made === undefined) return undefined;
  const url = `${base}/Questionnaire/${policy.id}-${kind}${adaptive ? ADAPTIVE_END : ''}`;
  return { policy, kind, adaptive, ...made, url, canonical: `${url}|${policy.version}`, base };
}

type Made = Pick<HeldForm, 'form' | 'standard'>;

/** Policies that are read anew are others, so that what was made of the older ones goes with them. */
const known = new WeakMap<Policy, Map<string, Made | undefined>>();

function madeOnce(policy: Policy, kind: RequestKind, facts: Held['facts'], base: string): Made | undefined {
  const ofPolicy = known.get(policy) ?? new Map<string, Made | undefined>();
  known.set(policy, ofPolicy);
  const key = `${kind} ${base}`;
  if (!ofPolicy.has(key)) {
    const form = formOf(policy, kind, facts);
    const standard = questionnaireFor(policy, kind, facts, base);
    ofPolicy.set(key, form === null || standard === null ? undefined : { form, standard });
  }
  return ofPolicy.get(key);
}
