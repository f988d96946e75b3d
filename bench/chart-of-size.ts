// A chart of a chosen size, for measuring how long reading takes: one oncology history, and as many laboratory results
// and vital signs beside it as are wanted. A pure function of the number: the same chart every time.

type Resource = Readonly<Record<string, unknown>>;

const SUBJECT = { reference: 'Patient/bench-patient' };
const LOCAL = 'https://stepwise.example/fhir/CodeSystem/chart-statements';

const concept = (system: string, code: string, text: string): Resource => ({
  coding: [{ system, code, display: text }],
  text,
});

const status = (system: string, code: string): Resource => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
});

const observation = (id: string, code: Resource, on: string, value: Resource): Resource => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code,
  subject: SUBJECT,
  effectiveDateTime: on,
  ...value,
});

const statement = (code: string, on: string): Resource =>
  observation(`bench-${code}`, concept(LOCAL, code, code), on, { valueBoolean: false });

/** The resources that facts are read from; the order is the order in which a smaller chart is filled. */
const HISTORY: readonly Resource[] = [
  { resourceType: 'Patient', id: 'bench-patient', gender: 'male', birthDate: '1960-05-17' },
  {
    resourceType: 'Condition',
    id: 'bench-sclc',
    clinicalStatus: status('condition-clinical', 'active'),
    verificationStatus: status('condition-ver-status', 'confirmed'),
    code: {
      coding: [
        { system: 'http://snomed.info/sct', code: '254632001', display: 'Small cell carcinoma of lung' },
        { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C34.11' },
      ],
    },
    subject: SUBJECT,
    recordedDate: '2025-05-20',
  },
  observation('bench-stage', concept('http://loinc.org', '21908-9', 'Stage group.clinical Cancer'), '2025-05-28', {
    method: concept('http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl', 'C141685', 'VA Lung Study Group'),
    valueCodeableConcept: concept(LOCAL, 'extensive-stage', 'Extensive stage'),
  }),
  {
    resourceType: 'MedicationAdministration',
    id: 'bench-carboplatin',
    status: 'completed',
    medicationCodeableConcept: concept('http://www.nlm.nih.gov/research/umls/rxnorm', '40048', 'Carboplatin'),
    subject: SUBJECT,
    effectiveDateTime: '2025-06-02T09:30:00-04:00',
  },
  observation('bench-progression', concept('http://loinc.org', '97509-4', 'Disease status'), '2025-11-14', {
    valueCodeableConcept: concept('http://snomed.info/sct', '271299001', 'Worsened'),
  }),
  {
    resourceType: 'CarePlan',
    id: 'bench-second-line',
    status: 'completed',
    intent: 'plan',
    title: 'Second line: lurbinectedin',
    subject: SUBJECT,
    period: { start: '2025-11-24', end: '2026-01-26' },
  },
  {
    resourceType: 'MedicationAdministration',
    id: 'bench-lurbinectedin',
    status: 'completed',
    medicationCodeableConcept: concept(
      'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
      'J9223',
      'Injection, lurbinectedin, 0.1 mg',
    ),
    subject: SUBJECT,
    effectiveDateTime: '2025-11-24T09:30:00-05:00',
    supportingInformation: [{ reference: 'CarePlan/bench-second-line' }],
  },
  statement('active-systemic-infection', '2026-06-10'),
  statement('brain-metastases', '2026-06-03'),
  statement('leptomeningeal-disease', '2026-06-03'),
  observation('bench-ecog', concept('http://loinc.org', '89247-1', 'ECOG performance status'), '2026-06-10', {
    valueInteger: 1,
  }),
  {
    resourceType: 'Coverage',
    id: 'bench-coverage',
    status: 'active',
    type: concept('https://nahdo.org/sopt', '512', 'Commercial PPO'),
    beneficiary: SUBJECT,
    period: { start: '2026-01-01' },
  },
];

const RESULTS = [
  { code: '6690-2', text: 'Leukocytes', unit: '10*3/uL', value: 6.1 },
  { code: '718-7', text: 'Hemoglobin', unit: 'g/dL', value: 11.9 },
  { code: '777-3', text: 'Platelets', unit: '10*3/uL', value: 212 },
  { code: '1742-6', text: 'Alanine aminotransferase', unit: 'U/L', value: 24 },
  { code: '8867-4', text: 'Heart rate', unit: '/min', value: 78 },
] as const;

function result(index: number): Resource {
  const { code, text, unit, value } = RESULTS[index % RESULTS.length] ?? RESULTS[0];
  const month = String(1 + (Math.floor(index / 28) % 5)).padStart(2, '0');
  const day = String(1 + (index % 28)).padStart(2, '0');
  return observation(
    `bench-result-${index}`,
    concept('http://loinc.org', code, text),
    `2026-${month}-${day}T08:10:00-05:00`,
    {
      category: [status('observation-category', 'laboratory')],
      valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
    },
  );
}

/**
 * A FHIR R4 Bundle, as JSON text, with `n` resources (at least 1, the patient). From 12 resources on it states every
 * fact that decides a policy; all its dates lie before 2026-06-15.
 */
export function chartOfSize(n: number): string {
  const count = Math.max(1, n);
  const history = HISTORY.slice(0, count);
  const results = Array.from({ length: count - history.length }, (_, index) => result(index));
  const entry = [...history, ...results].map((resource) => ({
    fullUrl: `https://ehr.hospital.example/fhir/${String(resource['resourceType'])}/${String(resource['id'])}`,
    resource,
  }));
  return JSON.stringify({ resourceType: 'Bundle', id: `bench-${count}`, type: 'collection', entry });
}
