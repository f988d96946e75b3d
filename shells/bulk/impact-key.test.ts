import { describe, expect, it } from 'vitest';
import type { FactDefinition } from '../../core/values/fact.ts';
import { keyOf } from './impact-key.ts';
import { openPopulationDatabase } from './population-database.ts';

const COUNT: FactDefinition = {
  ...{ id: 'count', name: 'Count', ask: 'How many?' },
  type: { kind: 'integer', unit: 'doses', min: 0 },
};

describe('the number of a row', () => {
  it('takes what is greater than any number that is mentioned, and nothing that is no whole number', async () => {
    const column = { name: 'count', type: 'DOUBLE', definition: COUNT, says: 'value' } as const;
    const { sql } = keyOf([[column, { by: 'value', cells: [[0], [1], [2]], top: 2 }]], '2026-06-15');
    const database = await openPopulationDatabase();
    const values = `(VALUES (1.0), (25.0), (1e300), (2.5), ('nan'::DOUBLE), ('inf'::DOUBLE), (NULL)) AS t(count)`;
    const rows = await database.query(`SELECT CAST(${sql} AS INTEGER) AS key FROM ${values}`);
    database.close();
    expect(rows.map(({ key }) => key)).toEqual([2, 3, 3, null, null, null, 0]);
  });
});
