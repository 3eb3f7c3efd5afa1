import { dirname } from 'node:path';
import { UserError } from '../process/user-error.ts';
import { requireFolder } from './folders.ts';
import { requireOurs } from './text-files.ts';

/** How a run file begins, or an empty one. */
const RUN = /^(?:\{\s*"format":\s*"iova-check run"|$)/;

/** Makes sure, before long work, that a run can be written there. @throws UserError if not */
export function requirePlaceForRun(file: string): void {
  if (file === '') throw new UserError('--out: the file name is empty');
  requireOurs(file, 'run', (text) => RUN.test(text));
  requireFolder(dirname(file));
}
