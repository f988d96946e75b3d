import type { Block } from './worksheet.ts';

/** Those who checked, each person once, however the name is written. */
export function differentPeople(checkedBy: readonly string[]): readonly string[] {
  const names = checkedBy.map(plainName);
  return checkedBy
    .filter((_name, index) => names[index] !== '' && names.indexOf(names[index] ?? '') === index)
    .map((name) => name.trim());
}

/** The same person twice is one check. */
export function peopleBlocks(checkedBy: readonly string[]): readonly Block[] {
  const people = differentPeople(checkedBy);
  const again = checkedBy.filter((name) => plainName(name) !== '' && !people.includes(name.trim()));
  const [first] = again;
  if (first === undefined) return [];
  const what = `${first} stands there twice: two checks are by two different people.`;
  return [{ id: 'same-checker', about: 'people', what, mend: 'Have somebody else check it', cite: [] }];
}

/** Without case, spaces and marks, and without the degrees behind a comma. */
function plainName(name: string): string {
  const [person = ''] = name.split(',');
  return person
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '');
}
