import { chmodSync, lstatSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { closeSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeOutput } from './write-output.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'write-output-'));
  file = path.join(folder, 'course.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('what stood there is whole until the new content is: it is replaced, never emptied and filled again', () => {
  writeFileSync(file, 'the record of a year', { mode: 0o640 });
  const open = openSync(file, 'r');
  writeOutput(file, 'the record of a year and a day');
  // Who had it open still reads all of the old one.
  expect(readFileSync(open, 'utf8')).toBe('the record of a year');
  closeSync(open);
  expect(readFileSync(file, 'utf8')).toBe('the record of a year and a day');
  expect(readdirSync(folder)).toEqual(['course.json']);
  expect(statSync(file).mode & 0o777).toBe(0o640);
});

test('a file behind a link is replaced, and the link stays', () => {
  writeFileSync(file, 'old');
  const link = path.join(folder, 'link.json');
  symlinkSync(file, link);
  writeOutput(link, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
});

test('what cannot be written leaves nothing behind', () => {
  const inFolder = path.join(folder, 'course');
  mkdirSync(inFolder);
  for (const wrong of [inFolder, path.join(folder, 'absent', 'course.json')])
    expect(() => {
      writeOutput(wrong, 'new');
    }).toThrow(`${wrong}: the file cannot be written.`);
  expect(readdirSync(folder)).toEqual(['course']);
});

test.skipIf(process.getuid?.() === 0)('a protected file stays as it is', () => {
  writeFileSync(file, 'old');
  chmodSync(file, 0o444);
  expect(() => {
    writeOutput(file, 'new');
  }).toThrow('the file cannot be written');
  expect(readFileSync(file, 'utf8')).toBe('old');
});
