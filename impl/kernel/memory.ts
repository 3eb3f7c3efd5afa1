import { withoutRequestCounts } from '../../abstraction/counters.ts';
import type { Need, Pressure } from '../../model/fact.ts';

/** Parts of the caches that memory is requested for. */
export type CachePart = 'kmalloc' | 'percpu' | 'magazine' | 'cpuhp';
import { BrokenRule } from './broken-rule.ts';
import type { Kernel } from './kernel.ts';
import { Kept } from './kept.ts';

/** The allocation of an object, or a change of the tree from `lo` to `hi`, inclusive. */
export type Change =
  | { readonly k: 'alloc'; readonly what: 'iova' | CachePart }
  | {
      readonly k: 'store' | 'erase' | 'mark' | 'extend';
      readonly lo: number;
      readonly hi: number;
    };

/**
 * `GFP_ATOMIC` memory. A request is refused under pressure, or if the run refuses that of this very
 * step. It never sleeps and never reclaims. A request for several nodes is granted as a whole or
 * not at all.
 */
export class Memory extends Kept<Pressure> {
  /** The run refuses the request of the present step. */
  refuseStep = false;
  /** The numbers of requests made, and of those refused: no part of the state, they only rise. */
  asked = 0;
  refused = 0;
  /** For recordings: is called with every change, in order, and returns whether it succeeds. */
  script: ((change: Change) => boolean) | null = null;
  /** For comparisons: is called with every request, in order, and returns whether it is refused. */
  refuses: ((need: Need) => boolean) | null = null;

  constructor(kernel: Kernel) {
    super(kernel, 'none');
  }

  get pressure(): Pressure {
    return this.kept.value;
  }

  set pressure(level: Pressure) {
    this.kept.value = level;
  }

  /**
   * Whether the change can be made.
   * @param need what the memory is for. Pressure `nodes` spares objects, which have their own slab.
   * @param needs whether it needs memory; if not, none is asked for, except in a recording
   * @throws BrokenRule if the present step may not ask for memory
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
    const { effect } = this.kernel;
    if (effect?.assured === true) return false;
    if (effect?.asks === false) {
      throw new BrokenRule(
        `"${effect.at}" asks for memory, but is a plain step: use asking(); or, if it cannot be ` +
          'refused, reserved() or blocking()',
      );
    }
    this.looked();
    if (this.refuses !== null) return this.refuses(need);
    if (this.refuseStep || this.pressure === 'all') return true;
    return this.pressure === 'nodes' && (need === 'store' || need === 'erase');
  }

  setPressure(level: Pressure): void {
    this.changed();
    this.pressure = level;
    this.kernel.emit({ kind: 'pressure', level });
  }

  override get outlivesDomain(): boolean {
    return true;
  }

  /** Forgets the requests of the run before. */
  startOver(): void {
    this.asked = this.refused = 0;
    this.refuseStep = false;
  }

  override observe(): unknown {
    return withoutRequestCounts(this);
  }
}
