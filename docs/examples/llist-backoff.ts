/** Raj, 20 June 2026: retry after 10, 50, 200 ms, then every second, and say so in the log. */
import { llist, type LlistDomain, Part, step } from 'iova-check';

const DELAYS_JIFFIES = [10, 50, 200, 1000];
const FAILURES_LOGGED = 10;

/** State of the domain's own: the kernel keeps and restores it with all the rest. */
class Failures extends Part {
  #inARow = 0;
  /** Counts a run of the work; returns how many have failed in a row, up to one too many. */
  note(failed: boolean): number {
    this.changed();
    this.#inARow = failed ? Math.min(this.#inARow + 1, FAILURES_LOGGED + 1) : 0;
    return this.#inARow;
  }
  save(): unknown {
    return this.#inARow;
  }
  restore(saved: unknown): void {
    this.#inARow = saved as number;
  }
}

interface BackoffDomain extends LlistDomain {
  readonly failures: Failures;
}

export default {
  ...llist,
  name: 'llist-backoff',
  policy: 'backoff-10-to-1000ms',
  traits: { ...llist.traits, recoveryJiffies: 1000 },
  init(kernel, setup): BackoffDomain {
    const failures = new Failures(kernel);
    return { ...llist.init(kernel, setup), failures };
  },
  rearm(d: BackoffDomain) {
    return step('iova_deferred_free_work: re-arm', () => {
      const inARow = d.failures.note(!d.deferredFrees.empty());
      if (inARow === 0) return;
      if (inARow === FAILURES_LOGGED) d.kernel.log.warn('iova: no memory to erase ranges');
      d.work.schedule(DELAYS_JIFFIES[Math.min(inARow, DELAYS_JIFFIES.length - 1)] ?? 1000);
    });
  },
} satisfies typeof llist;
