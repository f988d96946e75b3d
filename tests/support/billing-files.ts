import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { parse, stringify } from 'yaml';
import { example, stepwiseAt, type Call } from './cli.ts';

export const NOW = '2026-11-21T08:30:00-05:00';
export const COURSE = example('courses', 'step-up-complete.json');
export const [CLINIC, PATIENT] = [example('billing', 'clinic.yaml'), example('billing', 'patient.yaml')];
export const BOTH = `${CLINIC},${PATIENT}`;
const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-claim-'));
/** A file of the test's own, gone after it. */
export const inFolder = (name: string): string => path.join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** `stepwise claim` of the example course. */
export const claim = (...args: readonly string[]): Promise<Call> =>
  stepwiseAt(NOW, 'claim', '--course', COURSE, ...args);

/** What the tests look at of an answer. */
export interface Answer {
  readonly ready: boolean;
  readonly document: unknown;
  readonly needed: readonly { readonly fact: string; readonly ask: string }[];
  readonly cautions: readonly { readonly id: string }[];
}
export const answerOf = ({ out }: Call): Answer => JSON.parse(out) as Answer;

export type Tree = Record<string, unknown>;
let files = 0;
/** The two example files as one, changed. */
export function billingWith(change: (billing: Tree) => Tree): string {
  const both = [CLINIC, PATIENT].map((file) => parse(readFileSync(file, 'utf8')) as Tree);
  const file = inFolder(`billing-${files++}.yaml`);
  writeFileSync(file, stringify(change(Object.assign({}, ...both) as Tree)));
  return file;
}
export const without = (tree: unknown, key: string): Tree =>
  Object.fromEntries(Object.entries(tree as Tree).filter(([name]) => name !== key));

/** The course with its doses given in an office. */
export function officeCourse(): string {
  const file = inFolder('office.json');
  writeFileSync(file, readFileSync(COURSE, 'utf8').replaceAll('"hospital-outpatient"', '"office"'));
  return file;
}
