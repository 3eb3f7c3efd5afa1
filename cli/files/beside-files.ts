import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { UserError } from '../process/user-error.ts';

/**
 * Has work done in a folder of its own, in which files lie under names that are the same on every
 * machine, so that results, which may name them, are the same.
 * @param files their texts by their paths, with "/"
 * @param inside the folder within it in which they lie
 * @param work is told the name of each file there
 * @throws UserError if a path leads out of that folder
 */
export async function besideFiles<T>(
  files: Readonly<Record<string, string>>,
  inside: string,
  work: (nameOf: (file: string) => string) => Promise<T>,
): Promise<T> {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'iova-check-campaign-'));
  try {
    layOut(files, join(folder, inside));
    process.chdir(folder);
    return await work((file) => `${inside}/${file}`);
  } finally {
    if (process.cwd() !== before) process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the files into the folder. */
function layOut(files: Readonly<Record<string, string>>, folder: string): void {
  for (const [name, text] of Object.entries(files)) {
    const path = resolve(folder, name);
    if (!path.startsWith(folder + sep)) {
      throw new UserError(`campaign: the file ${name} would lie outside of its folder`);
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
