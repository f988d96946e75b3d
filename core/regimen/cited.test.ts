import { expect, it } from 'vitest';
import type { Citation } from '../values/citation.ts';
import { basisCautions } from './cited.ts';

const document: Citation = {
  basis: 'document',
  source: 'label',
  section: 'dosage',
  words: 4,
  fingerprint: '0'.repeat(16),
};
const secondary: Citation = { basis: 'secondary', address: 'example.org', read: '2026-11-20' };
const unconfirmed: Citation = { basis: 'unconfirmed', note: 'confirm it' };

it('a rule that rests on a document and on a belief is named as not confirmed, with the belief', () => {
  const used = [
    { rule: 'hours', cite: [document, unconfirmed] },
    { rule: 'setting', cite: [document, secondary] },
    { rule: 'limit', cite: [secondary, unconfirmed] },
    { rule: 'dose', cite: [document] },
  ];
  expect(basisCautions(used)).toEqual([
    {
      id: 'rests-on-secondary',
      text: 'Parts of this answer are read in a secondary source only: setting.',
      cite: [secondary],
    },
    {
      id: 'rests-on-unconfirmed',
      text: 'Parts of this answer are believed and not confirmed: hours, limit.',
      cite: [unconfirmed],
    },
  ]);
});
