export type Json = Readonly<Record<string, unknown>>;

/** One resource of a chart and where it stands in the file. */
export interface ChartResource {
  /** `Condition/abc` */
  readonly ref: string;
  readonly type: string;
  /** `entry[3].resource (Condition/abc)` */
  readonly place: string;
  readonly json: Json;
}

/** A checked bundle: one patient, every resource of theirs, no id twice, no clinical date after the day of the answer. */
export interface Chart {
  readonly patient: Json;
  /** By `Type/id`. */
  readonly resources: ReadonlyMap<string, ChartResource>;
  /** `Type/id` for a reference written as that, with a version, as a full URL or as a URN of the bundle. */
  readonly canonical: (reference: string) => string;
}

/** Something wrong with a chart: where in it, what, and how to mend it. */
export interface ChartFault {
  readonly place: string;
  readonly what: string;
  readonly mend: string;
}
