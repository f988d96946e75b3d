/** Names of the parts of a patient's record. */
export const TABS = {
  coverage: 'Coverage',
  visit: 'Visit',
  preparation: 'Preparation',
  claim: 'Claim',
  record: 'Record',
} as const;
