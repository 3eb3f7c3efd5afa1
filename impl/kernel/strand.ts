import { LoopHeads } from '../../abstraction/loop-heads.ts';
import type { Request } from '../../model/call.ts';
import type { Coroutine, Effect, Loop } from './effect.ts';
import { pulse } from './pulse.ts';
import type { Outcome, Routine, Routines } from './routine.ts';

/**
 * A coroutine that runs once, from its beginning to its end. `after` changes it in place. The
 * constructor and `after` throw TypeError if the coroutine yields no step, or returns no outcome.
 */
export class Strand implements Routine {
  readonly request: Request | null;
  next: Effect | null = null;
  outcome: Outcome | null = null;
  readonly known: unknown[] = [];
  readonly #coroutine: Coroutine<Outcome>;
  readonly #loops = new LoopHeads<Loop>();

  constructor(request: Request | null, coroutine: Coroutine<Outcome>) {
    this.request = request;
    this.#coroutine = coroutine;
    pulse.beat();
    this.#goOn(coroutine.next());
  }

  after(value: unknown): this {
    this.known.push(value);
    pulse.beat();
    this.#goOn(this.#coroutine.next(value));
    return this;
  }

  #goOn(result: IteratorResult<Effect, Outcome>): void {
    if (result.done === true) {
      if (typeof result.value?.kind !== 'string') {
        throw new TypeError(
          `${this.#after()} comes no outcome: return one, and yield* a coroutine`,
        );
      }
      this.next = null;
      this.outcome = result.value;
      return;
    }
    if (typeof result.value?.enabled !== 'function') {
      throw new TypeError(
        `${this.#after()} comes no step: use step(), asking(), or yield* for a coroutine`,
      );
    }
    this.next = result.value;
    const { loop } = result.value;
    if (loop !== undefined) this.#loops.forget(this.known, loop.of, loop.knows);
  }

  #after(): string {
    return this.next === null ? 'at the beginning' : `after "${this.next.at}"`;
  }
}

/** Makes every coroutine anew, for a run that only goes forward. */
export const strands: Routines = {
  begin: (request, coroutine) => new Strand(request, coroutine()),
};
