import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { INFORMATION_ORIGIN } from '../../shells/dtr/extensions.ts';
import { fhirBase, formFor } from '../../shells/dtr/held-form.ts';
import { draftOf } from '../../shells/fhir/questionnaire/response.ts';
import { readAnswers } from '../../shells/input/read-answers.ts';
import { knowledge as held, ROOT } from './knowledge.ts';
import { ORIGIN } from './service.ts';

/** A JSON document that a test takes apart and changes. */
export type Json = Record<string, unknown>;

const POLICY = 'prime-ic-0789';
const PAS = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition';
const BASE = 'https://ehr.example/fhir';

/** Everything that the policy asks of a patient who meets it, attested on the day of the request. */
const MET = `
member.line-of-business: commercial
patient.birth-date: 1958-03-02
plan.monitors-crs-and-neurotoxicity: { value: yes, by: Dr. Example, role: prescriber }
infection.active-systemic: { value: no, by: Dr. Example, role: prescriber }
cns.untreated-or-symptomatic-metastases: no
cns.leptomeningeal-disease: no
disease.diagnosis: sclc
disease.stage: extensive
therapy.progressed-on-or-after-platinum: yes
therapy.other-prior-lines: 1
`;

export interface Line {
  readonly sequence?: number;
  readonly code?: string;
  readonly quantity?: number;
  readonly from?: string;
  readonly to?: string;
  readonly cancelled?: boolean;
  readonly changed?: 'added' | 'changed';
  readonly trace?: string;
  /** Of an inquiry: the authorization that is meant. */
  readonly number?: string;
}

export interface Asked {
  readonly id?: string;
  readonly lines?: readonly Line[];
  /** Answers that differ; null leaves one out. */
  readonly answers?: Readonly<Record<string, string | number | boolean | null>>;
  readonly origin?: 'manual' | 'auto-client';
  readonly insurer?: string;
  readonly member?: string;
  readonly urgent?: boolean;
  readonly without?: readonly string[];
  readonly npi?: string;
}

/** A knowledge folder in which the payer lets the program approve alone. */
export function knowledgeThatApproves(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-approves-'));
  cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
  const file = path.join(folder, 'payers/prime/tarlatamab/2025-05-05.yaml');
  const alone = "approvesAlone: { allowed: true, cite: [{ basis: unconfirmed, note: An invented payer's word }] }\n";
  writeFileSync(file, `${readFileSync(file, 'utf8').trimEnd()}\n${alone}`);
  return folder;
}

const knowledge = held();

function responseWith(answers: NonNullable<Asked['answers']>, origin: NonNullable<Asked['origin']>): Json {
  const policy = knowledge.policies.find(({ id }) => id === POLICY);
  const form = policy && formFor(policy, 'initial', false, knowledge, fhirBase(ORIGIN));
  if (form === undefined) throw new Error('the policy has a form');
  const facts = new Map(readAnswers(MET, 'met', '2026-07-20', knowledge.facts));
  for (const [fact, value] of Object.entries(answers)) {
    const before = facts.get(fact);
    if (value === null) facts.delete(fact);
    else facts.set(fact, { ...(before ?? { origin: 'attested', evidence: [] }), value });
  }
  const draft = draftOf(form.form, facts, form.canonical, fhirBase(ORIGIN), '2026-07-20');
  const signed = JSON.parse(JSON.stringify(draft)) as { item: Item[] };
  for (const item of signed.item) mark(item, origin);
  return {
    ...signed,
    id: 'answers',
    status: 'completed',
    subject: { reference: 'Patient/member' },
  };
}

interface Item {
  readonly answer?: { extension?: unknown[] }[];
  readonly item?: Item[];
}

function mark({ answer = [], item = [] }: Item, origin: string): void {
  for (const one of answer)
    one.extension = [
      {
        url: INFORMATION_ORIGIN,
        extension: [
          { url: 'source', valueCode: origin },
          ...(origin === 'manual'
            ? [{ url: 'author', extension: [{ url: 'role', valueCodeableConcept: { text: 'prescriber' } }] }]
            : []),
        ],
      },
    ];
  for (const one of item) mark(one, origin);
}

const coded = (system: string, code: string): Json => ({ coding: [{ system, code }] });

/** A request for the drug of the policy that meets it, as a provider's program sends it. */
export function requestBundle(asked: Asked = {}): Json {
  const { id = 'REQ-1', lines = [{}], answers = {}, origin = 'manual', insurer = 'PAYER-1' } = asked;
  const { member = `M-${id}`, urgent = false, without = [], npi = '1234567893' } = asked;
  const claim: Json = {
    resourceType: 'Claim',
    id: `claim-${id}`,
    ...(urgent
      ? {
          extension: [
            {
              url: `${PAS}/extension-levelOfServiceCode`,
              valueCodeableConcept: coded('https://codesystem.x12.org/005010/1338', 'U'),
            },
          ],
        }
      : {}),
    identifier: [{ system: 'http://example.org/trace', value: `T-${id}` }],
    status: 'active',
    type: coded('http://terminology.hl7.org/CodeSystem/claim-type', 'professional'),
    use: 'preauthorization',
    patient: { reference: 'Patient/member' },
    created: '2026-07-20T08:55:00-04:00',
    insurer: { reference: 'Organization/insurer' },
    provider: { reference: 'Organization/provider' },
    priority: coded('http://terminology.hl7.org/CodeSystem/processpriority', 'normal'),
    supportingInfo: [
      {
        extension: [
          {
            url: `${PAS}/extension-documentInformation`,
            extension: [
              {
                url: 'reportTypeCode',
                valueCodeableConcept: coded('https://codesystem.x12.org/005010/755', 'PY'),
              },
              {
                url: 'transmissionMethod',
                valueCodeableConcept: coded('https://codesystem.x12.org/005010/756', 'EL'),
              },
              { url: 'controlNumber', valueString: '1' },
            ],
          },
        ],
        sequence: 1,
        category: coded('http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes', 'additionalInformation'),
        valueReference: { reference: 'QuestionnaireResponse/answers' },
      },
    ],
    insurance: [{ sequence: 1, focal: true, coverage: { reference: 'Coverage/coverage' } }],
    item: lines.map(itemOf),
  };
  const resources: Json[] = [
    claim,
    {
      ...{ resourceType: 'Organization', id: 'provider', active: true, name: 'A practice (invented)' },
      identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: npi }],
      type: [coded('https://codesystem.x12.org/005010/98', 'X3')],
    },
    {
      ...{ resourceType: 'Organization', id: 'insurer', active: true, name: 'A payer (invented)' },
      identifier: [{ system: 'http://example.org/payers', value: insurer }],
      type: [coded('https://codesystem.x12.org/005010/98', 'PR')],
    },
    {
      ...{ resourceType: 'Coverage', id: 'coverage', status: 'active', subscriberId: member },
      identifier: [{ type: coded('http://terminology.hl7.org/CodeSystem/v2-0203', 'MB'), value: member }],
      beneficiary: { reference: 'Patient/member' },
      relationship: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship', code: 'self' },
          { system: 'https://codesystem.x12.org/005010/1069', code: '18' },
        ],
      },
      payor: [{ reference: 'Organization/insurer' }],
    },
    {
      ...{ resourceType: 'Patient', id: 'member', gender: 'female', birthDate: '1958-03-02' },
      identifier: [
        {
          type: coded('http://terminology.hl7.org/CodeSystem/v2-0203', 'MB'),
          system: 'http://example.org/members',
          value: member,
        },
      ],
      name: [{ family: 'Example', given: ['Adult'] }],
    },
    responseWith(answers, origin),
  ];
  return {
    resourceType: 'Bundle',
    identifier: { system: 'http://example.org/transactions', value: `B-${id}` },
    type: 'collection',
    timestamp: '2026-07-20T08:55:00-04:00',
    entry: resources
      .filter(({ id: one }) => !without.includes(String(one)))
      .map((resource) => ({
        fullUrl: `${BASE}/${String(resource['resourceType'])}/${String(resource['id'])}`,
        resource,
      })),
  };
}

/** A change of a claim, with the claim as it was. */
export function updateBundle(before: Asked, after: Asked): Json {
  const [old] = requestBundle(before)['entry'] as readonly { readonly resource: Json; readonly fullUrl: string }[];
  const bundle = requestBundle({ member: before.member ?? `M-${before.id ?? ''}`, ...after });
  const [first, ...others] = bundle['entry'] as readonly { readonly resource: Json; readonly fullUrl: string }[];
  if (old === undefined || first === undefined) throw new Error('a bundle begins with its claim');
  const related = [
    {
      claim: { reference: `Claim/${String(old.resource['id'])}` },
      relationship: coded('http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship', 'prior'),
    },
  ];
  const resource = { ...first.resource, related };
  return { ...bundle, entry: [{ ...first, resource }, ...others, old] };
}

function itemOf(line: Line, index: number): Json {
  const { sequence = index + 1, code = 'J9026', quantity, from, to, cancelled = false, changed, trace, number } = line;
  return {
    extension: [
      {
        url: `${PAS}/extension-serviceItemRequestType`,
        valueCodeableConcept: coded('https://codesystem.x12.org/005010/1525', 'HS'),
      },
      {
        url: `${PAS}/extension-certificationType`,
        valueCodeableConcept: coded('https://codesystem.x12.org/005010/1322', cancelled ? '3' : 'I'),
      },
      ...(changed === undefined ? [] : [{ url: `${PAS}/extension-infoChanged`, valueCode: changed }]),
      ...(number === undefined ? [] : [{ url: `${PAS}/extension-authorizationNumber`, valueString: number }]),
      ...(trace === undefined
        ? []
        : [
            {
              url: `${PAS}/extension-itemTraceNumber`,
              valueIdentifier: { system: 'http://example.org/item-trace', value: trace },
            },
          ]),
    ],
    ...(cancelled
      ? { modifierExtension: [{ url: `${PAS}/modifierextension-infoCancelled`, valueBoolean: true }] }
      : {}),
    sequence,
    category: coded('https://codesystem.x12.org/005010/1365', '3'),
    productOrService: coded('http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code),
    ...(from === undefined || to === undefined ? {} : { servicedPeriod: { start: from, end: to } }),
    locationCodeableConcept: coded(
      'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
      '11',
    ),
    ...(quantity === undefined ? {} : { quantity: { value: quantity } }),
  };
}
