import type { Kernel } from '../../kernel/kernel.ts';
import type { Effect } from '../../kernel/effect.ts';
import { Kept } from '../../kernel/kept.ts';

/** `bit_spin_lock()`: a lock that lock checkers do not see. */
export class BitLock extends Kept<boolean> {
  constructor(kernel: Kernel) {
    super(kernel, false);
  }

  lock(at: string): Effect {
    return { at, asks: false, enabled: () => !this.kept.value, apply: () => this.#become(true) };
  }

  unlock(at: string): Effect {
    return { at, asks: false, enabled: () => true, apply: () => this.#become(false) };
  }

  #become(held: boolean): void {
    this.changed();
    this.kept.value = held;
  }
}
