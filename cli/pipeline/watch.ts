import { setTimeout as later } from 'node:timers/promises';
import { changedFiles, type WatchedContents, watchedContents } from '../files/watched-contents.ts';
import type { ExitCode } from '../process/exit-code.ts';
import { onEachInterruption } from '../process/interruption.ts';
import { print } from '../process/standard-output.ts';
import { StatusLine } from '../process/status-line.ts';
import { WatchRound } from '../process/watch-round.ts';

const POLL_MS = 100;

/**
 * Runs this command line without `--watch`, and again each time that the files have changed. A
 * change cuts a round short: parts of it may have loaded the old text, and parts the new one.
 * @returns the exit code of the last round, once Ctrl-C or SIGTERM has ended the watch
 */
export async function watch(files: readonly string[]): Promise<ExitCode> {
  const interruption = new AbortController();
  let round: WatchRound | null = null;
  onEachInterruption((signal) => {
    interruption.abort();
    round?.tell(signal);
  });
  let contents = watchedContents(files);
  try {
    for (;;) {
      round = new WatchRound();
      const change = nextContents(files, contents, interruption.signal);
      const isCut = await Promise.race([
        round.ended.then(() => false),
        change.then((next) => next !== null),
      ]);
      if (isCut) round.tell('SIGKILL');
      const code = await round.ended;
      if (!isCut && !interruption.signal.aborted) {
        print(`waiting for a change of ${files.join(', ')} (Ctrl-C ends)\n`);
      }
      const next = await change;
      if (next === null || interruption.signal.aborted) return code;
      // A round that was cut short may have left its line.
      if (isCut) new StatusLine().show('');
      print(`${changedFiles(contents, next).join(', ')} changed: running again\n`);
      contents = next;
    }
  } finally {
    interruption.abort();
  }
}

/**
 * What the files contain, once it is something else than before and stays that for a poll: an
 * editor may write a file in parts, or remove it first. Null: interrupted.
 */
async function nextContents(
  files: readonly string[],
  before: WatchedContents,
  interruption: AbortSignal,
): Promise<WatchedContents | null> {
  let last = before;
  for (;;) {
    await later(POLL_MS);
    if (interruption.aborted) return null;
    const now = watchedContents(files);
    if (changedFiles(before, now).length > 0 && changedFiles(last, now).length === 0) return now;
    last = now;
  }
}
