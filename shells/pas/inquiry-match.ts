import { codesOfExtension, codingsOf, extensionsAt, listAt, textAt, type Element } from './element.ts';
import type { ClaimItem } from './item.ts';
import type { Standing } from './standing.ts';
import { EXTENSION } from './systems.ts';

/** A line of a claim that may be what is looked for. */
export interface Candidate {
  readonly standing: Standing;
  /** As it was asked for; undefined where the newest bundle does not have the line any more. */
  readonly item: ClaimItem | undefined;
  /** Every number under which it is or was known. */
  readonly numbers: readonly string[];
}

/** What a line of an inquiry, or the inquiry as a whole, looks for; what it does not say, it does not narrow. */
interface Sought {
  readonly codes: readonly string[];
  readonly lastCode?: string;
  readonly numbers: readonly string[];
  readonly actions: readonly string[];
  readonly issued?: string;
  readonly effective?: string;
  readonly expires?: string;
}

/** A code that stands where the guide wants one and nothing is meant. */
const ANY = 'not-applicable';

/** Whether an inquiry looks for a claim: by one of its lines, where it has some, and by the numbers of the whole. */
export function isSought(inquiry: Element, candidates: readonly Candidate[]): boolean {
  const whole = numbersOf(inquiry);
  const byNumber = (candidate: Candidate): boolean =>
    whole.length === 0 || candidate.numbers.some((number) => whole.includes(number));
  if (!candidates.some(byNumber)) return false;
  const lines = listAt(inquiry, 'item').map(soughtIn);
  return lines.length === 0 || lines.some((sought) => candidates.some((candidate) => matches(sought, candidate)));
}

function soughtIn(item: Element): Sought {
  const codes = codingsOf(item['productOrService']).map(({ code }) => code);
  const [end] = extensionsAt(item, EXTENSION.productOrServiceCodeEnd);
  const lastCode = codingsOf(end?.['valueCodeableConcept'])[0]?.code;
  const dayOf = (url: string): string | undefined =>
    extensionsAt(item, url).flatMap(
      (extension) => textAt(extension, 'valueDate') ?? textAt(extension, 'valuePeriod', 'start') ?? [],
    )[0];
  const [issued, effective, expires] = [
    EXTENSION.certificationIssued,
    EXTENSION.certificationFrom,
    EXTENSION.certificationTo,
  ].map(dayOf);
  return {
    codes: codes.includes(ANY) ? [] : codes,
    ...(lastCode === undefined ? {} : { lastCode }),
    numbers: numbersOf(item),
    actions: codesOfExtension(item, EXTENSION.reviewActionCode),
    ...(issued === undefined ? {} : { issued }),
    ...(effective === undefined ? {} : { effective }),
    ...(expires === undefined ? {} : { expires }),
  };
}

function numbersOf(element: Element): readonly string[] {
  return [EXTENSION.authorizationNumber, EXTENSION.administrationReferenceNumber].flatMap((url) =>
    extensionsAt(element, url).flatMap((extension) => textAt(extension, 'valueString') ?? []),
  );
}

function matches(sought: Sought, { standing, item, numbers }: Candidate): boolean {
  const { codes, lastCode, actions, issued, effective, expires } = sought;
  const { authorization } = standing;
  return (
    (codes.length === 0 || (item?.codings ?? []).some(({ code }) => isAmong(code, codes, lastCode))) &&
    (sought.numbers.length === 0 || sought.numbers.some((number) => numbers.includes(number))) &&
    (actions.length === 0 || actions.includes(standing.action)) &&
    (issued === undefined || authorization?.issued === issued) &&
    (effective === undefined || authorization?.from === effective) &&
    (expires === undefined || authorization?.to === expires)
  );
}

/** The code itself, or one of a span of codes of one length. */
function isAmong(code: string, [first = '', ...others]: readonly string[], last: string | undefined): boolean {
  if (code === first || others.includes(code)) return true;
  return last !== undefined && code.length === first.length && code >= first && code <= last;
}
