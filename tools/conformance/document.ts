import { isOurs, type Guide, type ReasonKind, type Statement } from './guides.ts';
import type { Proof } from './titles.ts';

const WORDS: Readonly<Record<ReasonKind, string>> = {
  'not-done': 'not done',
  'does-not-apply': 'does not apply',
  permission: 'a permission',
  operator: 'for the operator',
  measured: 'measured',
  'in-part': 'in part',
};

const HEAD = `# Conformance

What the three Da Vinci guides state for the roles that Stepwise takes, and how each statement is kept. A statement is named by the id that the guide's own list has; its words stand there. Written by \`tools/conformance.ts\` from the titles of the tests and from the reasons in [tests/conformance/statements](tests/conformance/statements); a test says when it is out of date.

- **test**: an automatic test carries the id in its title. The link leads to its file.
- **in part**: a test as well, and what it does not show.
- **not done**: it would be possible or wanted, and is not there.
- **does not apply**: what it speaks of does not occur here.
- **a permission**: it lets somebody do something, so nothing could fail.
- **for the operator**: a duty of the organization that runs the service.
- **measured**: by a measurement, not by a test.
- **OPEN**: neither a test nor a reason.
`;

/**
 * CONFORMANCE.md: a table of counts, then every statement of each guide for a role that is ours.
 * @returns Markdown as Prettier leaves it: the tables are told to it as finished, since it would pad them to their widest cell
 */
export function conformanceDocument(guides: readonly Guide[], proofs: readonly Proof[]): string {
  const all = guides.map((guide) => ({ guide, rows: rowsOf(guide, proofs) }));
  const kinds: readonly string[] = ['test', ...Object.values(WORDS), OPEN];
  const counts = all.map(({ guide, rows }) => [
    `[${guide.title} ${guide.version}](#${anchor(guide)})`,
    String(rows.length),
    ...kinds.map((kind) => String(rows.filter((row) => row.kind === kind).length)),
  ]);
  const sections = all.map(
    ({ guide, rows }) =>
      `## ${guide.title} ${guide.version}\n\n${table(
        ['Id', 'Strength', 'Of', 'How', ''],
        rows.map(({ statement, kind, how }) => [
          statement.id,
          statement.strength.join(', '),
          statement.actors.join(', '),
          kind === OPEN ? `**${OPEN}**` : kind,
          how,
        ]),
      )}`,
  );
  const tables = [table(['Guide', 'Statements', ...kinds], counts), ...sections].join('\n');
  return `${HEAD}\n<!-- prettier-ignore-start -->\n\n${tables}\n<!-- prettier-ignore-end -->\n`;
}

const OPEN = 'OPEN';

interface Row {
  readonly statement: Statement;
  readonly kind: string;
  readonly how: string;
}

function rowsOf({ name, statements, reasons }: Guide, proofs: readonly Proof[]): readonly Row[] {
  return statements
    .filter((statement) => isOurs(name, statement))
    .map((statement) => {
      const tests = proofs.filter(({ guide, id }) => guide === name && id === statement.id);
      const reason = reasons.get(statement.id);
      const told = tests.map(toldTest).join('; ');
      if (tests.length > 0)
        return reason?.kind === 'in-part'
          ? { statement, kind: WORDS[reason.kind], how: `${reason.text} ${told}` }
          : { statement, kind: 'test', how: told };
      return reason === undefined
        ? { statement, kind: OPEN, how: '' }
        : { statement, kind: WORDS[reason.kind], how: reason.text };
    });
}

function toldTest({ title, file }: Proof): string {
  return `[${escaped(title)}](${file})`;
}

/** A title may hold what means something in a table or a link. */
function escaped(text: string): string {
  return text.replaceAll(/[\\|[\]`*_<>]/gu, String.raw`\$&`);
}

function anchor({ title, version }: Guide): string {
  return `${title} ${version}`.toLowerCase().replaceAll('.', '').replaceAll(' ', '-');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}
