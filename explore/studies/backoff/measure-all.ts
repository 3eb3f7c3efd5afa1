import { type WorkerReply, valueOf } from '../../loading/worker-reply.ts';
import type { DesignRef } from '../../loading/load-design.ts';
import { UserThreads } from '../../loading/user-threads.ts';
import type { Workload } from './busy-outage.ts';
import type { PolicyCosts } from './policy-costs.ts';

/**
 * Measures designs in worker threads, `jobs` at a time. The results are in the order of the
 * designs.
 * @throws FaultyDesign
 */
export async function measureAll(
  designs: readonly DesignRef[],
  workload: Workload,
  jobs: number,
): Promise<readonly PolicyCosts[]> {
  const threads = new UserThreads(new URL('./costs-worker.js', import.meta.url), jobs);
  try {
    const answers = designs.map(async (design) =>
      threads.run<WorkerReply<PolicyCosts>>('measure', { design, workload }),
    );
    return (await Promise.all(answers)).map(valueOf);
  } finally {
    await threads.close();
  }
}
