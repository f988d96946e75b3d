import { createContext, useContext } from 'react';
import type { OpenedCourse } from '../../api/courses.ts';

/** The course that the frame of the patient has opened. */
export const Patient = createContext<OpenedCourse | null>(null);

/** Whose record is open: the course as it stands, its id, and how many entries it has. Inside a tab only. */
export function usePatient(): OpenedCourse {
  const opened = useContext(Patient);
  if (opened === null) throw new Error('a tab stands inside the frame of a patient');
  return opened;
}
