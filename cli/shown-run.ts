import { twinSubject } from '../impl/twin/twin-subject.ts';
import type { Execution } from '../explore/world/execution.ts';
import { blameFile } from '../explore/loading/faulty-design.ts';
import { replay } from '../explore/world/replay.ts';
import { allProperties } from '../model/properties/all.ts';
import { ownEnding } from './replay-ending.ts';
import { type DesignFlags, type Trial, trialOf } from './trial.ts';
import { UserError } from './user-error.ts';

/** A run of a file, which shows what the file says. */
export interface ShownRun extends Trial {
  readonly signature: string;
  readonly execution: Execution;
}

/**
 * Reads a run and makes it happen. Null: it does not show what it says, and the user was told.
 * @throws UserError if it is to show nothing
 */
export async function shownRun(file: string, flags: DesignFlags): Promise<ShownRun | null> {
  const trial = await trialOf(file, flags);
  const { expect } = trial.run;
  if (expect === null) throw new UserError(`${file}: the run is to break nothing`);
  const replayed = blameFile(trial.ref, () =>
    replay(twinSubject(trial.design, allProperties), trial.run),
  );
  if (replayed.kind === 'as expected') {
    return { ...trial, signature: expect.signature, execution: replayed.execution };
  }
  process.stderr.write(`${file}: ${ownEnding(replayed).says}\n`);
  return null;
}
