import type { Bundle, FhirResource } from 'fhir/r4.js';
import { validatePasRequest } from '../../fhir/validate/validate.ts';
import { InputError } from '../../input/input-error.ts';
import { toTheSecond } from '../../export/course-record.ts';
import { newId } from '../../pas-client/addresses.ts';
import { authorizationEntries } from '../../pas-client/authorization-entry.ts';
import { readKey, serviceAddress, type Connection } from '../../pas-client/connection.ts';
import { follow, received, send, subscribe, type Exchange } from '../../pas-client/exchange.ts';
import { prepareRequest, type PreparedRequest } from '../../pas-client/prepare.ts';
import { beforeOf, readRequest, type WrittenRequest } from '../../pas-client/read-request.ts';
import { cancellationOf, updateOf } from '../../pas-client/update.ts';
import { textOption } from '../options.ts';
import { outputOption } from '../output-option.ts';
import { answersText, preparedText } from '../render/submit.ts';
import type { AnswerExit, Desk, Options, VerbAnswer } from '../verb.ts';
import { fault, inputOf, needed } from './submit-input.ts';

/** Runs one call of `submit`. @throws InputError */
export async function submit(options: Options, desk: Desk): Promise<VerbAnswer> {
  const base = serviceAddress(needed(options, 'to', 'Name the FHIR service of the payer'), '--to');
  const file = textOption(options, 'bundle');
  if (file === undefined) return prepared(options, base, desk);
  const request = readRequest(desk.read(file, '--bundle'), file);
  const notice = textOption(options, 'received');
  if (notice !== undefined) return answered(request, received(desk.read(notice, '--received'), notice), desk);
  if (options['cancel'] === true) return cancelled(request, options, base, desk);
  const endpoint = textOption(options, 'subscribe');
  if (endpoint !== undefined) return subscribed(request, serviceAddress(endpoint, '--subscribe'), options, base, desk);
  const connection = connectionOf(options, base, desk);
  if (options['follow'] === true) return answered(request, await follow(connection, request.bundle, desk.now()), desk);
  if (options['send'] !== true)
    throw fault('--bundle', 'it is not said what to do with it', 'Give --send, --follow, --cancel or --received');
  const { faults } = validatePasRequest(request.bundle);
  // What the payer would refuse is told here, by the same rules.
  if (faults.length > 0) throw new InputError(faults);
  return answered(request, await send(connection, request.bundle), desk);
}

/** A request is made, written where that is wanted, and sent where that is. */
async function prepared(options: Options, base: string, desk: Desk): Promise<VerbAnswer> {
  for (const name of ['follow', 'cancel', 'subscribe', 'received'])
    if (options[name] !== undefined)
      throw fault(`--${name}`, 'it is of a request that was written before', 'Name the request with --bundle');
  const out = keptFile(options);
  const connection = options['send'] === true ? connectionOf(options, base, desk) : undefined;
  const replaced = textOption(options, 'replaces');
  const before = replaced === undefined ? undefined : readRequest(desk.read(replaced, '--replaces'), replaced);
  const made = await prepareRequest(await inputOf(options, base, desk), desk.knowledge(), newId);
  const bundle = before === undefined ? made.bundle : updateOf(made.bundle, beforeOf(before));
  const { request, faults } = kept(bundle, out, desk);
  const isReady = faults.length === 0 && (made.found.outcome === 'criteria-met' || options['incomplete'] === true);
  const told = preparedText(made, request, faults, desk.paint);
  if (connection !== undefined && isReady) {
    const answer = answered(request, await send(connection, bundle), desk);
    return { ...answer, text: `${told}\n\nWritten to ${out ?? ''} and sent.\n\n${answer.text}` };
  }
  const json = { sent: false, found: made.found, bundle, faults };
  return { json, text: `${told}\n\n${keptText(out, connection !== undefined)}`, exit: exitOf(made, faults.length) };
}

/** The request of before with every line cancelled: written, and sent where that is wanted. */
async function cancelled(before: WrittenRequest, options: Options, base: string, desk: Desk): Promise<VerbAnswer> {
  const out = keptFile(options);
  const bundle = cancellationOf(beforeOf(before), toTheSecond(desk.now()), newId);
  const { request, faults } = kept(bundle, out, desk);
  if (faults.length > 0) throw new InputError(faults);
  if (options['send'] !== true) return { json: { sent: false, bundle, faults }, text: keptText(out, false), exit: 0 };
  const answer = answered(request, await send(connectionOf(options, base, desk), bundle), desk);
  return { ...answer, exit: answer.exit === 20 ? 0 : answer.exit };
}

async function subscribed(
  request: WrittenRequest,
  endpoint: string,
  options: Options,
  base: string,
  desk: Desk,
): Promise<VerbAnswer> {
  const standing = await subscribe(connectionOf(options, base, desk), request.bundle, endpoint);
  const text = `${request.insurer} will post what it decides to ${endpoint} (${standing}).\nKeep what comes there, and have it told with --received FILE.`;
  return { json: { subscription: standing, endpoint }, text, exit: 0 };
}

/** @throws InputError where a request would be sent and not kept: it could not be followed */
function keptFile(options: Options): string | undefined {
  const inputs = ['chart', 'answers', 'course', 'parties', 'key', 'bundle', 'replaces'];
  const out = outputOption(options, 'out', inputs);
  if (options['send'] === true && out === undefined)
    throw fault('--send', 'a request that is sent has to be kept', 'Name a file for it with --out');
  return out;
}

/** The request as it is written, with what the payer would find wrong. */
function kept(
  bundle: Bundle<FhirResource>,
  out: string | undefined,
  desk: Desk,
): { readonly request: WrittenRequest; readonly faults: ReturnType<typeof validatePasRequest>['faults'] } {
  const text = `${JSON.stringify(bundle, null, 2)}\n`;
  if (out !== undefined) desk.write(out, text);
  return { request: readRequest(text, out ?? '--out'), faults: validatePasRequest(bundle).faults };
}

function keptText(out: string | undefined, sends: boolean): string {
  if (out === undefined) return 'Nothing is written or sent: name a file with --out.';
  if (sends) return `Written to ${out}, and not sent: with --incomplete it goes out as it is.`;
  return `Written to ${out}. Nothing is sent: read it, then send it with --bundle ${out} --send.`;
}

function exitOf({ found }: PreparedRequest, faults: number): AnswerExit {
  if (found.outcome === 'criteria-met') return faults === 0 ? 0 : 10;
  return found.outcome === 'information-needed' ? 10 : 20;
}

/** What the payer said: 0 where all is approved as asked, 10 where it is still open, else 20. */
function answered(request: WrittenRequest, { answers, remarks }: Exchange, desk: Desk): VerbAnswer {
  const entries = authorizationEntries(request, answers, desk.now());
  const actions = answers.flatMap(({ items }) => items.map(({ action }) => action));
  const isFaulty = answers.some(({ errors }) => errors.length > 0);
  const isOpen = actions.length === 0 || isFaulty || actions.some((one) => one === 'A4' || one === undefined);
  const isApproved = actions.length > 0 && actions.every((action) => action === 'A1');
  return {
    json: { sent: true, answers, remarks, entries },
    text: answersText(request, answers, remarks, entries, desk.paint),
    exit: isApproved ? 0 : isOpen ? 10 : 20,
  };
}

function connectionOf(options: Options, base: string, desk: Desk): Connection {
  const client = needed(options, 'client', 'Give the id that the payer has registered');
  const file = needed(options, 'key', 'Name the file of the private key');
  return { base, client, key: readKey(desk.read(file, '--key'), file) };
}
