import { type Allowed, findSteps } from './find-steps.ts';
import type { TransitionSystem } from './transition-system.ts';
import type { Valuation } from './term.ts';

/** Looks for the steps of runs in one abstract system, and remembers the answers. */
export class StepFinder {
  /** The names of the system's steps that were met in runs. */
  readonly met = new Set<string>();
  readonly #system: TransitionSystem;
  readonly #constants: Valuation;
  /**
   * By the states before and after a step of a run: the names of the system's steps between them;
   * null: there are none.
   */
  readonly #known = new Map<string, readonly string[] | null>();

  constructor(system: TransitionSystem, constants: Valuation) {
    this.#system = system;
    this.#constants = constants;
  }

  /**
   * Whether steps of the system lead from `before` to `now`. No step at all counts, if nothing
   * changed.
   */
  find(before: Valuation, now: Valuation, allowed: Allowed): boolean {
    const key = keyOf(before, now, allowed);
    let names = this.#known.get(key);
    if (names === undefined) {
      const initial = { ...this.#system.initial, ...this.#constants };
      const steps = findSteps(this.#system, { ...initial, ...before }, now, allowed);
      names = steps?.map(({ name }) => name) ?? null;
      this.#known.set(key, names);
    }
    for (const name of names ?? []) this.met.add(name);
    return names !== null;
  }

  /** The names of the system's steps that were not met. */
  unmet(): readonly string[] {
    return this.#system.steps
      .filter(({ name, only }) => only !== 'proof' && !this.met.has(name))
      .map(({ name }) => name);
  }
}

function keyOf(before: Valuation, now: Valuation, allowed: Allowed): string {
  const { refuses, byWork, jiffies } = allowed;
  return [...Object.values(before), ...Object.values(now), refuses, byWork, jiffies].join();
}
