import { keyOf } from '../../abstraction/key-of.ts';
import type { Scope } from '../run/scope.ts';
import type { ContextState, Snapshots } from '../../port/system.ts';

/**
 * More steps than any call, or any pass of the work, takes in the scopes of random runs, where no
 * caches are to be flushed.
 */
const MANY_STEPS_ALONE = 180;
/** More steps than a flush takes to give one cached range back. */
const FLUSH_STEPS = 10;

/** Most steps that a flush of all that is cached when a run begins takes. */
export function flushStepsOf({ stock }: Pick<Scope, 'stock'>): number {
  return FLUSH_STEPS * stock;
}

/** The last visit to the head of a loop. */
interface LoopHead {
  /** The number of that visit, from 1. */
  readonly visit: number;
  /** The key of the system's state at that visit; null: it was not taken. */
  readonly state: string | null;
  readonly steps: number;
}

/**
 * Whether the state is compared at this visit with that at the one before. From 2 and 3 on it is at
 * ever fewer: a loop over hundreds of ranges must not take the state at each of them, and one that
 * has no end is found before it has gone on for twice as long.
 */
function comparesAt(visit: number): boolean {
  const before = visit - 1;
  return before > 1 && (before & (before - 1)) === 0;
}

/** Finds contexts that loop for ever, in a run that only goes forward. */
export class LoopWatch {
  /** The loop heads that the context which goes on alone has met. */
  readonly #heads = new Map<string, LoopHead>();
  readonly #manySteps: number;
  #alone: string | null = null;
  #stepsAlone = 0;
  /** A context went on alone for so long that it is not known whether it ever comes to rest. */
  unending = false;
  /** A context was found to loop for ever. */
  looping = false;

  constructor(scope: Pick<Scope, 'stock'>) {
    this.#manySteps = MANY_STEPS_ALONE + flushStepsOf(scope);
  }

  /** Something else than a step has happened. */
  interrupt(): void {
    this.#alone = null;
    this.#forget();
  }

  /**
   * A context, or the timer, has taken a step. It loops for ever if it goes on alone and returns to
   * a loop head with the whole system in the same state.
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
    if (this.#stepsAlone > this.#manySteps) this.unending = true;
    const next = context?.next ?? null;
    if (context === undefined || next?.loop === undefined || snapshots === null) return null;
    const { at, loop } = next;
    const head = loop.knows.length === 0 ? at : `${at} ${loop.knows.join()}`;
    const before = this.#heads.get(head);
    const { steps } = context;
    const visit = (before?.visit ?? 0) + 1;
    const compares = comparesAt(visit);
    const state =
      compares || comparesAt(visit + 1)
        ? keyOf(snapshots.bank.registers.map((register) => register.observe()))
        : null;
    this.#heads.set(head, { visit, state, steps });
    if (before === undefined || !compares || state !== before.state) return null;
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
