import { expect, it } from 'vitest';
import { linesOf } from './resource-lines.ts';

it('shows what a person reads of a resource: texts before codes, quantities with their unit, and no plumbing', () => {
  const lines = linesOf({
    ...{ resourceType: 'Observation', id: 'one', meta: { versionId: '1' }, status: 'final' },
    code: { text: 'Disease stage', coding: [{ system: 's', code: 'c' }] },
    category: [{ coding: [{ system: 's', code: 'lab', display: 'Laboratory' }] }],
    subject: { reference: 'Patient/x' },
    valueQuantity: { value: 4.1, unit: '10*9/L' },
    performer: [{ reference: 'Practitioner/p', display: 'A. Example' }],
    note: [],
  });
  expect(lines).toEqual([
    { name: 'id', value: 'one' },
    { name: 'status', value: 'final' },
    { name: 'code', value: 'Disease stage' },
    { name: 'category', value: 'Laboratory (lab)' },
    { name: 'value quantity', value: '4.1 10*9/L' },
    { name: 'performer', value: 'A. Example' },
  ]);
});
