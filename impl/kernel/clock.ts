import { observeClock } from '../../abstraction/time-of-day.ts';
import { SharedState } from './shared-state.ts';

/** Time in jiffies; HZ = 1000, so a jiffy is a millisecond. */
export type Jiffies = number & { readonly unit?: 'jiffies' };

/** The virtual clock. It moves only when a run says so. */
export class Clock extends SharedState {
  nowJiffies: Jiffies = 0;
  /** Each is called with the time that has passed. */
  readonly timers: { elapse(byJiffies: Jiffies): void }[] = [];

  /**
   * Moves time forward.
   * @throws RangeError if `byJiffies` is negative
   */
  advance(byJiffies: Jiffies): void {
    if (byJiffies < 0) throw new RangeError('time goes back');
    this.changed();
    this.nowJiffies += byJiffies;
    for (const timer of this.timers) timer.elapse(byJiffies);
    this.kernel.emit({ kind: 'time', byJiffies });
  }

  override get outlivesDomain(): boolean {
    return true;
  }

  save(): unknown {
    return this.nowJiffies;
  }

  restore(saved: unknown): void {
    this.nowJiffies = saved as number;
  }

  override observe(): unknown {
    return observeClock();
  }
}
