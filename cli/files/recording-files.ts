import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../process/user-error.ts';

/**
 * A file, or the recordings of a folder and of the folders in it, in alphabetical order.
 * @throws UserError if there is nothing
 */
export function recordingFiles(path: string): readonly string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new UserError(`${path}: there is no such file or folder`);
  if (!stat.isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.jsonl(\.gz)?$/.test(name))
    .toSorted()
    .map((name) => join(path, name));
}
