import { expect } from 'vitest';
import { remitVerb } from '../../shells/cli/verbs/remit.ts';
import { TestDesk } from './desk.ts';

export const EXAMPLES = 'examples/remittances';
export const COURSES = `${EXAMPLES}/courses`;
export const FIRST = `${COURSES}/first-patient.json`;
export const SECOND = `${COURSES}/second-patient.json`;

export interface Account {
  readonly claim: string;
  readonly shortCents: number | null;
  readonly reason: string | null;
  readonly adjustments: readonly unknown[];
  readonly remarks: readonly string[];
}
export interface RemitAnswer {
  readonly added: readonly { readonly course: string; readonly entry: Record<string, unknown> }[];
  readonly recorded: boolean;
  readonly rejects: readonly { readonly where: string; readonly line?: number; readonly what: string }[];
  readonly denials: readonly Account[];
  readonly underpayments: readonly Account[];
  readonly open: readonly Account[];
  readonly paid: readonly Account[];
  readonly unclear: readonly Account[];
}

export async function remit(
  desk: TestDesk,
  ...args: readonly string[]
): Promise<{ status: number; answer: RemitAnswer }> {
  const { status, json, err } = await desk.call(remitVerb, ...args);
  expect(err).toBe('');
  return { status, answer: json as RemitAnswer };
}
export const claims = (accounts: readonly Account[]): string[] => accounts.map(({ claim }) => claim);

/** The lists of a file of answers against the example courses. */
export async function fromFile(text: string, name = 'answers.csv'): Promise<{ status: number; answer: RemitAnswer }> {
  const desk = new TestDesk();
  desk.files.set(name, text);
  return remit(desk, '--courses', COURSES, '--file', name);
}
export const HEAD = 'claim,date,paid,denied,adjustments,remarks';
export const rejects = ({ answer }: { answer: RemitAnswer }): string[] =>
  answer.rejects.map(({ line, what }) => `${line ?? '-'}: ${what}`);
