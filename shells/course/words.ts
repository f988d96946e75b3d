import { z } from 'zod';

/** The closed word lists that courses and billing rules share. */
export const lineOfBusiness = z.enum([
  'commercial',
  'fehb',
  'exchange',
  'medicaid',
  'medicare-advantage',
  'medicare-part-b',
]);
export const setting = z.enum(['inpatient', 'observation', 'hospital-outpatient', 'office']);
export const supply = z.enum(['buy-and-bill', 'specialty-pharmacy', 'free']);
