import type { Jiffies } from './clock.ts';
import type { Context } from './context.ts';
import { type Coroutine, type Effect, step } from './effect.ts';
import type { Kernel, Part } from './kernel.ts';

/** PENDING: not at all, on its timer, or on a worklist waiting for a worker. */
type Pending = 'no' | 'timer' | 'worklist';

/**
 * `struct delayed_work`. PENDING is cleared before the function is called, so a work can be running
 * and pending again; one instance runs at a time.
 *
 *            schedule            timer expires          worker picks it up
 *     idle ------------> timer ----------------> worklist ---------------> running
 *                          ^                                                  |
 *                          +----------------- schedule while running ---------+
 */
export class DelayedWork implements Part {
  pending: Pending = 'no';
  dueJiffies: Jiffies = 0;
  running = false;
  /** `cancel_sync` calls under way: they refuse to queue. */
  #cancelling = 0;
  readonly name: string;
  readonly #kernel: Kernel;

  constructor(kernel: Kernel, name: string) {
    this.#kernel = kernel;
    this.name = name;
    kernel.parts.push(this);
  }

  /** `schedule_delayed_work()`. If it is pending nothing changes: the earlier deadline stands. */
  schedule(delayJiffies: Jiffies): boolean {
    if (this.#cancelling > 0 || this.pending !== 'no') return false;
    this.#arm(delayJiffies);
    return true;
  }

  /** `mod_delayed_work()`: replaces the deadline, or queues. Returns whether it was pending. */
  modify(delayJiffies: Jiffies): boolean {
    const wasPending = this.pending !== 'no';
    if (this.#cancelling > 0) {
      this.pending = 'no';
      this.#tell();
      return wasPending;
    }
    this.#arm(delayJiffies);
    return wasPending;
  }

  /** `cancel_delayed_work()`: takes the pending part away; does not wait for a running instance. */
  cancel(): boolean {
    const wasPending = this.pending !== 'no';
    this.pending = 'no';
    this.#tell();
    return wasPending;
  }

  /**
   * `cancel_delayed_work_sync()`: takes the pending part away, refuses to queue meanwhile, waits
   * for a running instance. Returns whether it was pending. It may sleep.
   */
  *cancelSync(at: string): Coroutine<boolean> {
    const wasPending: boolean = yield step(`${at}: cancel_delayed_work_sync`, () => {
      this.#checkMaySleep();
      this.#cancelling += 1;
      return this.cancel();
    });
    yield this.#waitIdle(at);
    return wasPending;
  }

  #waitIdle(at: string): Effect {
    return {
      at: `${at}: wait for the running work`,
      asks: false,
      enabled: () => !this.running,
      apply: () => {
        this.#cancelling -= 1;
      },
    };
  }

  #checkMaySleep(): void {
    const by = this.#kernel.current as Context;
    if (by.atomic) {
      this.#kernel.misuse('LCK-1', `${by.id} may sleep in cancel_delayed_work_sync while atomic`);
    }
    if (by.id === 'worker' && this.running) {
      this.#kernel.misuse('LCK-1', `${this.name} waits for itself`);
    }
  }

  #arm(delayJiffies: Jiffies): void {
    this.dueJiffies = this.#kernel.clock.nowJiffies + delayJiffies;
    this.pending = delayJiffies === 0 ? 'worklist' : 'timer';
    this.#tell();
  }

  /** The timer interrupt moves it to the worklist. */
  expire(): void {
    this.pending = 'worklist';
  }

  /** A worker takes it from the worklist and calls its function. */
  pickUp(): void {
    this.pending = 'no';
    this.running = true;
    this.#tell();
  }

  /** Its function has returned. */
  returned(): void {
    this.running = false;
    this.#tell();
  }

  #tell(): void {
    const pending = this.pending !== 'no';
    const state = this.running ? 'running' : pending ? 'armed' : 'idle';
    const dueJiffies = pending ? this.dueJiffies : null;
    this.#kernel.emit({ kind: 'work', state, dueJiffies });
  }

  save(): unknown {
    return [this.pending, this.dueJiffies, this.running, this.#cancelling];
  }

  restore(saved: unknown): void {
    [this.pending, this.dueJiffies, this.running, this.#cancelling] = saved as [
      Pending,
      Jiffies,
      boolean,
      number,
    ];
  }

  observe(): unknown {
    const left = this.pending === 'timer' ? this.dueJiffies - this.#kernel.clock.nowJiffies : 0;
    return [this.pending, left, this.running, this.#cancelling];
  }
}
