import type { Kernel } from './kernel.ts';
import { SharedState } from './shared-state.ts';
import type { Spinlock } from './spinlock.ts';

/**
 * Reports an access to what `lock` protects by somebody who does not hold it. While nobody else can
 * reach the data it may be touched freely: before publication, and in a teardown that is alone.
 */
export function checkLockHeld(kernel: Kernel, lock: Spinlock, what: string): void {
  const by = kernel.current;
  if (by === null || lock.heldBy(by)) return;
  if (by.id === 'teardown' && !kernel.othersBusy(by)) return;
  kernel.misuse('lock-not-held', `${what} is touched without ${lock.name}`);
}

/** What was written last, and by which step. */
interface Written<T> {
  readonly value: T;
  readonly at: string;
}

/** A field of the domain that a lock protects. It remembers which step wrote it last. */
export class Guarded<T> extends SharedState {
  #now: Written<T>;
  readonly #lock: Spinlock;
  readonly #name: string;

  constructor(kernel: Kernel, lock: Spinlock, name: string, initial: T) {
    super(kernel);
    this.#lock = lock;
    this.#name = name;
    this.#now = { value: initial, at: 'init_iova_domain' };
  }

  /** The step that wrote the present value, or why it did. */
  get writtenAt(): string {
    return this.#now.at;
  }

  get(): T {
    checkLockHeld(this.kernel, this.#lock, this.#name);
    this.looked();
    return this.#now.value;
  }

  /** `why` names the reason where one step can write it for several, or where none matters. */
  set(value: T, why: string = this.kernel.place): void {
    checkLockHeld(this.kernel, this.#lock, this.#name);
    this.changed();
    this.#now = { value, at: why };
  }

  save(): unknown {
    return this.#now;
  }

  restore(saved: unknown): void {
    this.#now = saved as Written<T>;
  }
}
