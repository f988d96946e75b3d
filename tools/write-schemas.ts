import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { publishedSchemas } from './published-schemas.ts';

// Writes schemas/ anew; a test says when that was forgotten.
const folder = path.resolve(import.meta.dirname, '..', 'schemas');
mkdirSync(folder, { recursive: true });
for (const [name, text] of publishedSchemas()) writeFileSync(path.join(folder, name), text);
