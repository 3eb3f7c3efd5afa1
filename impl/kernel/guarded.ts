import type { Kernel } from './kernel.ts';
import { Kept } from './kept.ts';
import type { Spinlock } from './spinlock.ts';

/**
 * Reports a misuse if the present step accesses what `lock` protects without holding it. Where no
 * other context can reach the data, no lock is needed: before publication, and in a teardown that
 * is alone.
 */
export function checkLockHeld(kernel: Kernel, lock: Spinlock, what: string): void {
  const by = kernel.current;
  if (by === null || lock.heldBy(by)) return;
  if (by.id === 'teardown' && !kernel.othersBusy(by)) return;
  kernel.misuse('lock-not-held', `${what} is touched without ${lock.name}`, what);
}

/** The value that was written last, and the step that wrote it. */
interface Written<T> {
  readonly value: T;
  readonly at: string;
}

/** A field of the domain that a lock protects. It remembers which step wrote it last. */
export class Guarded<T> extends Kept<Written<T>> {
  readonly #lock: Spinlock;

  constructor(kernel: Kernel, lock: Spinlock, name: string, initial: T) {
    super(kernel, { value: initial, at: 'init_iova_domain' }, name);
    this.#lock = lock;
  }

  /** The step that wrote the present value, or the reason that `set` was given. */
  get writtenAt(): string {
    return this.kept.value.at;
  }

  get(): T {
    checkLockHeld(this.kernel, this.#lock, this.name);
    this.looked();
    return this.kept.value.value;
  }

  /** @param why the reason, where one step can write it for several reasons, or none matters */
  set(value: T, why: string = this.kernel.place): void {
    checkLockHeld(this.kernel, this.#lock, this.name);
    this.changed();
    this.kept.value = { value, at: why };
  }

  override differs(before: unknown, after: unknown): boolean {
    return (before as Written<T>).value !== (after as Written<T>).value;
  }
}
