import { randomUUID } from 'node:crypto';
import { below } from '../chart/elm.ts';
import { InputError, type InputFault } from '../input/input-error.ts';
import type { Caller } from '../server/caller.ts';
import { actorOf, utc } from '../server/record.ts';
import type { Service } from '../server/service.ts';
import type { StreamEvents, Summary } from '../store/summary.ts';
import { parametersOf } from './package-input.ts';

/** What a form filler found wrong with forms. */
export interface LoggedErrors {
  /** Canonical addresses. */
  readonly questionnaires: readonly string[];
  /** OperationOutcomes, as they were sent. */
  readonly outcomes: readonly unknown[];
}

/** The kind of the streams that keep what form fillers report, and the type of their entries. */
export const FORM_ERRORS = 'form-errors';
const LOGGED = 'logged';
const MOST = 100;

/**
 * Reads what `$log-questionnaire-errors` is sent: questionnaires and outcomes, as parameters or inside one Parameters
 * resource that is a parameter.
 * @throws InputError with every fault
 */
export function readErrors(body: unknown): LoggedErrors {
  const sent = parametersOf(body).flatMap((one) =>
    below(one.value, 'resourceType') === 'Parameters' ? parametersOf(one.value) : [one],
  );
  const questionnaires = sent.filter(({ name }) => name === 'questionnaire').map(({ value }) => canonicalOf(value));
  const outcomes = sent.filter(({ value }) => below(value, 'resourceType') === 'OperationOutcome');
  const faults: InputFault[] = [];
  const fault = (what: string, mend: string): void => {
    faults.push({ where: 'Parameters.parameter', what, mend });
  };
  if (questionnaires.length === 0 || questionnaires.includes(undefined))
    fault('no questionnaire is named', 'Send the canonical address of the questionnaire');
  if (outcomes.length === 0) fault('there is no OperationOutcome', 'Send what went wrong as an OperationOutcome');
  if (sent.length > MOST) fault(`there are more than ${String(MOST)} parameters`, 'Report them in several calls');
  if (faults.length > 0) throw new InputError(faults);
  return {
    questionnaires: questionnaires.filter((one) => one !== undefined),
    outcomes: outcomes.map(({ value }) => value),
  };
}

/** A canonical address, or that of a questionnaire that was sent whole. */
function canonicalOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const url = below(value, 'url');
  return typeof url === 'string' ? url : undefined;
}

/** What lists show of a report. */
export function formErrorsSummary({ events }: Pick<StreamEvents, 'events'>): Summary {
  const questionnaires = events.flatMap(({ body }) => (body as LoggedErrors).questionnaires);
  return { title: 'Errors of a form', body: { questionnaires }, work: [] };
}

/** Keeps the report in the record of the caller's organisation. */
export async function keepErrors({ store, now }: Service, caller: Caller, body: LoggedErrors): Promise<void> {
  const at = now();
  await store.append({
    ...{ actor: actorOf(caller), stream: randomUUID(), kind: FORM_ERRORS, expected: 0, now: utc(at) },
    events: [{ type: LOGGED, at, body }],
  });
}
