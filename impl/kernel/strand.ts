import type { Request } from '../../model/call.ts';
import type { Coroutine, Effect, Loop } from './effect.ts';
import type { Outcome, Routine, Routines } from './routine.ts';

/** A coroutine that runs once, from its beginning to its end. */
export class Strand implements Routine {
  readonly request: Request | null;
  next: Effect | null = null;
  outcome: Outcome | null = null;
  readonly known: unknown[] = [];
  readonly #coroutine: Coroutine<Outcome>;
  /** Of each loop entered: how much was known at its entry. */
  readonly #entries = new Map<Loop, number>();

  constructor(request: Request | null, coroutine: Coroutine<Outcome>) {
    this.request = request;
    this.#coroutine = coroutine;
    this.#goOn(coroutine.next());
  }

  after(value: unknown): this {
    this.known.push(value);
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
    if (result.value.loop !== undefined) this.#forget(result.value.loop);
  }

  #after(): string {
    return this.next === null ? 'at the beginning' : `after "${this.next.at}"`;
  }

  #forget({ of, knows }: NonNullable<Effect['loop']>): void {
    const known = this.#entries.get(of);
    if (known === undefined) this.#entries.set(of, this.known.length);
    else this.known.length = known;
    this.known.push(...knows);
  }
}

/** Every coroutine is made anew: for a run that goes forward only. */
export const strands: Routines = {
  begin: (request, coroutine) => new Strand(request, coroutine()),
};
