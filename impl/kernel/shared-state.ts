import type { SharedObject } from '../../port/accesses.ts';
import type { Kernel } from './kernel.ts';

/**
 * A piece of shared state. It tells when a step looks at it or changes it, so that a search knows
 * which steps depend on each other.
 */
export abstract class SharedState {
  protected readonly kernel: Kernel;
  /** Its number among the kernel's parts: what accesses call it. */
  readonly object: SharedObject;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.object = kernel.shared.push(this) - 1;
  }

  /** The present step looks at it. */
  protected looked(): void {
    this.kernel.accesses?.look(this.object);
  }

  /** The present step changes it. */
  protected changed(): void {
    this.kernel.accesses?.change(this.object);
  }

  /** The present step gives it back: nobody but who waits for it depends on that. */
  protected released(): void {
    this.kernel.accesses?.release(this.object);
  }

  /** The state as immutable data, and the same data again as long as nothing has changed. */
  abstract save(): unknown;
  /** Comes back to what `save` returned. */
  abstract restore(saved: unknown): void;

  /** Every run begins with what it holds now: from here on only what differs need be observed. */
  begin(): void {
    // Mostly that is nothing worth to leave out.
  }

  /** What of the present state has consequences, as plain data: without, all that is saved. */
  observe(): unknown {
    return this.save();
  }
}
