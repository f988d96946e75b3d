import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js';

/** What is wrong with what was sent, at its place. */
export interface OutcomeFault {
  /** FHIRPath of the element, or the name of a parameter; '' where it is the whole. */
  readonly where: string;
  readonly what: string;
  readonly mend: string;
}

type IssueCode = OperationOutcomeIssue['code'];

const CODES: Readonly<Record<number, IssueCode>> = {
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  412: 'required',
  413: 'too-costly',
  415: 'not-supported',
  422: 'business-rule',
  429: 'throttled',
  500: 'exception',
  503: 'transient',
  507: 'no-store',
};

/**
 * The one OperationOutcome that stands for an answer which could not be given.
 * @param status of HTTP: it says what kind of issue it is
 * @param title what is wrong, in one sentence
 * @param faults each with its place and its mend; without them the title alone is told
 */
export function outcome(status: number, title: string, faults: readonly OutcomeFault[]): OperationOutcome {
  const code = CODES[status] ?? 'invalid';
  const severity = status >= 500 ? 'fatal' : 'error';
  const issue = (diagnostics: string, where: string): OperationOutcomeIssue => ({
    ...{ severity, code, diagnostics },
    ...(where === '' ? {} : { expression: [where] }),
  });
  return {
    resourceType: 'OperationOutcome',
    issue:
      faults.length === 0
        ? [issue(title, '')]
        : faults.map(({ where, what, mend }) => issue(`${what}. ${mend}`, where)),
  };
}
