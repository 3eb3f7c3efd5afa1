import type { Kernel } from '../../kernel/kernel.ts';
import { SharedState } from '../../kernel/shared-state.ts';

/** A field that no lock protects: `READ_ONCE()`, `WRITE_ONCE()`, `atomic_add_return()`. */
export class Atomic<T> extends SharedState {
  #value: T;

  constructor(kernel: Kernel, initial: T) {
    super(kernel);
    this.#value = initial;
  }

  get(): T {
    this.looked();
    return this.#value;
  }

  set(value: T): void {
    this.changed();
    this.#value = value;
  }

  save(): unknown {
    return this.#value;
  }

  restore(saved: unknown): void {
    this.#value = saved as T;
  }
}
