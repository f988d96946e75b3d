import { z } from 'zod';
import { REQUEST_DATE } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord, RecordedFact } from '../../core/values/fact.ts';
import { defined } from '../knowledge/defined.ts';
import { parseFactValue } from '../knowledge/fact-value.ts';
import { isoDate, strict } from '../knowledge/schema-parts.ts';
import { nearest } from '../knowledge/nearest.ts';
import { faultsOf, YamlFile } from '../knowledge/yaml-file.ts';
import { InputError, type InputFault } from './input-error.ts';

const signed = strict({
  value: z.unknown().optional(),
  by: z.string().min(1).optional(),
  role: z.string().min(1).optional(),
  at: isoDate.optional(),
  source: z.string().min(1).optional(),
});

/**
 * Reads an answers file (YAML or JSON): `fact: value`, or `fact: { value, by, role, at, source }` for an attestation
 * with its signer. A fact that is left out stays unknown.
 * @param file the name for messages
 * @param on YYYY-MM-DD; nothing may be attested, born or dated after it
 * @throws InputError with every fault and its place
 */
export function readAnswers(
  text: string,
  file: string,
  on: string,
  definitions: ReadonlyMap<string, FactDefinition>,
): FactRecord {
  const yaml = YamlFile.parse(file, text);
  if (!(yaml instanceof YamlFile)) throw new InputError(yaml);
  const { value } = yaml;
  if (value === null) return new Map();
  if (typeof value !== 'object' || Array.isArray(value))
    throw new InputError([yaml.fault([], 'answers are a list of `fact: value` lines', 'Write one fact a line')]);
  const faults: InputFault[] = [];
  const answers = new Map<string, RecordedFact>();
  for (const [id, raw] of Object.entries(value)) {
    const answer = readAnswer(yaml, id, raw, on, definitions, faults);
    if (answer) answers.set(id, answer);
  }
  if (faults.length > 0) throw new InputError(faults);
  return answers;
}

function readAnswer(
  file: YamlFile,
  id: string,
  raw: unknown,
  on: string,
  definitions: ReadonlyMap<string, FactDefinition>,
  faults: InputFault[],
): RecordedFact | undefined {
  const definition = definitions.get(id);
  if (definition === undefined) {
    const near = nearest(id, [...definitions.keys()]);
    const mend = near ? `Did you mean "${near}"?` : 'Use a fact of knowledge/facts.yaml';
    faults.push(file.fault([id], `there is no fact "${id}"`, mend));
    return undefined;
  }
  if (id === REQUEST_DATE) {
    faults.push(file.fault([id], 'the day of the answer is no answer', 'Give it with --on'));
    return undefined;
  }
  const wrapped = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? signed.safeParse(raw) : undefined;
  if (wrapped?.success === false) {
    const prefixed = new z.ZodError(wrapped.error.issues.map((issue) => ({ ...issue, path: [id, ...issue.path] })));
    faults.push(...faultsOf(file, prefixed));
    return undefined;
  }
  if (wrapped && !Object.hasOwn(raw as object, 'value')) {
    faults.push(file.fault([id], `the statement on ${id} has no value`, 'Write { value: …, by: …, role: …, at: … }'));
    return undefined;
  }
  const { by, role, at, source } = wrapped?.data ?? {};
  const signer = defined({ by, role, at, source });
  const parsed = parseFactValue(definition, wrapped ? wrapped.data.value : raw);
  if ('what' in parsed) {
    faults.push(file.fault(wrapped ? [id, 'value'] : [id], parsed.what, parsed.mend));
    return undefined;
  }
  if (definition.type.kind === 'date' && String(parsed.value) > on)
    faults.push(
      file.fault([id], `${id} is ${String(parsed.value)}, after ${on}`, 'Correct the date, or give --on a later day'),
    );
  if (signer.at !== undefined && signer.at > on)
    faults.push(
      file.fault(
        [id, 'at'],
        `${id} is attested on ${signer.at}, after ${on}`,
        'Correct the date, or give --on a later day',
      ),
    );
  const display = [signer.by, signer.role].filter(Boolean).join(', ');
  return {
    value: parsed.value,
    origin: 'attested',
    evidence: [
      {
        kind: 'attestation',
        ref: signer.source ?? file.path,
        ...defined({ date: signer.at, display: display || undefined }),
      },
    ],
    ...signer,
  };
}
