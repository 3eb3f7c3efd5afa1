import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../process/user-error.ts';
import { makeFolders, requireFolder } from './folders.ts';
import { reasonOf } from './reason-of.ts';

/** The text of a file. @throws UserError if it cannot be read */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: cannot be read: ${reasonOf(error)}`);
  }
}

/** Writes a file, and its folder if there is none. @throws UserError if it cannot be written */
export function writeText(file: string, text: string): void {
  try {
    makeFolders(dirname(file));
    // Through a link, as /dev/stdout is one, the file it leads to is written.
    if (entryAt(file)?.isFile() === false) writeFileSync(file, text);
    else replaceFile(file, text);
  } catch (error) {
    throw new UserError(`${file}: cannot be written: ${reasonOf(error)}`);
  }
}

/** The entry itself, not what a link leads to. Null: there is none that can be seen. */
export function entryAt(file: string): Stats | null {
  try {
    return lstatSync(file);
  } catch {
    return null;
  }
}

/** Writes all of it or nothing: half a text never takes the place of what was there. */
function replaceFile(file: string, text: string): void {
  // In a folder that is new, no name can be that of a user's file.
  const folder = mkdtempSync(`${file}.`);
  try {
    writeFileSync(join(folder, 'part'), text);
    renameSync(join(folder, 'part'), file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * A slip of the hand must not cost the user a design or a list.
 * @param isOurs whether a file with that text is one of that kind, or empty
 * @throws UserError if something else is there
 */
export function requireOurs(file: string, kind: string, isOurs: (text: string) => boolean): void {
  if (!existsSync(file) || !statSync(file).isFile() || isOurs(readText(file))) return;
  throw new UserError(`${file}: this file is not a ${kind}; name another file`);
}

/** Makes sure, before long work, that the file can be written. @throws UserError if not */
export function requireWritable(file: string): void {
  requireFolder(dirname(file));
  if (existsSync(file) && statSync(file).isDirectory()) {
    throw new UserError(`${file}: cannot be written: it is a folder`);
  }
}
