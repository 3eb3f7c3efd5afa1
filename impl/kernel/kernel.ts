import type { Fact } from '../../model/fact.ts';
import { Clock } from './clock.ts';
import type { Context } from './context.ts';
import { Log } from './log.ts';
import { Memory } from './memory.ts';

/**
 * A piece of shared state. `save` returns immutable plain data, so that a search can come back to
 * a state; what it returns is also what tells two states apart, unless `observe` says it shorter.
 */
export interface Part {
  save(): unknown;
  restore(saved: unknown): void;
  /** What of the state has consequences: without, `save()`. */
  observe?(): unknown;
}

/** One simulated machine: its clock, memory and log, and who is running on it. */
export class Kernel {
  /** All shared state, in order of creation. */
  readonly parts: Part[] = [];
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
    this.#sink(fact);
  }

  /** A primitive was used against its rules: `property` is the id of the one it breaks. */
  misuse(property: string, what: string, where: string = this.place): void {
    this.#sink({ kind: 'misused', on: this.current?.id ?? null, property, what, where });
  }

  /** Whether anybody else is in the middle of something. */
  othersBusy(but: Context | null): boolean {
    for (const context of this.contexts) if (context !== but && context.busy) return true;
    return false;
  }

  /** The call that takes the present step; null for the worker and for set-up. */
  get call(): number | null {
    return this.current?.call ?? null;
  }
}
