import type { Context } from '../../impl/kernel/context.ts';
import type { Effect } from '../../impl/kernel/effect.ts';
import type { Kernel } from '../../impl/kernel/kernel.ts';

/** One way on from a label, `:: when -> act`. What `act` returns is sent to the coroutine. */
export interface Way<C extends Context> {
  when(by: C): boolean;
  act(by: C): unknown;
}

/**
 * A step that can be taken in several ways, like an `if` of Promela. Each way is a move of its own.
 */
export interface Fork extends Effect {
  readonly ways: readonly Way<Context>[];
}

/** The greatest number of ways on from any label. */
export const MOST_WAYS = 6;

/**
 * Marks a process, which is one loop: at each of its labels it has forgotten everything except its
 * live locals.
 */
const PROCESS = Symbol('process');

/** Makes the steps of the processes. The model chooses a way before it takes a step. */
export class Forks {
  /** The index of the way in which the next step is taken. */
  chosen = 0;
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** The step at a label. @param locals the live locals of the process at this label */
  at<C extends Context>(at: string, locals: readonly unknown[], ...ways: readonly Way<C>[]): Fork {
    const kernel = this.#kernel;
    return {
      at,
      asks: false,
      loop: { of: PROCESS, knows: locals },
      ways,
      enabled: (by) => ways.some((way) => way.when(by as C)),
      apply: () => (ways[this.chosen] as Way<C>).act(kernel.current as C),
    };
  }

  /** A step with one way on, which is always open. */
  just(at: string, locals: readonly unknown[], act: () => unknown): Fork {
    return this.at(at, locals, { when: () => true, act });
  }
}
