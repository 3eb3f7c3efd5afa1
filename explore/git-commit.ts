import { execFileSync } from 'node:child_process';
import { basename, dirname } from 'node:path';

/**
 * The commit that a revision names where the file lies, as "HEAD~1": 40 hex digits. Null: there is
 * none, it has no such file, or there is no git.
 */
export function commitOf(file: string, revision: string): string | null {
  try {
    const commit = ask(file, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]).trim();
    ask(file, ['cat-file', '-e', `${commit}:./${basename(file)}`]);
    return commit;
  } catch {
    return null;
  }
}

/** The text that the file has in a commit. */
export function textAt(file: string, commit: string): string {
  return ask(file, ['show', `${commit}:./${basename(file)}`]);
}

function ask(file: string, args: readonly string[]): string {
  return execFileSync('git', args, { cwd: dirname(file), encoding: 'utf8', stdio: 'pipe' });
}
