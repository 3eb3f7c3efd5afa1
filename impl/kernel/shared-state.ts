import type { ReadWatch } from '../../abstraction/reads.ts';
import { mentions } from '../../abstraction/freed-objects.ts';
import type { SharedObject } from '../../port/accesses.ts';
import { BrokenRule } from './broken-rule.ts';
import type { Kernel } from './kernel.ts';
import { checkLabel } from './label.ts';

/**
 * A piece of shared state. It records when a step reads or changes it, so that a search knows which
 * steps depend on each other.
 */
export abstract class SharedState {
  protected readonly kernel: Kernel;
  /** Its number in the order of creation, by which accesses name it. */
  readonly object: SharedObject;

  /** Its name, for reports. */
  readonly name: string;

  /** What tells a search that it is read; null: it may be read by any step. */
  get watch(): ReadWatch | null {
    return null;
  }

  /** Whether it is still there after the teardown, since it is no part of the domain. */
  get outlivesDomain(): boolean {
    return false;
  }

  /**
   * @param name 1 to 120 printable characters
   * @throws BrokenRule if it is not
   */
  constructor(kernel: Kernel, name = 'shared state') {
    checkLabel('a name of shared state', name);
    this.kernel = kernel;
    this.name = name;
    this.object = kernel.shared.push(this) - 1;
  }

  /**
   * To be called when the present step reads it.
   * @throws BrokenRule if a coroutine reads it between two steps; so do the functions below
   */
  protected looked(): void {
    if (this.kernel.betweenSteps) this.#refuse('looked at');
    this.kernel.accesses?.look(this.object);
  }

  /** To be called when the present step changes it. */
  protected changed(): void {
    if (this.kernel.betweenSteps) this.#refuse('changed');
    this.kernel.accesses?.change(this.object);
  }

  /** To be called when the present step releases it: only steps that wait for it depend on that. */
  protected released(): void {
    if (this.kernel.betweenSteps) this.#refuse('released');
    this.kernel.accesses?.release(this.object);
  }

  /** To be called when it is read by code that may be a step, or may look from outside. */
  protected glanced(): void {
    if (this.kernel.current !== null || this.kernel.betweenSteps) this.looked();
  }

  #refuse(done: string): never {
    throw new BrokenRule(
      `${this.name} is ${done} outside a step: do it in the function given to step() or asking()`,
    );
  }

  /** The state as immutable data. The identical data as long as nothing has changed. */
  abstract save(): unknown;
  /** Goes back to the state that `save` returned. */
  abstract restore(saved: unknown): void;

  /** Whether two states that `save` returned differ. */
  differs(before: unknown, after: unknown): boolean {
    return before !== after;
  }

  /** Makes the present state the beginning of all runs: `observe` may leave out what equals it. */
  begin(): void {
    // Most shared state has nothing that would be worth leaving out.
  }

  /** The part of the state that has consequences, as plain data; unless overridden, all of it. */
  observe(): unknown {
    return this.save();
  }

  /** Whether it holds that pointer to a range object. */
  holds(ptr: number): boolean {
    return mentions(this.observe(), ptr);
  }
}
