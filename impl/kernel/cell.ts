import { NOTING, ReadWatch } from '../../abstraction/reads.ts';

/** Holds an immutable value. A search is told whenever it is read or written. */
export class Cell<T> {
  readonly watch: ReadWatch = new ReadWatch();
  #value: T;

  constructor(initial: T) {
    this.#value = initial;
  }

  get value(): T {
    if (NOTING.by !== null) this.watch.note();
    return this.#value;
  }

  set value(value: T) {
    if (NOTING.by !== null) this.watch.write();
    this.#value = value;
  }

  /** The value, for the answer to a question, or to be saved: nobody is told. */
  get unread(): T {
    return this.#value;
  }

  /** Puts a saved value back: nobody is told. */
  restore(value: T): void {
    this.#value = value;
  }
}
