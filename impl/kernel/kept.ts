import { mentions } from '../../abstraction/freed-objects.ts';
import type { ReadWatch } from '../../abstraction/reads.ts';
import { Cell } from './cell.ts';
import type { Kernel } from './kernel.ts';
import { SharedState } from './shared-state.ts';

/**
 * Shared state that is one immutable value, in a cell. A search is told whenever it is read, so it
 * knows which steps do not depend on it.
 */
export abstract class Kept<T> extends SharedState {
  // Getters here would be shared by classes of many layouts, which V8 makes slow.
  protected readonly kept: Cell<T>;

  /** @throws BrokenRule if the name is not 1 to 120 printable characters */
  constructor(kernel: Kernel, initial: T, name?: string) {
    super(kernel, name);
    this.kept = new Cell(initial);
  }

  /** Null if a class that extends this one saves more: nobody tells when that is read. */
  override get watch(): ReadWatch | null {
    return saverOf(this) === saverOf(this.savedBy) ? this.kept.watch : null;
  }

  /** The prototype whose `save()` saves the cell and nothing else. */
  protected get savedBy(): object {
    return Kept.prototype;
  }

  save(): unknown {
    return this.kept.unread;
  }

  restore(saved: unknown): void {
    this.kept.restore(saved as T);
  }

  override observe(): unknown {
    return this.kept.value;
  }

  override holds(ptr: number): boolean {
    return this.kept.watch.answer(ptr, this.mentions(ptr));
  }

  /** Whether that pointer occurs in what it holds; reads nothing else of it. */
  protected mentions(ptr: number): boolean {
    return mentions(this.kept.unread, ptr);
  }
}

function saverOf(of: object): unknown {
  return Reflect.get(of, 'save');
}
