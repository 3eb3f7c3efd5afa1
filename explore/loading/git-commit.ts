import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** A commit as 40 hex digits, or one line that says why there is none. */
export type FoundCommit =
  | { readonly kind: 'commit'; readonly commit: string }
  | { readonly kind: 'none'; readonly why: string };

/**
 * The commit that a revision, such as "HEAD~1", names in the repository of the file, if that commit
 * has the file.
 */
export function commitOf(file: string, revision: string): FoundCommit {
  if (!existsSync(dirname(file))) return UNKNOWN;
  try {
    // This takes two steps: if "^{commit}" came after ":/text", git would read it as part of the
    // text.
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

/**
 * The error message of git, or that of the system if git did not run. Empty if git says nothing, as
 * it does for an unknown revision.
 */
function whyNot(error: unknown): string {
  if (!(error instanceof Error && 'stderr' in error)) throw error;
  const { message, stderr } = error;
  if (typeof stderr !== 'string') return `git does not run: ${message}`;
  return stderr.split('\n')[0] ?? '';
}

/** The text of the file in a commit. */
export function textAt(file: string, commit: string): string {
  return ask(file, ['show', `${commit}:./${basename(file)}`]);
}

function ask(file: string, args: readonly string[]): string {
  return execFileSync('git', args, { cwd: dirname(file), encoding: 'utf8', stdio: 'pipe' });
}
