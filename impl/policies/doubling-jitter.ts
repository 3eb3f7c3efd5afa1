import { doubling } from './doubling.ts';
import type { Policy } from './policy.ts';

/** Eighths of the delay to add, in turn. All are below eight, so the next delay is longer. */
const EIGHTHS = [0, 3, 1, 2];

interface Jittered {
  readonly lastJiffies: number;
  /** The index of the next eighths, 0 to 3. */
  readonly turn: number;
}

/**
 * `doubling`, with up to three eighths of each delay added. A policy has no randomness and no
 * clock, so this one stands for one sequence that a jitter may draw. It is the same in every
 * episode and every domain.
 */
export const doublingJitter: Policy<Jittered> = {
  ...doubling,
  name: 'doubling-jitter',
  initial: { lastJiffies: doubling.startJiffies, turn: 0 },
  next({ lastJiffies, turn }, run) {
    const { state, delayJiffies } = doubling.next(lastJiffies, run);
    if (run.erased > 0 || run.left === 0) {
      return { state: this.initial, delayJiffies, warn: false };
    }
    const added = Math.floor((delayJiffies * (EIGHTHS[turn] ?? 0)) / 8);
    return {
      state: { lastJiffies: state, turn: state < this.capJiffies ? (turn + 1) % 4 : turn },
      delayJiffies: Math.min(delayJiffies + added, this.capJiffies),
      warn: false,
    };
  },
};
