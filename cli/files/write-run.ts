import { existsSync, statSync } from 'node:fs';
import { formatRun, readRun, UnreadableRun } from '../../explore/run/run-file.ts';
import type { Run } from '../../explore/run/run.ts';
import { notify } from '../process/notify.ts';
import { UserError } from '../process/user-error.ts';
import { readText, writeText } from './text-files.ts';

/** A file is left as it is. */
export class NotOverwritten extends UserError {}

/**
 * Writes a run to its file, unless a run of the same signature that is as short is kept there
 * already: it may be one that somebody has made shorter, or has written a note for. Says what is
 * kept or replaced.
 * @param stillShows whether a run that is kept still shows what it says
 * @throws NotOverwritten if something else is there
 * @throws UserError if the file cannot be written
 */
export function writeRun(file: string, run: Run, stillShows: (kept: Run) => boolean): void {
  const text = formatRun(run);
  const before = existsSync(file) && statSync(file).isFile() ? readText(file) : null;
  if (before === text) return;
  if (before !== null && before !== '') {
    const kept = runIn(before, file);
    if (compareLengths(lengthOf(kept), lengthOf(run)) <= 0 && stillShows(kept)) {
      notify(`${file}: kept: ${lengthText(kept)}; the run found now has ${lengthText(run)}`);
      return;
    }
    const why = stillShows(kept) ? '' : ', which no longer shows what it says,';
    notify(`${file}: replaced a run of ${lengthText(kept)}${why} by one of ${lengthText(run)}`);
  }
  writeText(file, text);

  /** @throws UserError if it is no run, or one of something else */
  function runIn(content: string, name: string): Run {
    const { design, policy, expect } = run;
    try {
      const found = readRun(content, name);
      const isSame =
        found.design === design &&
        found.policy === policy &&
        found.expect?.signature === expect?.signature;
      if (isSame) return found;
    } catch (error) {
      if (!(error instanceof UnreadableRun)) throw error;
      throw new NotOverwritten(`${file}: not overwritten, as it is no run; name another folder`);
    }
    throw new NotOverwritten(
      `${file}: not overwritten, as it is a run of something else; name another folder`,
    );
  }
}

/** Calls, refusals, actions: the first that differs decides. */
function lengthOf({ actions }: Run): readonly number[] {
  const calls = actions.filter((action) => action.do === 'start').length;
  const refusals = actions.filter((action) => action.do === 'step' && action.refuse === true);
  return [calls, refusals.length, actions.length];
}

function compareLengths(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((length, nth) => length !== b[nth]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function lengthText(run: Run): string {
  const [calls = 0, refusals = 0, actions = 0] = lengthOf(run);
  const count = (number: number, one: string): string =>
    `${number} ${one}${number === 1 ? '' : 's'}`;
  return `${count(calls, 'call')}, ${count(refusals, 'refusal')}, ${count(actions, 'action')}`;
}
