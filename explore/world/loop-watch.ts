import { keyOf } from '../../abstraction/key-of.ts';
import type { ContextState, Snapshots } from '../../port/system.ts';

/** More steps than any call, or any pass of the work, takes in the scopes of random runs. */
const MANY_STEPS_ALONE = 180;

/** The last visit to the head of a loop. */
interface LoopHead {
  /** The key of the system's state at that visit; null: it was the first visit. */
  readonly state: string | null;
  readonly steps: number;
}

/** Finds contexts that loop for ever, in a run that only goes forward. */
export class LoopWatch {
  /** The loop heads that the context which goes on alone has met. */
  readonly #heads = new Map<string, LoopHead>();
  #alone: string | null = null;
  #stepsAlone = 0;
  /** A context went on alone for so long that it is not known whether it ever comes to rest. */
  unending = false;
  /** A context was found to loop for ever. */
  looping = false;

  /** Something else than a step has happened. */
  interrupt(): void {
    this.#alone = null;
    this.#forget();
  }

  /**
   * A context, or the timer, has taken a step. It loops for ever if it goes on alone and returns to
   * a loop head with the whole system in the same state. The first visit to a head saves no state:
   * states are compared from the second visit on.
   * @returns the number of steps of the round, if it was found just now that it loops; else null
   */
  stepsOfRound(
    on: string,
    context: ContextState | undefined,
    snapshots: Snapshots | null,
  ): number | null {
    if (on !== this.#alone) {
      this.#alone = on;
      this.#forget();
    }
    if (this.looping) return null;
    this.#stepsAlone = context?.busy === true ? this.#stepsAlone + 1 : 0;
    if (this.#stepsAlone > MANY_STEPS_ALONE) this.unending = true;
    const next = context?.next ?? null;
    if (context === undefined || next?.loop === undefined || snapshots === null) return null;
    const { at, loop } = next;
    const head = loop.knows.length === 0 ? at : `${at} ${loop.knows.join()}`;
    const before = this.#heads.get(head);
    const { steps } = context;
    if (before === undefined) {
      this.#heads.set(head, { state: null, steps });
      return null;
    }
    const state = keyOf(snapshots.bank.registers.map((register) => register.observe()));
    this.#heads.set(head, { state, steps });
    if (state !== before.state) return null;
    this.looping = true;
    return steps - before.steps;
  }

  #forget(): void {
    if (this.#heads.size > 0) this.#heads.clear();
    this.#stepsAlone = 0;
  }

  /** Another state has been written: what was counted on another run means nothing here. */
  arrive(): void {
    if (this.#heads.size > 0) this.#heads.clear();
    this.#alone = null;
    this.looping = false;
  }

  /** Another run begins. */
  startOver(): void {
    this.interrupt();
    this.looping = this.unending = false;
  }
}
