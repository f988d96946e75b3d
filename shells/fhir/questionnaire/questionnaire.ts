import type { Extension, Questionnaire, QuestionnaireItem } from 'fhir/r4.js';
import type { Policy, RequestKind } from '../../../core/coverage/policy.ts';
import type { FactDefinition } from '../../../core/values/fact.ts';
import { effortOf, timeCode, type Effort } from './completion-time.ts';
import { formOf, type Form } from './form.ts';
import { itemsOf } from './items.ts';

const CORE = 'http://hl7.org/fhir/StructureDefinition';
const SDC = 'http://hl7.org/fhir/uv/sdc';
const DTR = 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition';

/** What a questionnaire says of itself. Days are YYYY-MM-DD. */
export interface Heading {
  /** Address below which questionnaires, libraries and code systems stand, without a slash at its end. */
  readonly base: string;
  /** The id of the questionnaire and of its library. */
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly document: { readonly title: string; readonly source: string };
  readonly from: string;
  readonly to?: string;
}

/**
 * One request under a policy as an SDC questionnaire after the DTR standard profile (FHIR R4): one item a needed
 * fact, shown only while its answer can still matter, filled beforehand from the library `id` of the same version.
 * Null where the text that is held says nothing of the request.
 * @param base address below which questionnaires, libraries and code systems stand, without a slash at its end
 */
export function questionnaireFor(
  policy: Policy,
  kind: RequestKind,
  definitions: ReadonlyMap<string, FactDefinition>,
  base: string,
): Questionnaire | null {
  const form = formOf(policy, kind, definitions);
  return (
    form &&
    questionnaireOf(form, {
      base,
      id: `${policy.id}-${kind}`,
      version: policy.version,
      title: `${policy.title}: ${kind} request`,
      document: { title: policy.title, source: policy.source },
      ...policy.inForce,
    })
  );
}

/** A form as a questionnaire. */
export function questionnaireOf(form: Form, heading: Heading): Questionnaire {
  const { base, id, version, title, document, from, to } = heading;
  const library = computableName(id);
  const effort = effortOf(form);
  const context = { asked: form.asked, base, library, document };
  const item = form.asked.flatMap((one, position) => itemsOf(one, position, context));
  return {
    resourceType: 'Questionnaire',
    id,
    meta: { profile: [`${DTR}/dtr-std-questionnaire`] },
    text: { status: 'generated', div: narrative(title, item) },
    extension: [...headingExtensions(effort), libraryReference(heading), ...launch],
    url: `${base}/Questionnaire/${id}`,
    version,
    name: library,
    title,
    status: 'active',
    experimental: false,
    subjectType: ['Patient'],
    date: version,
    description: describe(document.title, effort),
    effectivePeriod: { start: from, ...(to === undefined ? {} : { end: to }) },
    item,
  };
}

/** A name for programs: letters and digits, each part beginning with a capital. */
export function computableName(id: string): string {
  const parts = id.split(/[^A-Za-z0-9]+/u).filter((part) => part !== '');
  const name = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
  return /^[A-Z]/u.test(name) ? name : `Q${name}`;
}

function describe(document: string, { questions, seconds }: Effort): string {
  const many = questions === 1 ? '1 question' : `${questions} questions`;
  return (
    `What ${document} asks. A patient who meets the criteria is asked at least ${many}; nothing is asked that can no longer ` +
    `matter. Our own estimate of the time for it, with nothing filled in beforehand: ${seconds} seconds. What is not ` +
    `known is left unanswered.`
  );
}

function headingExtensions({ seconds }: Effort): readonly Extension[] {
  const time = timeCode(seconds);
  return [
    {
      url: `${CORE}/artifact-versionAlgorithm`,
      valueCoding: { system: 'http://hl7.org/fhir/version-algorithm', code: 'date' },
    },
    { url: `${DTR}/questionnaireAudience`, valueCode: 'clinical' },
    { url: `${DTR}/request-specific`, valueBoolean: false },
    {
      url: `${DTR}/estimated-completion-time`,
      extension: [
        { url: 'totalTime', valueCode: time },
        { url: 'clinicalTime', valueCode: time },
      ],
    },
  ];
}

function libraryReference({ base, id, version }: Heading): Extension {
  return { url: `${CORE}/cqf-library`, valueCanonical: `${base}/Library/${id}|${version}` };
}

const launch: readonly Extension[] = [
  {
    url: `${SDC}/StructureDefinition/sdc-questionnaire-launchContext`,
    extension: [
      { url: 'name', valueCoding: { system: `${SDC}/CodeSystem/launchContext`, code: 'patient', display: 'Patient' } },
      { url: 'type', valueCode: 'Patient' },
    ],
  },
];

function narrative(title: string, items: readonly QuestionnaireItem[]): string {
  const asked = items.map(({ text }) => `<li>${escaped(text ?? '')}</li>`).join('');
  return `<div xmlns="http://www.w3.org/1999/xhtml"><p>${escaped(title)}</p><ul>${asked}</ul></div>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
