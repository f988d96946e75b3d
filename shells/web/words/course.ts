/** Toxicities as people say them, by their ids of the record. */
export const TOXICITIES: Readonly<Record<string, string>> = {
  crs: 'CRS',
  icans: 'ICANS',
  neurotoxicity: 'Neurotoxicity',
  neutropenia: 'Neutropenia',
  'febrile-neutropenia': 'Febrile neutropenia',
  thrombocytopenia: 'Thrombocytopenia',
  anemia: 'Anemia',
  infection: 'Infection',
  hepatotoxicity: 'Hepatotoxicity',
  hypersensitivity: 'Hypersensitivity',
  other: 'Other toxicity',
};

/** Phases of a course, by their ids of the record. */
export const PHASES: Readonly<Record<string, string>> = {
  'not-begun': 'Not begun',
  'step-up': 'Step-up',
  treatment: 'Treatment',
  ended: 'Ended',
};

/** Why a course has ended. */
export const ENDS: Readonly<Record<string, string>> = {
  progression: 'progression',
  toxicity: 'toxicity',
  choice: 'the patient’s choice',
  hospice: 'hospice',
  death: 'death',
  transfer: 'transfer to another place',
};
