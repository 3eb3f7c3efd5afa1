import { existsSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../process/user-error.ts';
import { reasonOf } from './reason-of.ts';

/** Makes sure, before long work, that files can be written there. @throws UserError if not */
export function requireFolder(folder: string): void {
  try {
    makeFolders(folder);
    // Permissions do not show it: a file system can be read-only, or take no files.
    rmdirSync(mkdtempSync(join(folder, '.iova-check-')));
  } catch (error) {
    throw new UserError(`${folder}: no files can be written there: ${reasonOf(error)}`);
  }
}

/** Node's own recursion never ends where a file system takes no folders, as /proc. */
export function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  mkdirSync(folder);
}
