import { expect, test } from 'vitest';
import type { InputFault } from '../input/input-error.ts';
import { linkClaimForms } from './load-claim-forms.ts';
import { claimFormsSchema } from './schemas/claim-forms.ts';
import { YamlFile } from './yaml-file.ts';

const layout = (id: string): string => `    - { id: ${id}, blanks: 1, cite: [{ basis: unconfirmed, note: a }] }\n`;
const fileOf = (byDefault: string, ...ids: readonly string[]): string =>
  `ndcLines:\n  default: ${byDefault}\n  caution: { text: a, cite: [{ basis: unconfirmed, note: a }] }\n  layouts:\n${ids.map(layout).join('')}`;

function faultsOf(text: string): readonly (readonly [number | undefined, string, string])[] {
  const file = YamlFile.parse('claim-forms.yaml', text);
  if (!(file instanceof YamlFile)) throw new Error(JSON.stringify(file));
  const faults: InputFault[] = [];
  linkClaimForms({ file, value: claimFormsSchema.parse(file.value) }, faults);
  return faults.map(({ line, what, mend }) => [line, what, mend]);
}

test('the layout that is taken by default is one of those that are held, and each has its own id', () => {
  expect(faultsOf(fileOf('one', 'one', 'two'))).toEqual([]);
  expect(faultsOf(fileOf('three', 'one', 'two'))).toEqual([[2, 'there is no layout "three"', 'Use one of: one, two']]);
  expect(faultsOf(fileOf('one', 'one', 'one'))).toEqual([[6, 'the id "one" is used twice', 'Give each its own']]);
});
