/** Segments of an 837 that belong together, with the key of their loop's name. */
export interface Loop {
  readonly loop: string;
  readonly segments: readonly string[];
}

/** What opens a loop: the segment, and an element of it where the segment alone does not say it. */
const OPENS: readonly (readonly [segment: string, element: number, value: string, loop: string])[] = [
  ['NM1', 1, '41', '1000A'],
  ['NM1', 1, '40', '1000B'],
  ['HL', 3, '20', '2000A'],
  ['HL', 3, '22', '2000B'],
  ['HL', 3, '23', '2000C'],
  ['NM1', 1, '85', '2010AA'],
  ['NM1', 1, '87', '2010AB'],
  ['NM1', 1, 'IL', '2010BA'],
  ['NM1', 1, 'PR', '2010BB'],
  ['NM1', 1, 'QC', '2010CA'],
  ['NM1', 1, '71', '2310-71'],
  ['NM1', 1, '82', '2310-82'],
  ['NM1', 1, 'DN', '2310-DN'],
  ['NM1', 1, '77', '2310-77'],
];
const ALONE: Readonly<Record<string, string>> = { CLM: '2300', LX: '2400', LIN: '2410', SE: 'end' };
const TERMINATOR = '~';
const SEPARATOR = '*';

/** The segments of an 837 as this program writes it, in its loops. */
export function loopsOf(document: string): readonly Loop[] {
  const loops: { loop: string; segments: string[] }[] = [];
  for (const segment of document.split(TERMINATOR).filter((one) => one !== '')) {
    const opened = openedBy(segment.split(SEPARATOR));
    const last = loops.at(-1);
    if (opened !== undefined || last === undefined) loops.push({ loop: opened ?? 'envelope', segments: [segment] });
    else last.segments.push(segment);
  }
  return loops;
}

function openedBy(elements: readonly string[]): string | undefined {
  const [name = ''] = elements;
  return ALONE[name] ?? OPENS.find(([segment, at, value]) => segment === name && elements[at] === value)?.[3];
}
