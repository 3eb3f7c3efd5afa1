import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode, insertFile } from './folder-store.ts';

/** Which process of this machine holds what, as a folder with one file for each claim. */
export interface Claims {
  /** Whether this process holds it now, and did not before. */
  claim(key: string): boolean;
  release(key: string): void;
  /** The number of claims of processes that still run. */
  count(): number;
}

/** Claims whose owner was killed are as good as none. */
export function claimsIn(folder: string): Claims {
  const own = ownerOf(process.pid) ?? String(process.pid);
  const fileOfClaim = (key: string): string => join(folder, key);
  return {
    claim(key) {
      mkdirSync(folder, { recursive: true });
      const file = fileOfClaim(key);
      if (insertFile(file, own)) return true;
      if (isHeld(file)) return false;
      // Of several processes that see the lost claim, one inserts the next. That another one has
      // just done so, and loses it here, costs only that a shard is done twice.
      rmSync(file, { force: true });
      return insertFile(file, own);
    },
    release: (key) => rmSync(fileOfClaim(key), { force: true }),
    count: () => namesIn(folder).filter((name) => isHeld(fileOfClaim(name))).length,
  };
}

/** The names of the files in a folder that are whole; []: there is no such folder. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => !name.endsWith('.half'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function isHeld(file: string): boolean {
  try {
    const owner = readFileSync(file, 'utf8');
    return owner === (ownerOf(Number(owner.split(' ')[0])) ?? '');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** A process by its id and, where the system says so, by when it began; null: it has ended. */
function ownerOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return null;
  }
  try {
    // The 22nd field is when it began; the 2nd one, in parentheses, may have spaces.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A process that was killed and not yet waited for.
    return fields[0] === 'Z' ? null : `${pid} ${fields[19]}`;
  } catch {
    return String(pid);
  }
}
