import { LoopHeads } from '../../abstraction/loop-heads.ts';
import type { Request } from '../../model/call.ts';
import { BrokenRule } from './broken-rule.ts';
import type { Coroutine, Effect, Loop } from './effect.ts';
import { checkLabel } from './label.ts';
import { isNoted, made } from './made.ts';
import { pulse } from './pulse.ts';
import type { Outcome, Routine, Routines } from './routine.ts';

/**
 * A coroutine that runs once, from its beginning to its end. `after` changes it in place. The
 * constructor and `after` throw BrokenRule if the coroutine yields no step, takes none before it
 * returns, or returns no outcome.
 */
export class Strand implements Routine {
  readonly request: Request | null;
  next: Effect | null = null;
  outcome: Outcome | null = null;
  readonly known: unknown[] = [];
  readonly #coroutine: Coroutine<Outcome>;
  /** Steps that were made, less those that were yielded. */
  #idle = 0;
  /** Coroutines of a user's design that were made, less those that were begun. */
  #notBegun = 0;
  /** It is that of a user's design. One of the suite's may leave out a step on purpose. */
  #isUsers: boolean;
  /** Made at the first head of a loop: most coroutines have none. */
  #loops: LoopHeads<Loop> | null = null;

  constructor(request: Request | null, coroutine: Coroutine<Outcome>) {
    this.request = request;
    this.#coroutine = coroutine;
    if (typeof coroutine?.next !== 'function') {
      throw new BrokenRule(`${this.#name} is no generator: begin it with *, as in *free(d, pfn)`);
    }
    this.#isUsers = isNoted(coroutine);
    this.#goOn();
  }

  after(value: unknown): this {
    this.known.push(value);
    this.#goOn(value);
    return this;
  }

  #goOn(value?: unknown): void {
    pulse.beat();
    const { steps, coroutines, begun } = made;
    const result: IteratorResult<Effect, Outcome> = this.#coroutine.next(value);
    this.#idle += made.steps - steps;
    this.#isUsers ||= made.coroutines > coroutines;
    this.#notBegun += made.coroutines - coroutines - (made.begun - begun);
    if (result.done === true) {
      this.#end(result.value);
      return;
    }
    const effect = result.value;
    if (!isStep(effect)) {
      throw new BrokenRule(
        `${this.#after()} comes no step: use step(), asking(), or yield* for a coroutine`,
      );
    }
    checkLabel('a label', effect.at);
    this.#idle -= 1;
    this.next = effect;
    const { loop } = effect;
    if (loop === undefined) return;
    this.#loops ??= new LoopHeads();
    this.#loops.forget(this.known, loop.of, loop.knows);
  }

  #end(outcome: Outcome): void {
    if (this.next === null) {
      throw new BrokenRule(
        `${this.#name} returns before its first step: what decides that is state, and to look at ` +
          'state is a step',
      );
    }
    if (typeof outcome?.kind !== 'string') {
      throw new BrokenRule(`${this.#after()} comes no outcome: return one, and yield* a coroutine`);
    }
    if (this.#isUsers && (this.#idle > 0 || this.#notBegun > 0)) {
      throw new BrokenRule(
        `${this.#name} makes a step and does not yield it, so it is never taken: write yield ` +
          'step(...), and yield* before a coroutine',
      );
    }
    if (outcome.kind === 'refused') checkLabel('the reason of a refusal', outcome.because);
    this.next = null;
    this.outcome = outcome;
  }

  /** "free()", as a design names it. */
  get #name(): string {
    return `${this.request === null ? 'work' : this.request.fn}()`;
  }

  #after(): string {
    return this.next === null ? 'at the beginning' : `after "${this.next.at}"`;
  }
}

/** A design in plain JavaScript may yield anything. */
function isStep(effect: Effect | undefined): effect is Effect {
  return typeof effect?.enabled === 'function' && typeof effect.apply === 'function';
}

/** Makes every coroutine anew, for a run that only goes forward. */
export const strands: Routines = {
  begin: (request, coroutine) => new Strand(request, coroutine()),
};
