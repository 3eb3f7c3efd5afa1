const READ_MORE = 'docs/glossary.md explains the terms, README.md the commands.';

/** What `iova-check --help` ends with. */
export const HELP_OF_PROGRAM = `
Exit codes:
  0  everything holds, or is as expected
  1  a property is violated, or a verdict is not as expected
  2  wrong usage, or a file that cannot be read, written or used
  3  inconclusive: a search was cut short, or never met what it is about
  4  a bug of iova-check itself
  5  a run cannot be followed, shows something else than it says, or is not
     deterministic
  If several apply, 4 wins over 2, 2 over 5, 5 over 1, 1 over 3, and 3 over 0.
  With --bisect, 125 stands for each of 2 to 5.

\`iova-check COMMAND --help\` lists the options of a command.
${READ_MORE}`;

/** What the help of each command ends with. */
export const HELP_OF_COMMANDS = `
\`iova-check --help\` explains the exit codes.
${READ_MORE}`;
