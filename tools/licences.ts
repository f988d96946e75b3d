/** A package as the lock file has it. */
export interface LockedPackage {
  readonly license?: string;
  readonly dev?: boolean;
}

/** What may be shipped and built with: all let the work be used, changed and passed on under its own licence. */
const ALLOWED = [
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'Zlib'],
  // Its own files stay under it; nothing of them is changed here.
  ...['MPL-2.0', 'Python-2.0'],
];

/** Packages whose licence stands in a file of theirs alone, as somebody has read it there. */
const READ: Readonly<Record<string, string>> = {
  '@lhncbc/ucum-lhc': 'terms of the National Library of Medicine, after BSD; the table of units under its own',
  fhirpath: 'terms of the National Library of Medicine, after BSD',
  'png-js': 'MIT',
  'emitter-component': 'MIT at the repository that it names; the package itself says nothing',
};

/**
 * The packages of a lock file whose licence is none of those allowed, each as `name: licence`.
 * @param packages by their places, `node_modules/a/node_modules/b`; the empty place is the project itself
 */
export function notAllowed(packages: Readonly<Record<string, LockedPackage>>): readonly string[] {
  return Object.entries(packages).flatMap(([place, { license }]) => {
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return place === '' || name in READ || (license !== undefined && isAllowed(license))
      ? []
      : [`${name}: ${license ?? 'no licence told'}`];
  });
}

/** An SPDX expression without brackets within brackets: one of its `OR` parts, and all `AND` parts of that. */
function isAllowed(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/gu, '');
  return plain.split(' OR ').some((part) => part.split(' AND ').every((one) => ALLOWED.includes(one.trim())));
}
