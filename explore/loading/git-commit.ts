import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** A commit, by its 40 hex digits; or why there is none, in one line. */
export type FoundCommit =
  | { readonly kind: 'commit'; readonly commit: string }
  | { readonly kind: 'none'; readonly why: string };

/** The commit that a revision names where the file lies, as "HEAD~1", if it has such a file. */
export function commitOf(file: string, revision: string): FoundCommit {
  if (!existsSync(dirname(file))) return UNKNOWN;
  try {
    // In two steps: behind ":/text", "^{commit}" would be more of the text.
    const object = revParse(file, revision);
    const commit = revParse(file, `${object}^{commit}`);
    const isThere = ask(file, ['ls-tree', '--name-only', commit, `./${basename(file)}`]) !== '';
    return isThere ? { kind: 'commit', commit } : UNKNOWN;
  } catch (error) {
    const why = whyNot(error);
    return why === '' ? UNKNOWN : { kind: 'none', why };
  }
}

const UNKNOWN: FoundCommit = {
  kind: 'none',
  why: 'git knows no such revision with that file in it',
};

function revParse(file: string, revision: string): string {
  return ask(file, ['rev-parse', '--verify', '--quiet', revision]).trim();
}

/** What git says of it, or the system of git. Empty: nothing, as of an unknown revision. */
function whyNot(error: unknown): string {
  if (!(error instanceof Error && 'stderr' in error)) throw error;
  const { message, stderr } = error;
  if (typeof stderr !== 'string') return `git does not run: ${message}`;
  return stderr.split('\n')[0] ?? '';
}

/** The text that the file has in a commit. */
export function textAt(file: string, commit: string): string {
  return ask(file, ['show', `${commit}:./${basename(file)}`]);
}

function ask(file: string, args: readonly string[]): string {
  return execFileSync('git', args, { cwd: dirname(file), encoding: 'utf8', stdio: 'pipe' });
}
