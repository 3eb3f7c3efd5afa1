import type { Kernel } from '../../impl/kernel/kernel.ts';
import { SharedState } from '../../impl/kernel/shared-state.ts';

/** The judges of this problem: which assertions were broken. */
export class Assertions extends SharedState {
  /** The first assertion that was broken on the way to this state; null: none was. */
  #broken: string | null = null;
  /** The assertions that the current step broke. */
  news: string[] = [];
  #any = false;
  readonly #judged: boolean;

  constructor(kernel: Kernel, judged: boolean) {
    super(kernel);
    this.#judged = judged;
  }

  /**
   * Whether an assertion was broken on the way to this state. Nothing is asserted of what comes
   * after that.
   */
  get closed(): boolean {
    return this.#broken !== null;
  }

  /** Whether any assertion was broken in any state. */
  get any(): boolean {
    return this.#any;
  }

  assert(holds: boolean, what: string): void {
    if (holds || !this.#judged || this.closed) return;
    this.changed();
    this.#broken = `${this.kernel.place}: ${what}`;
    this.news.push(this.#broken);
    this.#any = true;
  }

  save(): unknown {
    return this.#broken;
  }

  restore(saved: unknown): void {
    this.#broken = saved as string | null;
  }
}
