import type { FactRecord, FactValue } from '../../core/values/fact.ts';
import { InputError } from '../input/input-error.ts';
import { faultsOf, YamlFile } from '../knowledge/yaml-file.ts';
import { findingsSchema, type CrsFindings, type Findings, type IcansFindings } from './findings-schema.ts';

/**
 * Reads a findings file, JSON or YAML.
 * @throws InputError with every fault and its place
 */
export function readFindings(text: string, file: string): Findings {
  const yaml = YamlFile.parse(file, text);
  if (!(yaml instanceof YamlFile)) throw new InputError(yaml);
  const parsed = findingsSchema.safeParse(yaml.value);
  if (!parsed.success) throw new InputError(faultsOf(yaml, parsed.error));
  return parsed.data;
}

const COUNT = { none: 0, one: 1, multiple: 2 } as const;

/**
 * What was found, as the facts that the scale asks for; what was left out is left out. `antipyreticGiven` speaks for all
 * treatment that masks fever unless one of the others is known to have been given.
 */
export function crsFacts(found: CrsFindings, from: string): FactRecord {
  const { temperatureC, antipyreticGiven, steroidGiven, anticytokineGiven, hypotension, vasopressors, oxygen } = found;
  const masking = [antipyreticGiven, steroidGiven, anticytokineGiven];
  return recorded(
    {
      // Rounded down: 37.99 is no fever of 38.0.
      'crs.temperature': temperatureC === undefined ? undefined : Math.floor(Number((temperatureC * 10).toFixed(6))),
      'crs.fever-masked': masking.includes(true) ? true : antipyreticGiven,
      'crs.hypotension': hypotension,
      'crs.vasopressors': typeof vasopressors === 'string' ? COUNT[vasopressors] : vasopressors,
      'crs.oxygen': oxygen,
    },
    from,
  );
}

/** Likewise of neurologic findings; the ICE score only where all five of its tasks were done. */
export function icansFacts(found: IcansFindings, from: string): FactRecord {
  const { ice, consciousness, seizure, motor, edema } = found;
  return recorded(
    {
      'icans.ice': iceScore(ice),
      'icans.consciousness': consciousness,
      'icans.seizure': seizure,
      'icans.motor': motor,
      'icans.edema': edema,
    },
    from,
  );
}

/** 0 to 10; undefined while a task is missing. */
export function iceScore(ice: IcansFindings['ice']): number | undefined {
  if (typeof ice !== 'object') return ice;
  const { orientation, naming, command, writing, attention } = ice;
  const points = [orientation, naming, command, writing, attention];
  return points.reduce<number | undefined>(
    (sum, one) => (sum === undefined || one === undefined ? undefined : sum + one),
    0,
  );
}

function recorded(values: Readonly<Record<string, FactValue | undefined>>, from: string): FactRecord {
  return new Map(
    Object.entries(values).flatMap(([id, value]) =>
      value === undefined
        ? []
        : [
            [
              id,
              { value, origin: 'attested' as const, evidence: [{ kind: 'attestation' as const, ref: from }] },
            ] as const,
          ],
    ),
  );
}
