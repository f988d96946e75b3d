import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { validatePasRequest } from '../../../shells/fhir/validate/validate.ts';
import { listAt, type Element } from '../../../shells/pas/element.ts';
import { example, stepwise, type Call } from '../../support/cli.ts';
import { knowledgeThatApproves } from '../../support/pas-request.ts';
import { decided, INSURER, MET, pasService, POLICY, type PasService } from '../../support/pas-service.ts';

const COURSE = example('courses/second-line.json');

let payer: PasService;
let receiver: Server;
const heard: string[] = [];
beforeAll(async () => {
  receiver = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      heard.push(text);
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  payer = await pasService(knowledgeThatApproves(), [receiverAddress()]);
}, 60_000);
afterAll(async () => {
  await payer.close();
  await new Promise((done) => receiver.close(done));
}, 60_000);

const receiverAddress = (): string => `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}`;
const fileOf = (name: string): string => path.join(payer.folder, name);
const read = (name: string): Element => JSON.parse(readFileSync(fileOf(name), 'utf8')) as Element;

/** The billing files of a member of this number: a second authorization of one drug for one member is a person's. */
function partiesOf(member: string): string {
  const text = readFileSync(example('billing/patient.yaml'), 'utf8').replace('EX123456789', `EX-${member}`);
  const file = fileOf(`parties-${member}.yaml`);
  writeFileSync(file, text);
  return `${example('billing/clinic.yaml')},${file}`;
}

/** Prepares a request with these answers, writes it under a name, and sends it. */
function request(name: string, answers: string, ...more: readonly string[]): Promise<Call> {
  // A request that replaces another is for the same member.
  const [, before] = /([a-z]+)\.json$/u.exec(more.at(-1) ?? '') ?? [];
  const member = before === 'completed' ? 'asked' : (before ?? name);
  const file = fileOf(`${name}.yaml`);
  writeFileSync(file, answers);
  return stepwise(
    ...['submit', '--policy', POLICY, '--request', 'initial', '--answers', file, '--course', COURSE],
    ...['--parties', partiesOf(member), '--insurer', INSURER, '--setting', 'office', ...payer.to],
    ...['--out', fileOf(`${name}.json`), '--send', ...more],
  );
}
const onBundle = (name: string, ...more: readonly string[]): Promise<Call> =>
  stepwise('submit', '--bundle', fileOf(`${name}.json`), ...payer.to, ...more);

const LIMITED = MET.replace('disease.stage: extensive', 'disease.stage: limited');
const WITHOUT_STAGE = MET.replace('disease.stage: extensive\n', '');

describe('a request that meets the criteria', () => {
  it('is approved by a payer that lets the program do so, and gives the entry for the course [pas use-4]', async () => {
    const { status, out, err } = await request('approved', MET);
    expect(err).toBe('');
    expect(out).toMatch(/1 {2}J9026 × \d+ {2}\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d {2}Approved as asked \(A1\)/u);
    expect(out).toContain('Decided by program');
    expect(status).toBe(0);
    const [, entry = ''] = /To be recorded in the course\n {2}(\{.*\})/u.exec(out) ?? [];
    writeFileSync(fileOf('entry.json'), entry);
    const added = await stepwise('course', 'add', '--course', COURSE, '--event', fileOf('entry.json'));
    expect(added.err).toBe('');
    expect(JSON.parse(entry)).toMatchObject({
      type: 'authorization',
      policy: POLICY,
      units: expect.any(Number) as number,
    });
  });

  it('is the same request when it is sent again, and when it is asked about', async () => {
    await request('twice', MET);
    const [again, asked] = [await onBundle('twice', '--send'), await onBundle('twice', '--follow')];
    const numberIn = ({ out }: Call): string | undefined => /authorization (\S+),/u.exec(out)?.[1];
    expect(numberIn(again)).toMatch(/^A[A-Z0-9]+$/u);
    expect(numberIn(asked)).toBe(numberIn(again));
    expect([again.status, asked.status]).toEqual([0, 0]);
  });
});

describe('a request that does not', () => {
  it('is kept and not sent by itself, is pended when it is, and told with its reviewer once a clinician decides [pas spec-38]', async () => {
    const unsent = await request('denied', LIMITED);
    expect(unsent.out).toContain('and not sent: with --incomplete it goes out as it is.');
    expect(unsent.status).toBe(20);
    const sent = await onBundle('denied', '--send');
    expect(sent.out).toContain('Pended: the payer has not decided yet (A4)');
    expect(sent.out).toContain('Ask again later with --follow.');
    expect(sent.status).toBe(10);
    await decided(payer, 'denied');
    const told = await onBundle('denied', '--follow');
    expect(told.out).toContain('Not approved (A3)');
    expect(told.out).toContain('Decided by a person: medical oncology, NPI 1999999984');
    expect(told.out).toContain('An invented reason, in words');
    expect(told.out).toContain('an appeal goes to the payer in writing');
    expect(told.status).toBe(20);
  });

  it('asks what became of it when it is told to, once, and never by itself [pas spec-9 spec-42]', async () => {
    const calls = vi.spyOn(globalThis, 'fetch');
    await onBundle('denied', '--follow');
    const addresses = calls.mock.calls
      .map(([address]) => (typeof address === 'string' ? address : ''))
      .filter((one) => one.includes('/Claim/'));
    calls.mockRestore();
    expect(addresses).toEqual([`${payer.fhir}/Claim/$inquire`]);
  });
});

describe('a request that is changed', () => {
  it('completes what was asked for: claim and lines of before stand in it, marked where they changed [pas prof-4 prof-5 prof-9 spec-63 spec-65 spec-66 spec-67 spec-68 spec-71]', async () => {
    const first = await request('asked', WITHOUT_STAGE, '--incomplete');
    expect(first.out).toContain('The payer asks for: 102089-0');
    expect(first.out).toContain('Needed: Is the small cell lung cancer of limited or of extensive stage?');
    expect(first.status).toBe(10);
    const second = await request('completed', MET, '--replaces', fileOf('asked.json'));
    expect(second.err).toBe('');
    expect(second.out).toContain('Approved as asked (A1)');
    const bundle = read('completed.json');
    expect(validatePasRequest(bundle).faults).toEqual([]);
    const [claim, prior, ...others] = listAt(bundle, 'entry');
    const [before] = listAt(read('asked.json'), 'entry');
    expect(prior).toEqual(before);
    const resource = claim?.['resource'] as Element;
    expect(resource['related']).toMatchObject([{ claim: { reference: prior?.['fullUrl'] } }]);
    expect(others.some((entry) => (entry['resource'] as Element)['resourceType'] === 'Claim')).toBe(false);
    expect(marks(resource, 'item')).toEqual([[1, 'changed']]);
    expect(marks(resource, 'supportingInfo')).toEqual([[1, 'changed']]);
    // Of those who stand around it there is still one each.
    expect(others.map((entry) => (entry['resource'] as Element)['resourceType']).sort()).toEqual([
      ...['Coverage', 'MedicationRequest', 'Organization', 'Organization', 'Patient', 'Practitioner'],
      ...['PractitionerRole', 'QuestionnaireResponse', 'QuestionnaireResponse'],
    ]);
    // An update of an update has the claim before it, and not the one before that.
    const third = await request('again', MET, '--replaces', fileOf('completed.json'));
    expect(third.out).toContain('and sent.');
    const claims = listAt(read('again.json'), 'entry').filter(
      (entry) => (entry['resource'] as Element)['resourceType'] === 'Claim',
    );
    expect(claims.map((entry) => entry['fullUrl'])).toEqual([expect.any(String), claim?.['fullUrl']]);
  });

  it('is taken back: every line is cancelled, by its mark and by its code [pas prof-7 spec-69 spec-70]', async () => {
    await request('cancelling', MET);
    const { status, out, err } = await onBundle('cancelling', '--cancel', '--out', fileOf('cancelled.json'), '--send');
    expect(err).toBe('');
    expect(out).toContain('Cancelled (C)');
    expect(status).toBe(0);
    const bundle = read('cancelled.json');
    expect(validatePasRequest(bundle).faults).toEqual([]);
    const resource = listAt(bundle, 'entry')[0]?.['resource'] as Element;
    const [item] = listAt(resource, 'item');
    expect(item?.['modifierExtension']).toEqual([
      { url: expect.stringContaining('modifierextension-infoCancelled') as string, valueBoolean: true },
    ]);
    expect(JSON.stringify(item?.['extension'])).toContain('"code":"3"');
    expect(marks(resource, 'item')).toEqual([[1, 'changed']]);
  });
});

/** Each part with its number and how it is marked as changed. */
function marks(claim: Element, part: string): readonly (readonly [unknown, unknown])[] {
  return listAt(claim, part).map((one) => [
    one['sequence'],
    listAt(one, 'extension').find(({ url }) => String(url).endsWith('extension-infoChanged'))?.['valueCode'],
  ]);
}

describe('the practice that wants to be told', () => {
  it('asks for it by subscription, hears the whole answer, and reads it in the same words [pas spec-8 spec-62]', async () => {
    await request('told', LIMITED, '--incomplete');
    const wished = await onBundle('told', '--subscribe', `${receiverAddress()}/answers`);
    expect(wished.err).toBe('');
    expect(wished.out).toContain('will post what it decides to');
    await decided(payer, 'approved-in-part');
    await vi.waitFor(() => {
      expect(heard.some((text) => text.includes('"A6"'))).toBe(true);
    }, 15_000);
    writeFileSync(fileOf('notice.json'), heard.find((text) => text.includes('"A6"')) ?? '');
    const told = await onBundle('told', '--received', fileOf('notice.json'));
    expect(told.err).toBe('');
    expect(told.out).toContain('Approved with changes (A6)');
    expect(told.out).toContain('authorization PA-77, 71 units');
    expect(told.out).toContain('"number":"PA-77"');
    expect(told.status).toBe(20);
  });
});

describe('what goes wrong', () => {
  it('is told here, at its path, before it is sent, where the guide says it is wrong', async () => {
    await request('broken', MET);
    const bundle = JSON.parse(readFileSync(fileOf('broken.json'), 'utf8')) as {
      entry: { resource: Record<string, unknown> }[];
    };
    const [claim] = bundle.entry;
    delete claim?.resource['created'];
    writeFileSync(fileOf('broken.json'), JSON.stringify(bundle));
    const { status, err } = await onBundle('broken', '--send');
    expect(err).toContain('Bundle.entry[0].resource.created');
    expect(status).toBe(2);
  });

  it('is told as the payer says it, at its path, where only the payer can know', async () => {
    await request('unknown', MET);
    const file = readFileSync(fileOf('unknown.json'), 'utf8');
    const [, claim = ''] =
      /"identifier": \[\s*\{\s*"system": "urn:ietf:rfc:3986",\s*"value": "([^"]+)"/u.exec(file) ?? [];
    writeFileSync(fileOf('unknown.json'), file.replace(claim, 'urn:uuid:00000000-0000-4000-8000-000000000000'));
    const { status, err } = await onBundle('unknown', '--cancel', '--out', fileOf('of-unknown.json'), '--send');
    expect(err).toContain('Bundle.entry[0].resource.related[0].claim: no claim of yours has its identifier here');
    expect(status).toBe(2);
  });

  it('is an insurer that nobody answers for: told as the payer’s error, and nothing is decided', async () => {
    const file = fileOf('approved.yaml');
    const { status, out } = await stepwise(
      ...['submit', '--policy', POLICY, '--request', 'initial', '--answers', file, '--course', COURSE],
      ...[
        '--parties',
        partiesOf('nobody'),
        '--insurer',
        'http://example.org/payers|NOBODY',
        '--setting',
        'office',
        ...payer.to,
      ],
      ...['--out', fileOf('nobody.json'), '--send'],
    );
    expect(out).toContain('Mend what is named, and send the request again.');
    expect(status).toBe(10);
  });

  it('is a key that the payer does not know, and a payer that is away: the request is kept', async () => {
    const { privateKey } = await generateKeyPair('ES384', { extractable: true });
    writeFileSync(fileOf('stranger.json'), JSON.stringify(await exportJWK(privateKey)));
    const [to = '', base = '', client = '', id = ''] = payer.to;
    const stranger = await stepwise(
      ...['submit', '--bundle', fileOf('twice.json'), to, base, client, id],
      ...['--key', fileOf('stranger.json'), '--send'],
    );
    expect(stranger.err).toContain('it gives clinic-program no token (invalid_client). Check --client and --key');
    expect(stranger.err).not.toContain('"d"');
    const away = await stepwise(
      ...[
        'submit',
        '--bundle',
        fileOf('twice.json'),
        '--to',
        'http://127.0.0.1:1/fhir',
        ...payer.to.slice(2),
        '--send',
      ],
    );
    expect(away.err).toContain('it cannot be reached. Send the same file again later: it is taken as the same request');
    expect([stranger.status, away.status]).toEqual([2, 2]);
  });
});
