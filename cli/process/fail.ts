import { CommanderError } from 'commander';
import { FaultyDesign } from '../../explore/loading/faulty-design.ts';
import { didYouMean } from '../../port/nearest-name.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { notify } from './notify.ts';
import { isUserError } from './user-error.ts';

/**
 * One line on standard error for what the user can mend; a stack only for our own bugs.
 * @param commands the names that a command may have
 */
export function fail(error: unknown, commands: readonly string[] = []): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok;
    notify(`iova-check: ${lineOf(error, commands)} (see iova-check --help)`);
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

/** What commander says of a value that is not among those allowed. */
const NOT_ALLOWED = /'(?<value>[^']*)' is invalid.*Allowed choices are (?<choices>.*)\.$/;

function lineOf({ code, message }: CommanderError, commands: readonly string[]): string {
  if (code === 'commander.excessArguments') {
    const given = process.argv.slice(2);
    // What is no option and no command may be a misspelt command.
    const name = given.find((arg) => !arg.startsWith('-')) ?? '';
    return `unknown command or argument in: ${given.join(' ')}${didYouMean(name, commands)}`;
  }
  const line = message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
  const { value = '', choices = '' } = NOT_ALLOWED.exec(line)?.groups ?? {};
  return `${line}${didYouMean(value, choices.split(', '))}`;
}
