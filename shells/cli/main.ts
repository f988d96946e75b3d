import { run } from './run.ts';

/** Colors for a person at a terminal, unless NO_COLOR is set; FORCE_COLOR asks for them anyway. */
function wantsColor(): boolean {
  if ((process.env['NO_COLOR'] ?? '') !== '') return false;
  return process.stdout.isTTY || !['', '0'].includes(process.env['FORCE_COLOR'] ?? '');
}

// A reader that closes the pipe early (`| head`) is not a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  colors: wantsColor(),
  debug: (process.env['STEPWISE_DEBUG'] ?? '') !== '',
});
