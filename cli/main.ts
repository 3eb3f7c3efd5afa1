#!/usr/bin/env node
import { watchdog } from '../explore/loading/watchdog.ts';
import type { CommandName } from './arguments/commands.ts';
import { program } from './arguments/program.ts';
import { reasonOf } from './files/reason-of.ts';
import { endForBisect, SKIPPED } from './process/bisect.ts';
import { EXIT, type ExitCode } from './process/exit-code.ts';
import { fail } from './process/fail.ts';
import { leave } from './process/leave.ts';
import { onOutputError } from './process/standard-output.ts';
import { UserError } from './process/user-error.ts';
import { VERSION } from './process/version.ts';
import { endWithWatch } from './process/watch-round.ts';

type Run = (...args: never[]) => ExitCode | Promise<ExitCode>;

const MATRIX: () => Promise<Run> = async () => (await import('./commands/matrix.ts')).matrixCommand;

/** A command's module is imported when it is called: none waits for what another one needs. */
const COMMANDS: Readonly<Record<CommandName, () => Promise<Run>>> = {
  check: async () => (await import('./commands/check.ts')).checkCommand,
  compare: async () => (await import('./commands/compare.ts')).compareCommand,
  agree: async () => (await import('./commands/agree.ts')).agreeCommand,
  policy: async () => (await import('./commands/policy.ts')).policyCommand,
  backoff: async () => (await import('./commands/backoff.ts')).backoffCommand,
  starve: async () => (await import('./commands/starve.ts')).starveCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  diff: async () => (await import('./commands/diff.ts')).diffCommand,
  page: async () => (await import('./commands/page.ts')).pageCommand,
  shrink: async () => (await import('./commands/shrink.ts')).shrinkCommand,
  realise: async () => (await import('./commands/realise.ts')).realiseCommand,
  recorded: async () => (await import('./commands/recorded.ts')).recordedCommand,
  monitor: async () => (await import('./commands/monitor.ts')).monitorCommand,
  prove: async () => (await import('./commands/prove.ts')).proveCommand,
  list: async () => (await import('./commands/list.ts')).listCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  bugs: async () => (await import('./commands/bugs.ts')).bugsCommand,
  campaign: async () => (await import('./commands/campaign.ts')).campaignCommand,
};

/** Calls a command with its arguments and flags. */
function action(load: () => Promise<Run>): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const run = await load();
    // After arguments and flags, commander passes the command itself.
    const code = await run(...(given.slice(0, -1) as never[]));
    process.exitCode = watchdog.stuck === null ? code : fail(watchdog.stuck);
  };
}

function actions(): Readonly<Record<CommandName, (...given: unknown[]) => Promise<void>>> {
  const entries = Object.entries(COMMANDS).map(([name, load]) => [name, action(load)] as const);
  return Object.fromEntries(entries) as Record<CommandName, ReturnType<typeof action>>;
}

async function main(): Promise<void> {
  onOutputError(
    () => leave((process.exitCode ?? EXIT.ok) as ExitCode),
    (error) => {
      const line = `standard output: cannot be written: ${reasonOf(error)}`;
      leave(fail(new UserError(line)));
    },
  );
  endWithWatch();
  // A mistake in the other arguments is no verdict either.
  const isBisect = process.argv.includes('--bisect');
  if (isBisect) endForBisect();
  watchdog.enable(isBisect ? SKIPPED : EXIT.usage);
  try {
    await program(VERSION, action(MATRIX), actions()).parseAsync();
  } catch (error) {
    process.exitCode = fail(error, Object.keys(COMMANDS));
  } finally {
    await watchdog.stop();
  }
}

await main();
