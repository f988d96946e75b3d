/** What the frame around one patient says. */
export const PATIENT = {
  mrn: (number: string) => `MRN ${number}`,
  born: (day: string) => `born ${day}`,
  sex: { female: 'female', male: 'male', other: 'other sex' },
  drug: (drug: string) => drug.charAt(0).toUpperCase() + drug.slice(1),
  parts: 'Parts of the record',
  invented: (place: string) => place,
} as const;
