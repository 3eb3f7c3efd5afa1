#!/usr/bin/env node
import { availableParallelism } from 'node:os';
import { Argument, Command, CommanderError, Option } from 'commander';
import { checkCommand, type CheckFlags, matrixCommand } from './check-command.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { listCommand } from './list-command.ts';
import { propertyList, wholeNumber } from './options.ts';
import { recordedCommand } from './recorded-command.ts';
import { replayCommand, shrinkCommand } from './replay-command.ts';
import { isUserError, UserError } from './user-error.ts';

const MOST_CPUS = 4;

function withCommon(command: Command): Command {
  return command
    .addOption(
      new Option('--callers <kind>', 'only these callers').choices(['well-behaved', 'careless']),
    )
    .option('--runs <n>', 'random runs', wholeNumber(1, 1e9))
    .option('--seed <n>', 'seed of the random runs', wholeNumber(0, 2 ** 31 - 1))
    .option('--jobs <n>', 'worker threads', wholeNumber(1, 64), availableParallelism())
    .option('--out <dir>', 'write each run to a file of its own there')
    .option('--json', 'one JSON document on standard output, and nothing else');
}

/** Commands on what is kept: runs, recordings, names. */
function withRunCommands(root: Command, end: (code: ExitCode) => void): void {
  root
    .command('replay')
    .description('run files: tell what happens and whether each shows what it says')
    .argument('<file...>')
    .option('--design <design>', 'on this design, whatever the file says')
    .action(async (files: string[], flags: { design?: string }) =>
      end(await replayCommand(files, flags)),
    );
  root
    .command('shrink')
    .description('a simpler run that shows the same')
    .argument('<file>')
    .option('--design <design>', 'the file of the design that the run is of')
    .option('--out <file>', 'write it there instead of to standard output')
    .action(async (file: string, flags: { out?: string; design?: string }) =>
      end(await shrinkCommand(file, flags)),
    );
  root
    .command('recorded')
    .description('recordings of the real allocators: through the designs, and through the judges')
    .argument('<path...>', 'files or folders')
    .action((paths: string[]) => end(recordedCommand(paths)));
  root
    .command('list')
    .description('what there is')
    .addArgument(new Argument('[what]').choices(['designs', 'properties']))
    .action((what?: 'designs' | 'properties') => end(listCommand(what)));
}

function program(end: (code: ExitCode) => void): Command {
  const root = new Command('iova-check')
    .description('Checks the Linux IOVA allocator with deferred frees against its ownership model.')
    .version('0.1.0')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  withCommon(root)
    .option('--update', 'rewrite expected.json with what is found')
    .action(async (flags: CheckFlags) => {
      const { update, callers, runs, seed } = flags;
      const partial = [callers, runs, seed].some((value) => value !== undefined);
      if (update === true && partial) {
        throw new UserError('--update goes without --callers, --runs and --seed: it rewrites all');
      }
      end(await matrixCommand(flags));
    });
  withCommon(root.command('check'))
    .description('check one design: a published one, or a file that varies one')
    .argument('<design>', 'name, or .ts or .js file')
    .option('--property <ids>', 'only these, as "AVL-1,LIV-2"', propertyList)
    .addOption(new Option('--engine <engine>', 'only this one').choices(['random', 'states']))
    .addOption(
      new Option('--memory <oracle>', 'what makes a store need memory in random runs').choices([
        'adversarial',
        'tree',
      ]),
    )
    .option('--cpus <n>', 'CPUs that call', wholeNumber(1, MOST_CPUS))
    .option('--irqs <n>', 'CPUs with interrupts that call', wholeNumber(0, MOST_CPUS))
    .option('--time <seconds>', 'begin no new piece of work after so long', wholeNumber(1, 1e6))
    .action(async (design: string, flags: CheckFlags) => {
      const cpus = flags.cpus ?? 2;
      if ((flags.irqs ?? 0) > cpus) {
        throw new UserError(`--irqs ${flags.irqs}: there are only ${cpus} CPUs; give --cpus, too`);
      }
      end(await checkCommand(design, flags));
    });
  withRunCommands(root, end);
  return root;
}

/** One line on standard error for what the user can mend; a stack only for our own bugs. */
function fail(error: unknown): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok;
    if (error.code === 'commander.excessArguments') {
      return tellMistake(`unknown command or argument in: ${process.argv.slice(2).join(' ')}`);
    }
    const line = error.message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
    return tellMistake(line);
  }
  if (isUserError(error)) {
    process.stderr.write(`iova-check: ${error.message}\n`);
    return EXIT.usage;
  }
  process.stderr.write(
    `iova-check: a bug of its own: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  return EXIT.internal;
}

function tellMistake(line: string): ExitCode {
  process.stderr.write(`iova-check: ${line} (iova-check --help)\n`);
  return EXIT.usage;
}

async function main(): Promise<void> {
  // Whoever reads our output may have read enough: `iova-check ... | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? EXIT.ok);
  });
  try {
    await program((code) => {
      process.exitCode = code;
    }).parseAsync();
  } catch (error) {
    process.exitCode = fail(error);
  }
}

await main();
