import { blameFile } from '../../explore/loading/faulty-design.ts';
import type { Execution } from '../../explore/world/execution.ts';
import { replay } from '../../explore/world/replay.ts';
import { designNames, twinSubject } from '../../impl/twin/twin-subject.ts';
import { propertiesWith } from '../../model/properties/all.ts';
import type { Subject } from '../../port/subject.ts';
import { ownEnding } from '../../report/counterexample/replay-ending.ts';
import { requirePlaceForRun } from '../files/require-place-for-run.ts';
import { type DesignFlags, readRunOnDesign, type RunOnDesign } from '../files/run-on-design.ts';
import { notify } from '../process/notify.ts';
import { UserError } from '../process/user-error.ts';

/** `out`: the file that the run found is written to; absent: it is printed. */
export type ShownRunFlags = DesignFlags & { readonly out?: string };

/** The run of a file, under the names of its design; it shows what the file says. */
export interface ShownRun extends RunOnDesign {
  readonly signature: string;
  /** The design, judged by the property of the signature and those of the matrix. */
  readonly subject: Subject;
  readonly execution: Execution;
}

/**
 * Reads a run and replays it. Null: it does not show what it says, and the user knows.
 * @throws UserError if it is not expected to break anything, or `out` cannot be written
 */
export async function shownRun(file: string, flags: ShownRunFlags): Promise<ShownRun | null> {
  const read = await readRunOnDesign(file, flags);
  const { expect } = read.run;
  if (expect === null) throw new UserError(`${file}: the run is not expected to break anything`);
  const subject = twinSubject(read.design, propertiesWith(expect.property));
  const replayed = blameFile(read.ref, () => replay(subject, read.run));
  if (replayed.kind === 'as expected') {
    if (flags.out !== undefined) requirePlaceForRun(flags.out);
    const run = { ...read.run, ...designNames(read.design) };
    const { execution } = replayed;
    return { ...read, run, signature: expect.signature, subject, execution };
  }
  notify(ownEnding(file, replayed).says);
  return null;
}
