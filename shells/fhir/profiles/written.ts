import type { Profile, Rule, Slice } from '../validate/rules.ts';

/** An extension with a value, as a slice of a list of extensions told apart by its address. */
export const valued = (url: string, min: number, max: number | null, value: Rule): Slice => ({
  when: [{ at: 'url', fixed: url }],
  ...(min === 0 ? {} : { min }),
  ...(max === null ? {} : { max }),
  elements: { 'value[x]': { min: 1, ...value } },
});

/** An extension that its own profile describes, as a slice. */
export const extended = (url: string, min: number, max: number | null): Slice => ({
  when: [{ at: 'url', fixed: url }],
  ...(min === 0 ? {} : { min }),
  ...(max === null ? {} : { max }),
});

/** An extension made of others. */
export const composed = (slices: Readonly<Record<string, Slice>>, invariants: readonly string[] = []): Profile => ({
  type: 'Extension',
  ...(invariants.length === 0 ? {} : { invariants }),
  elements: { extension: { min: 1, slices }, 'value[x]': { max: 0 } },
});

/** A parameter of an operation by its name, as a slice of a list of parameters. */
export const parameter = (
  name: string,
  min: number,
  max: number | null,
  rule: Readonly<Record<string, Rule>>,
): Slice => ({
  when: [{ at: 'name', fixed: name }],
  ...(min === 0 ? {} : { min }),
  ...(max === null ? {} : { max }),
  elements: rule,
});
