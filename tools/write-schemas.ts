import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { publishedSchemas } from './published-schemas.ts';

// Writes schemas/ anew; a test says when that was forgotten.
const folder = path.resolve(import.meta.dirname, '..', 'schemas');
for (const [name, text] of publishedSchemas()) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
