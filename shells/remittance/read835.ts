import type { PaymentAdjustment } from '../../core/course/event.ts';
import type { InputFault } from '../input/input-error.ts';
import { isCalendarDate } from '../knowledge/schema-parts.ts';
import { SegmentCutter, type Segment } from '../x12/segments.ts';
import { adjustmentsOf, centsOf, isFault, remarksOf } from './payer-answer.ts';
import type { PlacedAnswer, ReadAnswers } from './read-table.ts';

/** Claim status (CLP02) of a payer that does not pay. */
const DENIED = '4';

/** True for a text that begins as an X12 interchange. */
export function isInterchange(text: string): boolean {
  return /^[\s\uFEFF]*ISA/u.test(text);
}

/**
 * The answers of a remittance advice (X12 835): of each CLP its claim, amount, CAS adjustments and remark codes, its own
 * and those of its lines, on the payment date (BPR16). What cannot be read is set aside with the number of its segment.
 */
export function read835(text: string, file: string): ReadAnswers {
  const cutter = new SegmentCutter();
  const pieces = [...cutter.push(text), ...cutter.end()];
  const unread = pieces.flatMap((one) =>
    one.kind === 'unread' ? [{ where: file, line: one.number, what: one.what, mend: one.mend }] : [],
  );
  const read = transactions(pieces.filter((one) => one.kind === 'segment')).map((set) => readSet(set, file));
  const answers = read.flatMap((set) => set.answers);
  const rejects = [...unread, ...read.flatMap((set) => set.rejects)];
  if (rejects.length + answers.length > 0) return { answers, rejects };
  return { answers, rejects: [{ where: file, what: 'no claim stands in it', mend: GIVE }] };
}

/** The segments of each transaction, from its ST to its SE, or as far as it goes. */
function transactions(segments: readonly Segment[]): readonly (readonly Segment[])[] {
  const begins = segments.flatMap(({ elements: [name] }, index) => (name === 'ST' ? [index] : []));
  return begins.map((begin, index) => {
    const part = segments.slice(begin, begins[index + 1] ?? segments.length);
    const end = part.findIndex(({ elements: [name = ''] }) => END.includes(name));
    return end < 0 ? part : part.slice(0, part[end]?.elements[0] === 'SE' ? end + 1 : end);
  });
}

const END: readonly string[] = ['SE', 'GE', 'IEA', 'GS', 'ISA'];

function readSet(set: readonly Segment[], file: string): ReadAnswers {
  const [begin] = set;
  const name = begin?.elements[1] ?? '';
  if (begin === undefined || name !== SET) {
    const what = `this is a transaction ${name}, not ${SET}`;
    return { answers: [], rejects: [{ where: file, line: begin?.number ?? 1, what, mend: GIVE }] };
  }
  const on = dayOf(set.find(({ elements }) => elements[0] === 'BPR')?.elements[16] ?? '');
  const claims = set.flatMap((segment, index) => (segment.elements[0] === 'CLP' ? [{ segment, index }] : []));
  const isWhole = set.at(-1)?.elements[0] === 'SE';
  const answers: PlacedAnswer[] = [];
  const rejects: InputFault[] = [];
  for (const { segment, index } of claims) {
    // Of the claim in which a file breaks off, nobody knows what is missing.
    const isCut = !isWhole && segment === claims.at(-1)?.segment;
    const read = isCut ? BROKEN_OFF : readClaim(segment, ofClaim(set, index), on);
    if ('what' in read) rejects.push({ where: file, line: segment.number, ...read });
    else answers.push({ line: segment.number, answer: read });
  }
  if (!isWhole && claims.length === 0) rejects.push({ where: file, line: begin.number, ...BROKEN_OFF });
  return { answers, rejects };
}

const BROKEN_OFF = {
  what: 'the transaction breaks off here, without its SE',
  mend: 'Export the file again, whole, or record this answer by hand',
};

/** A remittance advice. */
const SET = '835';
const GIVE = 'Give a remittance advice, X12 835';

/** The segments after a CLP up to the next claim, or the end of the claims. */
function ofClaim(segments: readonly Segment[], at: number): readonly Segment[] {
  const rest = segments.slice(at + 1);
  const end = rest.findIndex(({ elements: [name = ''] }) => ['CLP', 'LX', 'PLB', 'SE', 'IEA'].includes(name));
  return end < 0 ? rest : rest.slice(0, end);
}

type Read = PlacedAnswer['answer'] | Pick<InputFault, 'what' | 'mend'>;

function readClaim({ elements }: Segment, parts: readonly Segment[], on: string): Read {
  const [, claim = '', status = '', , paid = ''] = elements;
  const mend = 'Export the file again, or record the answer by hand';
  const paidCents = centsOf(withZero(paid));
  if (claim === '') return { what: 'CLP01, the claim, is missing', mend };
  if (paidCents === null) return { what: `CLP04, "${paid}", is no amount`, mend };
  if (!isCalendarDate(on)) return { what: 'BPR16, the day of the payment, is missing or no date', mend };
  const adjustments = parts.filter((one) => one.elements[0] === 'CAS').flatMap(adjustmentsIn);
  const remarks = remarksOf(parts.flatMap(remarksIn).join(' '));
  const read = adjustmentsOf(adjustments.join(' '));
  if (isFault(read)) return { what: read.what, mend };
  if (isFault(remarks)) return { what: remarks.what, mend };
  // A payer that pays a part has not left the claim unpaid, whatever its status says.
  const isDenied = status === DENIED && paidCents === 0;
  const codes = codesOf(read);
  const denied = isDenied ? (codes === '' ? `claim status ${status}` : codes) : undefined;
  return {
    claim,
    on,
    paidCents,
    ...(denied === undefined ? {} : { denied }),
    adjustments: read,
    remarks: [...new Set(remarks)],
  };
}

/** CAS: a group, then up to six of reason, amount and quantity. */
function adjustmentsIn({ elements }: Segment): readonly string[] {
  const [, group = '', ...rest] = elements;
  const triples = Array.from({ length: Math.ceil(rest.length / 3) }, (_, index) =>
    rest.slice(index * 3, index * 3 + 3),
  );
  return triples.flatMap(([reason = '', amount = '']) =>
    reason === '' ? [] : [`${group}-${reason}:${withZero(amount)}`],
  );
}

/** Remark codes of a claim (MIA, MOA) and of its lines (LQ with HE). */
function remarksIn({ elements }: Segment): readonly string[] {
  const [name, first = '', second = ''] = elements;
  if (name === 'LQ') return first === 'HE' ? [second] : [];
  if (name === 'MOA') return elements.slice(3, 8).filter((code) => code !== '');
  if (name === 'MIA') return [elements[5] ?? '', ...elements.slice(20, 24)].filter((code) => code !== '');
  return [];
}

/** An amount may leave out the zero before its point. */
function withZero(amount: string): string {
  return amount.replace(/^(-?)\./u, '$10.');
}

function codesOf(adjustments: readonly PaymentAdjustment[]): string {
  return [...new Set(adjustments.map(({ code }) => code))].join(' ');
}

/** CCYYMMDD as YYYY-MM-DD. */
function dayOf(text: string): string {
  return /^\d{8}$/u.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : '';
}
