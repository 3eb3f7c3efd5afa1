import { EXIT } from './exit-code.ts';

/** With this code, `git bisect run` is told that a commit cannot be judged. */
export const SKIPPED = 125;

/** The exit code for `git bisect run`: good and bad stay, all else is no verdict. */
function codeForBisect(code: number): number {
  return code === EXIT.ok || code === EXIT.violated ? code : SKIPPED;
}

/** Has this process end so that `git bisect run` understands it, however it ends. */
export function endForBisect(): void {
  process.on('exit', (code) => {
    process.exitCode = codeForBisect(code);
  });
}
