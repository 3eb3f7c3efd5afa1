import type { Output } from '../../report/reporters/output.ts';
import { notify } from '../process/notify.ts';
import { print } from '../process/standard-output.ts';
import { isUserError } from '../process/user-error.ts';
import { writeText } from './text-files.ts';

/** What was written of the outputs of a reporter. */
interface Written {
  readonly files: readonly string[];
  /** Not if a file could not be written; the user knows why. */
  readonly isComplete: boolean;
}

/** Writes the outputs of one reporter in order, up to the first that cannot be written. */
export function writeOutputs(outputs: readonly Output[]): Written {
  const files: string[] = [];
  for (const output of outputs) {
    if (output.kind === 'text') print(output.text);
    else if (output.kind === 'notice') notify(output.line);
    else {
      try {
        writeText(output.file, output.text);
      } catch (error) {
        if (!isUserError(error)) throw error;
        notify(`iova-check: ${error.message}`);
        return { files, isComplete: false };
      }
      files.push(output.file);
    }
  }
  return { files, isComplete: true };
}
