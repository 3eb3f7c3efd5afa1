import type { Effect } from '../../kernel/effect.ts';
import { SharedState } from '../../kernel/shared-state.ts';

/** `bit_spin_lock()`: a lock that no lock checker knows of. */
export class BitLock extends SharedState {
  #held = false;

  lock(at: string): Effect {
    return { at, asks: false, enabled: () => !this.#held, apply: () => this.#become(true) };
  }

  unlock(at: string): Effect {
    return { at, asks: false, enabled: () => true, apply: () => this.#become(false) };
  }

  #become(held: boolean): void {
    this.changed();
    this.#held = held;
  }

  save(): unknown {
    return this.#held;
  }

  restore(saved: unknown): void {
    this.#held = saved as boolean;
  }
}
