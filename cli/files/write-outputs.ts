import type { Run } from '../../explore/run/run.ts';
import type { Output } from '../../report/reporters/output.ts';
import { notify } from '../process/notify.ts';
import { print } from '../process/standard-output.ts';
import { isUserError } from '../process/user-error.ts';
import { writeText } from './text-files.ts';
import { NotOverwritten, writeRun } from './write-run.ts';

/** What was written of the outputs of a reporter. */
interface Written {
  readonly files: readonly string[];
  /** Not if a file could not be written; the user knows why. */
  readonly isComplete: boolean;
}

/**
 * Writes the outputs of one reporter in order, up to the first that cannot be written.
 * @param stillShows whether a run that is kept in a file still shows what it says
 */
export function writeOutputs(
  outputs: readonly Output[],
  stillShows: (run: Run) => boolean = () => true,
): Written {
  const files: string[] = [];
  let isComplete = true;
  for (const output of outputs) {
    if (output.kind === 'text') print(output.text);
    else if (output.kind === 'notice') notify(output.line);
    else {
      try {
        if (output.kind === 'run') writeRun(output.file, output.run, stillShows);
        else writeText(output.file, output.text);
      } catch (error) {
        if (!isUserError(error)) throw error;
        notify(`iova-check: ${error.message}`);
        // What else is there does not keep the next run from its file.
        if (!(error instanceof NotOverwritten)) return { files, isComplete: false };
        isComplete = false;
        continue;
      }
      files.push(output.file);
    }
  }
  return { files, isComplete };
}
