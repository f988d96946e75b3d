/** Names of the screens, as the navigation has them. */
export const SCREENS = {
  today: 'Today',
  patients: 'Patients',
  requests: 'Requests',
  policies: 'Policies',
  audit: 'Audit',
  calculators: 'Calculators',
} as const;
