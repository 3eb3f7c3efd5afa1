import { Command } from 'commander';
import { setColumns } from '../../report/text/wrap-text.ts';
import { beQuiet } from '../process/status-line.ts';
import { type CommandName, COMMANDS, MATRIX } from './commands.ts';
import { HELP_OF_COMMANDS, HELP_OF_PROGRAM } from './help-text.ts';
import { OPTIONS } from './options.ts';

/** What is called with the arguments, the flags and the command itself. */
type Action = (...given: unknown[]) => Promise<void>;

/** The command line: every command with its arguments and options. Throws `CommanderError`. */
export function program(
  version: string,
  matrix: Action,
  actions: Readonly<Record<CommandName, Action>>,
): Command {
  const root = declare(new Command('iova-check'), MATRIX)
    .version(version)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .hook('preAction', (_, command) => applyShown(command.opts()))
    .addHelpText('after', HELP_OF_PROGRAM)
    .action(matrix);
  for (const name of Object.keys(COMMANDS) as CommandName[]) {
    declare(root.command(name), COMMANDS[name])
      .addHelpText('after', HELP_OF_COMMANDS)
      .action(actions[name]);
  }
  return root;
}

function declare(command: Command, declaration: typeof MATRIX): Command {
  command.description(declaration.description);
  for (const argument of declaration.arguments) command.addArgument(argument);
  const names = [...declaration.options, ...SHOWN];
  for (const name of names) command.addOption(OPTIONS[name]());
  return command;
}

/** What every command takes. */
const SHOWN = ['width', 'quiet'] as const;

function applyShown({ width, quiet }: ShownFlags): void {
  if (width !== undefined) setColumns(width);
  if (quiet === true) beQuiet();
}

interface ShownFlags {
  readonly width?: number;
  readonly quiet?: true;
}
