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
  const folder = dirname(file);
  if (!existsSync(folder)) return UNKNOWN;
  const found = commitIn(folder, revision);
  if (found.kind === 'none') return found.why === '' ? UNKNOWN : found;
  const listed = ask(folder, ['ls-tree', '--name-only', found.commit, `./${basename(file)}`]);
  return listed === '' ? UNKNOWN : found;
}

/**
 * The commit that a revision names in the repository of the folder. `why` is empty if git knows no
 * such revision.
 */
export function commitIn(folder: string, revision: string): FoundCommit {
  try {
    // This takes two steps: if "^{commit}" came after ":/text", git would read it as part of the
    // text.
    const object = revParse(folder, revision);
    return { kind: 'commit', commit: revParse(folder, `${object}^{commit}`) };
  } catch (error) {
    return { kind: 'none', why: whyNot(error) };
  }
}

/** A short name of the commit, which no other object of the repository has today. */
export function shortCommit(folder: string, commit: string): string {
  return ask(folder, ['rev-parse', '--short=12', commit]).trim();
}

const UNKNOWN: FoundCommit = {
  kind: 'none',
  why: 'git knows no such revision with that file in it',
};

function revParse(folder: string, revision: string): string {
  return ask(folder, ['rev-parse', '--verify', '--quiet', revision]).trim();
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
  return ask(dirname(file), ['show', `${commit}:./${basename(file)}`]);
}

/** The text of the file at this path below the folder in a commit; null: it has no such file. */
export function textBelow(folder: string, path: string, commit: string): string | null {
  // A bare repository knows no "./", and has no prefix.
  const prefix = ask(folder, ['rev-parse', '--show-prefix']).trim();
  try {
    return ask(folder, ['cat-file', 'blob', `${commit}:${prefix}${path}`]);
  } catch {
    return null;
  }
}

/** What git sets for its hooks: it would win over the folder. */
const OF_HOOKS: ReadonlySet<string> = new Set(['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_WORK_TREE']);

function ask(cwd: string, args: readonly string[]): string {
  const inherited = Object.entries(process.env).filter(([name]) => !OF_HOOKS.has(name));
  const env = { ...Object.fromEntries(inherited), LC_ALL: 'C' };
  const maxBuffer = 2 ** 28;
  return execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: 'pipe', maxBuffer });
}
