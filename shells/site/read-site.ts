import type { Site } from '../../core/regimen/site.ts';
import { InputError } from '../input/input-error.ts';
import { defined } from '../knowledge/defined.ts';
import { faultsOf, YamlFile } from '../knowledge/yaml-file.ts';
import { siteSchema, type SiteInFile } from './site-schema.ts';

/**
 * Reads a site file, YAML or JSON. An empty one sets nothing.
 * @throws InputError with every fault, each with its place in `file` and how to mend it
 */
export function readSite(text: string, file: string): Site {
  const read = YamlFile.parse(file, text);
  if (!(read instanceof YamlFile)) throw new InputError(read);
  const parsed = siteSchema.safeParse(read.value ?? {});
  if (!parsed.success) throw new InputError(faultsOf(read, parsed.error));
  const site: SiteInFile = defined(parsed.data);
  return site;
}
