#!/usr/bin/env node
import { availableParallelism } from 'node:os';
import { Argument, Command, CommanderError, Option } from 'commander';
import { ENGINES } from '../explore/checking/check-plan.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { codeOf } from './files.ts';
import { propertyList, wholeNumber } from './options.ts';
import { reportTarget } from './report-target.ts';
import { isUserError, UserError } from './user-error.ts';
import { WHAT_THERE_IS } from './what-there-is.ts';

/**
 * What a command does when it is called. Only then its module is imported, so that none waits for
 * what another one needs.
 */
function action(
  load: () => Promise<(...args: never[]) => ExitCode | Promise<ExitCode>>,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = await load();
    // Behind arguments and flags commander gives the command itself.
    process.exitCode = await command(...(given.slice(0, -1) as never[]));
  };
}

function withCommon(command: Command): Command {
  return command
    .addOption(
      new Option('--callers <kind>', 'only these callers').choices(['well-behaved', 'careless']),
    )
    .option('--runs <n>', 'random runs, and up to 500 besides in large trees', wholeNumber(1, 1e9))
    .option('--seed <n>', 'seed of the random runs', wholeNumber(0, 2 ** 31 - 1))
    .option('--jobs <n>', 'worker threads', wholeNumber(1, 64), availableParallelism())
    .option('--out <dir>', 'write each run to a file of its own there')
    .option('--json', 'one JSON document on standard output, and nothing else');
}

function withReports(command: Command): Command {
  return command.option(
    '--report <kind=file>',
    'junit=FILE or ktap=FILE: every cell as a test case; can be given again',
    reportTarget,
  );
}

/** What is searched, how, and for how long. */
function withSearch(command: Command): Command {
  return command
    .addOption(new Option('--engine <engine>', 'only this one').choices(ENGINES))
    .option('--scope <scope>', 'as "cpus=2,irqs=0,calls=2", "default", or "large,reserve=off"')
    .option('--script <file>', 'search only these calls: a script, or the calls of a run')
    .option('--max-states <n>', 'most states of a search', wholeNumber(1, 1e9))
    .option(
      '--max-executions <n>',
      'most runs of a script, of engine exhaustive',
      wholeNumber(1, 1e9),
    )
    .option('--max-mb <n>', 'most memory of a search', wholeNumber(1, 1e6))
    .option('--exact', 'compare states, not only their fingerprints')
    .option('--preemptions <n>', 'most preemptions of a run', wholeNumber(0, 1000))
    .option('--time <seconds>', 'end soon after so long', wholeNumber(1, 1e6));
}

/** Commands on what is kept: runs, recordings, names. */
function withRunCommands(root: Command): void {
  root
    .command('replay')
    .description('run files: tell what happens and whether each shows what it says')
    .argument('<file...>')
    .option('--design <design>', 'on this design, whatever the file says')
    .option('--policy <policy>', 'under this retry policy: name, or .ts or .js file')
    .action(action(async () => (await import('./replay-command.ts')).replayCommand));
  root
    .command('shrink')
    .description('a simpler run that shows the same')
    .argument('<file>')
    .option('--design <design>', 'the file of the design that the run is of')
    .option('--policy <policy>', 'the file of the retry policy that the run is of')
    .option('--out <file>', 'write it there instead of to standard output')
    .action(action(async () => (await import('./shrink-command.ts')).shrinkCommand));
  root
    .command('realise')
    .description('the run on the maple tree itself: where it asks for the memory that is refused')
    .argument('<file>')
    .option('--design <design>', 'the file of the design that the run is of')
    .option('--policy <policy>', 'the file of the retry policy that the run is of')
    .option('--out <file>', 'write it there')
    .action(action(async () => (await import('./realise-command.ts')).realiseCommand));
  root
    .command('recorded')
    .description('recordings of the real allocators: through the designs, and through the judges')
    .argument('<path...>', 'files or folders')
    .action(action(async () => (await import('./recorded-command.ts')).recordedCommand));
  root
    .command('prove')
    .description(
      'proves invariants of deferral and retry, for every policy and any number of ranges',
    )
    .option('--policy <policy>', 'also of this retry policy: name, or .ts or .js file')
    .option('--smt <dir>', 'write what is asked of the solver there, as SMT-LIB')
    .option('--json', 'one JSON document on standard output, and nothing else')
    .action(action(async () => (await import('./prove-command.ts')).proveCommand));
  root
    .command('list')
    .description('what there is')
    .addArgument(new Argument('[what]').choices(WHAT_THERE_IS))
    .action(action(async () => (await import('./list-command.ts')).listCommand));
}

/** Commands on when deferred ranges are retried. */
function withRetryCommands(root: Command): void {
  root
    .command('policy')
    .description('retry policies: their delays, and whether they keep their contract')
    .argument('<policy...>', 'names, or .ts or .js files')
    .action(action(async () => (await import('./policy-command.ts')).policyCommand));
  root
    .command('backoff')
    .description('what retry policies cost, side by side')
    .argument('[policy...]', 'names, or .ts or .js files; all known ones without')
    .option('--design <design>', 'name, or .ts or .js file', 'llist')
    .addOption(new Option('--policy <policy>').hideHelp())
    .option('--rate <n>', 'unmaps a second', wholeNumber(1, 10_000), 1000)
    .option('--pages <n>', 'pages of the space', wholeNumber(16, 2 ** 16), 512)
    .option('--jobs <n>', 'worker threads', wholeNumber(1, 64), availableParallelism())
    .option('--csv <file>', 'the outage over time, as a table')
    .option('--plot <file>', 'the outage over time, as an SVG')
    .option('--out <dir>', 'write the runs of the worst recoveries there')
    .option('--json', 'one JSON document on standard output, and nothing else')
    .action(action(async () => (await import('./backoff-command.ts')).backoffCommand));
  root
    .command('starve')
    .description(
      'whether a deferred range, or a call, can wait for ever while memory comes and goes',
    )
    .argument('<design>', 'name, or .ts or .js file')
    .option('--policy <policy>', 'under this retry policy: name, or .ts or .js file')
    .option('--window <ms>', 'memory is there for so long again and again', wholeNumber(0, 1e6))
    .action(action(async () => (await import('./starve-command.ts')).starveCommand));
}

/** How good the suite is. */
function withBugs(root: Command): void {
  root
    .command('bugs')
    .description('how good the suite is: whether it catches bugs that were seeded')
    .argument('[bug...]', 'names; all without')
    .addOption(new Option('--engine <engine>', 'only this one').choices(ENGINES))
    .option('--time <seconds>', 'for each engine on each bug', wholeNumber(1, 1e6), 60)
    .option('--seed <n>', 'seed of the random runs', wholeNumber(0, 2 ** 31 - 1), 1)
    .option('--jobs <n>', 'worker threads', wholeNumber(1, 64), availableParallelism())
    .option('--out <dir>', 'write the run that catches each bug there')
    .option('--json', 'one JSON document on standard output, and nothing else')
    .action(action(async () => (await import('./bugs-command.ts')).bugsCommand));
}

function program(): Command {
  const root = new Command('iova-check')
    .description('Checks the Linux IOVA allocator with deferred frees against its ownership model.')
    .version('0.1.0')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  withReports(withCommon(root))
    .option('--policies', 'also every other retry policy, with well-behaved callers; takes minutes')
    .option('--update', 'rewrite expected.json, with every policy; takes minutes')
    .action(action(async () => (await import('./check-command.ts')).matrixCommand));
  withSearch(withReports(withCommon(root.command('check'))))
    .description('check one design: a known one, or a file that varies one')
    .argument('<design>', 'name, or .ts or .js file')
    .option('--policy <policy>', 'under this retry policy: name, or .ts or .js file')
    .option('--property <ids>', 'only these, as "AVL-1,LIV-2"', propertyList)
    .option('--allow <file>', 'let the signatures pass that this list has')
    .option('--write-allow <file>', 'write that list: add what is found')
    .action(action(async () => (await import('./check-command.ts')).checkCommand));
  withSearch(withCommon(root.command('compare')))
    .description('what B breaks that A does not, and the other way round, with the runs')
    .argument(
      '<A>',
      'DESIGN or DESIGN:POLICY: names, files, or files of a git revision as f.ts@HEAD',
    )
    .argument('<B>', 'likewise')
    .option('--property <ids>', 'only these, as "AVL-1,LIV-2"', propertyList)
    .action(action(async () => (await import('./compare-command.ts')).compareCommand));
  withRetryCommands(root);
  withRunCommands(root);
  withBugs(root);
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
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.ok);
    process.exit(fail(new UserError(`standard output: cannot be written: ${codeOf(error)}`)));
  });
  try {
    await program().parseAsync();
  } catch (error) {
    process.exitCode = fail(error);
  }
}

await main();
