import { Tinypool } from 'tinypool';
import type { Hunted } from './attempt.ts';
import type { HuntJob } from './hunt-worker.ts';

/** Hunts bugs in worker threads, `jobs` at a time. The results are in the order of the jobs. */
export async function huntAll(
  hunts: readonly HuntJob[],
  jobs: number,
  onHunted: (hunted: Hunted, done: number) => void,
): Promise<readonly Hunted[]> {
  const pool = new Tinypool({
    filename: new URL('./hunt-worker.js', import.meta.url).href,
    minThreads: jobs,
    maxThreads: jobs,
  });
  let done = 0;
  try {
    return await Promise.all(
      hunts.map(async (job) => {
        const hunted = (await pool.run(job, { name: 'huntHere' })) as Hunted;
        done += 1;
        onHunted(hunted, done);
        return hunted;
      }),
    );
  } finally {
    await pool.destroy();
  }
}
