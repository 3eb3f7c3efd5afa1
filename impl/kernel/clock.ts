import { observeClock } from '../../abstraction/time-of-day.ts';
import type { Kernel } from './kernel.ts';
import { Kept } from './kept.ts';

/** Time in jiffies; HZ = 1000, so a jiffy is a millisecond. */
export type Jiffies = number & { readonly unit?: 'jiffies' };

/** The virtual clock. It moves only when a run says so. */
export class Clock extends Kept<Jiffies> {
  /** Each is called with the time that has passed. */
  readonly timers: { elapse(byJiffies: Jiffies): void }[] = [];

  constructor(kernel: Kernel) {
    super(kernel, 0);
  }

  get nowJiffies(): Jiffies {
    return this.kept.value;
  }

  set nowJiffies(now: Jiffies) {
    this.kept.value = now;
  }

  /**
   * Moves time forward.
   * @throws RangeError if `byJiffies` is negative
   */
  advance(byJiffies: Jiffies): void {
    if (byJiffies < 0) throw new RangeError('time goes back');
    this.changed();
    this.kept.value += byJiffies;
    for (const timer of this.timers) timer.elapse(byJiffies);
    this.kernel.emit({ kind: 'time', byJiffies });
  }

  override get outlivesDomain(): boolean {
    return true;
  }

  override observe(): unknown {
    return observeClock();
  }
}
