import { CommanderError } from 'commander';
import { FaultyDesign } from '../../explore/loading/faulty-design.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { notify } from './notify.ts';
import { isUserError } from './user-error.ts';

/** One line on standard error for what the user can mend; a stack only for our own bugs. */
export function fail(error: unknown): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok;
    const line =
      error.code === 'commander.excessArguments'
        ? `unknown command or argument in: ${process.argv.slice(2).join(' ')}`
        : error.message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
    notify(`iova-check: ${line} (see iova-check --help)`);
    return EXIT.usage;
  }
  if (isUserError(error)) {
    notify(`iova-check: ${error.message}`);
    const isRun = error instanceof FaultyDesign && error.fault.kind === 'not repeatable';
    return isRun ? EXIT.run : EXIT.usage;
  }
  const what = error instanceof Error ? error.stack : String(error);
  notify(`iova-check: this is a bug of iova-check itself: ${what}`);
  return EXIT.internal;
}
