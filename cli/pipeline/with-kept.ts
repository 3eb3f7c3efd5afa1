import { join } from 'node:path';
import type { RunnerOfDesigns } from '../../explore/checking/check-columns.ts';
import { cacheFolder } from '../../explore/keeping/cache-folder.ts';
import { KeptRunners, type ReuseTrouble } from '../../explore/reuse/kept-runner.ts';
import type { CheckFlags } from '../arguments/check-flags.ts';
import { reasonOf } from '../files/reason-of.ts';

/** The folder of the cache that has what searches have found. */
const SEARCHES = 'searches';

/**
 * Does the work with runners that take from the cache what did not change. Where the variable CI is
 * set, the cache is neither read nor written: nothing there vouches for a verdict.
 * @param progress hears of each search that cannot be taken from there, or kept
 */
export async function withKept<T>(
  workers: RunnerOfDesigns,
  { fresh, update }: Pick<CheckFlags, 'fresh' | 'update'>,
  progress: { say(line: string): void },
  work: (runners: RunnerOfDesigns) => Promise<T>,
): Promise<T> {
  if (isCi()) return work(workers);
  const kept = new KeptRunners(workers, () => join(cacheFolder(), SEARCHES), {
    // What is expected of every later check is never taken from an earlier one.
    isFresh: fresh === true || update === true,
    tell: (trouble) => progress.say(`iova-check: ${lineOf(trouble)}`),
  });
  try {
    return await work(kept);
  } finally {
    kept.close();
  }
}

function isCi(): boolean {
  return !['', '0', 'false'].includes(process.env['CI'] ?? '');
}

function lineOf(trouble: ReuseTrouble): string {
  switch (trouble.kind) {
    case 'damaged':
      return `${trouble.file}: ${trouble.why}: it is searched again`;
    case 'unwritable': {
      const where = trouble.folder === '' ? 'the cache' : trouble.folder;
      const why = reasonOf(trouble.error);
      return `${where}: what is searched cannot be kept there: ${why}; the check goes on`;
    }
    case 'unknown':
      return (
        `${trouble.file}: it imports ${trouble.url}, whose content cannot be followed: its ` +
        'searches are not kept'
      );
  }
}
