import { doubling } from './doubling.ts';
import type { Policy } from './policy.ts';

/** Eighths of the delay that are added, in turn; fewer than eight, so that the next is longer. */
const EIGHTHS = [0, 3, 1, 2];

interface Jittered {
  readonly lastJiffies: number;
  /** Which of the eighths comes next. */
  readonly turn: number;
}

/**
 * Doubling, with up to three eighths added. A policy has no randomness and no clock: it stands for
 * one sequence that a jitter may draw, the same in every episode and every domain.
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
