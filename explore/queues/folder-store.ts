import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { EntryStore } from './entry-store.ts';
import { UnusablePlace } from './place-error.ts';

/** Texts by key in a folder, one file each. A file is there whole or not at all. */
export function folderStore(folder: string): EntryStore {
  const read = (key: string): string | null => {
    try {
      return readFileSync(fileOf(folder, key), 'utf8');
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null;
      throw error;
    }
  };
  return {
    insert(key, text) {
      try {
        mkdirSync(folder, { recursive: true });
        insertFile(fileOf(folder, key), text);
        return Promise.resolve(read(key) ?? text);
      } catch (error) {
        return Promise.reject(unusable(folder, error));
      }
    },
    read(key) {
      try {
        return Promise.resolve(read(key));
      } catch (error) {
        return Promise.reject(unusable(folder, error));
      }
    },
  };
}

export function fileOf(folder: string, key: string): string {
  return join(folder, `${key}.json`);
}

/**
 * Writes a file that is not there yet, whole, also if the process or the machine ends meanwhile.
 * @returns whether it was not there
 */
export function insertFile(file: string, text: string): boolean {
  const half = `${file}.${randomUUID()}.half`;
  try {
    const open = openSync(half, 'wx');
    try {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length;) at += writeSync(open, bytes, at);
      fsyncSync(open);
    } finally {
      closeSync(open);
    }
    // Unlike a rename, a link takes no other file's place.
    linkSync(half, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(half, { force: true });
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** @returns an error whose message says what is wrong with the folder, and what to do */
export function unusable(folder: string, error: unknown): UnusablePlace {
  const reason = hasCode(error, 'ENOSPC')
    ? 'no space is left there; make room, and start the campaign or a worker again'
    : error instanceof Error
      ? (error.message.split('\n')[0] ?? '')
      : String(error);
  return new UnusablePlace(`${folder}: the campaign cannot be kept there: ${reason}`);
}
