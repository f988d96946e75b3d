import type { Claim837, Fault837, Form837, Reject837 } from './claim-line.ts';
import { element } from './read-value.ts';
import { textOf, type Segment, type Unread } from './segments.ts';
import { TransactionReader } from './transaction.ts';

interface Open {
  readonly at: Segment;
  readonly control: string;
  /** What stands inside it: groups, transactions. */
  count: number;
}

interface Transaction extends Open {
  /** Undefined where the transaction is no claim file that is read here. */
  readonly reader: TransactionReader | undefined;
}

/** Envelopes of a file: ISA…IEA around GS…GE around ST…SE. It hands their claims on, and checks counts and numbers. */
export class EnvelopeReader {
  readonly #file: string;
  #found: (Claim837 | Reject837)[] = [];
  #interchange: Open | undefined;
  #group: Open | undefined;
  #transaction: Transaction | undefined;
  /** After a segment that stands outside all: the ones that follow it are meant with it. */
  #astray = false;
  #any = false;

  constructor(file: string) {
    this.#file = file;
  }

  /** What was found since the last call. */
  found(): readonly (Claim837 | Reject837)[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  take(piece: Segment | Unread): void {
    this.#any = true;
    if (piece.kind === 'unread') {
      const { number, what, mend, text } = piece;
      const fault = { segment: number, what, mend };
      if (this.#transaction?.reader !== undefined) this.#transaction.reader.unread(fault, text);
      else this.#reject('file', fault, text);
      if (this.#transaction !== undefined) this.#transaction.count += 1;
      return;
    }
    const step = STEPS[piece.elements[0] ?? ''];
    if (step === undefined) this.#inside(piece);
    else {
      this.#astray = false;
      this[step](piece);
    }
  }

  /** The file has ended. */
  end(): void {
    this.#leave('interchange', 'the file ends');
    if (!this.#any) this.#reject('file', { segment: 1, what: 'the file is empty', mend: 'Export it again' }, '');
  }

  openInterchange(isa: Segment): void {
    this.#leave('interchange', 'the next ISA begins');
    this.#interchange = { at: isa, control: element(isa, 13), count: 0 };
  }

  openGroup(gs: Segment): void {
    this.#leave('group', 'the next GS begins');
    if (this.#interchange === undefined) this.#stray(gs);
    else this.#interchange.count += 1;
    this.#group = { at: gs, control: element(gs, 6), count: 0 };
  }

  openTransaction(st: Segment): void {
    this.#leave('transaction', 'the next ST begins');
    if (this.#group === undefined) this.#stray(st);
    else this.#group.count += 1;
    const form = formOf(
      element(st, 1),
      element(st, 3) || (this.#group === undefined ? '' : element(this.#group.at, 8)),
    );
    const reader =
      typeof form === 'string' && isForm(form)
        ? new TransactionReader(this.#file, form, (found) => this.#found.push(found))
        : undefined;
    if (reader === undefined)
      this.#reject('transaction', { segment: st.number, what: form, mend: FORM_MEND }, textOf(st));
    this.#transaction = { at: st, control: element(st, 2), count: 1, reader };
  }

  closeTransaction(se: Segment): void {
    const open = this.#transaction;
    if (open === undefined) {
      this.#stray(se);
      return;
    }
    open.reader?.end();
    this.#transaction = undefined;
    this.#compare('transaction', se, 'SE', open.count + 1, open, 'segments');
  }

  closeGroup(ge: Segment): void {
    this.#leave('transaction', 'its group ends');
    const open = this.#group;
    this.#group = undefined;
    if (open === undefined) this.#stray(ge);
    else this.#compare('group', ge, 'GE', open.count, open, 'transactions');
  }

  closeInterchange(iea: Segment): void {
    this.#leave('group', 'its interchange ends');
    const open = this.#interchange;
    this.#interchange = undefined;
    if (open === undefined) this.#stray(iea);
    else this.#compare('interchange', iea, 'IEA', open.count, open, 'groups');
  }

  #inside(segment: Segment): void {
    const open = this.#transaction;
    if (open === undefined) {
      this.#stray(segment);
      return;
    }
    open.count += 1;
    open.reader?.take(segment);
  }

  /** What is still open when something above it ends was not closed. */
  #leave(scope: 'transaction' | 'group' | 'interchange', why: string): void {
    const transaction = this.#transaction;
    this.#transaction = undefined;
    // The last claim may have lost its end: nothing says that it is whole.
    transaction?.reader?.cutOff(why);
    if (transaction !== undefined) this.#notClosed('transaction', transaction, 'SE', why);
    if (scope === 'transaction') return;
    const group = this.#group;
    this.#group = undefined;
    if (group !== undefined) this.#notClosed('group', group, 'GE', why);
    if (scope === 'group') return;
    const interchange = this.#interchange;
    this.#interchange = undefined;
    if (interchange !== undefined) this.#notClosed('interchange', interchange, 'IEA', why);
  }

  #notClosed(scope: Reject837['scope'], { at }: Open, trailer: string, why: string): void {
    this.#reject(scope, { segment: at.number, what: `no ${trailer} before ${why}`, mend: MEND }, textOf(at));
  }

  #compare(
    scope: Reject837['scope'],
    trailer: Segment,
    name: string,
    count: number,
    { control }: Open,
    what: string,
  ): void {
    const said = [element(trailer, 1), element(trailer, 2)];
    if (!/^\d{1,10}$/u.test(said[0] ?? '') || Number(said[0]) !== count) {
      const wrong = `${name}01 counts "${said[0]}" ${what} where ${count} were read`;
      this.#reject(scope, { segment: trailer.number, what: wrong, mend: MEND }, textOf(trailer));
    }
    if (said[1] !== control) {
      const wrong = `${name}02 "${said[1]}" is not the control number "${control}" that it began with`;
      this.#reject(scope, { segment: trailer.number, what: wrong, mend: MEND }, textOf(trailer));
    }
  }

  #stray(segment: Segment): void {
    if (this.#astray) return;
    this.#astray = true;
    const what = `${segment.elements[0]} stands outside the envelope it belongs to; what follows it is not read either`;
    this.#reject('file', { segment: segment.number, what, mend: MEND }, textOf(segment));
  }

  #reject(scope: Reject837['scope'], fault: Fault837, text: string): void {
    const { segment } = fault;
    this.#found.push({ kind: 'reject', scope, file: this.#file, segment, claimId: null, faults: [fault], text });
  }
}

type Step =
  'openInterchange' | 'openGroup' | 'openTransaction' | 'closeTransaction' | 'closeGroup' | 'closeInterchange';

const STEPS: Readonly<Record<string, Step | undefined>> = {
  ISA: 'openInterchange',
  GS: 'openGroup',
  ST: 'openTransaction',
  SE: 'closeTransaction',
  GE: 'closeGroup',
  IEA: 'closeInterchange',
};

const MEND = 'Export the file again, whole; see which claims it should have held';
const FORM_MEND = 'Only 837 files of version 005010, professional (X222) and institutional (X223), are read';

/** The form of a transaction by its set and guide, or why it is not read. */
function formOf(set: string, guide: string): string {
  if (set !== '837') return `a transaction "${set}" is no claim file`;
  if (guide.startsWith('005010X222')) return 'professional';
  if (guide.startsWith('005010X223')) return 'institutional';
  return `an 837 of the guide "${guide}" is not read`;
}

function isForm(form: string): form is Form837 {
  return form === 'professional' || form === 'institutional';
}
