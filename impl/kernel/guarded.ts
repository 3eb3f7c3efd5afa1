import type { Kernel, Part } from './kernel.ts';
import type { Spinlock } from './spinlock.ts';

/**
 * Reports an access to what `lock` protects by somebody who does not hold it. While nobody else can
 * reach the data it may be touched freely: before publication, and in a teardown that is alone.
 */
export function checkLockHeld(kernel: Kernel, lock: Spinlock, what: string): void {
  const by = kernel.current;
  if (by === null || lock.heldBy(by)) return;
  if (by.id === 'teardown' && !kernel.othersBusy(by)) return;
  kernel.misuse('LCK-1', `${what} is touched without ${lock.name}`);
}

/** A field of the domain that a lock protects. It remembers which step wrote it last. */
export class Guarded<T> implements Part {
  #value: T;
  /** The step that wrote the present value. */
  writtenAt = 'init_iova_domain';
  readonly #kernel: Kernel;
  readonly #lock: Spinlock;
  readonly #name: string;

  constructor(kernel: Kernel, lock: Spinlock, name: string, initial: T) {
    this.#kernel = kernel;
    this.#lock = lock;
    this.#name = name;
    this.#value = initial;
    kernel.parts.push(this);
  }

  get(): T {
    checkLockHeld(this.#kernel, this.#lock, this.#name);
    return this.#value;
  }

  /** `why` names the reason where one step can write it for several. */
  set(value: T, why: string = this.#kernel.place): void {
    checkLockHeld(this.#kernel, this.#lock, this.#name);
    this.#value = value;
    this.writtenAt = why;
  }

  save(): unknown {
    return [this.#value, this.writtenAt];
  }

  restore(saved: unknown): void {
    [this.#value, this.writtenAt] = saved as [T, string];
  }
}
