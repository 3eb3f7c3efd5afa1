import type { Kernel } from '../../impl/kernel/kernel.ts';
import { SharedState } from '../../impl/kernel/shared-state.ts';

/** The judges of this problem: what was asserted and is not so. */
export class Assertions extends SharedState {
  /** The first that was broken on the way to this state; null: none. */
  #broken: string | null = null;
  /** Broken by the present step. */
  news: string[] = [];
  #any = false;
  readonly #judged: boolean;

  constructor(kernel: Kernel, judged: boolean) {
    super(kernel);
    this.#judged = judged;
  }

  /** Nothing is asserted of what comes after a broken assertion. */
  get closed(): boolean {
    return this.#broken !== null;
  }

  /** Any was broken, in any state. */
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
