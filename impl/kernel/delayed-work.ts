import { labelOf } from './label.ts';
import { assert } from '../../model/assert.ts';
import type { Jiffies } from './clock.ts';
import type { Context } from './context.ts';
import { type Coroutine, type Effect, step } from './effect.ts';
import type { Kernel } from './kernel.ts';
import { made } from './made.ts';
import { Kept } from './kept.ts';

/** Where a work is pending: nowhere, on its timer, or on a worklist waiting for a worker. */
type Pending = 'no' | 'timer' | 'worklist';

interface WorkState {
  readonly pending: Pending;
  /** Time until its timer expires; 0 if it is on no timer, negative if the timer is late. */
  readonly leftJiffies: Jiffies;
  readonly running: boolean;
  /** The number of `cancel_delayed_work_sync()` under way. Meanwhile nothing can queue the work. */
  readonly cancelling: number;
}

/**
 * `struct delayed_work`. PENDING is cleared before the function is called, so a work can be running
 * and pending at the same time. At most one instance runs at a time.
 *
 *            schedule            timer expires          worker picks it up
 *     idle ------------> timer ----------------> worklist ---------------> running
 *                          ^                                                  |
 *                          +----------------- schedule while running ---------+
 */
export class DelayedWork extends Kept<WorkState> {
  /** The order of the depot that it trims; null: it erases what is deferred. */
  readonly #order: number | null;

  constructor(kernel: Kernel, name: string, order: number | null = null) {
    super(kernel, { pending: 'no', leftJiffies: 0, running: false, cancelling: 0 }, name);
    kernel.clock.timers.push(this);
    this.#order = order;
  }

  get pending(): Pending {
    this.glanced();
    return this.kept.value.pending;
  }

  /** The time at which its timer expires; meaningless unless it is on its timer. */
  get dueJiffies(): Jiffies {
    this.glanced();
    return this.kernel.clock.nowJiffies + this.kept.value.leftJiffies;
  }

  get running(): boolean {
    this.glanced();
    return this.kept.value.running;
  }

  #become(change: Partial<WorkState>): void {
    this.changed();
    const before = this.kept.value;
    const now: WorkState = {
      pending: change.pending ?? before.pending,
      leftJiffies: change.leftJiffies ?? before.leftJiffies,
      running: change.running ?? before.running,
      cancelling: change.cancelling ?? before.cancelling,
    };
    assert(
      now.pending === 'timer' || now.leftJiffies === 0,
      'a work waits for a timer it is not on',
    );
    assert(now.cancelling >= 0, 'more cancels of a work end than began');
    this.kept.value = now;
  }

  /**
   * `schedule_delayed_work()`. If the work is pending, nothing changes, and its deadline stands.
   * Returns whether it was queued.
   */
  schedule(delayJiffies: Jiffies): boolean {
    this.looked();
    if (this.kept.value.cancelling > 0 || this.pending !== 'no') return false;
    this.#arm(delayJiffies);
    return true;
  }

  /**
   * `mod_delayed_work()`: replaces the deadline if the work is pending, else queues it. Returns
   * whether it was pending.
   */
  modify(delayJiffies: Jiffies): boolean {
    const wasPending = this.pending !== 'no';
    if (this.kept.value.cancelling > 0) {
      this.#become({ pending: 'no', leftJiffies: 0 });
      this.#tell();
      return wasPending;
    }
    this.#arm(delayJiffies);
    return wasPending;
  }

  /**
   * `cancel_delayed_work()`: the work is not pending any more. Does not wait for a running
   * instance. Returns whether it was pending.
   */
  cancel(): boolean {
    const wasPending = this.pending !== 'no';
    this.#become({ pending: 'no', leftJiffies: 0 });
    this.#tell();
    return wasPending;
  }

  /**
   * `cancel_delayed_work_sync()`: the work is not pending any more. Then waits for a running
   * instance; meanwhile nothing can queue the work. May sleep. Returns whether it was pending.
   */
  *cancelSync(at: string): Coroutine<boolean> {
    const wasPending: boolean = yield step(labelOf(at, 'cancel_delayed_work_sync'), () =>
      this.beginCancelSync(),
    );
    yield this.#waitIdle(at);
    return wasPending;
  }

  #waitIdle(at: string): Effect {
    made.steps += 1;
    return {
      at: labelOf(at, 'wait for the running work'),
      asks: false,
      enabled: () => !this.running,
      apply: () => this.endCancelSync(),
    };
  }

  /** The first step of `cancelSync()`. Returns whether the work was pending. */
  beginCancelSync(): boolean {
    this.#checkMaySleep();
    this.#become({ cancelling: this.kept.value.cancelling + 1 });
    return this.cancel();
  }

  /** The last step of `cancelSync()`, to be taken while the work does not run. */
  endCancelSync(): void {
    this.#become({ cancelling: this.kept.value.cancelling - 1 });
  }

  #checkMaySleep(): void {
    const by = this.kernel.current as Context;
    this.kernel.mustMaySleep('cancel_delayed_work_sync');
    const own = this.#order === null ? 'worker' : `trim${this.#order}`;
    if (by.id === own && this.running) {
      this.kernel.misuse('work-waits-for-itself', `${this.name} waits for itself`);
    }
  }

  #arm(delayJiffies: Jiffies): void {
    const pending = delayJiffies === 0 ? 'worklist' : 'timer';
    this.#become({ leftJiffies: delayJiffies, pending });
    this.#tell();
  }

  /** Called by the clock when time has passed. */
  elapse(byJiffies: Jiffies): void {
    const { pending, leftJiffies } = this.kept.value;
    if (pending === 'timer') this.#become({ leftJiffies: leftJiffies - byJiffies });
  }

  /** The timer interrupt moves the work to the worklist. */
  expire(): void {
    assert(this.pending !== 'no', 'the timer of a work that is not pending expires');
    this.#become({ pending: 'worklist', leftJiffies: 0 });
  }

  /** A worker takes the work from the worklist and calls its function. */
  pickUp(): void {
    assert(this.pending === 'worklist', 'a worker picks up a work that is on no worklist');
    assert(!this.running, 'a second instance of a work runs');
    this.#become({ pending: 'no', leftJiffies: 0, running: true });
    this.#tell();
  }

  /** To be called when its function has returned. */
  returned(): void {
    assert(this.running, 'a work returns that does not run');
    this.#become({ running: false });
    this.#tell();
  }

  #tell(): void {
    const pending = this.pending !== 'no';
    const state = this.running ? 'running' : pending ? 'armed' : 'idle';
    if (this.#order !== null) {
      this.kernel.emit({ kind: 'trim', order: this.#order, state });
      return;
    }
    const dueJiffies = pending ? this.dueJiffies : null;
    this.kernel.emit({ kind: 'work', state, dueJiffies });
  }
}
