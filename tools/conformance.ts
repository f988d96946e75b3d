import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { conformanceOf, STATEMENTS } from './conformance/project.ts';
import { statementsFile, statementsText } from './conformance/requirements.ts';

// `node tools/conformance.ts`: writes CONFORMANCE.md from the titles of the tests and the reasons, and says what is open.
// --fixtures FOLDER first reads the ids of the statements anew from the guides' own lists, for a new version of a guide.
const { values } = parseArgs({ options: { fixtures: { type: 'string' } } });
const root = path.resolve(import.meta.dirname, '..');

if (values.fixtures !== undefined) {
  const file = path.join(root, STATEMENTS, 'statements.json');
  writeFileSync(file, statementsText(statementsFile(values.fixtures)));
}
const { document, faults, open } = conformanceOf(root);
writeFileSync(path.join(root, 'CONFORMANCE.md'), document);
process.stdout.write([...faults, `CONFORMANCE.md is written; ${String(open.length)} open`, ...open, ''].join('\n'));
if (faults.length > 0) process.exitCode = 1;
