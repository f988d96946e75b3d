import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { profileFiles } from './profiles/written.ts';

// `node tools/profiles.ts --fixtures FOLDER`: the rules of FHIR resources under shells/fhir/profiles/ anew, from HL7's
// published profiles (the folder holds pas-2.2.1/profiles) and the declarations of R4.
const { values } = parseArgs({ options: { fixtures: { type: 'string' } } });
if (values.fixtures === undefined) {
  process.stderr.write('Name the folder with the published profiles, as --fixtures FOLDER\n');
  process.exit(2);
}
const folder = path.resolve(import.meta.dirname, '..', 'shells', 'fhir', 'profiles');
for (const [name, text] of await profileFiles(path.resolve(values.fixtures)))
  writeFileSync(path.join(folder, name), text);
