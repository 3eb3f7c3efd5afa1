import { type Allowed, findSteps } from './find-steps.ts';
import type { System } from './system.ts';
import type { Valuation } from './term.ts';

/** Looks for the steps of runs in one abstract system, and remembers what it has found. */
export class StepFinder {
  /** The steps of the system that were met. */
  readonly met = new Set<string>();
  readonly #system: System;
  readonly #constants: Valuation;
  /** By what was before and after: the names of the steps between; null: there are none. */
  readonly #known = new Map<string, readonly string[] | null>();

  constructor(system: System, constants: Valuation) {
    this.#system = system;
    this.#constants = constants;
  }

  /** Whether steps of the system, or none, lead from the one state to the other. */
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

  /** Steps of the system that were not met. */
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
