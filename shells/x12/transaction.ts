import type { Claim837, Fault837, Form837, Reject837 } from './claim-line.ts';
import { Levels } from './levels.ts';
import { readClaim, type ClaimSegments } from './read-claim.ts';
import { element } from './read-value.ts';
import { textOf, type Segment } from './segments.ts';

interface OpenClaim {
  readonly segments: [Segment, ...Segment[]];
  readonly faults: Fault837[];
}

/** After its first SBR the header of a claim speaks of other payers; after its first LX the claim speaks of lines. */
type Part = 'header' | 'others' | 'lines';

/** Between ST and SE: levels, and the claims below them. */
export class TransactionReader {
  readonly #file: string;
  readonly #form: Form837;
  readonly #give: (found: Claim837 | Reject837) => void;
  readonly #levels = new Levels();
  #claim: OpenClaim | undefined;
  #part: Part = 'header';
  /** Since the last level something stood where it does not belong, and was told of. */
  #astray = false;

  constructor(file: string, form: Form837, give: (found: Claim837 | Reject837) => void) {
    this.#file = file;
    this.#form = form;
    this.#give = give;
  }

  take(segment: Segment): void {
    const name = segment.elements[0] ?? '';
    if (name === 'HL') this.#level(segment);
    else if (name === 'CLM') {
      this.end();
      const { fault } = this.#levels;
      this.#claim = { segments: [segment], faults: fault === undefined ? [] : [fault] };
      this.#part = 'header';
    } else if (!NAMES.has(name)) this.#breakOff(segment, `"${name}" is no segment of a claim file`, 'Correct its name');
    else if (this.#claim === undefined) this.#above(segment, name);
    else this.#ofClaim(this.#claim, segment, name);
  }

  /** A stretch that is no segment: whatever it was, the claim that is open lacks it, and so may the ones that follow. */
  unread(fault: Fault837, text: string): void {
    if (this.#claim === undefined) this.#reject('transaction', null, [fault], text);
    else this.#claim.faults.push(fault);
    this.#levels.break(fault);
  }

  /** The claim that is open is whole. */
  end(): void {
    const claim = this.#claim;
    this.#claim = undefined;
    if (claim === undefined) return;
    const [clm, ...more] = claim.segments;
    const segments: ClaimSegments = [clm, ...more];
    const [fault, ...faults] = claim.faults;
    const read =
      fault === undefined ? readClaim(segments, this.#form, this.#levels) : { faults: [fault, ...faults] as const };
    if ('faults' in read) this.#reject('claim', element(clm, 1) || null, read.faults, segments.map(textOf).join('\n'));
    else this.#give({ ...read, file: this.#file });
  }

  /** The transaction ends without its trailer: nothing says that the claim that is open is whole. */
  cutOff(why: string): void {
    const [clm] = this.#claim?.segments ?? [];
    if (clm !== undefined)
      this.#claim?.faults.push({ segment: clm.number, what: `${why} before the claim does`, mend: CUT_MEND });
    this.end();
  }

  #level(hl: Segment): void {
    this.end();
    this.#astray = false;
    const fault = this.#levels.open(hl);
    if (fault !== undefined) this.#reject('transaction', null, [fault], textOf(hl));
  }

  #above(segment: Segment, name: string): void {
    const who = element(segment, 1);
    const isOfClaim =
      name === 'NM1' ? !OF_LEVELS.has(who) && who !== 'IL' && who !== 'PR' : name === 'REF' && NUMBERS.has(who);
    if (!ABOVE.has(name) || isOfClaim) this.#breakOff(segment, `${name} ${who} stands outside a claim`, CLM_MEND);
    else this.#levels.add(segment);
  }

  #ofClaim(claim: OpenClaim, segment: Segment, name: string): void {
    if (claim.segments.length >= MOST_SEGMENTS) {
      if (claim.segments.length === MOST_SEGMENTS)
        this.#breakOff(segment, `a claim of more than ${MOST_SEGMENTS} segments`, CUT_MEND);
      return;
    }
    if (name === 'LX') this.#part = 'lines';
    else if (name === 'SBR' && this.#part === 'header') this.#part = 'others';
    else if (isAstray(this.#part, segment, name)) {
      this.#breakOff(segment, `${name} ${element(segment, 1)} does not belong here in a claim`, HL_MEND);
      return;
    }
    claim.segments.push(segment);
  }

  /** The segment may have begun another claim or level: what follows is nobody's until the next sound level. */
  #breakOff(segment: Segment, what: string, mend: string): void {
    const fault = { segment: segment.number, what, mend };
    this.#levels.break(fault);
    if (this.#claim !== undefined) {
      this.#claim.faults.push(fault);
      this.#claim.segments.push(segment);
    } else if (!this.#astray) this.#reject('transaction', null, [fault], textOf(segment));
    this.#astray = true;
  }

  #reject(
    scope: Reject837['scope'],
    claimId: string | null,
    faults: readonly [Fault837, ...Fault837[]],
    text: string,
  ): void {
    const [{ segment }] = faults;
    this.#give({ kind: 'reject', scope, file: this.#file, segment, claimId, faults, text });
  }
}

/** Does the segment belong to another level, whose HL is missing, or to a line, whose LX is? */
function isAstray(part: Part, segment: Segment, name: string): boolean {
  if (name === 'PAT' || name === 'DMG' || name === 'BHT' || name === 'CUR') return true;
  if (part === 'lines') {
    if (OF_CLAIM.has(name) || name === 'SBR') return true;
  } else if (OF_LINE.has(name)) return true;
  if (name !== 'NM1') return false;
  const who = element(segment, 1);
  return OF_LEVELS.has(who) || (part !== 'others' && (who === 'IL' || who === 'PR'));
}

/** Far more than the 999 lines of the longest claim have. */
const MOST_SEGMENTS = 20_000;

/** Segments that may stand above claims, and numbers (REF01) that may not. */
const ABOVE: ReadonlySet<string> = new Set('BHT CUR DMG N2 N3 N4 NM1 PAT PER PRV REF SBR'.split(' '));
const NUMBERS: ReadonlySet<string> = new Set(['6R', '9F', 'F8', 'G1']);
/** Segments of a claim's header alone, and of its lines alone. */
const OF_CLAIM: ReadonlySet<string> = new Set(['CL1', 'HI', 'OI', 'MIA', 'MOA']);
const OF_LINE: ReadonlySet<string> = new Set('LX SV1 SV2 SV3 SV5 LIN CTP PS1 SVD LQ FRM MEA'.split(' '));
/** Names (NM101) that stand above claims only: submitter, receiver, billing provider, pay-to, patient. */
const OF_LEVELS: ReadonlySet<string> = new Set(['41', '40', '85', '87', 'PE', 'QC']);
/** Every segment that the two guides use between ST and SE. */
const NAMES: ReadonlySet<string> = new Set([
  ...'AMT BHT CAS CN1 CR1 CR2 CR3 CR5 CR6 CRC CUR DMG DTP HCP HSD K3 N2 N3 N4 NM1 NTE PAT PER PRV PWK QTY REF SBR'.split(
    ' ',
  ),
  ...OF_CLAIM,
  ...OF_LINE,
]);

const CUT_MEND = 'Export the file again, whole';
const CLM_MEND = 'See whether a CLM before it is missing';
const HL_MEND = 'See whether an HL, a CLM or an LX before it is missing';
