import { existsSync } from 'node:fs';
import { NOTHING_ALLOWED, readAllowList, withoutOldEntries } from '../../report/gate/allow-list.ts';
import type { Standard } from '../../report/gate/standard.ts';
import { UserError } from '../process/user-error.ts';
import { readText, requireWritable } from './text-files.ts';

/** Files that options name. */
interface AllowFlags {
  readonly allow?: string;
  readonly writeAllow?: string;
}

/** Reads the list before the work begins. @throws UserError, UnreadableAllowList */
export function readAllowFile({ allow, writeAllow }: AllowFlags): Standard {
  if (allow !== undefined && writeAllow !== undefined) {
    throw new UserError(
      'give --allow or --write-allow, not both: --write-allow keeps what the file has',
    );
  }
  const kind = 'allow-list';
  if (writeAllow !== undefined) {
    requireWritable(writeAllow);
    const before = existsSync(writeAllow) ? readText(writeAllow) : '';
    const text = before.trim() === '' ? null : withoutOldEntries(before);
    const list = text === null ? NOTHING_ALLOWED : readAllowList(text, writeAllow);
    return { kind, fileName: writeAllow, list, text, isWritten: true };
  }
  if (allow === undefined) {
    return { kind, fileName: null, list: NOTHING_ALLOWED, text: null, isWritten: false };
  }
  const list = readAllowList(readText(allow), allow);
  return { kind, fileName: allow, list, text: null, isWritten: false };
}
