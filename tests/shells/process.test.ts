import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/knowledge.ts';

/** As a user types it: npm, the set-up script, the supported Node, one process. */
function npm(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('npm', args, { cwd: ROOT, encoding: 'utf8' });
}

const CHECK = [
  ...['run', '-s', 'stepwise', '--', 'check', '--policy', 'fep-5.21.223,prime-ic-0789', '--request', 'initial'],
  ...[
    '--chart',
    'examples/charts/second-line.json',
    '--answers',
    'examples/answers/second-line.yaml',
    '--on',
    '2026-06-15',
  ],
];

describe('the command line as a process', () => {
  it('prints one JSON document and nothing else on stdout', () => {
    const { status, stdout } = npm(...CHECK, '--json');
    const { determinations } = JSON.parse(stdout) as { determinations: { outcome: string }[] };
    expect(determinations.map(({ outcome }) => outcome)).toEqual(['criteria-met', 'criteria-not-met']);
    expect(status).toBe(0);
  });

  it('without a terminal prints no colors, and a second call sets nothing up again', () => {
    const { stdout, stderr } = npm(...CHECK);
    expect(stdout).not.toContain('\u001b[');
    expect(stderr).not.toMatch(/Installing|Compiling/u);
  });

  it('ends with status 2 and an empty stdout on bad input', () => {
    const { status, stdout, stderr } = npm('run', '-s', 'stepwise', '--', 'policy', 'show', '--policy', 'none');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('--policy: there is no policy "none"');
  });

  it('npm start tour prints one patient on the whole path, by the commands that it names', () => {
    const { status, stdout } = npm('start', '--silent', 'tour');
    expect(status).toBe(0);
    for (const part of [
      'CRITERIA MET',
      'CRITERIA NOT MET',
      'C2D1',
      'Infusion must end',
      'J9026',
      '$ npm run -s stepwise -- claim',
    ])
      expect(stdout).toContain(part);
  });
});
