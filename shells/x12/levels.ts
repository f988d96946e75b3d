import type { Claim837, Fault837, Patient837 } from './claim-line.ts';
import { npiOf } from './read-line.ts';
import { element, type Values } from './read-value.ts';
import type { Segment } from './segments.ts';

type Party = Pick<Claim837, 'memberId' | 'person' | 'patient' | 'billingNpi' | 'payer' | 'filing'>;

/** What a level (HL) and its segments up to the next HL or claim say. */
interface Level {
  readonly id: string;
  readonly hl: Segment;
  readonly segments: Segment[];
}

/** More than any provider, subscriber or patient has. */
const MOST_SEGMENTS = 200;

/** The billing provider, the subscriber and the patient under whom a claim stands: the levels of one transaction. */
export class Levels {
  #last = 0;
  #provider: Level | undefined;
  #subscriber: Level | undefined;
  #patient: Level | undefined;
  #fault: Fault837 | undefined = NO_LEVEL;

  /** Why the claims that follow cannot be laid to anybody; undefined where they can. */
  get fault(): Fault837 | undefined {
    return this.#fault;
  }

  /** The claims that follow, until the next sound level, belong to nobody; the first reason stays. */
  break(fault: Fault837): void {
    this.#fault ??= fault;
  }

  /** @returns what is wrong with the level, if anything is */
  open(hl: Segment): Fault837 | undefined {
    const [id, parent, code] = [element(hl, 1), element(hl, 2), element(hl, 3)];
    const what = this.#wrong(id, parent, code);
    this.#last = /^\d{1,12}$/u.test(id) ? Number(id) : this.#last + 1;
    this.#fault = what === undefined ? undefined : { segment: hl.number, what, mend: HL_MEND };
    // Nothing may hang under a level that itself hangs in the air.
    const level = what === undefined ? { id, hl, segments: [] } : undefined;
    this.#patient = code === '23' ? level : undefined;
    if (code !== '23') this.#subscriber = code === '22' ? level : undefined;
    if (code !== '23' && code !== '22') this.#provider = level;
    return this.#fault;
  }

  /** A segment of the level opened last. */
  add(segment: Segment): void {
    const level = this.#patient ?? this.#subscriber ?? this.#provider;
    if (level === undefined) return;
    if (level.segments.length < MOST_SEGMENTS) level.segments.push(segment);
    else
      this.#fault ??= { segment: segment.number, what: `more than ${MOST_SEGMENTS} segments of one HL`, mend: HL_MEND };
  }

  /** Who and by whom; null, with the faults noted, where the levels do not say it. */
  party(values: Values): Party | null {
    const [provider, subscriber, patient] = [this.#provider, this.#subscriber, this.#patient];
    if (provider === undefined || subscriber === undefined)
      return values.fault(NO_LEVEL.segment, NO_LEVEL.what, NO_LEVEL.mend);
    const billing = named(provider, '85');
    const member = named(subscriber, 'IL');
    const payer = named(subscriber, 'PR');
    const at = subscriber.hl.number;
    if (billing === undefined) values.fault(provider.hl.number, 'the billing provider is missing', 'Add NM1*85');
    if (payer === undefined) values.fault(at, 'the payer is missing', 'Add NM1*PR');
    const memberId = member === undefined ? '' : element(member, 9);
    if (memberId === '' || memberId.includes('\uFFFD'))
      return values.fault(at, 'the member id of the subscriber is missing', 'Add NM1*IL with the id in NM109');
    const sbr = subscriber.segments.find((one) => one.elements[0] === 'SBR');
    const isSelf = sbr !== undefined && element(sbr, 2) === '18';
    if (isSelf !== (patient === undefined))
      return values.fault(
        at,
        'SBR02 and the levels do not say alike who the patient is',
        'Write 18 in SBR02, or add HL with 23',
      );
    const treated = readPatient(patient ?? subscriber, patient === undefined ? 'IL' : 'QC', values);
    if (treated === null || billing === undefined || payer === undefined) return null;
    const person = patient === undefined ? [memberId] : [memberId, treated.birthDate ?? '', treated.given ?? ''];
    return {
      memberId,
      person: person.join('/'),
      patient: treated,
      billingNpi: npiOf(billing) ?? null,
      payer: { id: element(payer, 9), name: element(payer, 3) },
      filing: (sbr === undefined ? '' : element(sbr, 9)) || null,
    };
  }

  #wrong(id: string, parent: string, code: string): string | undefined {
    if (code !== '20' && code !== '22' && code !== '23')
      return `HL "${id}" is a level "${code}" that a claim file does not have`;
    if (id !== String(this.#last + 1)) return `HL "${id}" stands where HL ${this.#last + 1} belongs`;
    if (code === '20') return parent === '' ? undefined : `HL ${id} is a billing provider and hangs under "${parent}"`;
    const [above, name] = code === '22' ? [this.#provider, 'billing provider'] : [this.#subscriber, 'subscriber'];
    if (above?.id === parent) return undefined;
    const wanted = above === undefined ? `no sound ${name} stands before it` : `its ${name} is HL ${above.id}`;
    return `HL ${id} (level ${code}) hangs under HL "${parent}", but ${wanted}`;
  }
}

const NO_LEVEL: Fault837 = { segment: 1, what: 'no HL says whose the claim is', mend: 'Add the levels before CLM' };
const HL_MEND = 'Number HL from 1 on, a subscriber under its provider, a patient under the subscriber';

function named({ segments }: Level, qualifier: string): Segment | undefined {
  return segments.find((one) => one.elements[0] === 'NM1' && element(one, 1) === qualifier);
}

const SEX: Readonly<Record<string, Patient837['sex']>> = { F: 'female', M: 'male', U: 'unknown', '': null };

function readPatient(level: Level, qualifier: string, values: Values): Patient837 | null {
  const name = named(level, qualifier);
  if (name === undefined) return values.fault(level.hl.number, 'the patient is not named', `Add NM1*${qualifier}`);
  const data = level.segments.find((one) => one.elements[0] === 'DMG');
  const born = data === undefined ? '' : element(data, 2);
  const birthDate = data === undefined || born === '' ? null : values.date(data, born, 'the birth date');
  const sex = SEX[data === undefined ? '' : element(data, 3)];
  if (sex === undefined && data !== undefined)
    return values.fault(data.number, `the sex "${element(data, 3)}" is no code`, 'Use F, M or U');
  if (sex === undefined || (born !== '' && birthDate === null)) return null;
  return { family: element(name, 3), given: element(name, 4) || null, birthDate, sex };
}
