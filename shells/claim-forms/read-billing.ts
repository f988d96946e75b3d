import { InputError, type InputFault } from '../input/input-error.ts';
import { defined } from '../knowledge/defined.ts';
import { faultsOf, YamlFile } from '../knowledge/yaml-file.ts';
import { billingFileSchema, type BillingFile } from './billing-schema.ts';

export interface NamedText {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads billing files, YAML or JSON, as one: a practice keeps what never changes in one and a claim's own part in
 * another. An empty one says nothing.
 * @throws InputError with every fault, each with its place, and for a part that two files have
 */
export function readBilling(files: readonly NamedText[]): BillingFile {
  const faults: InputFault[] = [];
  const holders = new Map<string, string>();
  const parts = files.map(({ file, text }) => {
    const read = YamlFile.parse(file, text);
    if (!(read instanceof YamlFile)) {
      faults.push(...read);
      return {};
    }
    const parsed = billingFileSchema.safeParse(read.value ?? {});
    if (!parsed.success) {
      faults.push(...faultsOf(read, parsed.error));
      return {};
    }
    for (const key of Object.keys(parsed.data)) {
      const holder = holders.get(key);
      if (holder !== undefined) faults.push(read.fault([key], `"${key}" stands in ${holder} as well`, 'Keep one'));
      holders.set(key, file);
    }
    return defined(parsed.data);
  });
  if (faults.length > 0) throw new InputError(faults);
  return Object.assign({}, ...parts) as BillingFile;
}
