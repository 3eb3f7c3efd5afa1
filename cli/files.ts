import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from './user-error.ts';

/** The text of a file. @throws UserError if it cannot be read */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: cannot be read: ${codeOf(error)}`);
  }
}

/** Writes a file, and its folder if there is none. @throws UserError if it cannot be written */
export function writeText(file: string, text: string): void {
  try {
    makeFolders(dirname(file));
    // Of a link, as /dev/stdout is one, what it leads to is written.
    if (entryAt(file)?.isFile() === false) writeFileSync(file, text);
    else replaceFile(file, text);
  } catch (error) {
    throw new UserError(`${file}: cannot be written: ${codeOf(error)}`);
  }
}

/** What is there itself, as a link that leads nowhere. Null: nothing that can be seen. */
export function entryAt(file: string): Stats | null {
  try {
    return lstatSync(file);
  } catch {
    return null;
  }
}

/** All of it or nothing: what was there is not lost to half a text. */
function replaceFile(file: string, text: string): void {
  // A folder that is new: no name in it is a file of the user's.
  const folder = mkdtempSync(`${file}.`);
  try {
    writeFileSync(join(folder, 'part'), text);
    renameSync(join(folder, 'part'), file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Makes sure that files can be written there. @throws UserError if not */
export function makeFolder(folder: string): void {
  try {
    makeFolders(folder);
    // Permissions do not tell: a file system can be read-only, or take no files.
    rmdirSync(mkdtempSync(join(folder, '.iova-check-')));
  } catch (error) {
    throw new UserError(`${folder}: no folder to write to: ${codeOf(error)}`);
  }
}

/**
 * A slip of the hand is not to cost a design or a list.
 * @param ours how a file of that kind begins, or an empty one
 * @throws UserError if something else is there
 */
export function losesNoOther(file: string, kind: string, ours: RegExp): void {
  if (!existsSync(file) || !statSync(file).isFile() || ours.test(readText(file))) return;
  throw new UserError(`${file}: no ${kind} is there, but something else; name another file`);
}

/** Makes sure, before long work, that the file can be written. @throws UserError if not */
export function makeRoomFor(file: string): void {
  makeFolder(dirname(file));
  if (existsSync(file) && statSync(file).isDirectory()) {
    throw new UserError(`${file}: cannot be written: it is a folder`);
  }
}

/** Node's own recursion never ends where a file system takes no folders, as /proc. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  mkdirSync(folder);
}

/** A file that comes with the package, as "expected.json". */
export function packageFile(name: string): string {
  for (const up of ['../', '../../']) {
    const file = fileURLToPath(new URL(up + name, import.meta.url));
    if (existsSync(file)) return file;
  }
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}

/** Why a file cannot be read or written, in plain words. */
export function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
    case 'EROFS':
      return 'no permission';
    case 'ENOSPC':
      return 'no space is left there';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a part of its path is a file';
    default:
      return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}
