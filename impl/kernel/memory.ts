import type { Need, Pressure } from '../../model/fact.ts';
import { SharedState } from './shared-state.ts';

/** What the allocator asks of its environment, or does to its tree. */
export type Change =
  | { readonly k: 'alloc' }
  | {
      readonly k: 'store' | 'erase' | 'mark' | 'extend';
      readonly lo: number;
      readonly hi: number;
    };

/**
 * GFP_ATOMIC memory. A request is refused while pressure is on, or where the run refuses this very
 * step. It never sleeps and never reclaims. Requests for several nodes are all or nothing.
 */
export class Memory extends SharedState {
  pressure: Pressure = 'none';
  /** The run refuses the request of the present step. */
  refuseStep = false;
  /** Requests made, and refused, since the world began. */
  asked = 0;
  refused = 0;
  /** Scripted oracle: is told every change, in order, and says which succeed. */
  script: ((change: Change) => boolean) | null = null;

  /**
   * Whether the change can be made. It asks for memory only if it `needs` some; what it is for
   * decides whether light pressure spares it: objects come from a slab of their own.
   */
  allows(change: Change, need: Need, needs: boolean): boolean {
    if (this.script !== null) return this.#answer(need, this.script(change));
    return !needs || this.#answer(need, !this.#refuses(need));
  }

  #answer(need: Need, granted: boolean): boolean {
    this.asked += 1;
    if (!granted) this.refused += 1;
    this.kernel.emit({ kind: 'memory', call: this.kernel.call, need, granted });
    return granted;
  }

  #refuses(need: Need): boolean {
    this.looked();
    if (this.refuseStep || this.pressure === 'all') return true;
    return this.pressure === 'nodes' && need !== 'object';
  }

  setPressure(level: Pressure): void {
    this.changed();
    this.pressure = level;
    this.kernel.emit({ kind: 'pressure', level });
  }

  save(): unknown {
    return this.pressure;
  }

  restore(saved: unknown): void {
    this.pressure = saved as Pressure;
  }
}
