import type { Kernel } from '../kernel/kernel.ts';
import { SharedState } from '../kernel/shared-state.ts';
import type { Policy, Retry, WorkRun } from './policy.ts';

/** What a domain remembers for its retry policy. Only the work touches it. */
export class RetryState extends SharedState {
  readonly policy: Policy;
  #state: unknown;

  /** @throws Error if there is none: a design whose work retries needs one */
  constructor(kernel: Kernel, policy: Policy | null) {
    super(kernel);
    if (policy === null) throw new Error('a work that retries needs a policy');
    this.policy = policy;
    this.#state = policy.initial;
  }

  /** The work has run. */
  consult(run: WorkRun): Retry<unknown> {
    this.changed();
    const retry = this.policy.next(this.#state, run);
    this.#state = retry.state;
    return retry;
  }

  save(): unknown {
    return this.#state;
  }

  restore(saved: unknown): void {
    this.#state = saved;
  }
}
