/** A line, or for an 837 file a claim, that could not be used and was set aside. */
export interface SetAside {
  /** As the user named it. */
  readonly file: string;
  /** The line of a text file, the row of a Parquet file or the segment of an 837 file, from 1. */
  readonly line: number;
  readonly what: string;
  readonly mend: string;
  /** As it stands in the file, as far as it can be shown. */
  readonly text: string;
}

/** The file of what was set aside: one line each, with the line as it stood last. */
export function setAsideCsv(rejects: readonly SetAside[]): string {
  const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
  const rows = rejects.map(({ file, line, what, mend, text }) =>
    [quoted(file), String(line), quoted(what), quoted(mend), quoted(text)].join(','),
  );
  return `${['file,line,what,mend,text', ...rows].join('\n')}\n`;
}
