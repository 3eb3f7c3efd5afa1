import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';

const PREFIX = 'kernel:';

/** A kernel tree: a folder as it is, or one of a git repository as it is in a revision. */
export interface KernelRef {
  readonly folder: string;
  /** Null: the files that lie in the folder. */
  readonly revision: string | null;
}

/** The subject of a kernel tree, as commands take it: "kernel:DIR" or "kernel:DIR@REVISION". */
export function kernelName(tree: string): string {
  return `${PREFIX}${tree}`;
}

/** Whether the name of a subject is that of a kernel tree. */
export function isKernelName(name: string): boolean {
  return name.startsWith(PREFIX);
}

/**
 * The kernel tree of that name. Folders and revisions may have "@" in their names: the longest
 * folder that is there is meant.
 */
export function kernelRef(name: string): KernelRef {
  const tree = name.slice(PREFIX.length);
  if (existsSync(tree)) return { folder: tree, revision: null };
  const ats = [...tree.matchAll(/@/g)].map(({ index }) => index);
  const at = ats.findLast((end) => existsSync(tree.slice(0, end))) ?? ats[0];
  if (at === undefined) return { folder: tree, revision: null };
  return { folder: tree.slice(0, at), revision: tree.slice(at + 1) };
}

const LENGTH_MAX = 64;

/**
 * The name that runs of the tree carry: letters, digits, ".", "_" and "-", at most 64.
 * @param commit null: the files that lie in the folder
 */
export function designNameOf(folder: string, commit: string | null): string {
  const base = basename(resolve(folder)).replaceAll(/[^A-Za-z0-9._-]/g, '-');
  const end = commit === null ? '' : `-${commit}`;
  return `kernel-${base}`.slice(0, LENGTH_MAX - end.length) + end;
}
