import type { Fact } from '../../model/fact.ts';
import { type Accesses, contextObject } from '../../port/accesses.ts';
import { type Misuse, MISUSES } from '../../model/misuse.ts';
import { Clock } from './clock.ts';
import type { Context } from './context.ts';
import { Log } from './log.ts';
import { Memory } from './memory.ts';
import type { SharedState } from './shared-state.ts';
import type { Spinlock } from './spinlock.ts';

/** One simulated machine: its clock, memory and log, and who is running on it. */
export class Kernel {
  /** All shared state, in order of creation. */
  readonly shared: SharedState[] = [];
  /** All spinlocks, in order of creation. */
  readonly locks: Spinlock[] = [];
  /** Is told what the present step touches; null: nobody asks. */
  accesses: Accesses | null = null;
  readonly clock: Clock = new Clock(this);
  readonly memory: Memory = new Memory(this);
  readonly log: Log = new Log(this);
  /** Everybody who may run. */
  contexts: readonly Context[] = [];
  /** Who takes the present step; null while the domain is set up. */
  current: Context | null = null;
  /** The present step: the C function and where in it, as "free_iova: after unlock". */
  place = 'init_iova_domain';
  readonly #sink: (fact: Fact) => void;

  constructor(sink: (fact: Fact) => void) {
    this.#sink = sink;
  }

  emit(fact: Fact): void {
    this.accesses?.tell(fact.kind);
    this.#sink(fact);
  }

  /**
   * Reports that a primitive was used against its rules.
   * @throws Error if there is no such misuse: a design in plain JavaScript may name anything
   */
  misuse(misuse: Misuse, what: string, where: string = this.place): void {
    if (!MISUSES.includes(misuse)) throw new Error(`no misuse is called "${misuse}"`);
    this.emit({ kind: 'misused', on: this.current?.id ?? null, misuse, what, where });
  }

  /** Whether anybody else is in the middle of something. */
  othersBusy(but: Context | null): boolean {
    for (const [at, context] of this.contexts.entries()) {
      if (context === but) continue;
      this.accesses?.look(contextObject(at));
      if (context.busy) return true;
    }
    return false;
  }

  /** The call that takes the present step; null for the worker and for set-up. */
  get call(): number | null {
    return this.current?.call ?? null;
  }
}
