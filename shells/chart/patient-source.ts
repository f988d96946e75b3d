import type { Code, DataProvider, PatientObject, RecordObject, RetrieveDetails } from 'cql-execution';
import type { ChartContext } from './fhir-node.ts';
import { FhirNode } from './fhir-node.ts';
import type { FhirElements } from './fhir-elements.ts';
import type { Chart } from './chart.ts';
import { isTree } from './elm.ts';

const keyOf = (code: Code): string => `${code.system ?? ''}|${code.code}`;

/** One resource, wrapped once however many defines read it. */
class ResourceRecord extends FhirNode implements RecordObject {
  readonly #type: string;
  readonly #id: string;
  readonly #codes = new Map<string, readonly Code[]>();

  constructor(json: Readonly<Record<string, unknown>>, type: string, context: ChartContext) {
    super(json, type, `${type}/${String(json['id'])}`, context);
    this.#type = type;
    this.#id = String(json['id']);
  }

  /** A method, since the engine takes every public property for part of the record. */
  typeOfResource(): string {
    return this.#type;
  }

  /** With its type, so that no id is a name that every object of the engine already has. */
  getId(): string {
    return `${this.#type}/${this.#id}`;
  }

  getCode(element: string): readonly Code[] {
    const known = this.#codes.get(element);
    if (known !== undefined) return known;
    const codes = this.codings(element);
    this.#codes.set(element, codes);
    return codes;
  }

  // The library filters by dates itself, with their precision kept; the engine never asks these.
  getDate(): null {
    return null;
  }

  getDateOrInterval(): null {
    return null;
  }
}

/** The chart's patient, through whom the engine finds every other resource: by type, then by code. */
class ChartPatient extends ResourceRecord implements PatientObject {
  readonly #byType: ReadonlyMap<string, readonly ResourceRecord[]>;
  readonly #byCode = new Map<string, ReadonlyMap<string, readonly ResourceRecord[]>>();

  constructor(json: Readonly<Record<string, unknown>>, others: readonly ResourceRecord[], context: ChartContext) {
    super(json, 'Patient', context);
    this.#byType = Map.groupBy<string, ResourceRecord>([this, ...others], (record) => record.typeOfResource());
  }

  findRecords(_profile: string | null, details?: RetrieveDetails): RecordObject[] {
    const type = details?.datatype.replace(/^.*\}/u, '') ?? '';
    const all = this.#byType.get(type) ?? [];
    const { codeProperty, codes } = details ?? {};
    if (codeProperty === undefined || !Array.isArray(codes)) return [...all];
    const index = this.#indexOf(type, codeProperty, all);
    return [...new Set(codes.flatMap((code) => index.get(keyOf(code)) ?? []))];
  }

  #indexOf(
    type: string,
    element: string,
    all: readonly ResourceRecord[],
  ): ReadonlyMap<string, readonly ResourceRecord[]> {
    const name = `${type}.${element}`;
    const known = this.#byCode.get(name);
    if (known !== undefined) return known;
    const index = new Map<string, ResourceRecord[]>();
    for (const record of all) {
      for (const key of new Set(record.getCode(element).map(keyOf))) {
        const found = index.get(key);
        if (found === undefined) index.set(key, [record]);
        else found.push(record);
      }
    }
    this.#byCode.set(name, index);
    return index;
  }
}

/** Where the references of one resource lead: into the resource itself for `#id`, else into the chart. */
function contextOf(json: Readonly<Record<string, unknown>>, chart: Chart, elements: FhirElements): ChartContext {
  const contained = Array.isArray(json['contained']) ? (json['contained'] as readonly unknown[]) : [];
  return {
    elements,
    canonical: chart.canonical,
    resolve: (reference) =>
      reference.startsWith('#')
        ? contained.find((resource) => isTree(resource) && resource['id'] === reference.slice(1))
        : chart.resources.get(chart.canonical(reference))?.json,
  };
}

/** The one patient of a chart, as the CQL engine takes patients. `elements` comes from the compiled library. */
export function patientSource(chart: Chart, elements: FhirElements): DataProvider {
  const records = [...chart.resources.values()].map(
    ({ json, type }) => new ResourceRecord(json, type, contextOf(json, chart, elements)),
  );
  const others = records.filter((record) => record.typeOfResource() !== 'Patient');
  const waiting = [new ChartPatient(chart.patient, others, contextOf(chart.patient, chart, elements))];
  return {
    currentPatient: () => waiting[0],
    nextPatient: () => {
      waiting.shift();
      return waiting[0];
    },
  };
}
