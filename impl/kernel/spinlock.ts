import { cpuObject } from '../../port/accesses.ts';
import { assert } from '../../model/assert.ts';
import type { Context } from './context.ts';
import { always, type Effect } from './effect.ts';
import type { Kernel } from './kernel.ts';
import { made } from './made.ts';
import { Kept } from './kept.ts';

const NO_LOCKS: readonly Spinlock[] = [];

/* Steps on a lock are the most frequent ones, so they are objects of two classes, not closures. */

class Acquire implements Effect {
  readonly at: string;
  readonly asks = false;
  readonly #lock: Spinlock;
  readonly #irqsave: boolean;

  constructor(lock: Spinlock, at: string, irqsave: boolean) {
    this.#lock = lock;
    this.at = at;
    this.#irqsave = irqsave;
  }

  enabled(by: Context): boolean {
    return this.#lock.grantable(by);
  }

  apply(): void {
    this.#lock.acquire(this.#irqsave);
  }
}

class Release implements Effect {
  readonly at: string;
  readonly asks = false;
  readonly enabled = always;
  readonly #lock: Spinlock;

  constructor(lock: Spinlock, at: string) {
    this.#lock = lock;
    this.at = at;
  }

  apply(): void {
    this.#lock.release();
  }
}

/**
 * A spinlock. To wait is not a step: any waiting context may be the next to get the lock, which
 * covers every order of arrival. Where liveness is judged, waiters are assumed to be served fairly:
 * first come, first served, so that no waiter is passed over for ever.
 */
export class Spinlock extends Kept<Context | null> {
  /** Locks may only be taken in ascending order of rank. */
  readonly rank: number;
  /**
   * What it protects: surveyed each time the lock becomes free. An object, because a function in
   * this place lets the garbage collector keep whole dead machines.
   */
  protects: { survey(): void } | null = null;
  /** The `held` of a context that holds only this lock. */
  readonly #alone: readonly Spinlock[] = [this];

  /** Whether facts tell when it is taken and released: they are about the lock of the tree. */
  readonly #isTold: boolean;

  constructor(kernel: Kernel, name: string, rank: number, isTold = true) {
    super(kernel, null, name);
    this.#isTold = isTold;
    this.rank = rank;
    kernel.locks.push(this);
  }

  get owner(): Context | null {
    return this.kept.value;
  }

  set owner(context: Context | null) {
    this.kept.value = context;
  }

  /** `spin_lock_irqsave()` */
  lockIrqsave(at: string): Effect {
    made.steps += 1;
    return new Acquire(this, at, true);
  }

  /** `spin_lock()`: interrupts stay as they are, which is wrong if interrupts take the lock. */
  lock(at: string): Effect {
    made.steps += 1;
    return new Acquire(this, at, false);
  }

  /** `spin_unlock_irqrestore()` and `spin_unlock()` */
  unlock(at: string): Effect {
    made.steps += 1;
    return new Release(this, at);
  }

  heldBy(context: Context): boolean {
    return this.owner === context;
  }

  /**
   * Whether `by` can take the step of taking the lock. It can, too, if its own CPU holds the lock:
   * that step is reported as a self-deadlock, and the context is stuck from then on.
   */
  grantable(by: Context): boolean {
    return !by.stuck && (this.owner === null || this.owner.cpu === by.cpu);
  }

  /** What the step of taking the lock does. */
  acquire(irqsave: boolean): void {
    const by = this.kernel.current as Context;
    this.changed();
    if (this.owner !== null) {
      by.stuck = true;
      this.kernel.misuse(
        'spinlock-recursion',
        `self-deadlock: ${by.id} waits for ${this.name}, which ${this.owner.id} holds on this CPU`,
      );
      return;
    }
    const { held } = by;
    const above = held.length === 0 ? undefined : held.find((lock) => lock.rank >= this.rank);
    if (above !== undefined) {
      this.kernel.misuse(
        'lock-order-inversion',
        `lock order: ${this.name} taken under ${above.name}`,
      );
    }
    if (!by.inInterrupt) this.kernel.accesses?.change(cpuObject(by.cpu));
    if (irqsave) by.irqsOff = true;
    else if (!by.irqsOff && !by.inInterrupt) {
      this.kernel.misuse(
        'inconsistent-lock-state',
        `${this.name}, which interrupts take, taken with interrupts on`,
      );
    }
    assert(!held.includes(this), 'a context holds a lock that has no owner');
    this.owner = by;
    by.held = held.length === 0 ? this.#alone : [...held, this];
    // This is only counted and never judged, so it is not recorded as an access.
    if (!this.#isTold) return;
    let contended = false;
    for (const other of this.kernel.contexts) if (other !== by && other.busy) contended = true;
    this.kernel.emit({ kind: 'locked', on: by.id, contended });
  }

  /** What the step of releasing the lock does. */
  release(): void {
    const by = this.kernel.current as Context;
    if (this.owner !== by) {
      this.changed();
      this.kernel.misuse(
        'bad-unlock-balance',
        `${by.id} unlocks ${this.name}, which it does not hold`,
      );
      return;
    }
    assert(by.held.includes(this), 'the owner of a lock does not hold it');
    this.released();
    this.owner = null;
    by.held = by.held.length === 1 ? NO_LOCKS : by.held.filter((lock) => lock !== this);
    if (by.held.length === 0) by.irqsOff = false;
    if (!by.inInterrupt) this.kernel.accesses?.change(cpuObject(by.cpu));
    if (this.#isTold) this.kernel.emit({ kind: 'unlocked', on: by.id });
    this.protects?.survey();
  }

  protected override mentions(): boolean {
    return false;
  }

  override observe(): unknown {
    return this.owner?.id ?? null;
  }
}
