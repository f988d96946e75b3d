import type { ComponentType } from 'react';

/** A part of the record of one patient, loaded when it is opened. It asks `usePatient` whose it is. */
export interface Tab {
  /** Behind `/patients/<id>/`. */
  readonly path: string;
  readonly title: string;
  /** Row of the table of roles that whoever opens it has to be in. */
  readonly needs: string;
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}
