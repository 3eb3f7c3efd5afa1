import { mentions } from '../../abstraction/freed-objects.ts';
import { ReadWatch } from '../../abstraction/reads.ts';
import type { Kernel } from './kernel.ts';
import { SharedState } from './shared-state.ts';

/** Shared state that is one immutable value. A search is told whenever it is read. */
export abstract class Kept<T> extends SharedState {
  override readonly watch: ReadWatch = new ReadWatch();
  #state: T;

  /** @throws BrokenRule if the name is not 1 to 120 printable characters */
  constructor(kernel: Kernel, initial: T, name?: string) {
    super(kernel, name);
    this.#state = initial;
  }

  protected get state(): T {
    this.watch.note();
    return this.#state;
  }

  protected set state(state: T) {
    this.watch.write();
    this.#state = state;
  }

  /** What it holds, if no more of that is read than the answer to a question. */
  protected get unread(): T {
    return this.#state;
  }

  save(): unknown {
    return this.#state;
  }

  restore(saved: unknown): void {
    this.#state = saved as T;
  }

  override observe(): unknown {
    return this.state;
  }

  override holds(ptr: number): boolean {
    return this.watch.answer(ptr, this.mentions(ptr));
  }

  /** Whether that pointer occurs in what it holds; reads nothing else of it. */
  protected mentions(ptr: number): boolean {
    return mentions(this.#state, ptr);
  }
}
