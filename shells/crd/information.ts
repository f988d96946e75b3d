import type { Extension } from 'fhir/r4.js';
import { canonical } from '../store/chain.ts';
import { extensionsAt, listAt, textAt, type Element } from '../pas/element.ts';
import type { Detail, Finding, Reason } from './finding.ts';
import type { GuideVersion } from './hooks.ts';

/** The extension by which an order says what its coverage is. */
const COVERAGE_INFORMATION = 'http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information';
const CODES = 'http://hl7.org/fhir/us/davinci-crd/CodeSystem/temp';
const DETAILS = 'http://terminology.hl7.org/CodeSystem/crd-coverage-detail';

/** What goes with a finding. */
export interface Said {
  /** Reference to the coverage on the client. */
  readonly coverage: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly assertion: string;
  readonly version: GuideVersion;
}

/** A finding as the extension of an order. */
export function informationOf(finding: Finding, { coverage, date, assertion, version }: Said): Extension {
  const told = version === '2.0' ? earlier(finding) : finding;
  const { covered, paNeeded, documents, questionnaire, infoNeeded, authorization, expires } = told;
  return {
    url: COVERAGE_INFORMATION,
    extension: [
      { url: 'coverage', valueReference: { reference: coverage } },
      { url: 'covered', valueCode: covered },
      ...(paNeeded === undefined ? [] : [{ url: 'pa-needed', valueCode: paNeeded }]),
      ...(documents
        ? [
            { url: 'doc-needed', valueCode: 'clinical' },
            { url: 'doc-purpose', valueCode: 'withpa' },
          ]
        : []),
      ...infoNeeded.map((code) => ({ url: 'info-needed', valueCode: code })),
      ...told.billingCodes.map((coding) => ({ url: 'billingCode', valueCoding: coding })),
      ...told.reasons.map((reason) => ({ url: 'reason', valueCodeableConcept: conceptOf(reason) })),
      ...told.details.map((detail) => detailOf(detail, version)),
      ...(questionnaire === undefined || !documents ? [] : [{ url: 'questionnaire', valueCanonical: questionnaire }]),
      { url: 'date', valueDate: date },
      { url: 'coverage-assertion-id', valueString: assertion },
      ...(authorization === undefined ? [] : [{ url: 'satisfied-pa-id', valueString: authorization }]),
      ...(expires === undefined || version === '2.0' ? [] : [{ url: 'expiry-date', valueDate: expires }]),
    ],
  };
}

/** The words of the guide's version 2.0, which has none for what nobody can say. */
function earlier(finding: Finding): Finding {
  const open = finding.covered === 'indeterminate' || finding.paNeeded === 'indeterminate';
  if (!open) return finding;
  const { paNeeded, ...rest } = finding;
  return {
    ...rest,
    covered: finding.covered === 'indeterminate' ? 'conditional' : finding.covered,
    ...(paNeeded === undefined || paNeeded === 'indeterminate' ? {} : { paNeeded }),
    infoNeeded: finding.infoNeeded.length > 0 ? finding.infoNeeded : ['OTH'],
  };
}

function conceptOf({ code, text }: Reason): {
  readonly coding?: { readonly system: string; readonly code: string }[];
  readonly text?: string;
} {
  return {
    ...(code === undefined ? {} : { coding: [{ system: CODES, code }] }),
    ...(text === undefined ? {} : { text }),
  };
}

function detailOf(detail: Detail, version: GuideVersion): Extension {
  const value =
    detail.code === 'allowed-quantity'
      ? { url: 'value', valueQuantity: { value: detail.units, unit: 'billing units' } }
      : { url: 'value', valuePeriod: { start: detail.from, end: detail.to } };
  return {
    url: 'detail',
    extension: [
      ...(version === '2.0' ? [] : [{ url: 'category', valueCode: 'cat-limitation' }]),
      { url: 'code', valueCodeableConcept: { coding: [{ system: DETAILS, code: detail.code }] } },
      value,
    ],
  };
}

/** The order with what is said of it; what was said before of the same coverage is replaced, all else is as it was. */
export function withInformation(order: Element, information: Extension): Element {
  const coverage = coverageOf(information);
  const kept = listAt(order, 'extension').filter(
    (one) => one['url'] !== COVERAGE_INFORMATION || coverageOf(one) !== coverage,
  );
  return { ...order, extension: [...kept, information] };
}

/** True where an order says the same already; the day and the id of what was said do not count. */
export function isSaid(order: Element, information: Extension): boolean {
  const wanted = substanceOf(information);
  return extensionsAt(order, COVERAGE_INFORMATION).some((one) => substanceOf(one) === wanted);
}

function coverageOf(information: unknown): string | undefined {
  const [part] = listAt(information, 'extension').filter(({ url }) => url === 'coverage');
  return textAt(part, 'valueReference', 'reference');
}

const PASSING: readonly unknown[] = ['date', 'coverage-assertion-id'];

function substanceOf(information: unknown): string {
  const parts = listAt(information, 'extension').filter(({ url }) => !PASSING.includes(url));
  return parts.map(canonical).sort().join('\n');
}
