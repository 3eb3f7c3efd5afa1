import { Tinypool } from 'tinypool';
import type { Attempt } from './attempt.ts';
import type { HuntJob } from './hunt-worker.ts';

/**
 * Hunts bugs in worker threads, `jobs` at a time; in the order of what is asked. Null: that engine
 * does not judge the property that must catch that bug.
 */
export async function huntAll(
  hunts: readonly HuntJob[],
  jobs: number,
  onAttempt: (attempt: Attempt | null, done: number) => void,
): Promise<readonly (Attempt | null)[]> {
  const pool = new Tinypool({
    filename: new URL('./hunt-worker.js', import.meta.url).href,
    minThreads: jobs,
    maxThreads: jobs,
  });
  let done = 0;
  try {
    return await Promise.all(
      hunts.map(async (job) => {
        const attempt = (await pool.run(job)) as Attempt | null;
        done += 1;
        onAttempt(attempt, done);
        return attempt;
      }),
    );
  } finally {
    await pool.destroy();
  }
}
