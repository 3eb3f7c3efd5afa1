import { existsSync } from 'node:fs';
import type { DesignResult } from '../explore/checking/verdict.ts';
import {
  type AllowList,
  formatAllowList,
  NOTHING_ALLOWED,
  readAllowList,
} from '../report/gate/allow-list.ts';
import type { CheckFlags } from './check-flags.ts';
import { makeRoomFor, readText, writeText } from './files.ts';
import { UserError } from './user-error.ts';

/** What `--allow` or `--write-allow` names. */
export interface AllowFile {
  readonly fileName: string;
  /** What it says before the check. */
  readonly list: AllowList;
  /** What it says after the check, where it is to be written. */
  after(results: readonly DesignResult[]): AllowList;
}

/** Reads the list, before long work. Null: none. @throws UserError, UnreadableAllowList */
export function allowFileOf({ allow, writeAllow }: CheckFlags): AllowFile | null {
  if (allow !== undefined && writeAllow !== undefined) {
    throw new UserError('--allow or --write-allow, not both: the second keeps what the file has');
  }
  if (writeAllow !== undefined) return fileToWrite(writeAllow);
  if (allow === undefined) return null;
  const list = readAllowList(readText(allow), allow);
  return { fileName: allow, list, after: () => list };
}

function fileToWrite(fileName: string): AllowFile {
  makeRoomFor(fileName);
  const text = existsSync(fileName) ? readText(fileName) : '';
  const before = text.trim() === '' ? null : text;
  return {
    fileName,
    list: before === null ? NOTHING_ALLOWED : readAllowList(before, fileName),
    after: (results) => {
      const now = formatAllowList(before, results);
      writeText(fileName, now);
      return readAllowList(now, fileName);
    },
  };
}
