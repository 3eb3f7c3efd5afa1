import { Kept } from '../../kernel/kept.ts';

/** A field that no lock protects: `READ_ONCE()`, `WRITE_ONCE()`, `atomic_add_return()`. */
export class Atomic<T> extends Kept<T> {
  get(): T {
    this.looked();
    return this.kept.value;
  }

  set(value: T): void {
    this.changed();
    this.kept.value = value;
  }
}
