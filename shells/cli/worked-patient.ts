import { readFileSync } from 'node:fs';
import path from 'node:path';
import { colored, plain } from './paint.ts';
import { run } from './run.ts';

/**
 * `npm start tour`: one example patient on the whole path, each step the very command that anyone can type. Nothing here
 * is computed or printed otherwise than by those commands.
 */
const ROOT = path.resolve(import.meta.dirname, '..', '..');

interface Step {
  readonly title: string;
  readonly about: string;
  readonly command: string;
}

const STEPS: readonly Step[] = [
  {
    title: 'Is the drug covered, under two payers’ policies?',
    about:
      'A chart from the hospital’s system and what the prescriber attests. The patient has had platinum and nothing since.',
    command:
      'check --policy fep-5.21.223,prime-ic-0789 --request initial --chart examples/charts/second-line.json --answers examples/answers/second-line.yaml --on 2026-06-15',
  },
  {
    title: 'When are the doses due, and what goes with each?',
    about: 'The doses given so far, and what the label asks for around each of the next.',
    command: 'calendar --course examples/courses/second-line.json --cycles 3',
  },
  {
    title: 'How is the second dose made, and until when is the bag good?',
    about: 'The vial was reconstituted at 8:40 in the morning.',
    command: 'prepare --dose 10 --reconstituted 2026-06-22T08:40-05:00',
  },
  {
    title: 'What goes on the claim?',
    about: 'From the doses given and the vials opened, as the course records them.',
    command: 'claim --course examples/courses/second-line.json --dose C1D8',
  },
];

const colors = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
const paint = colors ? colored : plain;
const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };

process.chdir(ROOT);
process.stdout.write(`${paint('bold', `Stepwise ${version}: one patient from chart to claim`)}\n`);
for (const [index, { title, about, command }] of STEPS.entries()) {
  process.stdout.write(`\n${paint('bold', `${index + 1}  ${title}`)}\n${about}\n`);
  process.stdout.write(`${paint('cyan', `$ npm run -s stepwise -- ${command}`)}\n\n`);
  const status = await run(command.split(' '), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    colors,
    debug: false,
  });
  if (status === 1 || status === 2) process.exitCode = status;
}
