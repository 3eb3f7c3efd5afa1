import { answer, type WorkerReply } from '../../loading/worker-reply.ts';
import { type DesignRef, loadDesign } from '../../loading/load-design.ts';
import type { Workload } from './busy-outage.ts';
import { type PolicyCosts, policyCosts } from './policy-costs.ts';

/** Entry point of a worker thread: measures one design under one policy. */
export async function measure(job: {
  readonly design: DesignRef;
  readonly workload: Workload;
}): Promise<WorkerReply<PolicyCosts>> {
  const design = await loadDesign(job.design);
  return answer(job.design, () => policyCosts(design, job.workload));
}
